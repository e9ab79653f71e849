// The elementary functions as GiNaC functions of our own. GiNaC's exp, sin, ... have numeric overloads that return floats, and rewriting rules of their
// own; ours fold only what src/check/FORMAT.md folds (exp(0), log(1), sin(0), cos(0), arctan(0), relu and step of a rational) and never call CLN's transcendental code.
#pragma once
#include "symbolic/expr.hpp"

namespace losscert::symbolic {

/// What the root of an expression tree is. Note that the order of e.op(i) in sums and products differs from run to run (GiNaC hashes addresses): whatever a result depends on
/// must come from terms_of (terms.hpp) or be sorted by to_text.
enum class Head { Number, Symbol, Sum, Product, Power, Exp, Log, Sin, Cos, Arctan, Relu, Step, Abstract };

/// Throws std::domain_error for anything outside the core (and so for what GiNaC's own functions make).
Head head(const Expr& e);
bool is_function(Head h);  ///< Exp .. Abstract; the argument is e.op(0)

/// The name in the case language, "arctan"; of a function of the core, or of the function that e is.
const char* function_name(Head h);
std::string function_name(const Expr& e);

/// The function h of the core of z, through the builder of expr.hpp.
Expr apply(Head h, const Expr& z);
/// The function that e is, of z.
Expr same_function(const Expr& e, const Expr& z);

}  // namespace losscert::symbolic
