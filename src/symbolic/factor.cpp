#include "symbolic/factor.hpp"

#include <algorithm>
#include <map>

#include "symbolic/atoms.hpp"
#include "symbolic/kernels.hpp"

namespace losscert::symbolic {
namespace {

using namespace detail;
using GiNaC::numeric;
using Factors = std::vector<std::pair<Expr, int>>;

// What is larger is not worth the time: FLINT is asked for much smaller ones only (multivariate.cpp), and few terms cancel.
constexpr std::size_t max_numerator = 3000;

void append(Factors& out, const Expr& f, int n) {
  if (f.is_equal(1) || n == 0) return;
  for (auto& [g, k] : out)
    if (g.is_equal(f)) {
      k += n;
      return;
    }
  out.emplace_back(f, n);
}

// Every factor with integer coefficients without common divisor, the first (by text) positive; the rational rest is collected.
struct Factored {
  Rational constant = 1;
  Factors factors;
  std::size_t sums = 0;  ///< number of factors with more than one term
};

void append_value(Factored& out, const Poly& f, int n) {
  const Rational c = f.is_zero() ? Rational(1) : content(f);
  const int sign = f.size() > 1 ? leading_sign(f) : 1;
  const Poly primitive = scaled(f, cln::recip(c * sign));
  out.constant = out.constant * cln::expt(c * sign, n);
  if (const auto value = primitive.constant()) out.constant = out.constant * cln::expt(*value, n);
  else append(out.factors, detail::to_expr(primitive), n);
  if (primitive.size() > 1) out.sums += static_cast<std::size_t>(n);
}

void append_monomial(Factored& out, const Monomial& m) {
  for (const Factor& f : m.factors) {
    Monomial root;
    const long n = f.exponent.num;
    root.factors.push_back({f.atom, {n < 0 ? -1 : 1, f.exponent.den}});
    append(out.factors, detail::to_expr(root), static_cast<int>(n < 0 ? -n : n));
  }
  if (m.exp != 0) {
    Monomial e;
    e.exp = m.exp;
    append(out.factors, detail::to_expr(e), 1);
  }
}

// With the power of relu(x) that all terms share apart, and x for the rest of it: canonical form would hide that relu(x)^2*(x-1) is a product with x-1. Not canonical.
Poly with_relus_apart(const Poly& p) {
  std::map<AtomId, long> shared;
  for (const Factor& f : p.terms().front().monomial.factors)
    if (atom(f.atom).inside >= 0 && f.exponent.is_integer()) shared.emplace(f.atom, f.exponent.num);
  for (const Term& t : p.terms())
    for (auto& [relu, least] : shared) {
      const Exponent e = exponent_of(t.monomial, relu);
      least = e.is_integer() ? std::min<long>(least, e.num) : 0;
    }
  std::erase_if(shared, [](const auto& s) { return s.second < 1; });
  if (shared.empty()) return p;
  std::vector<Term> terms = p.terms();
  for (Term& t : terms)
    for (const auto& [relu, least] : shared) {
      const AtomId x = atom(relu).inside;
      const long more = exponent_of(t.monomial, relu).num - least;
      for (Factor& f : t.monomial.factors)
        if (f.atom == relu) f.exponent = {least, 1};
      if (more == 0) continue;
      if (atom(relu).is_mirrored && more % 2 != 0) t.coefficient = -t.coefficient;
      const Exponent e = exponent_of(t.monomial, x) + Exponent{more, 1};
      t.monomial.drop_if([&](const Factor& f) { return f.atom == x; });
      const auto place = std::find_if(t.monomial.factors.begin(), t.monomial.factors.end(), [&](const Factor& f) { return f.atom > x; });
      if (e.num != 0) t.monomial.factors.insert(place, {x, e});
    }
  return Poly(std::move(terms));
}

std::optional<Factored> try_factor(const Poly& p, ExpBasis basis) {
  const auto kernels = Kernels::make(with_relus_apart(p), basis);
  if (!kernels) return std::nullopt;
  Factored out;
  append_monomial(out, kernels->unit());
  const Factorisation found = factorisation(kernels->polynomial());
  out.constant = found.constant;
  for (const auto& [f, n] : found.factors) append_value(out, kernels->value(f), n);
  return out;
}

std::size_t length_of(const Factored& f) {
  std::size_t n = 0;
  for (const auto& [factor, power] : f.factors) n += to_text(factor).size();
  return n;
}

// More factors that are sums first, then the shorter text.
bool is_better(const Factored& a, const Factored& b) { return a.sums != b.sums ? a.sums > b.sums : length_of(a) < length_of(b); }

Expr product(const Factors& fs) {
  Expr e = 1;
  for (const auto& [f, n] : fs) e = e * power_of(f, n);
  return e;
}

}  // namespace

std::vector<std::pair<Expr, int>> factors(const Expr& e) try {
  const auto [numerator, denominator] = cleared(to_poly(e), max_numerator);
  if (numerator.is_zero()) return {{0, 1}};
  std::optional<Factored> best = try_factor(numerator, ExpBasis::Generated);
  if (auto other = try_factor(numerator, ExpBasis::Saturated); other && (!best || is_better(*other, *best))) best = std::move(other);
  if (!best) return {{e, 1}};

  Factored below;
  if (!denominator.constant()) {
    if (auto d = try_factor(denominator, ExpBasis::Generated)) below = std::move(*d);
    else return {{e, 1}};
  } else below.constant = *denominator.constant();
  Factors out;
  if (const Rational c = best->constant / below.constant; c != 1) out.emplace_back(numeric(c), 1);
  for (const auto& [f, n] : best->factors) append(out, f, n);
  for (const auto& [f, n] : below.factors) append(out, power_of(f, -1), n);
  std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return to_text(a.first) < to_text(b.first); });
  if (zero_test(e - product(out)) != ZeroTest::Zero) return {{e, 1}};
  return out;
} catch (const TooLarge&) {
  return {{e, 1}};
}

}  // namespace losscert::symbolic
