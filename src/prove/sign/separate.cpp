// Signs of f(p)*h(q) - f(q)*h(p) = h(p)*h(q)*(f(p)/h(p) - f(q)/h(q)), by the slope of f/h (FORMAT.md, section 5.1: mean-value with one variable as base of the other).
#include <algorithm>

#include "prove/algebra/separated.hpp"
#include "prove/sign/sign.hpp"

namespace losscert::prove {

using GiNaC::is_a;
using symbolic::canonical;
using symbolic::contains;
using symbolic::Head;
using symbolic::substitute;
using symbolic::symbols_of;
using symbolic::to_text;

bool SignSearch::by_separation(const Context& g, Attempt& a) {
  if (in_separation_ || g.samples().empty() || !is_a<GiNaC::add>(a.canonical)) return false;
  const auto s = separated(a.canonical);
  if (!s || g.is_root(s->p) || g.is_root(s->q)) return false;
  const Temporarily guard(in_separation_, true);
  const auto p = g.box().find(s->p.get_name()), q = g.box().find(s->q.get_name());
  if (p == g.box().end() || q == g.box().end()) return false;
  // Both on one side of 0, where the quotient is taken.
  const bool right = q->second.is_nonnegative();
  if (!(right ? p->second.is_nonnegative() : p->second.is_nonpositive() && q->second.is_nonpositive())) return false;
  const Expr at_p = substitute(s->h, {{s->q, s->p}}), at_q = s->h;  // h(p), h(q)
  const Expr quotient = canonical(s->f / at_p), difference = quotient - canonical(substitute(quotient, {{s->p, s->q}}));
  const auto hp = search(g, at_p, kNonzero, 0), hq = search(g, at_q, kNonzero, 0), side = search(g, s->q - s->p, kNonzero, 0);
  if (!hp.within(kNonzero) || !hq.within(kNonzero) || !side.found()) return false;
  Context line = g.without(s->q);
  line.add({s->q, right ? Rel::Greater : Rel::Less});
  const auto slope = search(line, symbolic::derivative(difference, s->q), kNonzero, 1);
  if (!slope.within(kNonzero)) return false;
  const Json mean{{"rule", "mean-value"},       {"variable", s->q.get_name()}, {"base", s->p.get_name()}, {"low", right ? "0" : "-oo"},
                  {"high", right ? "oo" : "0"}, {"at", {{"rule", "zero"}}},    {"slope", slope.node},     {"side", side.node}};
  const Json factors = {
      {{"expr", to_text(at_p)}, {"proof", hp.node}}, {{"expr", to_text(at_q)}, {"proof", hq.node}}, {{"expr", to_text(difference)}, {"proof", mean}}};
  return a.offer(multiply(multiply(hp.signs, hq.signs), multiply(slope.signs, side.signs)), {{"rule", "product"}, {"factors", factors}});
}

}  // namespace losscert::prove
