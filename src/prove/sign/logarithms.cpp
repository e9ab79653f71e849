// Signs of sums with logarithms (FORMAT.md, section 5.1: logarithms, convex).
#include <algorithm>

#include "prove/algebra/multiples.hpp"
#include "prove/sign/parts.hpp"
#include "prove/sign/strategies.hpp"
#include "symbolic/abstract.hpp"

namespace losscert::prove::sign {

using GiNaC::numeric;
using symbolic::canonical;
using symbolic::Head;

namespace {

/// log(p) and its coefficient in each term of that form; the rest of e.
struct Logarithms {
  std::vector<std::pair<numeric, Expr>> terms;
  Expr rest = 0;
};

Logarithms logarithms_of(const Expr& e) {
  Logarithms l;
  for (const auto& t : summands(e)) {
    if (const auto one = multiples_of(Head::Log, t)) l.terms.push_back(one->front());
    else l.rest += t;
  }
  return l;
}

/// The logarithms that occur in e as factors of terms, constants left out.
std::vector<Expr> logarithms_in(const Expr& e) {
  std::vector<Expr> atoms;
  for (const auto& t : summands(e))
    for (const auto& [f, n] : factors_of_product(t))
      if (has_head(f, Head::Log) && !symbolic::is_constant(f) && std::none_of(atoms.begin(), atoms.end(), [&f = f](const Expr& o) { return o.is_equal(f); })) atoms.push_back(f);
  return atoms;
}

}  // namespace

bool sums_logarithms(const SignAttempt& a) {
  const auto [terms, rest] = logarithms_of(a.canonical);
  return !terms.empty() && rest.is_zero();
}

bool sums_logarithms_and_rest(const SignAttempt& a) {
  const auto [terms, rest] = logarithms_of(a.canonical);
  return !terms.empty() && !rest.is_zero();
}

bool logarithms(Search& search, const SignAttempt& a) {
  // The product of the powers, times exp(rest).
  const auto [terms, rest] = logarithms_of(a.canonical);
  numeric scale = 1;
  for (const auto& [c, p] : terms) scale = GiNaC::lcm(scale, c.denom());
  Expr above = symbolic::exp_of(canonical(scale * rest)), below = 1;
  for (const auto& [c, p] : terms) {
    const numeric n = c * scale;
    if (GiNaC::abs(n) > 8) return false;
    (n.is_positive() ? above : below) *= GiNaC::pow(p, GiNaC::abs(n));
  }
  const int splits = !logarithms_in(rest).empty() ? 0 : std::min(a.splits, 1);  // logarithms in an exponent are no simpler than before
  const auto p = a.sign(search, canonical(above - below), a.wanted, splits);
  return p.found() && a.best.offer(p.signs, proof::logarithms(p.node));
}

bool exp_tangent(Search&, const SignAttempt& a) {
  // exp lies above its tangent at 0, at log(p).
  const auto [terms, rest] = logarithms_of(a.canonical);
  if (terms.size() != 1) return false;
  const auto& [c, p] = terms.front();
  if (!canonical(rest + c * (p - 1)).is_zero()) return false;
  const Symbol u = symbolic::symbol("u_");
  return a.best.offer(c.is_negative() ? kZero | kPositive : kZero | kNegative, proof::convex(u, -c * symbolic::exp_of(u), symbolic::log_of(p), Expr(0), proof::exp()));
}

bool exchanged_logarithm(Search& search, const SignAttempt& a) {
  // e = c*(L - bound) + (e - c*(L - bound)) for L = log(p): bounds are the exponents in p, p - 1 and multiples of other logarithms.
  const auto atoms = logarithms_in(a.canonical);
  if (atoms.empty() || atoms.size() > 3) return false;
  const Symbol l = symbolic::symbol("atom$");
  for (const auto& atom : atoms) {
    const Expr in_l = a.canonical.subs(atom == l, GiNaC::subs_options::no_pattern);
    if (!in_l.is_polynomial(l) || in_l.degree(l) != 1) continue;
    const Expr c = canonical(in_l.coeff(l, 1)), p = atom.op(0);
    std::vector<Expr> bounds{canonical(p - 1)};
    for (const auto& t : summands(p))
      if (has_head(t, Head::Exp)) bounds.push_back(t.op(0));
    for (const auto& other : atoms)
      for (const int k : {1, 2, 3})
        if (!other.is_equal(atom)) bounds.push_back(k * other);
    for (const auto& bound : bounds) {
      const Expr rest = canonical(a.canonical - c * (atom - bound));
      if (a.context.observed(canonical(c * (atom - bound))) & kNonzero & ~a.wanted || a.context.observed(rest) & kNonzero & ~a.wanted) continue;
      if (a.best.offer(sum_of(search, a, {c * (atom - bound), rest}))) return true;
    }
  }
  return false;
}

}  // namespace losscert::prove::sign
