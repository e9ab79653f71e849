// Signs by monotony of exp, log and arctan (FORMAT.md, section 5.1: exp-difference, logarithms, arctan-difference).
#include <algorithm>

#include "prove/sign/sign.hpp"
#include "symbolic/abstract.hpp"

namespace losscert::prove {

using GiNaC::is_a;
using GiNaC::numeric;
using symbolic::canonical;
using symbolic::Head;
using symbolic::to_text;

namespace {

// The summands c*h(p), if e is a sum of such.
std::optional<std::vector<std::pair<numeric, Expr>>> multiples_of(Head h, const Expr& e) {
  std::vector<std::pair<numeric, Expr>> terms;
  for (const auto& t : summands(e)) {
    numeric c = 1;
    std::optional<Expr> inside;
    for (const auto& [f, n] : factors_of_product(t)) {
      if (is_a<numeric>(f)) c *= GiNaC::pow(GiNaC::ex_to<numeric>(f), numeric(n));
      else if (has_head(f, h) && n == 1 && !inside) inside = f.op(0);
      else return std::nullopt;
    }
    if (!inside && h != Head::Exp) return std::nullopt;
    terms.emplace_back(c, inside.value_or(0));
  }
  return terms;
}

}  // namespace

bool SignSearch::by_monotony(const Context& g, Attempt& a) {
  if (symbolic::symbols_of(a.canonical).empty()) return false;
  // c*h(p) - c*h(q): exp and arctan increase; exp(0) = 1 and arctan(0) = 0 may be a missing term.
  for (const auto& [h, rule] : {std::pair{Head::Exp, "exp-difference"}, {Head::Arctan, "arctan-difference"}}) {
    auto terms = multiples_of(h, a.canonical);
    if (!terms) continue;
    if (h == Head::Arctan && terms->size() == 1) terms->emplace_back(-terms->front().first, Expr(0));
    if (terms->size() != 2 || (*terms)[0].first != -(*terms)[1].first) continue;
    if ((*terms)[0].first.is_negative()) std::swap((*terms)[0], (*terms)[1]);
    const auto p = search(g, canonical((*terms)[0].second - (*terms)[1].second), a.wanted, 0);
    if (p.found() && a.offer(p.signs, {{"rule", rule}, {"proof", p.node}})) return true;
  }
  return by_logarithms(g, a) || by_exp_tangent(a);
}

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

}  // namespace

bool SignSearch::by_logarithms(const Context& g, Attempt& a) {
  // A rational combination of logarithms and a rest: the product of the powers, times exp(rest).
  const auto [terms, rest] = logarithms_of(a.canonical);
  if (terms.empty() || in_logarithms_) return false;
  const Temporarily guard(in_logarithms_, !rest.is_zero());
  numeric scale = 1;
  for (const auto& [c, p] : terms) scale = GiNaC::lcm(scale, c.denom());
  Expr above = symbolic::exp_of(canonical(scale * rest)), below = 1;
  for (const auto& [c, p] : terms) {
    const numeric n = c * scale;
    if (GiNaC::abs(n) > 8) return false;
    (n.is_positive() ? above : below) *= GiNaC::pow(p, GiNaC::abs(n));
  }
  const auto p = search(g, canonical(above - below), a.wanted, 0);
  return p.found() && a.offer(p.signs, {{"rule", "logarithms"}, {"proof", p.node}});
}

bool SignSearch::by_exp_tangent(Attempt& a) {
  // c*(p - 1 - log(p)): exp lies above its tangent at 0, at log(p).
  const auto [terms, rest] = logarithms_of(a.canonical);
  if (terms.size() != 1) return false;
  const auto& [c, p] = terms.front();
  if (!canonical(rest + c * (p - 1)).is_zero()) return false;
  const Expr f = -c * symbolic::exp_of(symbolic::symbol("u_"));
  return a.offer(c.is_negative() ? kZero | kPositive : kZero | kNegative,
                 {{"rule", "convex"}, {"variable", "u_"}, {"function", to_text(f)}, {"at", to_text(symbolic::log_of(p))}, {"base", "0"}, {"second", {{"rule", "exp"}}}});
}

bool SignSearch::by_exchanged_logarithm(const Context& g, Attempt& a) {
  // e = c*(L - bound) + (e - c*(L - bound)) for a logarithm L = log(p): bounds are the exponents in p, p - 1 and multiples of other logarithms.
  if (logarithms_exchanged_ || g.samples().empty() || a.wanted == kNonzero || a.wanted == 0) return false;
  std::vector<Expr> atoms;
  for (const auto& t : summands(a.canonical))
    for (const auto& [f, n] : factors_of_product(t))
      if (has_head(f, Head::Log) && !symbolic::is_constant(f) && std::none_of(atoms.begin(), atoms.end(), [&f = f](const Expr& o) { return o.is_equal(f); })) atoms.push_back(f);
  if (atoms.empty() || atoms.size() > 3) return false;
  const Temporarily guard(logarithms_exchanged_, true);
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
      if (g.observed(canonical(c * (atom - bound))) & kNonzero & ~a.wanted || g.observed(rest) & kNonzero & ~a.wanted) continue;
      if (a.offer(sum(g, {c * (atom - bound), rest}))) return true;
    }
  }
  return false;
}

}  // namespace losscert::prove
