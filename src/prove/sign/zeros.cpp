// What may not be zero because of what would be zero then (FORMAT.md, section 5.1: cases, absurd).
#include "prove/algebra/expressions.hpp"
#include "prove/algebra/solutions.hpp"
#include "prove/sign/parts.hpp"
#include "prove/sign/strategies.hpp"

namespace losscert::prove::sign {

using symbolic::canonical;

namespace {

using Branches = proof::Branches<proof::SignJudgement>;

/// Evidence that g has no point, after equations that give a symbol have been put in.
proof::Sign no_point(Search& search, const Context& g, const Scope& scope, int depth) {
  if (const auto absurd = search.contradiction(g, scope)) return *absurd;
  if (depth == 0) return {};
  for (const auto& r : g.relations()) {
    if (r.rel != Rel::Equal) continue;
    for (const auto& [v, by] : solutions(r.expr, g))
      if (const auto node = no_point(search, g.substituted(v, by), scope, depth - 1)) return proof::substitute(v, by, node);
  }
  return {};
}

}  // namespace

bool contradicted_zero(Search&, const SignAttempt& a) {
  if (a.wanted != kNonzero || !a.canonical.info(GiNaC::info_flags::rational_polynomial)) return false;
  for (const auto& r : a.context.relations()) {
    if (r.rel == Rel::Equal || signs_of(r.rel) & kZero || summands(r.expr).size() > 40 || !r.expr.info(GiNaC::info_flags::rational_polynomial)) continue;
    Expr multiplier;
    if (GiNaC::divide(r.expr.expand(), a.canonical.expand(), multiplier))
      return a.best.offer(kNonzero, proof::cases(a.canonical, Branches{{"=", proof::absurd(r.expr, proof::rewrite(a.canonical, canonical(multiplier), proof::zero()))}, {"!=", proof::assumption()}}));
  }
  return false;
}

bool vanishing_squares(Search& search, const SignAttempt& a) {
  constexpr std::size_t kMost = 6;
  const auto bases = bases_of_squares(a.e);
  if (bases.size() < 2 || bases.size() > kMost) return false;
  std::vector<Context> zero{a.context};
  for (const auto& b : bases) zero.push_back(zero.back().with({b, Rel::Equal}));
  const Context& all = zero.back();
  if (!a.context.samples().empty() && !all.samples().empty()) return false;
  proof::Sign node = no_point(search, all, a.scope, 3);
  for (std::size_t k = 0; k < all.relations().size() && !node; ++k) {
    const auto& r = all.relations()[k];
    const Signs impossible = kAll & ~signs_of(r.rel);
    if (r.rel == Rel::Equal) continue;
    const auto p = a.sign(search, all.without_relation(k), r.expr, impossible & kZero ? kZero : impossible);
    if (p.within(impossible)) node = proof::absurd(r.expr, p.node);
  }
  for (std::size_t k = bases.size(); k-- > 0 && node;) {
    const Context apart = zero[k].with({bases[k], Rel::NotEqual});
    const SignAttempt there{{apart, a.e, kPositive, a.splits, a.scope}, a.canonical, a.best};
    const auto p = sum_of(search, there, summands(a.e));
    node = p.within(kPositive) ? proof::cases(bases[k], Branches{{"=", node}, {"!=", p.node}}) : proof::Sign();
  }
  return node && a.best.offer(kPositive, node);
}

}  // namespace losscert::prove::sign
