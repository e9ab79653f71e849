#include "prove/exclude/throughout.hpp"

namespace losscert::prove::exclude {

proof::Exclusion slope_throughout(Search& search, const AtPoint& goal) {
  constexpr int kSplits = 2;
  const Expr& d = goal.near->gradient(0);
  const Signs seen = goal.context.observed(d);
  if (seen != kPositive && seen != kNegative) return {};
  const auto p = search.sign({goal.context, d, seen, kSplits, goal.scope});
  return p.within(kNonzero) ? proof::multiplier({{goal.over[0], Expr(1)}}, goal.near->piece(1)->pieces, p.node) : proof::Exclusion();
}

}  // namespace losscert::prove::exclude
