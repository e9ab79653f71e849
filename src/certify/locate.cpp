#include "certify/locate.hpp"

#include <algorithm>
#include <cmath>

namespace losscert::certify {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

namespace {

std::vector<double> rounded(const Point& x) { return {x.begin(), x.end()}; }

template <class T>
double norm(const std::vector<T>& v) {
  T s = 0;
  for (const T& x : v) s += x * x;
  return static_cast<double>(std::sqrt(s));
}

// The least eigenvalue of A = LL', by inverse iteration.
double least_eigenvalue(const Eigen::LLT<MatrixXd>& factor, const MatrixXd& a) {
  VectorXd v = VectorXd::Ones(a.rows());
  for (Index i = 0; i < v.size(); ++i) v(i) += 0.1 * std::sin(static_cast<double>(7 * i + 1));
  for (int k = 0; k < 40; ++k) v = factor.solve(v).normalized();
  return v.dot(a * v);
}

void look_at_curvature(const MatrixXd& h, Located& at) {
  at.largest = h.cwiseAbs().rowwise().sum().maxCoeff();
  const Eigen::LLT<MatrixXd> factor(h);
  at.downward = MatrixXd(h.rows(), 0);
  if (factor.info() == Eigen::Success) {
    at.gap = least_eigenvalue(factor, h);
    if (at.gap > 1e-12 * at.largest) return;
  }
  const Eigen::SelfAdjointEigenSolver<MatrixXd> solver(h);
  const VectorXd& e = solver.eigenvalues();
  at.gap = e.cwiseAbs().minCoeff();
  at.nearly_zero = static_cast<std::size_t>((e.cwiseAbs().array() <= 1e-11 * at.largest).count());
  const Index negative = (e.array() < 0).count();
  at.downward = solver.eigenvectors().leftCols(negative);
  for (Index k = 0; k < negative; ++k) at.downward.col(k) *= std::sqrt(2 * std::abs(e(k)));
}

}  // namespace

double distance(const Point& a, const Point& b) {
  Point d(a.size());
  for (std::size_t i = 0; i < a.size(); ++i) d[i] = a[i] - b[i];
  return norm(d);
}

double gradient_norm(const graph::Function& f, const Point& x) { return norm(graph::Evaluation<Real>(f, x).gradient()); }

Located locate(const graph::Function& f, const Point& start) {
  constexpr int most_steps = 60, most_refinements = 6;
  Located at;
  at.x = start;
  const auto n = static_cast<Index>(start.size());
  MatrixXd h;
  Eigen::PartialPivLU<MatrixXd> lu;
  const auto step = [&] {
    const auto g = graph::Evaluation<Real>(f, at.x).gradient();
    VectorXd right(n);
    const double scale = std::max(norm(g), 1e-300);  // the right hand side may be far below 1
    for (Index i = 0; i < n; ++i) right(i) = static_cast<double>(g[static_cast<std::size_t>(i)] / scale);
    const VectorXd d = lu.solve(right);
    for (Index i = 0; i < n; ++i) at.x[static_cast<std::size_t>(i)] -= static_cast<Real>(d(i)) * scale;
    return d.norm() * scale;
  };
  double size = 1;
  for (const Real x : start) size = std::max(size, static_cast<double>(std::abs(x)));
  bool near = false;
  for (int k = 0; k < most_steps && !near; ++k) {
    h = hessian(graph::Evaluation<double>(f, rounded(at.x)));
    if (!h.allFinite()) return at;
    lu.compute(h);
    const double d = step();
    if (!std::isfinite(d) || d > 1e8 * size) return at;
    near = d < 1e-9 * size;
  }
  for (int k = 0; near && k < most_refinements; ++k)
    if (!std::isfinite(step())) near = false;
  h = hessian(graph::Evaluation<double>(f, rounded(at.x)));
  if (!h.allFinite()) return at;
  const graph::Evaluation<Real> end(f, at.x);
  at.value = end.value();
  at.gradient = norm(end.gradient());
  at.converged = near && std::isfinite(at.gradient);
  look_at_curvature(h, at);
  return at;
}

namespace {

graph::Evaluation<graph::Spread> around(const graph::Function& f, const Point& centre, double radius) {
  std::vector<graph::Spread> box;
  for (const Real x : centre) box.emplace_back(static_cast<double>(x), radius);
  return {f, box};
}

}  // namespace

Curvature curvature_on(const graph::Function& f, const Point& centre, double radius, const MatrixXd& downward) {
  Curvature c;
  const auto e = around(f, centre, radius);
  c.smooth = e.kink_distance() > 0;
  const graph::SpreadMatrix h = hessian(e);
  if (!h.mid.allFinite() || !h.rad.allFinite()) return c;
  const MatrixXd a = h.mid + downward * downward.transpose();
  const Eigen::LLT<MatrixXd> factor(a);
  if (factor.info() != Eigen::Success) return c;
  c.shift = 0.99 * least_eigenvalue(factor, a);
  if (!c.smooth) return c;
  const double variation = h.rad.rowwise().sum().maxCoeff();
  c.gap = c.shift - variation;
  c.safe_gap = c.shift - 1.1 * variation;
  return c;
}

double slope_on(const graph::Function& f, const Point& centre, double radius, const std::vector<Real>& u) {
  const auto g = graph::Evaluation<Real>(f, centre).gradient();
  Real slope = 0;
  VectorXd v(static_cast<Index>(u.size()));
  for (std::size_t i = 0; i < u.size(); ++i) slope += g[i] * u[i], v(static_cast<Index>(i)) = static_cast<double>(u[i]);
  const auto e = around(f, centre, radius);
  if (!(e.kink_distance() > 0)) return -1;
  const graph::SpreadMatrix h = hessian(e);
  const VectorXd change = (h.mid * v).cwiseAbs() + h.rad * v.cwiseAbs();
  return static_cast<double>(std::abs(slope)) - radius * change.norm();
}

}  // namespace losscert::certify
