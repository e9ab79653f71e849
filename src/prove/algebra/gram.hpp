// Polynomials as sums of squares with multipliers: a semidefinite programme in doubles, then exact numbers. What comes out is an identity; nothing of it rests on floating point.
//
// p = sum_k m_k * z_k' Q_k z_k with z_k a vector of monomials and Q_k positive semidefinite (Choi, Lam, Reznick 1995; Parrilo 2003). Rounding after Peyrl and Parrilo 2008: a Q in the interior of the
// solutions is rounded to rationals and moved back onto the equations. Where all solutions are singular (p has zeros), their common kernel is read off the middle one, rounded to a rational subspace, and
// the problem is restricted to its complement, as often as needed.
#pragma once
#include <optional>

#include "prove/algebra/sparse_polynomial.hpp"

namespace losscert::prove {

struct WeightedSquare {
  GiNaC::numeric weight;  ///< > 0
  Polynomial base;
};

struct Multiplier {
  Polynomial m;
  bool only_constant = false;  ///< its square is that of a number: what is left of p where it must not vanish
};

/// For each multiplier squares with p = sum_k m_k * sum_j weight_kj * base_kj^2, exactly; weights as even as possible, so one that can be positive is. Nothing if none were found, or the problem is too large.
std::optional<std::vector<std::vector<WeightedSquare>>> squares_with_multipliers(const Polynomial& p, const std::vector<Multiplier>& multipliers, std::size_t variables);

}  // namespace losscert::prove
