// Signs of f(p)*h(q) - f(q)*h(p) = h(p)*h(q)*(f(p)/h(p) - f(q)/h(q)), by the slope of f/h (FORMAT.md, section 5.1: mean-value with one variable as base of the other).
#include "prove/algebra/separated.hpp"
#include "prove/sign/strategies.hpp"

namespace losscert::prove::sign {

using symbolic::canonical;
using symbolic::substitute;

bool separated_variables(Search& search, const SignAttempt& a) {
  const auto s = separated(a.canonical);
  if (!s || a.context.is_root(s->p) || a.context.is_root(s->q)) return false;
  const auto& box = a.context.box();
  const auto p = box.find(s->p.get_name()), q = box.find(s->q.get_name());
  if (p == box.end() || q == box.end()) return false;
  // Both on one side of 0, where the quotient is taken.
  const bool right = q->second.is_nonnegative();
  if (!(right ? p->second.is_nonnegative() : p->second.is_nonpositive() && q->second.is_nonpositive())) return false;
  const Expr at_p = substitute(s->h, {{s->q, s->p}}), at_q = s->h;  // h(p), h(q)
  const Expr quotient = canonical(s->f / at_p), difference = quotient - canonical(substitute(quotient, {{s->p, s->q}}));
  const auto hp = a.sign(search, at_p, kNonzero), hq = a.sign(search, at_q, kNonzero), side = a.sign(search, s->q - s->p, kNonzero);
  if (!hp.within(kNonzero) || !hq.within(kNonzero) || !side.found()) return false;
  Context line = a.context.without(s->q);
  line.add({s->q, right ? Rel::Greater : Rel::Less});
  const auto slope = a.sign(search, line, symbolic::derivative(difference, s->q), kNonzero, 1);
  if (!slope.within(kNonzero)) return false;
  proof::MeanValue mean{s->q, s->p, {}, {}, proof::zero(), slope.node, side.node};
  (right ? mean.low : mean.high) = 0;
  return a.best.offer(multiply(multiply(hp.signs, hq.signs), multiply(slope.signs, side.signs)),
                      proof::product({{at_p, 1, hp.node}, {at_q, 1, hq.node}, {difference, 1, proof::mean_value(mean)}}));
}

}  // namespace losscert::prove::sign
