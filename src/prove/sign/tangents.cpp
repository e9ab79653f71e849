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

namespace {

/// A summand, the place of its tangent, and the proof that it is convex.
struct Gap {
  Convex c;
  Expr base;
  proof::Sign second;

  Expr distance() const { return canonical(c.inside - base); }
  proof::Part term(const proof::Sign& proof) const {
    const Expr gap = c.above_tangent(base);
    return {c.scale * gap, proof::product({{Expr(c.scale), 1, proof::interval()}, {gap, 1, proof}})};
  }
  proof::Part weak() const { return term(proof::convex(inner(), c.function, c.inside, base, second)); }
};

/// e > 0 for e = sum of gaps + rest, rest >= 0: where the first of them that is not at its base is, by cases; all of them at their bases contradicts the context.
proof::Sign strictly(Search& search, const SignAttempt& a, const Context& g, const std::vector<Gap>& gaps, const std::vector<proof::Part>& terms, std::size_t k) {
  if (k > 0)
    if (const auto absurd = search.contradiction(g, a.scope)) return *absurd;
  if (k == gaps.size()) return {};
  const Gap& gap = gaps[k];
  const Expr d = gap.distance();
  if (symbolic::symbols_of(d).empty()) return strictly(search, a, g, gaps, terms, k + 1);
  const auto curved = search.sign({g, gap.c.at(gap.c.second, gap.base), kPositive, 0, a.scope});
  if (!curved.within(kPositive)) return strictly(search, a, g, gaps, terms, k + 1);
  const auto otherwise = strictly(search, a, g.with({d, Rel::Equal}), gaps, terms, k + 1);
  if (!otherwise) return {};
  auto all = terms;
  all[k] = gap.term(proof::strictly_convex(inner(), gap.c.function, gap.c.inside, gap.base, gap.second, proof::assumption(), curved.node));
  return proof::cases<proof::SignJudgement>(d, {{"!=", proof::sum(all)}, {"=", otherwise}});
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
  std::vector<Gap> gaps;
  std::vector<proof::Part> terms;
  for (auto& c : convex) {
    const Expr there = canonical(substitute(c.inside, *point));
    const auto second = a.sign(search, c.second, kPositive | kZero);
    if (!second.within(kPositive | kZero)) return false;
    rest += c.tangent(there);
    gaps.push_back({std::move(c), there, second.node});
    terms.push_back(gaps.back().weak());
  }
  rest = canonical(rest);
  SignProof p{kZero, proof::zero()};
  if (!rest.is_zero()) {
    p = a.sign(search, rest, (a.wanted & kPositive) | kZero);
    if (!p.within(kPositive | kZero)) return false;
    terms.push_back({rest, p.node});
  }
  if (a.best.offer(add(p.signs, kPositive | kZero), proof::sum(terms))) return true;
  if (p.signs == kPositive || !(a.wanted & kPositive) || (a.wanted & kZero)) return false;
  const auto strict = strictly(search, a, a.context, gaps, terms, 0);
  return strict && a.best.offer(kPositive, strict);
}

}  // namespace losscert::prove::sign
