// Reduction of an expression by an equation p = 0, as a hint for the proof rule `rewrite` (the checker multiplies out).
#pragma once
#include <optional>
#include <utility>
#include <vector>

#include "symbolic/expr.hpp"

namespace losscert::symbolic {

/// e = remainder + multiplier * p, by canonical equality; multiplier not 0.
struct Elimination {
  Expr multiplier, remainder;
};

/// One elimination per term of p that can lead the division, the smallest remainders first. Leading terms divide whole monomials first; where a term is u*v with v a symbol of
/// exponent 1 or an exponential, v alone is tried too, and the multiplier may then have a negative power of u.
std::vector<Elimination> eliminations(const Expr& e, const Expr& p);

/// (multiplier, remainder) of the first of these.
std::optional<std::pair<Expr, Expr>> eliminate(const Expr& e, const Expr& p);

}  // namespace losscert::symbolic
