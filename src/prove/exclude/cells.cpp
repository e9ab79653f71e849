// One variable whose range is cut into cells: in each the derivative has a sign (rules `partition`, `multiplier`).
#include "prove/exclude/strategies.hpp"
#include "prove/goal/cells.hpp"

namespace losscert::prove::exclude {

proof::Exclusion cells(Search& search, const AtPoint& goal) {
  constexpr int kDepth = 26;
  const Symbol& x = goal.over[0];
  for (const auto& v : symbolic::symbols_of(goal.f)) {
    if (v.is_equal(x)) continue;
    const auto it = goal.context.box().find(v.get_name());
    if (it == goal.context.box().end() || !it->second.is_finite()) return {};
  }
  return cover<proof::ExclusionJudgement>(search, goal.context, x, kDepth, goal.scope, [&](const Context& cell, const Scope& scope, bool&) -> proof::Exclusion {
    const auto smooth = smooth_piece(search, cell, scope, goal.f, goal.over, goal.at, 1);
    if (!smooth) return {};
    const auto p = search.sign({cell, symbolic::substitute(smooth->derivatives->gradient(0), goal.at), kNonzero, 0, scope});
    return p.within(kNonzero) ? proof::multiplier({{x, Expr(1)}}, smooth->pieces, p.node) : proof::Exclusion();
  });
}

}  // namespace losscert::prove::exclude
