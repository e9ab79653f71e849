#include "prove/minimum/tangent.hpp"

#include <algorithm>

#include "prove/algebra/expressions.hpp"
#include "prove/minimum/strategies.hpp"

namespace losscert::prove::minimum {

using GiNaC::is_a;
using GiNaC::numeric;
using symbolic::canonical;
using symbolic::contains;
using symbolic::Head;
using symbolic::substitute;

namespace {

/// c*phi(p) with phi convex, c > 0.
struct Convex {
  numeric scale = 1;
  Expr inside;            ///< p
  Expr function, second;  ///< phi(u), phi''(u)
};

const Symbol& inner() {
  static const Symbol u = symbolic::symbol("inner");
  return u;
}

// A summand c*p^2, c*exp(p) or c*log(1 + exp(p)) that depends on `over`.
std::optional<Convex> convex_summand(const Expr& t, const std::vector<Symbol>& over) {
  Convex r;
  std::optional<Expr> factor;
  for (const auto& f : is_a<GiNaC::mul>(t) ? operands(t) : std::vector<Expr>{t}) {
    if (is_a<numeric>(f) && GiNaC::ex_to<numeric>(f).is_positive()) r.scale *= GiNaC::ex_to<numeric>(f);
    else if (!factor) factor = f;
    else return std::nullopt;
  }
  if (!factor || std::none_of(over.begin(), over.end(), [&](const Symbol& v) { return contains(*factor, v); })) return std::nullopt;
  const Expr u = inner(), e = symbolic::exp_of(u);
  if (is_a<GiNaC::power>(*factor) && factor->op(1).is_equal(2)) {
    r.inside = factor->op(0), r.function = u * u, r.second = 2;
  } else if (has_head(*factor, Head::Exp)) {
    r.inside = factor->op(0), r.function = e, r.second = e;
  } else if (has_head(*factor, Head::Log)) {
    const Expr rest = (factor->op(0) - 1).expand();
    if (!has_head(rest, Head::Exp)) return std::nullopt;
    r.inside = rest.op(0), r.function = symbolic::log_of(1 + e), r.second = e * GiNaC::pow(1 + e, -2);
  } else {
    return std::nullopt;
  }
  return r;
}

}  // namespace

std::optional<Tangent> tangent(Search& search, const Scope& scope, const Place& near) {
  const auto& over = near.over();
  const Expr& f = near.function();
  Tangent r{0, {}};
  for (const auto& t : is_a<GiNaC::add>(f) ? operands(f) : std::vector<Expr>{f}) {
    r.function += t;  // unless it is replaced below
    const auto c = convex_summand(t, over);
    if (!c) continue;
    const Expr there = canonical(substitute(c->inside, near.at()));
    if (std::any_of(over.begin(), over.end(), [&](const Symbol& v) { return contains(there, v); })) continue;
    const bool is_square = c->second.is_equal(2);
    const Expr distance = c->inside - there;
    const Expr slope = symbolic::derivative(c->function, inner());
    const auto at = [&](const Expr& e, const Expr& x) { return substitute(e, {{inner(), x}}); };
    const Expr above = is_square ? GiNaC::pow(distance, 2) : at(c->function, c->inside) - at(c->function, there) - at(slope, there) * distance;
    proof::Sign proof = proof::square(distance);
    if (!is_square) {
      Context line = near.params();
      line.sample_symbols({inner()});
      const auto second = search.sign({line, c->second, kPositive, 1, scope});
      if (!second.within(kPositive | kZero)) continue;
      proof = proof::convex(inner(), c->function, c->inside, there, second.node);
    }
    r.above.push_back({c->scale * above, proof::product({{Expr(c->scale), 1, proof::interval()}, {above, 1, proof}})});
    // The square of a long residual is never multiplied out.
    r.function += (is_square ? c->scale * there * (2 * c->inside - there) : c->scale * (at(c->function, there) + at(slope, there) * distance)) - t;
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
  return m ? proof::minorant(h->function, proof::zero(), proof::sum(h->above), m) : proof::Minimum();
}

}  // namespace losscert::prove::minimum
