// Signs that are read off (FORMAT.md, section 5.1: assumption, property, exp, relu).
#include "prove/algebra/expressions.hpp"
#include "prove/algebra/functions.hpp"
#include "prove/sign/parts.hpp"
#include "prove/sign/strategies.hpp"

namespace losscert::prove {

using GiNaC::is_a;
using GiNaC::numeric;
using symbolic::canonical;
using symbolic::Head;

bool offer_known(const Context& g, const Expr& canonical, Best& best) {
  Signs s = kAll;
  for (const auto& r : g.relations())
    if (const auto q = ratio(canonical, r.expr)) s &= q->is_positive() ? signs_of(r.rel) : flip(signs_of(r.rel));
  if (s != kAll && best.offer(s, proof::assumption())) return true;
  if (const Signs p = property_signs(canonical); p != kAll && best.offer(p, proof::property())) return true;
  // c*exp(p) and c*relu(p)
  numeric c = 1;
  Expr rest = canonical;
  if (is_a<GiNaC::mul>(rest) && is_a<numeric>(rest.op(rest.nops() - 1))) {
    c = GiNaC::ex_to<numeric>(rest.op(rest.nops() - 1));
    rest = rest / c;
  }
  const Signs sign = c.is_positive() ? kPositive : kNegative;
  if (has_head(rest, Head::Exp)) return best.offer(sign, proof::exp());
  if (has_head(rest, Head::Relu)) return best.offer(sign | kZero, proof::relu());
  return false;
}

namespace sign {

bool known(Search&, const SignAttempt& a) { return offer_known(a.context, a.canonical, a.best); }

bool scaled_relation(Search&, const SignAttempt& a) {
  const auto parts = [](const Expr& t) {
    std::pair<Expr, Expr> rest_and_exponent{1, 0};
    for (const auto& [f, n] : factors_of_product(t)) {
      if (has_head(f, Head::Exp)) rest_and_exponent.second += n * f.op(0);
      else if (!is_a<numeric>(f)) rest_and_exponent.first *= GiNaC::pow(f, n);
    }
    return rest_and_exponent;
  };
  const auto [rest, exponent] = parts(summands(a.canonical).front());
  for (const auto& r : a.context.relations()) {
    for (const auto& t : summands(r.expr)) {
      const auto [other_rest, other_exponent] = parts(t);
      if (!(rest - other_rest).is_zero()) continue;
      const Expr shift = canonical(exponent - other_exponent);
      if (shift.is_zero()) continue;
      const Expr scaled = canonical(a.canonical * symbolic::exp_of(-shift));
      if (!ratio(scaled, r.expr)) continue;
      Best inner(scaled, a.wanted);
      offer_known(a.context, scaled, inner);
      if (!inner.proof().found()) continue;
      if (a.best.offer(inner.proof().signs, proof::product({{symbolic::exp_of(shift), 1, proof::exp()}, {scaled, 1, inner.proof().node}}))) return true;
    }
  }
  return false;
}

}  // namespace sign
}  // namespace losscert::prove
