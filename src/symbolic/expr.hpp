// Exact expressions over GiNaC and CLN: the only place that knows how to build them without a float slipping in.
//
// The core is that of cases/README.md: rationals, symbols, + *, rational powers, exp, log, sin, cos, arctan, relu, and step (the derivative of relu).
// exp .. step are GiNaC functions of our own (functions.hpp has Head, to tell them apart). GiNaC's exp(numeric), sin(numeric), pow(numeric, numeric) return floats
// silently: never call those; canonical() and the interval tape reject GiNaC's functions and every inexact number.
#pragma once
#include <ginac/ginac.h>

#include <map>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace losscert::symbolic {

using Expr = GiNaC::ex;
using Symbol = GiNaC::symbol;

/// Order of symbols by name, so that maps and printed output do not depend on GiNaC's creation order.
struct ByName {
  bool operator()(const Symbol& a, const Symbol& b) const;
};
using Substitution = std::map<Symbol, Expr, ByName>;

/// A float or a complex number where only exact real numbers may be.
class InexactNumber : public std::runtime_error {
  using std::runtime_error::runtime_error;
};
/// An expansion beyond the limits of polynomial.hpp (terms, exponents).
class TooLarge : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// The one symbol of that name in this process (names are unique in a case); "w[1]" names a component.
Symbol symbol(const std::string& name);

// Builders. Arguments are exact (InexactNumber otherwise); the results are exact (rational folding only where the value is rational).
// std::domain_error: log of a rational <= 0, a root of a negative rational, 0 to a negative power.
Expr exp_of(const Expr& z);
Expr log_of(const Expr& z);
Expr sin_of(const Expr& z);
Expr cos_of(const Expr& z);
Expr arctan_of(const Expr& z);
Expr relu_of(const Expr& z);  ///< max(0, z)
Expr step_of(const Expr& z);  ///< 1 for z > 0, 0 for z < 0, undefined at 0
Expr power_of(const Expr& base, const GiNaC::numeric& exponent);  ///< rational exponent; q > 1 means the positive root

/// True if no inexact number occurs anywhere in e.
bool is_exact(const Expr& e);

/// Simultaneous substitution of symbols.
Expr substitute(const Expr& e, const Substitution& s);

/// All symbols of e, by name.
std::vector<Symbol> symbols_of(const Expr& e);
bool contains(const Expr& e, const Symbol& v);

/// Canonical form of src/check/FORMAT.md, section 2: expanded, exponentials merged (exp(p)*exp(q) = exp(p+q)), relu and step normalised.
/// Idempotent. Throws InexactNumber (unless an expression with rationals of the same values has been asked for before: then the form is that one's);
/// std::domain_error (division by 0, log of a rational <= 0, a root of a negative rational); TooLarge.
/// step(0) is undefined but stays as it stands (0*step(0) is 0): smoothness must be asked before substitution.
Expr canonical(const Expr& e);

/// (numerator, denominator), canonical: e = numerator/denominator wherever e is defined; no (p)^(-1) of a sum is left in the numerator outside other atoms.
std::pair<Expr, Expr> fraction(const Expr& e);

/// Expression -> text in the case language (core functions only), deterministic: independent of creation order. Parses back to an equal expression.
std::string to_text(const Expr& e);
/// Readable LaTeX, deterministic.
std::string to_latex(const Expr& e);

/// Zero test on the canonical form, denominators cleared. Zero and Nonzero are certain. Nonzero: not the zero function, with every symbol free (for a constant: a number
/// other than 0); shown for polynomials in symbols, square and other roots of rationals, and exp of such polynomials. Unknown where no faithful test applies; the sign of a
/// constant by enclosure is interval::sign_of_constant. zero.cpp states the theorems used. Too large is Unknown; std::domain_error as for canonical.
enum class ZeroTest { Zero, Nonzero, Unknown };
ZeroTest zero_test(const Expr& e);

/// Partial derivative by FORMAT.md, section 2 (d relu(p)^n = n relu(p)^(n-1) dp for n >= 2, d relu(p) = step(p) dp), canonical.
Expr derivative(const Expr& e, const Symbol& v);

}  // namespace losscert::symbolic
