// The representation behind canonical(): sparse sums of rational coefficient times monomial, src/check/FORMAT.md section 2.
//
// A monomial is a product of powers of atoms and at most one exponential. Atoms and the arguments of exponentials are interned, so that monomials are
// compared by small integers. Normal form of a power a^e inside a monomial, by the kind of a:
//   Symbol, Log, Sin, Cos, Arctan, Relu  any rational e != 0
//   Prime    (a prime, or an integer whose factors were not found)  0 < e < 1
//   Root     of p, p not a single atom and not a constant           0 < e < 1
//   Inverse  of a sum p, primitive, first term (by text) positive   integer e > 0
//   Step     e = 1 (or e = -1), never beside Relu of the same p
//   Symbol x beside a power >= 1 of Relu of x or -x: e < 0 and Relu to the power 1 only, or e no integer
#pragma once
#include <cln/integer.h>
#include <cln/rational.h>

#include <algorithm>
#include <boost/container/small_vector.hpp>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

#include "symbolic/expr.hpp"

namespace losscert::symbolic::detail {

using Rational = cln::cl_RA;

/// A reduced fraction of machine integers; make_exponent throws TooLarge beyond 2^31.
struct Exponent {
  Exponent() = default;
  Exponent(long n, long d) : num(static_cast<std::int32_t>(n)), den(static_cast<std::int32_t>(d)) {}
  std::int32_t num = 0, den = 1;
  bool operator==(const Exponent&) const = default;
  bool is_integer() const { return den == 1; }
};
Exponent make_exponent(long num, long den);
Exponent operator+(Exponent a, Exponent b);
Exponent operator*(Exponent a, Exponent b);
long floor_of(Exponent a);

using AtomId = int;
using PolyId = int;  ///< of an interned polynomial; 0 is the zero polynomial

struct Factor {
  AtomId atom;
  Exponent exponent;
  bool operator==(const Factor&) const = default;
};

/// Few enough to need no memory of their own in most monomials.
using FactorList = boost::container::small_vector<Factor, 4>;

struct Monomial {
  FactorList factors;  ///< increasing by atom
  PolyId exp = 0;      ///< argument of the exponential, 0 for none
  bool operator==(const Monomial& m) const { return exp == m.exp && factors == m.factors; }
  bool is_one() const { return factors.empty() && exp == 0; }
  /// Takes out the factors for which f holds.
  template <class F>
  void drop_if(F f) {
    factors.erase(std::remove_if(factors.begin(), factors.end(), f), factors.end());
  }
};
Exponent exponent_of(const Monomial& m, AtomId a);
struct MonomialHash {
  std::size_t operator()(const Monomial& m) const;
};
bool before(const Monomial& a, const Monomial& b);  ///< a total order, fixed within the process only

struct Term {
  Monomial monomial;
  Rational coefficient;
};

/// Terms in the order of `before`, coefficients not zero.
class Poly {
public:
  Poly() = default;
  explicit Poly(const Rational& constant);
  Poly(const Rational& coefficient, Monomial m);
  explicit Poly(std::vector<Term> sorted) : terms_(std::move(sorted)) {}

  const std::vector<Term>& terms() const { return terms_; }
  bool is_zero() const { return terms_.empty(); }
  std::optional<Rational> constant() const;  ///< the value of a rational constant
  std::size_t size() const { return terms_.size(); }

private:
  std::vector<Term> terms_;
};
bool equal(const Poly& a, const Poly& b);
std::size_t hash_of(const Poly& p);

/// Collects terms; TooLarge beyond max_terms.
class Sum {
public:
  void add(Monomial m, const Rational& c);
  void add(const Poly& p, const Rational& c);
  Poly take();

private:
  void collect();  ///< equal monomials are brought together

  std::vector<Term> terms_;
  std::size_t collect_at_ = 4096;
};
inline constexpr std::size_t max_terms = 200000;

Poly operator+(const Poly& a, const Poly& b);
Poly operator-(const Poly& a, const Poly& b);
Poly operator*(const Poly& a, const Poly& b);
Poly scaled(const Poly& a, const Rational& c);

/// a * b, adding the product times c to `out`.
void multiply_into(Sum& out, const Monomial& a, const Monomial& b, const Rational& c);

/// Positive greatest common divisor of the coefficients: p / content has integer coefficients without common factor.
Rational content(const Poly& p);

// powers.cpp. std::domain_error: division by zero, a root of a negative constant.
Poly power(const Poly& p, long n);
Poly power(const Poly& p, Exponent r);
/// exp(argument), with exp(n*log(p)+r) = p^n*exp(r) for integer n.
Poly exponential(const Poly& argument);

/// Sign of the first term by text, so that the choice does not depend on the order of creation. p is not 0.
int leading_sign(const Poly& p);

/// p multiplied by the bases of its inverses until none is left, and what it was multiplied with: (p*q, q). TooLarge beyond `limit` terms on the way.
std::pair<Poly, Poly> cleared(const Poly& p, std::size_t limit = max_terms);

// convert.cpp
Poly to_poly(const Expr& e);  ///< InexactNumber, std::domain_error
Expr to_expr(const Poly& p);
Expr to_expr(const Monomial& m);

}  // namespace losscert::symbolic::detail
