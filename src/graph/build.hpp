// From the syntax trees of a case to graphs, for one choice of dimensions (cases/README.md).
#pragma once
#include <optional>
#include <set>
#include <string>

#include "graph/graph.hpp"
#include "problem/case.hpp"

namespace losscert::graph {

class Builder {
public:
  using Id = Graph::Id;
  struct Value {
    int shape = 0;  ///< 0 scalar, 1 vector, 2 matrix
    std::size_t rows = 1, cols = 1;
    std::vector<Id> e;  ///< by rows
  };

  /// Throws InputError.
  Builder(const problem::Case& c, const std::map<std::string, int>& dimensions);

  Id objective();
  Id scalar(const problem::SyntaxPtr& s);
  Real constant(const problem::SyntaxPtr& s, const std::string& what);  ///< a rational constant
  std::vector<Real> point(const problem::Assignment& a, int line);      ///< every component of every variable, in declaration order
  Graph take() { return std::move(graph_); }

private:
  using Locals = std::map<std::string, Value>;
  [[noreturn]] void fail(int line, const std::string& message) const { throw InputError(case_.file, line, message); }
  std::size_t size(const std::string& text) const;
  Value evaluate(const problem::Syntax& s, const Locals& locals);
  Value name(const problem::Syntax& s, const Locals& locals);
  Value call(const problem::Syntax& s, const Locals& locals);
  Value expand(const problem::Definition& d, const std::vector<Value>& arguments);
  Id single(const Value& v, int line) const;
  Id applied(const std::string& function, const std::vector<Id>& a, int line);
  Id negated(Id a) { return graph_.multiply(graph_.number(-1), a); }
  Id minus(Id a, Id b) { return graph_.affine({{a, graph_.number(1)}, {b, graph_.number(-1)}}); }
  Id one_over(Id a) { return graph_.power(a, -1); }
  Value add(const Value& a, const Value& b, int line);
  Value multiply(const Value& a, const Value& b, int line);
  const Value& output(std::size_t sample);
  Id loss(const problem::Network& n, const Value& q, const Value& y);

  const problem::Case& case_;
  std::map<std::string, int> dimensions_;
  Graph graph_;
  std::map<std::string, Value> variables_, expanded_;
  std::map<std::string, const problem::Definition*> definitions_;
  std::map<std::size_t, Value> outputs_;
  std::optional<Id> objective_;
};

}  // namespace losscert::graph
