// A function of n variables as a graph of operations: shared where it is used twice, never expanded. Its value, gradient and Hessian by automatic differentiation in balls.
#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "check/enclosure/ball.hpp"

namespace losscert::check {

class Graph {
public:
  using Id = std::uint32_t;
  enum class Op { Variable, Constant, Sum, Dot, Power, Exp, Log, Sin, Cos, Arctan, Tanh, Sigmoid, Softplus, Relu };
  struct Node {
    Op op{};
    std::size_t begin = 0, end = 0;  ///< its operands among operands(); Dot: a_1, b_1, a_2, b_2, ...
    std::size_t number = 0;          ///< Constant, Power (the exponent): its place among numbers()
  };

  /// The first n nodes are the variables.
  explicit Graph(std::size_t variables);

  // Every operation throws LimitReached for a graph that becomes too large. Numbers are folded; nothing else is simplified, so that what is written must be defined.
  Id constant(const Rational& q);
  Id sum(const std::vector<Id>& terms);
  Id dot(const std::vector<Id>& pairs);  ///< a_1 b_1 + a_2 b_2 + ...
  Id product(Id a, Id b) { return dot({a, b}); }
  Id power(Id base, const Rational& exponent);  ///< throws Reject for x^0 unless x is a number other than 0, and for the inverse of 0
  Id function(Op f, Id argument);
  const Rational* rational(Id id) const;  ///< of a constant; null for other nodes

  std::size_t variables() const { return variables_; }
  std::size_t size() const { return nodes_.size(); }
  const Node& node(Id id) const { return nodes_[id]; }
  const std::vector<Id>& operands() const { return operands_; }
  const Rational& number(const Node& n) const { return numbers_[n.number]; }

private:
  Id add(Op op, const std::vector<Id>& operands, std::size_t number = 0);
  std::size_t keep(const Rational& q);

  std::size_t variables_;
  std::vector<Node> nodes_;
  std::vector<Id> operands_;
  std::vector<Rational> numbers_;
  std::map<std::string, Id> constants_;
};

/// The graph's function `f` on a box: enclosures of its value, gradient and Hessian at every point of it. Every node of the graph, also one that f does not need, is shown to be defined and C^2 in a
/// neighbourhood of every point: Reject otherwise, as for a relu whose argument may be 0.
class Enclosure {
public:
  Enclosure(const Graph& graph, Graph::Id f, const std::vector<RealBall>& box, long bits);

  const RealBall& value() const { return values_[f_]; }
  std::vector<RealBall> gradient() const;
  BallMatrix hessian() const;

private:
  void evaluate(Graph::Id id, const std::vector<RealBall>& box);
  void pull_back();
  bool counts(Graph::Id id) const { return !adjoints_[id].is_exact_zero(); }

  const Graph& graph_;
  Graph::Id f_;
  long bits_;
  std::vector<RealBall> values_, first_, second_;  ///< first_, second_: derivatives of functions of one operand
  std::vector<RealBall> adjoints_;                 ///< derivative of f by the node
};

}  // namespace losscert::check
