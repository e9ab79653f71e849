#include "graph/graph.hpp"

#include <algorithm>
#include <cmath>

#include "support/error.hpp"

namespace losscert::graph {

namespace {
constexpr std::size_t max_nodes = 1000000, max_operands = 8000000;
}

Graph::Id Graph::push(Op op, const std::vector<Id>& operands, Real number) {
  if (nodes_.size() >= max_nodes || operands_.size() + operands.size() > max_operands) throw InputError("the function has more than 1000000 operations; make it smaller");
  nodes_.push_back({op, static_cast<std::uint32_t>(operands_.size()), static_cast<std::uint32_t>(operands.size()), number});
  operands_.insert(operands_.end(), operands.begin(), operands.end());
  return static_cast<Id>(nodes_.size() - 1);
}

Graph::Id Graph::number(Real x) {
  const auto [it, fresh] = numbers_.emplace(x, 0);
  if (fresh) it->second = push(Op::Number, {}, x);
  return it->second;
}

Graph::Id Graph::affine(const std::vector<std::pair<Id, Id>>& pairs, Real constant) {
  std::vector<Id> open;
  for (const auto& [a, b] : pairs) {
    if (is_number(a) && is_number(b))
      constant += value_of(a) * value_of(b);
    else if (!(is_number(a) && value_of(a) == 0) && !(is_number(b) && value_of(b) == 0))
      open.push_back(a), open.push_back(b);
  }
  if (open.empty()) return number(constant);
  if (open.size() == 2 && constant == 0)
    for (const std::size_t side : {0, 1})
      if (is_number(open[side]) && value_of(open[side]) == 1) return open[1 - side];
  return push(Op::Affine, open, constant);
}

Graph::Id Graph::add(const std::vector<Id>& terms) {
  const Id one = number(1);
  std::vector<std::pair<Id, Id>> pairs;
  for (const Id t : terms) pairs.emplace_back(t, one);
  return affine(pairs);
}

Graph::Id Graph::power(Id base, Real exponent) {
  if (exponent == 1) return base;
  if (exponent == 0) return number(1);
  if (is_number(base)) return number(std::pow(value_of(base), exponent));
  return push(Op::Power, {base}, exponent);
}

Graph::Id Graph::apply(Op op, const std::vector<Id>& operands) { return push(op, operands, 0); }

}  // namespace losscert::graph
