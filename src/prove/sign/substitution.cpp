// Signs by one equation of the context that speaks of the expression (FORMAT.md, section 5.1: substitute, rewrite).
#include <algorithm>

#include "prove/algebra/expressions.hpp"
#include "prove/algebra/solutions.hpp"
#include "prove/sign/strategies.hpp"
#include "symbolic/poly_reduce.hpp"

namespace losscert::prove::sign {

using symbolic::contains;
using symbolic::symbols_of;

bool substitution(Search& search, const SignAttempt& a) {
  for (const auto& r : a.context.relations()) {
    if (r.rel != Rel::Equal) continue;
    for (const auto& [v, by] : solutions(r.expr, a.context)) {
      if (!contains(a.canonical, v)) continue;
      const auto p = a.sign(search, a.context.substituted(v, by), symbolic::substitute(a.e, {{v, by}}), a.wanted, a.splits);
      if (p.found() && a.best.offer(p.signs, proof::substitute(v, by, p.node))) return true;
    }
  }
  return false;
}

bool rewriting(Search& search, const SignAttempt& a) {
  for (std::size_t k = 0; k < a.context.relations().size(); ++k) {
    const auto& r = a.context.relations()[k];
    if (r.rel != Rel::Equal) continue;
    const auto its = symbols_of(r.expr);
    if (std::any_of(its.begin(), its.end(), [&](const Symbol& v) { return !contains(a.canonical, v); })) continue;
    int tries = 0;
    for (const auto& m : symbolic::eliminations(a.canonical, r.expr)) {
      if (has_pole(m.multiplier) || ++tries > 3) continue;
      const auto p = a.sign(search, a.context.without_relation(k), m.remainder, a.wanted, a.splits);
      if (p.found() && a.best.offer(p.signs, proof::rewrite(r.expr, m.multiplier, p.node))) return true;
    }
  }
  return false;
}

}  // namespace losscert::prove::sign
