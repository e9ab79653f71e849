// F is nowhere below its value at the point: everywhere, or on a ball (rule `lower-bound`).
#include <algorithm>

#include "interval/enclosure.hpp"
#include "prove/algebra/expressions.hpp"
#include "prove/minimum/strategies.hpp"
#include "prove/point/shown.hpp"
#include "prove/point/smoothness.hpp"

namespace losscert::prove::minimum {

using GiNaC::numeric;
using symbolic::canonical;
using symbolic::contains;
using symbolic::substitute;

namespace {

/// What F may be at the point, whatever the variables are there.
std::vector<Expr> values(Search& search, const AtMinimum& goal, const Expr& here) {
  std::vector<Expr> out{here};
  // The value may be constant only thanks to the relations of g; then a constant seen at the samples is tried.
  for (const auto& z : kink_arguments(here))
    for (const Signs side : {kPositive | kZero, kNegative | kZero}) {
      const auto p = search.sign({goal.context, z, side, 0, goal.scope});
      if (!p.within(side)) continue;
      out.push_back(canonical(resolve_kink(out.back(), z, p.signs)));
      break;
    }
  out.emplace_back(0);
  return out;
}

proof::Minimum bounded(Search& search, const AtMinimum& goal, int splits) {
  const Expr here = canonical(substitute(goal.f, goal.at));
  for (const auto& c : values(search, goal, here)) {
    if (std::any_of(goal.over.begin(), goal.over.end(), [&](const Symbol& v) { return contains(c, v); })) continue;
    const auto at = search.sign({goal.context, here - c, kZero, 1, goal.scope});
    if (!at.within(kZero)) continue;
    const auto bound = search.sign({goal.params, goal.f - c, kPositive | kZero, splits, goal.scope});
    if (bound.within(kPositive | kZero)) return proof::lower_bound({c, at.node, bound.node, std::nullopt, {}});
    search.trace().remark([c] { return "F is not shown to be at least " + shown(c) + ", its value at the point, everywhere"; });
  }
  return {};
}

}  // namespace

proof::Minimum lower_bound(Search& search, const AtMinimum& goal) { return bounded(search, goal, 0); }

proof::Minimum lower_bound_by_cases(Search& search, const AtMinimum& goal) { return bounded(search, goal, 2); }

proof::Minimum bound_nearby(Search& search, const AtMinimum& goal) {
  const Expr here = canonical(substitute(goal.f, goal.at));
  const Expr gap = goal.f - here;
  for (const numeric& radius : {numeric(1, 4), numeric(1, 64)}) {
    Context near = goal.params;
    for (const auto& v : goal.over) {
      const auto x = interval::enclose(goal.at.at(v), goal.context.box(), goal.context.bits());
      if (!x.interval || !x.interval->is_finite()) return {};
      near.add({v - (x.interval->lower() - radius), Rel::GreaterEqual});
      near.add({v - (x.interval->upper() + radius), Rel::LessEqual});
    }
    if ((near.observed(gap) & kNegative) || !is_defined_at_once(near, goal.f)) continue;
    const auto bound = search.sign({near, gap, kPositive | kZero, 2, goal.scope});
    if (!bound.within(kPositive | kZero)) continue;
    proof::LowerBound node{here, proof::zero(), bound.node, radius, {}};
    if (!goal.strict) return proof::lower_bound(node);
    for (const auto& v : goal.over) {
      const Context apart = near.with({v - goal.at.at(v), Rel::NotEqual});
      const auto p = search.sign({apart, gap, kPositive, 2, goal.scope});
      if (!p.within(kPositive)) break;
      node.apart.emplace_back(v, p.node);
    }
    if (node.apart.size() == goal.over.size()) return proof::lower_bound(node);
  }
  return {};
}

}  // namespace losscert::prove::minimum
