// What the search asks of expressions: their parts in a fixed order, kinks, poles, forms that enclose well. Hints only; the checker has its own.
#pragma once
#include <optional>
#include <utility>
#include <vector>

#include "prove/goal/context.hpp"
#include "symbolic/terms.hpp"

namespace losscert::prove {

/// The operands of e in the order of their text: GiNaC's own order depends on where the program happens to lie in memory.
std::vector<Expr> operands(const Expr& e);

/// e is the function h of something.
inline bool has_head(const Expr& e, symbolic::Head h) { return GiNaC::is_exactly_a<GiNaC::function>(e) && symbolic::head(e) == h; }

/// e has a negative power, so it may be undefined somewhere.
bool has_pole(const Expr& e);
/// Whether F is C^k near the points of G without pieces (FORMAT.md, section 2), judged by powers of relu only.
bool is_smooth(const Expr& canonical, int k);
/// All arguments of relu and step in e.
std::vector<Expr> kink_arguments(const Expr& e);
/// relu(z) -> z or 0, step(z) -> 1 or 0 for a z whose sign set is s.
Expr resolve_kink(const Expr& e, const Expr& z, Signs s);
/// An equal expression that encloses well: squares completed, common exponentials collected.
Expr enclosure_form(const Expr& e);

/// Equal expressions without squares of cosines, and without squares of sines, where that changes e.
std::vector<Expr> pythagorean_forms(const Expr& e);

/// The terms of a sum, or the expression itself.
std::vector<Expr> summands(const Expr& e);
/// e or -e: GiNaC gives a sum within a product or a power a sign by its own order of terms, which differs from run to run; here the first term by text is positive.
Expr first_term_positive(const Expr& e);
/// The factors of a product with their positive integer powers, or the expression itself.
std::vector<std::pair<Expr, int>> factors_of_product(const Expr& e);
/// The b_i of a sum of c_i*b_i^n_i, c_i > 0 rational and n_i even; empty for anything else.
std::vector<Expr> bases_of_squares(const Expr& e);
using symbolic::ratio;

}  // namespace losscert::prove
