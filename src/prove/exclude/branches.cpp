#include "prove/exclude/branches.hpp"

#include "prove/exclude/at_point.hpp"

namespace losscert::prove::exclude {

using symbolic::canonical;
using symbolic::symbols_of;

proof::Exclusion where_zero(Search& search, const PointGoal& goal, const Expr& on, int splits) {
  const Context zero = goal.context.with({on, Rel::Equal});
  if (const auto absurd = search.contradiction(zero, goal.scope)) return *absurd;  // before a substitution hides what contradicts it
  for (const auto& v : symbols_of(on)) {
    if (!on.is_polynomial(v) || on.degree(v) != 1 || !GiNaC::is_a<GiNaC::numeric>(on.coeff(v, 1)) || goal.context.is_root(v)) continue;
    const Expr by = canonical(-on.coeff(v, 0) / on.coeff(v, 1));
    const Context rest = zero.substituted(v, by);
    const Substitution at = compose(goal.at, v, by);
    if (const auto p = search.exclude({rest, goal.f, goal.over, at, goal.mode, splits, goal.scope})) return proof::substitute(v, by, p);
    break;
  }
  return search.exclude(under(goal, zero, splits));
}

proof::Exclusion by_three_signs(Search& search, const PointGoal& goal, const Expr& on, int splits) {
  const auto zero = where_zero(search, goal, on, splits);
  if (!zero) return {};
  proof::Branches<proof::ExclusionJudgement> branches{{"=", zero}};
  for (const auto& [key, rel] : {std::pair{"<", Rel::Less}, {">", Rel::Greater}}) {
    const Context side = goal.context.with({on, rel});
    auto p = search.exclude(under(goal, side, splits));
    if (!p) return {};
    branches.emplace_back(key, std::move(p));
  }
  return proof::cases(on, branches);
}

}  // namespace losscert::prove::exclude
