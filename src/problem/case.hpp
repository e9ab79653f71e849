// A case file, parsed and validated for form: TOML, keys, types, and expressions as syntax trees. No mathematics yet.
#pragma once
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "support/error.hpp"

namespace losscert::problem {

/// Syntax tree of an expression (cases/README.md, Expressions). Chains are flat, so that a long sum is not a deep tree:
/// a - b + c is Add(a, Negate(b), c); a*b/c*d is Multiply(Divide(Multiply(a, b), c), d).
struct Syntax;
using SyntaxPtr = std::shared_ptr<const Syntax>;
struct Syntax {
  enum class Op { Number, Name, Call, Index, Vector, Negate, Add, Multiply, Divide, Power };
  Op op{};
  std::string text;                 ///< Number: digits as written; Name, Call: the name
  std::vector<SyntaxPtr> children;  ///< Index: the indexed expression
  std::vector<int> indices;         ///< Index
  int line = 0;                     ///< line in the file
};

/// e0 rel e1 rel e2 ...
struct RelationSyntax {
  std::vector<SyntaxPtr> sides;
  std::vector<std::string> relops;
  int line = 0;
};

struct Declaration {
  enum class Shape { Scalar, Vector, Matrix };
  std::string name;
  Shape shape{};
  std::string rows, cols;  ///< an integer or the name of a dimension
  int line = 0;
};

/// [functions.NAME]: every function R -> R that is C^smoothness and has the properties.
struct FunctionSyntax {
  struct Property {
    int order = 0;  ///< of the derivative
    std::string relop;
    SyntaxPtr bound;
    int line = 0;
  };
  std::string name;
  int smoothness = 0;
  std::vector<Property> properties;
  int line = 0;
};

struct Definition {
  std::string name;
  std::vector<std::string> arguments;
  SyntaxPtr body;
  int line = 0;
};

struct Layer {
  std::string units, activation;    ///< activation: a function's name, empty if an expression is given
  SyntaxPtr argument;               ///< the activation's second argument, or null
  SyntaxPtr activation_expression;  ///< in t, or null
  std::string weights, bias;        ///< declared in Case::variables; bias may be empty
  int line = 0;
};
struct Network {
  std::string inputs;
  std::vector<Layer> layers;
  SyntaxPtr extra;  ///< in z, or null
  std::vector<std::vector<SyntaxPtr>> x, y;
  std::string loss;           ///< empty if an expression is given
  SyntaxPtr hinge_power;      ///< for the hinge loss
  SyntaxPtr loss_expression;  ///< in q and y, or null
  bool mean = false;
  SyntaxPtr regulariser;  ///< or null
  int line = 0;
};

struct RootSyntax {
  std::string name;
  bool scalar = true;                                ///< `variable` rather than `variables`
  std::vector<std::string> unknowns;                 ///< names or components as written
  std::vector<SyntaxPtr> equations;                  ///< empty: the gradient of the objective
  std::vector<std::pair<SyntaxPtr, SyntaxPtr>> box;  ///< rational constants
  int line = 0;
};

/// name = "expression", as in points, paths, `at` and `fix`.
struct Binding {
  std::string name;
  SyntaxPtr value;
  std::string text;  ///< the expression as written
  int line = 0;
};
using Assignment = std::vector<Binding>;  ///< in file order

struct ClaimSyntax {
  std::string id, kind, says, printed, correction, note;
  bool expect_proved = true;
  int line = 0;
  SyntaxPtr function, value, of, equals;  ///< null where absent
  std::string equals_infinity;            ///< "oo", "-oo" or empty; for `equals` and `limit`
  std::optional<std::vector<std::string>> over;
  Assignment fix;
  std::vector<RelationSyntax> where, statement;
  std::optional<RelationSyntax> condition;
  std::optional<Assignment> at;  ///< a named point is looked up by the reader
  Assignment near;               ///< of claims about a ball; the same
  SyntaxPtr radius, curvature;   ///< of these
  int index = 0;
  std::string path;              ///< name, or empty
  std::vector<SyntaxPtr> diverges;
  std::vector<std::vector<RelationSyntax>> sets;
  std::optional<bool> strict, attained, decreasing;
  std::vector<std::string> lemmas;  ///< `using`
};

struct Case {
  std::string file;    ///< path as given
  std::string digest;  ///< "sha256:<hex>" of the bytes
  std::string title, paper, statement, quote, note, time_class;
  std::vector<std::pair<std::string, std::vector<int>>> dimensions;
  std::vector<Declaration> parameters, variables;  ///< variables: the network's weights and biases follow those declared
  std::vector<FunctionSyntax> functions;
  std::vector<RelationSyntax> assumptions;
  std::vector<Definition> definitions;
  SyntaxPtr objective;  ///< null if a network is given
  std::string data_file;  ///< beside the case, or empty; the case names its digest
  std::optional<Network> network;
  std::vector<RootSyntax> roots;
  std::map<std::string, Assignment> points, paths;
  int objective_line = 0;
  std::vector<ClaimSyntax> claims;
};

/// "sigma", or "sigma_2" (of an order beyond the class too), of a function in [functions].
struct AbstractCall {
  const FunctionSyntax* function;
  int order;
};
std::optional<AbstractCall> abstract_function(const Case& c, const std::string& text);
/// "sigma_" and digits.
bool is_derivative_name(const std::string& text, const std::string& function);

/// Reads and validates a case file. Throws InputError.
Case read_case(const std::string& path);
/// The same, and the case may have no claims.
Case read_case_for_points(const std::string& path);

/// Parses one expression or relation; `file` and `line` are for messages. Throws InputError.
SyntaxPtr parse_expression(const std::string& text, const std::string& file, int line);
RelationSyntax parse_relation(const std::string& text, const std::string& file, int line);

}  // namespace losscert::problem
