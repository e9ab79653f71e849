// Points on kinks or at zeros of roots: the derivative in one direction, from one side (rule `one-sided`), and the steepest way down to first order (rule `curve`).
#include <algorithm>

#include "prove/exclude/curve.hpp"
#include "prove/exclude/strategies.hpp"
#include "prove/point/kinked.hpp"
#include "prove/point/shown.hpp"

namespace losscert::prove::exclude {

using symbolic::canonical;
using symbolic::substitute;

namespace {

constexpr std::size_t kMostConcave = 4;

/// Directions on which F may fall to first order: the axes, and against the shortest gradients of its pieces.
std::vector<std::vector<Expr>> downhill(Search& search, const AtPoint& goal) {
  std::vector<std::vector<Expr>> out;
  const auto k = kinked_at(search, goal.scope, *goal.near);
  if (!k) return out;
  const auto concave = static_cast<unsigned>(std::count_if(k->weight.begin(), k->weight.end(), [](const Expr& a) { return approx_constant(a) < 0; }));
  if (concave > kMostConcave) return out;
  for (unsigned choice = 0; choice < 1u << concave; ++choice) {
    const auto g = shortest_subgradient(*k, choice);
    if (!g || g->vanishes()) continue;
    out.emplace_back();
    for (const auto& x : g->v) out.back().push_back(canonical(-x));
  }
  return out;
}

}  // namespace

proof::Exclusion one_sided(Search& search, const AtPoint& goal) {
  const Symbol eps = symbolic::symbol("eps");
  const std::size_t n = goal.over.size();
  std::vector<std::vector<Expr>> directions;
  for (std::size_t k = 0; k < n; ++k)
    for (const int side : {1, -1}) {
      directions.emplace_back(n, Expr(0));
      directions.back()[k] = side;
    }
  if (goal.mode == Mode::Minimum)
    for (auto& d : downhill(search, goal)) directions.push_back(std::move(d));
  for (const auto& d : directions) {
    Substitution line = goal.at;
    proof::Assignment direction;
    for (std::size_t k = 0; k < n; ++k) {
      if (d[k].is_zero()) continue;
      line[goal.over[k]] = substitute(goal.over[k], goal.at) + d[k] * eps;
      direction.emplace_back(goal.over[k], d[k]);
    }
    const auto l = search.limit({goal.context, (substitute(goal.f, line) - substitute(goal.f, goal.at)) / eps, goal.scope});
    if (!l) continue;
    if (l->sort != claim::LimitSort::Finite) {
      if (goal.mode == Mode::Minimum && l->sort == claim::LimitSort::PlusInfinity) continue;
      return proof::one_sided(direction, l->node, {});
    }
    const Signs wanted = goal.mode == Mode::Minimum ? kNegative : kNonzero;
    const auto sign = search.sign({goal.context, l->value, wanted, 0, goal.scope});
    if (sign.within(wanted)) return proof::one_sided(direction, l->node, sign.node);
  }
  return {};
}

proof::Exclusion steepest_line(Search& search, const AtPoint& goal) {
  for (const auto& d : downhill(search, goal)) {
    Curve c;
    for (const auto& x : d) c.push_back({x});
    if (auto found = descends(search, goal, std::move(c))) return found;
  }
  return {};
}

}  // namespace losscert::prove::exclude
