// A function of n variables as a graph of operations, for evaluation in floating point: what the search looks at where an expanded expression would be too large. Nothing here decides anything.
#pragma once
#include <cstdint>
#include <map>
#include <vector>

namespace losscert::graph {

using Real = long double;

class Graph {
public:
  using Id = std::uint32_t;
  /// Affine: number + sum of its operands in pairs, a_1 b_1 + a_2 b_2 + ...; LogSumExp: of all operands; Power: the exponent is `number`.
  enum class Op : std::uint8_t { Variable, Number, Affine, Power, Exp, Log, Sin, Cos, Arctan, Tanh, Sigmoid, Softplus, Relu, LogSumExp };
  struct Node {
    Op op{};
    std::uint32_t first = 0, count = 0;  ///< its operands
    Real number = 0;
  };

  explicit Graph(std::size_t variables = 0) : nodes_(variables), variables_(variables) {}
  Id number(Real x);
  Id affine(const std::vector<std::pair<Id, Id>>& pairs, Real constant = 0);
  Id add(const std::vector<Id>& terms);
  Id multiply(Id a, Id b) { return affine({{a, b}}); }
  Id power(Id base, Real exponent);
  Id apply(Op op, const std::vector<Id>& operands);
  bool is_number(Id id) const { return nodes_[id].op == Op::Number; }
  Real value_of(Id number) const { return nodes_[number].number; }

  std::size_t variables() const { return variables_; }
  const std::vector<Node>& nodes() const { return nodes_; }
  Id operand(const Node& n, std::uint32_t k) const { return operands_[n.first + k]; }

private:
  Id push(Op op, const std::vector<Id>& operands, Real number);
  std::vector<Node> nodes_;
  std::vector<Id> operands_;
  std::map<Real, Id> numbers_;
  std::size_t variables_;
};

/// One node of a graph as a function of the graph's variables.
struct Function {
  Graph graph;
  Graph::Id root = 0;
};

}  // namespace losscert::graph
