// A case file as declarations and syntax trees, by a reader of the checker's own (cases/README.md is the contract). No mathematics yet.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "check/text/syntax.hpp"

namespace losscert::check {

struct Declaration {
  std::string name;
  int shape = 0;           ///< 0 scalar, 1 vector, 2 matrix
  std::string rows, cols;  ///< an integer or the name of a dimension
};

/// For all real t: sigma_order(t) rel bound. Never an equation.
struct Property {
  unsigned order = 0;
  Rel rel{};
  Rational bound;
};

struct FunctionDeclaration {
  std::string name;
  unsigned smoothness = 0;  ///< C^smoothness on all of R
  std::vector<Property> properties;
};

struct Definition {
  std::vector<std::string> arguments;
  SyntaxPtr body;
};

struct Layer {
  std::string units, activation, weights, bias;  ///< bias may be empty
  SyntaxPtr argument;                            ///< second argument of the activation, or null
  SyntaxPtr expression;                          ///< activation as an expression in t, or null
};

struct Network {
  std::string inputs;
  std::vector<Layer> layers;
  SyntaxPtr extra;  ///< in z, or null
  std::vector<std::vector<SyntaxPtr>> x, y;
  std::string loss;                        ///< empty if loss_expression
  SyntaxPtr loss_expression, regulariser;  ///< or null
  int hinge_power = 0;
  bool mean = false;
};

struct RootStatement {
  bool scalar = true;
  std::vector<SyntaxPtr> unknowns, equations;  ///< no equations: the gradient of the objective
  std::vector<std::pair<Rational, Rational>> box;
};

using Assignment = std::vector<std::pair<std::string, SyntaxPtr>>;

struct ClaimText {
  std::string id, kind;
  bool expect_proved = true;
  SyntaxPtr function, value, of;  ///< null where absent; value also for `equals` and `limit`
  std::string infinity;           ///< "oo", "-oo" or empty
  std::optional<std::vector<std::string>> over;
  Assignment fix;
  std::vector<RelationSyntax> where, statement;
  std::optional<RelationSyntax> condition;
  std::optional<Assignment> at;
  Assignment near;              ///< critical-point-within, no-critical-point-within
  SyntaxPtr radius, curvature;  ///< of these; curvature may be null
  int index = 0;                ///< critical-point-within
  std::string path;
  std::vector<SyntaxPtr> diverges;
  std::vector<std::vector<RelationSyntax>> sets;
  bool strict = false, attained = false, decreasing = true;
  std::vector<std::string> lemmas;  ///< `using`: claims above this one, on which a proof may rest. No part of the statement
};

struct CaseFile {
  std::string file, digest;  ///< digest: "sha256:<hex>"
  std::vector<std::pair<std::string, std::vector<int>>> dimensions;
  std::vector<Declaration> parameters, variables;  ///< in file order
  std::vector<FunctionDeclaration> functions;
  std::vector<RelationSyntax> assumptions;
  std::map<std::string, Definition> definitions;
  SyntaxPtr objective;  ///< null if there is a network
  std::optional<Network> network;
  std::map<std::string, RootStatement> roots;
  std::map<std::string, Assignment> points, paths;
  std::vector<ClaimText> claims;
};

/// Throws CaseError.
CaseFile read_case(const std::string& path);
CaseFile parse_case(const std::string& text, const std::string& name);

}  // namespace losscert::check
