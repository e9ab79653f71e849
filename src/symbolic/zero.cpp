// Zero test.
//
// Zero: the canonical form, with p^(n-1)*relu(p) for relu(p)^n, multiplied by the bases of its inverses and by cosines in denominators, is 0, if need be with
// 1 - sin(z)^2 for cos(z)^2. Then e = 0 wherever e is defined.
//
// Nonzero: what remains is a sum, not empty, of distinct c * x^k * r * exp(P): c rational, x^k a product of integer powers of symbols, r a product of powers p^f of
// distinct certain primes with 0 < f < 1, P a sum of the same form without exponentials. Such a sum is not the zero function (for a constant: not zero):
//   - P and P' that differ by more than a constant give functions exp(P), exp(P') independent over the field of rational functions; so may be treated apart, and so
//     may the monomials x^k. Left is a constant sum of c_i * r_i * exp(a_i);
//   - the r_i are linearly independent over Q (Besicovitch, On the linear independence of fractional powers of integers, J. London Math. Soc. 15, 1940), so that the
//     coefficient of each exp(a_i) is an algebraic number other than 0, and distinct a_i are distinct algebraic numbers;
//   - exponentials of distinct algebraic numbers are linearly independent over the algebraic numbers (Lindemann-Weierstrass; Baker, Transcendental Number Theory, Thm 1.4).
//
// Everything else is Unknown here. The sign of a constant by enclosure is interval::sign_of_constant: this folder knows no intervals.
#include <algorithm>
#include <map>

#include "symbolic/atoms.hpp"
#include "symbolic/stored.hpp"

namespace losscert::symbolic {
namespace {

using namespace detail;

bool is_faithful(const Poly& p, bool with_exponentials) {
  return std::all_of(p.terms().begin(), p.terms().end(), [&](const Term& t) {
    if (t.monomial.exp != 0 && (!with_exponentials || !is_faithful(interned(t.monomial.exp), false))) return false;
    return std::all_of(t.monomial.factors.begin(), t.monomial.factors.end(), [](const Factor& f) {
      const Atom& a = atom(f.atom);
      return (a.kind == Kind::Symbol && f.exponent.is_integer()) || (a.kind == Kind::Prime && a.is_certain_prime);
    });
  });
}

// p^(n-1)*relu(p) for each relu(p)^n, n > 1: the same for every value of p. Symbols are in canonical form already.
Poly without_powers_of_relu(const Poly& p) {
  const auto is_high = [](const Factor& f) { return atom(f.atom).kind == Kind::Relu && f.exponent.is_integer() && f.exponent.num > 1 && interned(atom(f.atom).argument).size() > 1; };
  Sum out;
  for (const Term& t : p.terms()) {
    Monomial rest = t.monomial;
    Poly factor(Rational(1));
    for (Factor& f : rest.factors)
      if (is_high(f)) factor = factor * power(interned(atom(f.atom).argument), f.exponent.num - 1L), f.exponent = {1, 1};
    for (const Term& u : factor.terms()) multiply_into(out, rest, u.monomial, t.coefficient * u.coefficient);
  }
  return out.take();
}

// 1 - sin(z)^2 for each cos(z)^2.
Poly without_squared_cosines(Poly p) {
  std::map<AtomId, Exponent> lowest;  // the cosines, with the least exponent below 0
  for (const Term& t : p.terms())
    for (const Factor& f : t.monomial.factors)
      if (atom(f.atom).kind == Kind::Cos) {
        Exponent& least = lowest[f.atom];
        least = {std::min<long>(least.num, floor_of(f.exponent)), 1};
      }
  for (const auto& [id, least] : lowest) {
    Monomial sine;
    sine.factors.push_back({argument_atom(Kind::Sin, interned(atom(id).argument)), {2, 1}});
    const Poly square = Poly(Rational(1)) - Poly(1, std::move(sine));
    Poly reduced;
    for (const Term& t : p.terms()) {
      Monomial rest = t.monomial;
      Exponent n = least * Exponent{-1, 1};
      rest.drop_if([&](const Factor& f) { return f.atom == id ? (n = n + f.exponent, true) : false; });
      const long k = floor_of(n) / 2;
      Poly term(t.coefficient, std::move(rest));
      if (const Exponent left = n + Exponent{-2 * k, 1}; left.num != 0) {
        Monomial cosine;
        cosine.factors.push_back({id, left});
        term = term * Poly(1, std::move(cosine));
      }
      if (k > 0) term = term * power(square, k);
      reduced = reduced + term;
    }
    p = std::move(reduced);
  }
  return p;
}

ZeroTest tested(const Expr& e) try {
  const Poly p = to_poly(e);
  if (p.is_zero()) return ZeroTest::Zero;
  const Poly numerator = without_squared_cosines(cleared(without_powers_of_relu(p)).first);
  if (numerator.is_zero()) return ZeroTest::Zero;
  return is_faithful(numerator, true) ? ZeroTest::Nonzero : ZeroTest::Unknown;
} catch (const TooLarge&) {
  return ZeroTest::Unknown;
}

}  // namespace

ZeroTest zero_test(const Expr& e) {
  static auto& known = *new Memo<ZeroTest>(20000);
  if (const ZeroTest* found = known.find(e)) return *found;
  return known.keep(e, tested(e));
}

}  // namespace losscert::symbolic
