// From syntax trees to canonical sums, for one choice of dimensions: shapes, definitions, the network's objective, the functions of the case language.
//
// While an expression is built, every condition for it to be defined is recorded (division, logarithm, root), before anything can cancel.
#pragma once
#include <functional>
#include <optional>

#include "check/algebra/guarded.hpp"
#include "check/meaning/functions.hpp"
#include "check/text/case_file.hpp"

namespace losscert::check {

/// p rel 0
struct Relation {
  Poly p;
  Rel rel{};
};

class Builder {
public:
  /// `dims` gives every dimension of the case one value. Throws CaseError or Reject.
  Builder(const CaseFile& c, std::map<std::string, int> dims);

  const CaseFile& case_file() const { return case_; }
  const std::vector<AtomId>& variables() const { return variables_; }  ///< components in declaration order, the network's after the others
  std::vector<AtomId> components(const std::string& name) const;       ///< of a declared variable; throws Reject for any other name
  bool is_parameter(AtomId a) const { return parameter_ids_.count(a) > 0; }
  bool is_variable(AtomId a) const { return variable_ids_.count(a) > 0; }

  /// Makes a root's symbols known; before that its name is an error.
  void admit_root(const std::string& name);
  std::vector<AtomId> root_symbols(const std::string& name) const;  ///< t1, or t1[1], t1[2]

  // Everything below adds its conditions to `domain`.
  Poly scalar(const Syntax& s, Obligations& domain, bool eps = false);
  Value value(const Syntax& s, Obligations& domain, bool eps = false);
  const Guarded& objective();
  std::vector<Relation> relations(const RelationSyntax& r, Obligations& domain);
  Substitution assignment(const Assignment& a, Obligations& domain, bool eps = false);  ///< variables only, whole; scalars or equal shapes

  /// An expression of a certificate: scalar core, symbols of the case and admitted roots, `eps` if allowed.
  Guarded certificate_expression(const Syntax& s, bool eps) const;
  /// A function of one variable: scalar core without abstract functions, in the one symbol `variable` that the text calls t.
  Guarded function_expression(const Syntax& s, AtomId variable) const;
  std::optional<AtomId> known_symbol(const std::string& name) const;  ///< parameter, variable, admitted root component or local symbol

  /// A symbol of a certificate's own, about which nothing is assumed. Throws Reject if the name is no name, or taken.
  AtomId add_local(const std::string& name);
  void remove_local(const std::string& name) { locals_.erase(name); }

private:
  using Locals = std::map<std::string, Value>;
  struct Scope {
    const Locals* locals;
    const Obligations* given;  ///< the conditions of what the locals stand for, asked where that is written
    Obligations* domain;
    bool eps;
  };
  static const Obligations no_conditions;
  int size(const std::string& s) const;
  void declare(const Declaration& d, bool parameter);
  Value evaluate(const Syntax& s, const Scope& scope);
  Value evaluate_node(const Syntax& s, const Scope& scope);
  Value call(const Syntax& s, const Scope& scope);
  Poly apply(const std::string& name, const std::vector<Poly>& arguments, Obligations& domain) const;  ///< a function of the language or of the case
  Value named(const std::string& name, const Scope& scope);
  Value definition(const std::string& name, const Definition& d, const std::vector<Value>& arguments, const Obligations& given, const Scope& scope);
  using Names = std::function<std::optional<AtomId>(const std::string&)>;
  static Guarded core_expression(const Syntax& s, const Names& symbols, bool abstract);
  const std::vector<Value>& outputs();
  Guarded network_objective();

  const CaseFile& case_;
  std::map<std::string, int> dims_;
  std::map<std::string, Value> names_;  ///< parameters, variables, admitted roots
  std::vector<AtomId> variables_;
  std::set<AtomId> parameter_ids_, variable_ids_, root_ids_;
  std::set<std::string> locals_;  ///< symbols of the certificate's own
  std::map<std::string, std::pair<Value, Obligations>> cache_;  ///< definitions without arguments
  std::optional<Guarded> objective_;
  std::optional<std::vector<Value>> outputs_;
  Obligations outputs_domain_;
  std::set<std::string> active_;  ///< definitions being put in: a second visit is a cycle
  long work_ = 0;
  int depth_ = 0;
};

}  // namespace losscert::check
