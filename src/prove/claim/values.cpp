// Claims about signs and values: always, value; and what refutes a lower bound.
#include <cmath>

#include "prove/algebra/expressions.hpp"
#include "prove/claim/kinds.hpp"

namespace losscert::prove {

using GiNaC::is_a;
using symbolic::substitute;
using symbolic::symbols_of;

namespace {

// F at the point, or along the path, less the value.
Expr difference(const ClaimGoal& goal) {
  const auto& c = goal.claim;
  return (c.path ? goal.along(c.function) : substitute(c.function, c.at)) - c.value;
}

bool seems_to_disagree(const Expr& e, Signs allowed, const Sample& sample) {
  if (symbols_of(e).empty()) return true;  // a constant: no hint needed
  // Where every term is tiny nothing is seen.
  const auto x = approx_sum(e, sample);
  if (!x) return false;
  if (std::fabs(x->sum) < 1e-9 && is_a<GiNaC::add>(e) && x->size > 0 && x->size < 1e-6) return false;
  if (std::fabs(x->sum) < 1e-9) return (allowed & kZero) == 0;
  return ((x->sum > 0 ? kPositive : kNegative) & allowed) == 0;
}

// A witness at which the sign of e is none of those that are allowed.
template <class Build>
Refutation refute_sign(Search& search, const ClaimGoal& goal, const Expr& e, Signs allowed, Build build) {
  WitnessSearch where{symbols_of(e), 4000};
  if (!(allowed & kZero)) {
    for (const Expr& b : bases_of_squares(e)) where.wishes.push_back({b, Rel::Equal});
    if (where.wishes.empty()) where.wishes.push_back({e, Rel::Equal});
  }
  if (!(allowed & kNegative)) where.lows.push_back(e);
  if (!(allowed & kPositive)) where.lows.push_back(-e);
  where.seems = [&](const Sample& sample) { return seems_to_disagree(e, allowed, sample); };
  return with_witness(search, goal, where, [&](const Witness& w, const Sample&, int& effort) -> proof::Refuted {
    ++effort;
    const Signs wanted = kAll & ~allowed;
    const auto p = search.sign(goal.sign(goal.base, substitute(e, w.assignment), wanted, 0));
    return p.within(wanted) ? build(p.node) : proof::Refuted();
  });
}

}  // namespace

Proven prove_always(Search& search, const ClaimGoal& goal) {
  std::vector<proof::Sign> proofs;
  for (const auto& r : goal.claim.statement) {
    const auto p = search.sign(goal.sign(goal.g0, r.expr, signs_of(r.rel), 2));
    if (!p.within(signs_of(r.rel))) return {};
    proofs.push_back(p.node);
  }
  return {proof::proved::always(proofs)};
}

Refutation refute_always(Search& search, const ClaimGoal& goal) {
  int index = 0;
  for (const auto& r : goal.claim.statement) {
    if (auto found = refute_sign(search, goal, r.expr, signs_of(r.rel), [&](const proof::Sign& p) { return proof::refuted::always(index, p); })) return found;
    ++index;
  }
  return {};
}

Proven prove_value(Search& search, const ClaimGoal& goal) {
  const Context g = goal.claim.path ? goal.g0.with({symbolic::symbol("eps"), Rel::Greater}) : goal.g0;
  const auto p = search.sign(goal.sign(g, difference(goal), kZero, 2));
  return p.within(kZero) ? Proven{proof::proved::value(p.node)} : Proven{};
}

Refutation refute_value(Search& search, const ClaimGoal& goal) { return refute_sign(search, goal, difference(goal), kZero, proof::refuted::value); }

Refutation refute_lower_bound(Search& search, const ClaimGoal& goal) {
  return refute_sign(search, goal, goal.claim.function - goal.claim.value, goal.claim.strict ? kPositive : kPositive | kZero, proof::refuted::value);
}

}  // namespace losscert::prove
