// From syntax trees to the graph of a function of the case's variables, for one choice of dimensions: the same meaning as build.hpp gives them, without any algebra. Parameters, roots, functions of
// which only a class is known and `diff` have no place in it: Reject.
#pragma once
#include <set>

#include "check/enclosure/graph.hpp"
#include "check/text/case_file.hpp"

namespace losscert::check {

class GraphBuilder {
public:
  using Id = Graph::Id;
  struct Value {
    int shape = 0;  ///< 0 scalar, 1 vector, 2 matrix
    std::size_t rows = 1, cols = 1;
    std::vector<Id> e;  ///< by rows
  };

  /// Throws CaseError or Reject.
  GraphBuilder(const CaseFile& c, std::map<std::string, int> dims);

  Id objective();
  Id scalar(const Syntax& s);
  Rational rational(const Syntax& s, const std::string& what);                         ///< of a constant expression
  std::vector<Rational> point(const Assignment& a);                                    ///< a number for each component of each variable, in declaration order
  const Graph& graph() const { return graph_; }

private:
  using Locals = std::map<std::string, Value>;
  static std::size_t count_variables(const CaseFile& c, const std::map<std::string, int>& dims);
  void declare(const Declaration& d);
  Value evaluate(const Syntax& s, const Locals& locals);
  Value evaluate_node(const Syntax& s, const Locals& locals);
  Value named(const std::string& name, const Locals& locals);
  Value call(const Syntax& s, const Locals& locals);
  Value definition(const std::string& name, const Definition& d, const std::vector<Value>& arguments);
  Id apply(const std::string& name, const std::vector<Id>& a);
  Id negated(Id a) { return graph_.product(graph_.constant(-1), a); }
  Id difference(Id a, Id b) { return graph_.sum({a, negated(b)}); }
  Id quotient(Id a, Id b) { return graph_.product(a, graph_.power(b, -1)); }
  Id raised(Id base, const Rational& exponent);
  Value sum(const std::vector<Value>& terms, const std::vector<bool>& minus);
  Value product(const Value& a, const Value& b);
  Id want_scalar(const Value& v, const std::string& where) const;
  const std::vector<Value>& outputs();
  Id network_objective();

  const CaseFile& case_;
  std::map<std::string, int> dims_;
  Graph graph_;
  std::map<std::string, Value> variables_;
  std::vector<std::string> order_;  ///< of the variables' names
  Id next_ = 0;                     ///< the next variable component
  std::map<std::string, Value> cache_;  ///< definitions without arguments
  std::optional<Id> objective_;
  std::optional<std::vector<Value>> outputs_;
  std::set<std::string> active_;
  long work_ = 0;
  int depth_ = 0;
};

}  // namespace losscert::check
