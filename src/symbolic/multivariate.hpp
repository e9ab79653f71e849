// Factorisation of polynomials in several variables over the rationals, by FLINT. A hint: factors() multiplies out, and so does the checker.
#pragma once
#include <cln/rational.h>

#include <utility>
#include <vector>

namespace losscert::symbolic::detail {

struct MultivariateTerm {
  cln::cl_RA coefficient;
  std::vector<long> exponents;  ///< >= 0, one per variable, as many in all terms
};
/// A polynomial: terms with different exponents, in any order; not empty.
using Multivariate = std::vector<MultivariateTerm>;

/// p = constant * product of f_i^n_i.
struct Factorisation {
  cln::cl_RA constant;
  std::vector<std::pair<Multivariate, int>> factors;
};
/// The factors irreducible over Q, with integer coefficients; 1 * p^1 if p is too large (terms, degrees) or FLINT gives up.
Factorisation factorisation(const Multivariate& p);

}  // namespace losscert::symbolic::detail
