// Minima with flat directions: F is constant along a set and has a positive definite Hessian across it (rule `fibrewise`).
#include <algorithm>

#include "prove/minimum/definiteness.hpp"
#include "prove/minimum/fibres.hpp"
#include "prove/minimum/strategies.hpp"

namespace losscert::prove::minimum {

using GiNaC::numeric;
using symbolic::canonical;
using symbolic::substitute;

Context near_point(const AtMinimum& goal) {
  Context near = goal.params;
  for (const auto& r : goal.context.relations())
    if (r.rel == Rel::NotEqual || r.rel == Rel::Less || r.rel == Rel::Greater) near.add(r);
  return near;
}

void add_reach(Context& g, const AtMinimum& goal, const Flat& c, const numeric& reach) {
  for (const std::size_t k : c.flat) {
    const auto it = goal.at.find(goal.over[k]);
    if (it == goal.at.end()) continue;
    g.add({it->first - it->second + reach, Rel::GreaterEqual});
    g.add({it->first - it->second - reach, Rel::LessEqual});
  }
}

bool fixes_flat_variables(const AtMinimum& goal, const Flat& c) {
  return std::any_of(c.flat.begin(), c.flat.end(), [&](std::size_t k) { return goal.at.count(goal.over[k]) > 0; });
}

proof::FlatSet flat_set(const AtMinimum& goal, const Flat& c) {
  proof::FlatSet set;
  for (const std::size_t k : c.flat) set.flat.push_back(goal.over[k]);
  set.manifold = assignment(c.manifold);
  return set;
}

namespace {

/// The gradient on the manifold is {0} within reach.
std::optional<proof::ByVariable> gradient_along(Search& search, const AtMinimum& goal, const Flat& c, Context around, const numeric& reach) {
  add_reach(around, goal, c, reach);
  proof::ByVariable proofs;
  for (std::size_t k = 0; k < goal.over.size(); ++k) {
    const auto zero = search.sign({around, canonical(substitute(goal.near->piece(2)->derivatives->gradient(k), c.manifold)), kZero, 0, goal.scope});
    if (!zero.within(kZero)) return std::nullopt;
    proofs.emplace_back(goal.over[k], zero.node);
  }
  return proofs;
}

proof::Minimum fibres_over(Search& search, const AtMinimum& goal, const Flat& c) {
  std::vector<std::size_t> block;
  for (std::size_t k = 0; k < goal.over.size(); ++k)
    if (std::find(c.flat.begin(), c.flat.end(), k) == c.flat.end()) block.push_back(k);
  proof::Fibrewise node{goal.near->piece(2)->pieces, flat_set(goal, c), {}, {}, std::nullopt};
  if (goal.near->is_concrete())
    if (const auto b = ball(*goal.near, block, c.manifold))
      if (auto proofs = gradient_along(search, goal, c, goal.params, b->radius)) {
        node.gradient = std::move(*proofs);
        node.radius_and_modulus = {b->radius, b->modulus};
        return proof::fibrewise(node);
      }
  const Context near = near_point(goal);
  const bool fixes = fixes_flat_variables(goal, c);
  for (const numeric& reach : {numeric(1, 8), numeric(1, 64), numeric(1)}) {
    if (auto proofs = gradient_along(search, goal, c, near, reach)) {
      auto positive = positive_minors(search, goal.scope, *goal.near, block);
      if (!positive) return {};
      node.gradient = std::move(*proofs);
      node.minors = std::move(*positive);
      if (fixes) node.set.neighbourhood = reach;
      return proof::fibrewise(node);
    }
    if (!fixes) break;
  }
  return {};
}

proof::Minimum over_some(Search& search, const AtMinimum& goal, const std::vector<Flat>& candidates) {
  for (const auto& c : candidates)
    if (auto found = fibres_over(search, goal, c)) return found;
  search.trace().remark("along none of " + std::to_string(candidates.size()) + " sets through the point the gradient is shown to vanish, with a Hessian that is positive definite across");
  return {};
}

}  // namespace

proof::Minimum straight_fibres(Search& search, const AtMinimum& goal) { return over_some(search, goal, goal.near->straight()); }

proof::Minimum bent_fibres(Search& search, const AtMinimum& goal) { return over_some(search, goal, goal.near->bent()); }

}  // namespace losscert::prove::minimum
