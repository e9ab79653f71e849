// Bounds of the eigenvalues of symmetric matrices that are known by balls.
#pragma once
#include <vector>

#include "check/enclosure/ball.hpp"

namespace losscert::check {

/// Every symmetric matrix H within `h` (symmetric balls) has exactly as many negative eigenvalues as `u` has columns, and |lambda| >= the result, which is positive, for every eigenvalue. Throws Reject where
/// that is not shown. `shift` is a guess at the result from above.
///
/// Let A = H + uu' - shift I = LL' + E, where L is any matrix of numbers (it comes from a Cholesky factorisation in floating point, which is not trusted): as LL' is positive semidefinite and
/// |E|_2 <= max_i sum_j |E_ij| =: e for symmetric E, x'(H + uu')x >= m |x|^2, m = shift - e. On the orthogonal complement of the columns of u, whose dimension is at least n - k, x'Hx >= m |x|^2. And if
/// -u'Hu - m u'u has a dominant diagonal (Gershgorin), it is positive definite: then uy is 0 only for y = 0, and x'Hx < -m |x|^2 on a space of dimension k. By Courant and Fischer n - k eigenvalues are at
/// least m, and k below -m.
RealBall spectral_gap(const BallMatrix& h, const BallMatrix& u, const Rational& shift, long bits);

}  // namespace losscert::check
