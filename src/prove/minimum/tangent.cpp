#include "prove/minimum/tangent.hpp"

#include <algorithm>

#include "prove/algebra/convex.hpp"
#include "prove/minimum/strategies.hpp"

namespace losscert::prove::minimum {

using GiNaC::is_a;
using symbolic::canonical;
using symbolic::contains;
using symbolic::substitute;

std::optional<Tangent> tangent(Search& search, const Scope& scope, const Place& near) {
  const auto& over = near.over();
  const Expr& f = near.function();
  Tangent r{0, {}};
  for (const auto& t : is_a<GiNaC::add>(f) ? operands(f) : std::vector<Expr>{f}) {
    r.function += t;  // unless it is replaced below
    const auto c = convex_summand(t);
    if (!c || std::none_of(over.begin(), over.end(), [&](const Symbol& v) { return contains(c->inside, v); })) continue;
    const Expr there = canonical(substitute(c->inside, near.at()));
    if (std::any_of(over.begin(), over.end(), [&](const Symbol& v) { return contains(there, v); })) continue;
    proof::Sign proof = proof::square(c->inside - there);
    if (!c->is_square()) {
      Context line = near.params();
      line.sample_symbols({inner()});
      const auto second = search.sign({line, c->second, kPositive, 1, scope});
      if (!second.within(kPositive | kZero)) continue;
      proof = proof::convex(inner(), c->function, c->inside, there, second.node);
    }
    const Expr above = c->above_tangent(there);
    r.above.push_back({c->scale * above, proof::product({{Expr(c->scale), 1, proof::interval()}, {above, 1, proof}})});
    r.function += c->tangent(there) - t;
  }
  if (r.above.empty()) return std::nullopt;
  r.function = canonical(r.function);
  return r;
}

proof::Minimum minorant(Search& search, const AtMinimum& goal) {
  const auto h = goal.near->tangent();
  if (!h) {
    search.trace().remark("no term of F is seen to be convex in what it depends on");
    return {};
  }
  const auto m = search.minimum({goal.context, goal.params, h->function, goal.over, goal.at, goal.strict, goal.scope});
  return m ? proof::minorant({h->function, proof::zero(), proof::sum(h->above), std::nullopt, m}) : proof::Minimum();
}

}  // namespace losscert::prove::minimum
