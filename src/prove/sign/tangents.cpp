// Sums of convex functions of different arguments: e = sum c_i (phi_i(z_i) less its tangent at z_i(x*)) + rest, x* a low point of e rounded. The gaps are >= 0; at a minimiser the rest is a number,
// the value there (Jensen's inequality is the case of one function).
#include <algorithm>
#include <cmath>

#include "prove/algebra/convex.hpp"
#include "prove/algebra/linear.hpp"
#include "prove/sign/strategies.hpp"
#include "prove/hints/descend.hpp"

namespace losscert::prove::sign {

using GiNaC::numeric;
using symbolic::canonical;
using symbolic::substitute;

namespace {

constexpr std::size_t kMostSymbols = 12;
constexpr int kStarts = 6;

/// Short rationals near a low point of e; root symbols stay themselves.
std::optional<Substitution> low_point(const Context& g, const Expr& e) {
  std::vector<Symbol> moving;
  for (const auto& v : symbolic::symbols_of(e))
    if (!g.is_root(v)) moving.push_back(v);
  if (moving.empty() || moving.size() > kMostSymbols || g.samples().empty()) return std::nullopt;
  const auto lows = low_points(e, moving, g.samples().front(), kStarts, [](const Low&) { return false; });
  if (lows.empty()) return std::nullopt;
  Substitution out;
  for (std::size_t k = 0; k < moving.size(); ++k) {
    const double x = lows.front().x[k];
    if (!std::isfinite(x) || std::fabs(x) > 1e6) return std::nullopt;
    out[moving[k]] = std::fabs(x) < 1e-4 ? numeric(0) : near_rational(x, 12);
  }
  return out;
}

}  // namespace

bool convex_summands(Search& search, const SignAttempt& a) {
  std::vector<Convex> convex;
  Expr rest = 0;
  const Expr& e = a.canonical;
  for (const auto& t : summands(e)) {
    auto c = convex_summand(t);
    if (c && !c->is_square()) convex.push_back(std::move(*c));
    else rest += t;
  }
  if (convex.empty()) return false;
  const auto point = low_point(a.context, e);
  if (!point) return false;
  std::vector<proof::Part> terms;
  for (const auto& c : convex) {
    const Expr there = canonical(substitute(c.inside, *point));
    const auto second = a.sign(search, c.second, kPositive | kZero);
    if (!second.within(kPositive | kZero)) return false;
    const Expr gap = c.above_tangent(there);
    terms.push_back({c.scale * gap, proof::product({{Expr(c.scale), 1, proof::interval()}, {gap, 1, proof::convex(inner(), c.function, c.inside, there, second.node)}})});
    rest += c.tangent(there);
  }
  rest = canonical(rest);
  SignProof p{kZero, proof::zero()};
  if (!rest.is_zero()) {
    p = a.sign(search, rest, (a.wanted & kPositive) | kZero);
    if (!p.within(kPositive | kZero)) return false;
    terms.push_back({rest, p.node});
  }
  return a.best.offer(add(p.signs, kPositive | kZero), proof::sum(terms));
}

}  // namespace losscert::prove::sign
