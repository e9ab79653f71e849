// Critical points in floating point: what the evidence is made of. Nothing here decides anything.
#pragma once
#include <Eigen/Dense>

#include "graph/evaluate.hpp"

namespace losscert::certify {

using graph::Real;
using Point = std::vector<Real>;

/// Where Newton's method ended, and the curvature there.
struct Located {
  Point x;
  bool converged = false;
  Real value = 0;
  double gradient = 0;         ///< its norm at x
  double gap = 0;              ///< least |eigenvalue| of the Hessian
  double largest = 0;          ///< a bound of them
  std::size_t nearly_zero = 0; ///< eigenvalues that may be 0
  Eigen::MatrixXd downward;    ///< eigenvectors of the negative eigenvalues, scaled by sqrt(2 |lambda|): H + downward downward' has the eigenvalues |lambda|
};
Located locate(const graph::Function& f, const Point& start);

double distance(const Point& a, const Point& b);
/// The norm, from gradients in extended precision.
double gradient_norm(const graph::Function& f, const Point& x);

/// How the Hessian looks on the box around a ball: a shift with H + downward downward' - shift I just positive definite in the middle, and what is left of it after the variation on the box.
struct Curvature {
  double shift = 0, gap = 0;
  double safe_gap = 0;  ///< should ball arithmetic find a tenth more variation than is guessed here
  bool smooth = true;  ///< no relu's argument may be 0 there
};
Curvature curvature_on(const graph::Function& f, const Point& centre, double radius, const Eigen::MatrixXd& downward);

/// |u'grad f(centre)| - radius |H(box) u|: positive where u'grad f is not 0 on the ball.
double slope_on(const graph::Function& f, const Point& centre, double radius, const std::vector<Real>& u);

}  // namespace losscert::certify
