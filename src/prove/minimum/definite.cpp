// A positive definite Hessian, at the point or on a ball (rules `definite`, `definite-box`).
#include "prove/minimum/definiteness.hpp"
#include "prove/minimum/strategies.hpp"

namespace losscert::prove::minimum {

namespace {

std::vector<std::size_t> all_variables(const AtMinimum& goal) {
  std::vector<std::size_t> all(goal.over.size());
  for (std::size_t k = 0; k < all.size(); ++k) all[k] = k;
  return all;
}

}  // namespace

proof::Minimum definite_box(Search& search, const AtMinimum& goal) {
  const auto zero = goal.near->gradient();
  if (!zero) return {};
  const auto b = ball(*goal.near, all_variables(goal), {});
  if (!b) {
    search.trace().remark("the Hessian is not seen to be positive definite on a ball, however small");
    return {};
  }
  return proof::definite_box(zero->pieces, zero->gradient, b->radius, b->modulus);
}

proof::Minimum definite(Search& search, const AtMinimum& goal) {
  const auto zero = goal.near->gradient();
  if (!zero) return {};
  const auto positive = positive_minors(search, goal.scope, *goal.near, all_variables(goal));
  if (!positive) return {};
  return proof::definite(zero->pieces, zero->gradient, *positive);
}

}  // namespace losscert::prove::minimum
