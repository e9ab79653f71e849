#include "prove/algebra/immediate.hpp"

#include "prove/algebra/expressions.hpp"
#include "prove/algebra/functions.hpp"

namespace losscert::prove {

namespace {

using GiNaC::is_a;
using GiNaC::numeric;

Signs matching(const Context& g, const Expr& e) {
  Signs s = property_signs(e);
  for (const auto& r : g.relations())
    if (const auto q = ratio(e, r.expr)) s &= q->is_positive() ? signs_of(r.rel) : flip(signs_of(r.rel));
  return s;
}

Signs enclosed(const Context& g, const Expr& e, unsigned bits) {
  const auto x = interval::enclose(e, g.box(), bits);
  return x.interval ? signs_of(*x.interval) : kAll;
}

bool decided(Signs s) { return s == kPositive || s == kNegative || s == kZero || s == 0; }

Signs factor_signs(const Context& g, const Expr& f, unsigned bits) {
  if (has_head(f, symbolic::Head::Exp)) return kPositive;
  if (is_a<GiNaC::power>(f)) {  // of a sum, or a root
    const Signs of = immediate_signs(g, f.op(0), bits);
    if (!f.op(1).info(GiNaC::info_flags::integer)) return of == kPositive ? kPositive : kPositive | kZero;
    return f.op(1).info(GiNaC::info_flags::even) ? (of & kNonzero ? kPositive : 0U) | (of & kZero) : of;
  }
  Signs s = matching(g, f) & enclosed(g, f, bits);
  if (has_head(f, symbolic::Head::Relu)) s &= kPositive | kZero;
  return s;
}

}  // namespace

Signs immediate_signs(const Context& g, const Expr& e, unsigned bits) {
  const Expr c = symbolic::canonical(e);
  if (is_a<numeric>(c)) return c.is_zero() ? kZero : GiNaC::ex_to<numeric>(c).is_positive() ? kPositive : kNegative;
  const Signs s = matching(g, c) & enclosed(g, c, bits);
  if (decided(s)) return s;
  Signs total = kZero;
  for (const auto& term : summands(c)) {
    Signs t = kPositive;
    for (const auto& [f, n] : factors_of_product(term)) {
      if (is_a<numeric>(f)) {
        t = GiNaC::ex_to<numeric>(f).is_negative() ? flip(t) : t;
        continue;
      }
      const Signs of = factor_signs(g, f, bits);
      t = multiply(t, n % 2 == 0 ? ((of & kNonzero) ? kPositive : 0U) | (of & kZero) : of);
    }
    total = add(total, t);
  }
  return s & total;
}

bool shows_at_once(const Context& g, const Relation& r, unsigned bits) {
  const Signs wanted = signs_of(r.rel);
  if ((immediate_signs(g, r.expr, bits) & ~wanted) == 0) return true;
  return (wanted & kZero) != 0 && symbolic::zero_test(r.expr) == symbolic::ZeroTest::Zero;
}

}  // namespace losscert::prove
