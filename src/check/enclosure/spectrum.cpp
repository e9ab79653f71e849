#include "check/enclosure/spectrum.hpp"

#include <cmath>

#include "check/text/reject.hpp"
#include "check/text/work.hpp"

namespace losscert::check {

namespace {

BallMatrix product(const BallMatrix& a, const BallMatrix& b, long bits) {
  spend_enclosing(a.rows() * a.cols() * b.cols() / 128 + a.rows() * b.cols() / 8 + 1, bits);
  BallMatrix c(a.rows(), b.cols());
  arb_mat_mul(c.raw(), a.raw(), b.raw(), bits);
  return c;
}

BallMatrix transposed(const BallMatrix& a) {
  BallMatrix t(a.cols(), a.rows());
  arb_mat_transpose(t.raw(), a.raw());
  return t;
}

// A lower triangular L with LL' near the midpoint of a, in floating point.
BallMatrix approximate_factor(const BallMatrix& a) {
  const std::size_t n = a.rows();
  spend(n * n * n / 4000 + n * n / 8 + 1);
  std::vector<double> l(n * n);
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j <= i; ++j) {
      double s = arf_get_d(arb_midref(a.at(i, j)), ARF_RND_NEAR);
      const double *p = &l[i * n], *q = &l[j * n];
      for (std::size_t k = 0; k < j; ++k) s -= p[k] * q[k];
      if (i == j && !(s > 0 && std::isfinite(s))) throw Reject("the Hessian, shifted, is not positive definite where it should be");
      l[i * n + j] = i == j ? std::sqrt(s) : s / q[j];
    }
  BallMatrix out(n, n);
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j <= i; ++j) arb_set_d(out.at(i, j), l[i * n + j]);
  return out;
}

// max_i sum_j |a_ij|, rounded upwards.
RealBall row_norm(const BallMatrix& a) {
  mag_t most, row, entry;
  mag_init(most), mag_init(row), mag_init(entry);
  for (std::size_t i = 0; i < a.rows(); ++i) {
    mag_zero(row);
    for (std::size_t j = 0; j < a.cols(); ++j) {
      arb_get_mag(entry, a.at(i, j));
      mag_add(row, row, entry);
    }
    mag_max(most, most, row);
  }
  RealBall out;
  arf_set_mag(arb_midref(out.raw()), most);
  mag_clear(most), mag_clear(row), mag_clear(entry);
  return out;
}

bool has_dominant_diagonal(const BallMatrix& a, long bits) {
  for (std::size_t i = 0; i < a.rows(); ++i) {
    RealBall rest, entry;
    arb_set(rest.raw(), a.at(i, i));
    for (std::size_t j = 0; j < a.cols(); ++j) {
      if (j == i) continue;
      arb_abs(entry.raw(), a.at(i, j));
      arb_sub(rest.raw(), rest.raw(), entry.raw(), bits);
    }
    if (!rest.is_positive()) return false;
  }
  return true;
}

}  // namespace

RealBall spectral_gap(const BallMatrix& h, const BallMatrix& u, const Rational& shift, long bits) {
  const std::size_t n = h.rows(), k = u.cols();
  BallMatrix a(n, n);
  arb_mat_set(a.raw(), h.raw());
  if (k > 0) arb_mat_add(a.raw(), a.raw(), product(u, transposed(u), bits).raw(), bits);
  const RealBall s(shift, bits);
  for (std::size_t i = 0; i < n; ++i) arb_sub(a.at(i, i), a.at(i, i), s.raw(), bits);
  const BallMatrix l = approximate_factor(a);
  arb_mat_sub(a.raw(), a.raw(), product(l, transposed(l), bits).raw(), bits);
  RealBall m;
  arb_sub(m.raw(), s.raw(), row_norm(a).raw(), bits);
  if (!m.is_positive()) throw Reject("the Hessian is not shown to have no eigenvalue near 0 on the whole ball: it varies too much, or the shift is too small");
  if (k == 0) return m;
  BallMatrix curvature = product(transposed(u), product(h, u, bits), bits);
  const BallMatrix gram = product(transposed(u), u, bits);
  RealBall t;
  for (std::size_t i = 0; i < k; ++i)
    for (std::size_t j = 0; j < k; ++j) {
      arb_mul(t.raw(), m.raw(), gram.at(i, j), bits);
      arb_add(t.raw(), t.raw(), curvature.at(i, j), bits);
      arb_neg(curvature.at(i, j), t.raw());
    }
  if (!has_dominant_diagonal(curvature, bits)) throw Reject("the directions are not shown to have negative curvature on the whole ball");
  return m;
}

}  // namespace losscert::check
