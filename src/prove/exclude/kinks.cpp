// Case distinctions at kinks, for N proofs (FORMAT.md, section 5.2).
#include <algorithm>

#include "prove/algebra/expressions.hpp"
#include "prove/exclude/branches.hpp"
#include "prove/exclude/strategies.hpp"
#include "symbolic/factor.hpp"

namespace losscert::prove::exclude {

using GiNaC::is_a;
using GiNaC::numeric;
using symbolic::canonical;
using symbolic::substitute;
using symbolic::symbols_of;

proof::Exclusion resolved_relation(Search& search, const AtPoint& goal) {
  // A strict relation all of whose kinks have known signs.
  const auto& relations = goal.context.relations();
  for (const auto& r : relations) {
    if ((signs_of(r.rel) & kZero) || kink_arguments(r.expr).empty()) continue;
    proof::Pieces pieces;
    Expr e = r.expr;
    for (auto open = kink_arguments(e); !open.empty(); open = kink_arguments(e)) {
      const auto z = std::find_if(open.begin(), open.end(), [](const Expr& x) { return kink_arguments(x).empty(); });
      const auto evidence = z == open.end() ? std::nullopt : kink_evidence(search, goal.context, *z, goal.scope);
      if (!evidence) break;
      pieces.push_back(evidence->piece);
      e = canonical(resolve_kink(e, *z, evidence->sign));
    }
    if (!kink_arguments(e).empty() || std::any_of(relations.begin(), relations.end(), [&](const Relation& o) { return ratio(o.expr, e).has_value(); })) continue;
    const Context with = goal.context.with({e, r.rel});
    const auto rest = search.exclude(under(goal, with, goal.splits));
    if (!rest) return {};
    const auto fails = proof::absurd(r.expr, proof::pieces(pieces, proof::assumption()));
    const auto [key, other] = r.rel == Rel::NotEqual ? std::pair{"!=", "="} : r.rel == Rel::Less ? std::pair{"<", ">="} : std::pair{">", "<="};
    return proof::cases<proof::ExclusionJudgement>(e, {{key, rest}, {other, fails}});
  }
  return {};
}

proof::Exclusion kink_cases(Search& search, const AtPoint& goal) {
  // The argument of a kink whose sign at the point is open: on either side of it, and on it.
  for (const auto& z : kink_arguments(canonical(substitute(goal.f, goal.at)))) {
    if (!kink_arguments(z).empty() || symbols_of(z).empty()) continue;
    Expr on = canonical(z);
    if (kink_evidence(search, goal.context, on, goal.scope)) continue;
    // A product has the signs of its factors, and these are easier to put in where they are 0.
    for (const auto& [f, power] : symbolic::factors(on))
      if (!is_a<numeric>(f) && !kink_evidence(search, goal.context, f, goal.scope)) {
        on = f;
        break;
      }
    return by_three_signs(search, goal, on, case_splits(goal) - 1);
  }
  return {};
}

proof::Exclusion constant_kinks(Search& search, const AtPoint& goal) {
  // Where F is not C^2 because the sign of a parameter is open, each sign by itself.
  for (const auto& z : kink_arguments(canonical(substitute(goal.f, goal.at)))) {
    const auto symbols = symbols_of(z);
    const bool moves = std::any_of(symbols.begin(), symbols.end(), [&](const Symbol& v) { return std::any_of(goal.over.begin(), goal.over.end(), [&](const Symbol& o) { return o.is_equal(v); }); });
    if (moves || symbols.empty() || !kink_arguments(z).empty() || kink_evidence(search, goal.context, canonical(z), goal.scope)) continue;
    return by_three_signs(search, goal, canonical(z), case_splits(goal) - 1);
  }
  return {};
}

proof::Exclusion sign_cases(Search& search, const AtPoint& goal) {
  // At a kink the curve depends on the signs of what else is free.
  const Context& g = goal.context;
  for (const auto& v : symbols_of(goal.f)) {
    if (goal.at.count(v) || g.is_root(v)) continue;
    if (search.sign({g, v, kPositive, 0, goal.scope}).within(kPositive) || search.sign({g, v, kNegative, 0, goal.scope}).within(kNegative)) continue;
    return by_three_signs(search, goal, v, case_splits(goal) - 1);
  }
  return {};
}

}  // namespace losscert::prove::exclude
