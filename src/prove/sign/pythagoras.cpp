// Signs by sin(z)^2 + cos(z)^2 = 1, which the checker's zero test knows.
#include "prove/algebra/expressions.hpp"
#include "prove/sign/strategies.hpp"

namespace losscert::prove::sign {

using symbolic::canonical;
using symbolic::Head;

bool sine_and_cosine(Search&, const SignAttempt& a) {
  const Expr& e = a.canonical;
  const bool is_sine = has_head(e, Head::Sin);
  if (!is_sine && !has_head(e, Head::Cos)) return false;
  // With e = 0 and the other 0, 0 = e = e^2 + other^2 = 1.
  const Expr other = is_sine ? symbolic::cos_of(e.op(0)) : symbolic::sin_of(e.op(0));
  for (const auto& r : a.context.relations()) {
    if (r.rel != Rel::Equal || !ratio(r.expr, canonical(other))) continue;
    const auto one = proof::rewrite(e, canonical(1 - e), proof::rewrite(other, -other, proof::sum({{Expr(1), proof::interval()}})));
    return a.best.offer(kNonzero, proof::cases(e, proof::Branches<proof::SignJudgement>{{"!=", proof::assumption()}, {"=", proof::absurd(e, one)}}));
  }
  return false;
}

bool exchanged_squares(Search& search, const SignAttempt& a) {
  for (const Expr& form : pythagorean_forms(a.canonical)) {
    const auto p = a.sign(search, form, a.wanted, a.splits);
    if (p.found() && a.best.offer(p.signs, proof::sum({{form, p.node}}))) return true;
  }
  return false;
}

}  // namespace losscert::prove::sign
