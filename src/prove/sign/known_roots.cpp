// A symbol that an equation in it alone leaves a few numbers: each of them is put in (FORMAT.md, section 5.1: cases, substitute, absurd).
#include "prove/algebra/closed_roots.hpp"
#include "prove/algebra/expressions.hpp"
#include "prove/sign/parts.hpp"
#include "prove/sign/strategies.hpp"

namespace losscert::prove::sign {

using symbolic::canonical;
using symbolic::symbols_of;

namespace {

constexpr std::size_t kMostRoots = 6;

/// p = product of (v - c) over some of its zeros c, with multiplicity, times a rest.
struct Factored {
  std::vector<std::pair<Expr, int>> zeros;
  Expr rest;
};

std::vector<Expr> coefficients_of(const Expr& p, const Symbol& v) {
  std::vector<Expr> c;
  for (int k = 0; k <= p.degree(v); ++k) c.push_back(canonical(p.coeff(v, k)));
  return c;
}

std::optional<Factored> factored(const Expr& p, const Symbol& v) {
  if (!p.is_polynomial(v) || p.degree(v) < 2 || p.degree(v) > 12) return std::nullopt;
  const auto zeros = closed_roots(p, v);
  if (zeros.empty() || zeros.size() > kMostRoots) return std::nullopt;
  Factored out;
  auto c = coefficients_of(p, v);
  for (const auto& [zero, x] : zeros) {
    int times = 0;
    while (c.size() > 1) {
      // Horner's scheme: the quotient, and the value that is left.
      std::vector<Expr> quotient(c.size() - 1);
      Expr left = c.back();
      for (std::size_t k = c.size() - 1; k-- > 0;) {
        quotient[k] = left;
        left = canonical(c[k] + zero * left);
      }
      if (symbolic::zero_test(left) != symbolic::ZeroTest::Zero) break;
      c = std::move(quotient);
      ++times;
    }
    if (times > 0) out.zeros.emplace_back(zero, times);
  }
  if (out.zeros.empty()) return std::nullopt;
  for (std::size_t k = 0; k < c.size(); ++k) out.rest += c[k] * GiNaC::pow(v, static_cast<int>(k));
  out.rest = canonical(out.rest);
  return out;
}

}  // namespace

bool known_roots(Search& search, const SignAttempt& a) {
  for (const auto& r : a.context.relations()) {
    if (r.rel != Rel::Equal) continue;
    std::vector<Symbol> unknowns;
    for (const auto& v : symbols_of(r.expr))
      if (!a.context.is_root(v)) unknowns.push_back(v);
    if (unknowns.size() != 1 || symbols_of(r.expr).size() != 1 || !symbolic::contains(a.canonical, unknowns.front())) continue;
    const Symbol& v = unknowns.front();
    const auto f = factored(r.expr, v);
    if (!f) continue;
    std::vector<proof::Factor> list;
    Context elsewhere = a.context;
    for (const auto& [zero, n] : f->zeros) {
      list.push_back({canonical(v - zero), n, proof::assumption()});
      elsewhere.add({v - zero, Rel::NotEqual});
    }
    if (!GiNaC::is_a<GiNaC::numeric>(f->rest) || !f->rest.is_equal(1)) {
      const auto p = a.sign(search, f->rest, kNonzero, 1);
      if (!p.within(kNonzero)) continue;
      list.push_back({f->rest, 1, p.node});
    }
    proof::Sign node = proof::absurd(r.expr, proof::product(list));
    Signs total = 0;
    bool all = true;
    for (std::size_t k = f->zeros.size(); k-- > 0 && all;) {
      const Expr on = canonical(v - f->zeros[k].first);
      const Context there = a.context.with({on, Rel::Equal});
      proof::Sign at;
      if (const auto absurd = search.contradiction(there.substituted(v, f->zeros[k].first), a.scope)) at = proof::substitute(v, f->zeros[k].first, proof::Sign(*absurd));
      else if (const auto p = a.sign(search, there, a.e, a.wanted, a.splits); p.within(a.wanted)) {
        at = p.node;
        total |= p.signs;
      }
      all = static_cast<bool>(at);
      if (all) node = proof::cases<proof::SignJudgement>(on, {{"=", at}, {"!=", node}});
    }
    if (all && a.best.offer(total, node)) return true;
  }
  return false;
}

}  // namespace losscert::prove::sign
