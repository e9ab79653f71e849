// Exact expressions over GiNaC and CLN: the only place that knows how to build them without a float slipping in.
//
// The core is that of cases/README.md: rationals, symbols, + *, rational powers, exp, log, sin, cos, arctan, relu, and step (the derivative of relu).
// relu and step are GiNaC functions declared in expr.cpp. GiNaC's own exp(numeric), sin(numeric) return floats silently: never call them; use these.
#pragma once
#include <ginac/ginac.h>

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace losscert::symbolic {

using Expr = GiNaC::ex;
using Symbol = GiNaC::symbol;

/// Order of symbols by name, so that maps and printed output do not depend on GiNaC's creation order.
struct ByName {
  bool operator()(const Symbol& a, const Symbol& b) const { return a.get_name() < b.get_name(); }
};
using Substitution = std::map<Symbol, Expr, ByName>;

/// The one symbol of that name in this process (names are unique in a case); "w[1]" names a component.
Symbol symbol(const std::string& name);

// Builders. Arguments are exact; the results are exact (rational folding only where the value is rational).
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
Expr canonical(const Expr& e);

/// Expression -> text in the case language (core functions only), deterministic: independent of creation order. Parses back to an equal expression.
std::string to_text(const Expr& e);
/// Readable LaTeX, deterministic.
std::string to_latex(const Expr& e);

/// Zero test on the canonical form, denominators cleared. True/False are certain (False: a nonzero polynomial in symbols and exp(polynomial), or a constant that an enclosure separates from 0).
/// Unknown where no faithful test applies. The header comment of zero.cpp states the theorem used (Lindemann-Weierstrass).
enum class ZeroTest { Zero, Nonzero, Unknown };
ZeroTest zero_test(const Expr& e);

/// Partial derivative by FORMAT.md, section 2 (d relu(p)^n = n relu(p)^(n-1) dp for n >= 2, d relu(p) = step(p) dp), canonical.
Expr derivative(const Expr& e, const Symbol& v);

}  // namespace losscert::symbolic
