// Powers, roots, exponentials and the clearing of denominators for the canonical form.
#include <cln/integer.h>
#include <cln/numtheory.h>

#include <algorithm>
#include <map>
#include <stdexcept>

#include "symbolic/atoms.hpp"

namespace losscert::symbolic::detail {
namespace {

// The monomial with each factor's exponent as given, brought to normal form.
Poly normalised(const Rational& c, Monomial raw) {
  std::sort(raw.factors.begin(), raw.factors.end(), [](const Factor& a, const Factor& b) { return a.atom < b.atom; });
  Sum s;
  multiply_into(s, raw, Monomial(), c);
  return s.take();
}

// n^r for an integer n > 1: small primes by trial division; what remains is a prime, a perfect power, or left whole.
void add_integer_factors(FactorList& out, cln::cl_I n, Exponent r) {
  constexpr long trial_limit = 1L << 16;
  for (long p = 2; p < trial_limit && p * p <= n; p += p == 2 ? 1 : 2) {
    long multiplicity = 0;
    while (cln::zerop(cln::mod(n, p))) n = cln::exquo(n, p), ++multiplicity;
    if (multiplicity > 0) out.push_back({prime_atom(p, true), r * Exponent{multiplicity, 1}});
  }
  if (n == 1) return;
  const bool certain = n < cln::square(cln::cl_I(trial_limit));
  if (!certain) {
    cln::cl_I root;
    for (unsigned long k = cln::integer_length(n) / 16; k >= 2; --k)
      if (cln::rootp(n, k, &root)) return add_integer_factors(out, root, r * Exponent{static_cast<long>(k), 1});
  }
  out.push_back({prime_atom(n, certain), r});
}

// c^n, not longer than 2^22 bits.
Rational rational_power(const Rational& c, long n) {
  const cln::cl_I bits = cln::integer_length(cln::numerator(c)) + cln::integer_length(cln::denominator(c));
  if (c != 1 && c != -1 && bits * (n < 0 ? -n : n) > 1L << 22) throw TooLarge("a power with more than 2^22 bits");
  return cln::expt(c, n);
}

Poly number_power(const Rational& c, Exponent r) {
  Monomial m;
  add_integer_factors(m.factors, cln::numerator(c), r);
  add_integer_factors(m.factors, cln::denominator(c), r * Exponent{-1, 1});
  return normalised(1, std::move(m));
}

Poly monomial_power(const Term& t, long n) {
  const Exponent by = make_exponent(n, 1);
  Monomial raw;
  Poly others(Rational(1));
  for (const Factor& f : t.monomial.factors) {
    const Exponent e = f.exponent * by;
    if (atom(f.atom).kind == Kind::Inverse && n < 0) others = others * power(interned(atom(f.atom).argument), -e.num);
    else raw.factors.push_back({f.atom, e});
  }
  if (t.monomial.exp != 0) others = others * exponential(scaled(interned(t.monomial.exp), n));
  return normalised(rational_power(t.coefficient, n), std::move(raw)) * others;
}

Poly sum_inverse(const Poly& p, long n) {
  static auto& known = *new std::map<PolyId, int>;
  const Rational c = content(p);
  Poly primitive = scaled(p, cln::recip(c));
  const PolyId id = intern(primitive);
  auto found = known.find(id);
  if (found == known.end()) found = known.emplace(id, leading_sign(primitive)).first;
  const int sign = found->second;
  if (sign < 0) primitive = scaled(primitive, -1);
  Monomial m;
  m.factors.push_back({argument_atom(Kind::Inverse, primitive), make_exponent(n, 1)});
  return Poly(rational_power(c * sign, -n), std::move(m));
}

// (c*monomial)^r for r not an integer. Only what is certainly positive is taken out of the root.
Poly single_root(const Term& t, Exponent r) {
  const bool negative = cln::minusp(t.coefficient);
  Poly result = number_power(cln::abs(t.coefficient), r);
  if (t.monomial.exp != 0) result = result * exponential(scaled(interned(t.monomial.exp), Rational(r.num) / r.den));
  Monomial taken, rest;
  for (const Factor& f : t.monomial.factors) {
    if (atom(f.atom).kind == Kind::Prime) taken.factors.push_back({f.atom, f.exponent * r});
    else rest.factors.push_back(f);
  }
  result = result * normalised(1, std::move(taken));
  if (rest.is_one()) {
    if (negative) throw std::domain_error("a root of a negative number");
    return result;
  }
  const Factor& first = rest.factors.front();
  const Kind kind = atom(first.atom).kind;
  // x^r itself, (1/x)^r = x^(-r), and (x^(1/2))^r = x^(r/2): both sides have the same domain.
  const bool unit = first.exponent == Exponent{1, 1} || first.exponent == Exponent{-1, 1};
  const bool direct = kind != Kind::Step && (unit || !first.exponent.is_integer());
  Monomial root;
  Poly whole(Rational(1));
  if (!negative && rest.factors.size() == 1 && kind == Kind::Inverse && unit) whole = power(interned(atom(first.atom).argument), Exponent{-1, 1} * r);
  else if (!negative && rest.factors.size() == 1 && direct) root.factors.push_back({first.atom, first.exponent * r});
  else {
    const Poly base(negative ? -1 : 1, rest);
    const long n = floor_of(r);
    whole = power(base, n);
    root.factors.push_back({argument_atom(Kind::Root, base), r + Exponent{-n, 1}});
  }
  return result * normalised(1, std::move(root)) * whole;
}

}  // namespace

int leading_sign(const Poly& p) {
  const Term* leading = nullptr;
  std::string text;
  for (const Term& t : p.terms()) {
    std::string s = t.monomial.is_one() ? "~" : to_text(to_expr(t.monomial));  // the constant last
    if (leading == nullptr || s < text) leading = &t, text = std::move(s);
  }
  return cln::minusp(leading->coefficient) ? -1 : 1;
}

Poly power(const Poly& p, long n) {
  if (n == 0) return Poly(Rational(1));
  if (p.is_zero()) {
    if (n < 0) throw std::domain_error("division by zero");
    return Poly();
  }
  if (p.size() == 1) return monomial_power(p.terms().front(), n);
  if (n < 0) return sum_inverse(p, -n);
  // Multiplying by the short factor each time is cheaper for sparse sums than squaring.
  Poly result = p;
  for (long k = 1; k < n; ++k) result = result * p;
  return result;
}

Poly power(const Poly& p, Exponent r) {
  if (r.is_integer()) return power(p, r.num);
  if (p.is_zero()) {
    if (r.num < 0) throw std::domain_error("division by zero");
    return Poly();
  }
  if (p.size() == 1) return single_root(p.terms().front(), r);
  const Rational c = content(p);
  const Poly primitive = scaled(p, cln::recip(c));
  const long n = floor_of(r);
  Monomial root;
  root.factors.push_back({argument_atom(Kind::Root, primitive), r + Exponent{-n, 1}});
  return number_power(c, r) * Poly(1, std::move(root)) * power(primitive, n);
}

Poly exponential(const Poly& argument) {
  Poly outside(Rational(1));
  std::vector<Term> rest;
  for (const Term& t : argument.terms()) {
    const Monomial& m = t.monomial;
    const bool is_log = m.exp == 0 && m.factors.size() == 1 && m.factors.front().exponent == Exponent{1, 1} && atom(m.factors.front().atom).kind == Kind::Log;
    if (is_log && cln::denominator(t.coefficient) == 1) {
      const cln::cl_I n = cln::numerator(t.coefficient);
      if (cln::abs(n) > 1000) throw TooLarge("a power beyond 1000");
      outside = outside * power(interned(atom(m.factors.front().atom).argument), cln::cl_I_to_long(n));
    } else rest.push_back(t);
  }
  Monomial m;
  m.exp = intern(Poly(std::move(rest)));
  return outside * Poly(1, std::move(m));
}

std::pair<Poly, Poly> cleared(const Poly& p, std::size_t limit) {
  Poly result = p, multiplier(Rational(1));
  while (true) {
    // The longest, so that what is multiplied with brings none back; by text, so that what is met on the way does not depend on the order of creation.
    AtomId inverse = -1;
    long highest = 0;
    std::string text;
    for (const Term& t : result.terms())
      for (const Factor& f : t.monomial.factors) {
        if (atom(f.atom).kind != Kind::Inverse) continue;
        if (f.atom != inverse) {
          std::string other = to_text(atom(f.atom).expr);
          if (inverse >= 0 && (other.size() != text.size() ? other.size() < text.size() : other > text)) continue;
          inverse = f.atom, highest = 0, text = std::move(other);
        }
        highest = std::max<long>(highest, f.exponent.num);
      }
    if (inverse < 0) return {result, multiplier};
    const Poly& base = interned(atom(inverse).argument);
    std::vector<Poly> powers{Poly(Rational(1))};
    for (long k = 1; k <= highest; ++k) powers.push_back(powers.back() * base);
    Sum s;
    for (const Term& t : result.terms()) {
      Monomial m = t.monomial;
      long k = 0;
      m.drop_if([&](const Factor& f) {
        if (f.atom == inverse) k = f.exponent.num;
        return f.atom == inverse;
      });
      for (const Term& u : powers[static_cast<std::size_t>(highest - k)].terms()) multiply_into(s, m, u.monomial, t.coefficient * u.coefficient);
    }
    result = s.take();
    if (result.size() > limit) throw TooLarge("a numerator of more than " + std::to_string(limit) + " terms");
    multiplier = multiplier * powers.back();
  }
}

}  // namespace losscert::symbolic::detail
