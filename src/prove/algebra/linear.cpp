#include "prove/algebra/linear.hpp"

#include <flint/fmpq_mat.h>

#include <Eigen/Eigenvalues>
#include <Eigen/LU>
#include <cmath>
#include <memory>
#include <sstream>
#include <stdexcept>

namespace losscert::prove {

using GiNaC::numeric;

namespace {

class Matrix {
public:
  Matrix(std::size_t rows, std::size_t columns) { fmpq_mat_init(m_, static_cast<slong>(rows), static_cast<slong>(columns)); }
  Matrix(const Matrix&) = delete;
  Matrix& operator=(const Matrix&) = delete;
  ~Matrix() { fmpq_mat_clear(m_); }

  void set(std::size_t row, std::size_t column, const numeric& q) {
    if (q.is_zero()) return;
    fmpq* x = entry(row, column);
    if (q.is_integer() && q.int_length() < 32) {
      fmpq_set_si(x, q.to_long(), 1);
      return;
    }
    std::ostringstream text;
    text << q;
    if (fmpq_set_str(x, text.str().c_str(), 10) != 0) throw std::invalid_argument("a matrix entry that is no rational number");
  }
  numeric get(std::size_t row, std::size_t column) const {
    const fmpq* x = entry(row, column);
    if (fmpq_is_zero(x)) return 0;
    return integer(fmpq_numref(x)) / integer(fmpq_denref(x));
  }
  /// To reduced echelon form; the rank.
  std::size_t reduce() { return static_cast<std::size_t>(fmpq_mat_rref(m_, m_)); }

private:
  fmpq* entry(std::size_t row, std::size_t column) const { return fmpq_mat_entry(m_, static_cast<slong>(row), static_cast<slong>(column)); }
  static numeric integer(const fmpz* z) {
    if (fmpz_fits_si(z)) return static_cast<long>(fmpz_get_si(z));
    const std::unique_ptr<char, void (*)(void*)> text(fmpz_get_str(nullptr, 10, z), flint_free);
    return numeric(text.get());
  }

  fmpq_mat_t m_;
};

Eigen::MatrixXd dense(const std::vector<std::vector<double>>& a) {
  const auto n = static_cast<Eigen::Index>(a.size());
  Eigen::MatrixXd m(n, n);
  for (Eigen::Index i = 0; i < n; ++i)
    for (Eigen::Index j = 0; j < n; ++j) m(i, j) = a[static_cast<std::size_t>(i)][static_cast<std::size_t>(j)];
  return m;
}

std::vector<std::vector<double>> rows_of(const Eigen::MatrixXd& m) {
  std::vector<std::vector<double>> a(static_cast<std::size_t>(m.rows()));
  for (Eigen::Index i = 0; i < m.rows(); ++i)
    for (Eigen::Index j = 0; j < m.cols(); ++j) a[static_cast<std::size_t>(i)].push_back(m(i, j));
  return a;
}

}  // namespace

std::vector<std::vector<numeric>> null_space(const std::vector<std::vector<numeric>>& a, std::size_t columns) {
  Matrix m(a.size(), columns);
  for (std::size_t r = 0; r < a.size(); ++r)
    for (std::size_t c = 0; c < columns; ++c) m.set(r, c, a[r][c]);
  const std::size_t rank = m.reduce();
  std::vector<std::size_t> pivots;
  std::vector<std::vector<numeric>> basis;
  for (std::size_t c = 0; c < columns; ++c) {
    if (pivots.size() < rank && !m.get(pivots.size(), c).is_zero()) {
      pivots.push_back(c);
      continue;
    }
    std::vector<numeric> x(columns, numeric(0));
    x[c] = 1;
    for (std::size_t r = 0; r < pivots.size(); ++r) x[pivots[r]] = -m.get(r, c);
    basis.push_back(std::move(x));
  }
  return basis;
}

std::optional<std::vector<std::vector<double>>> approx_inverse(const std::vector<std::vector<double>>& a) {
  if (a.empty()) return std::vector<std::vector<double>>{};
  const Eigen::MatrixXd inverse = dense(a).partialPivLu().inverse();
  if (!inverse.allFinite()) return std::nullopt;
  return rows_of(inverse);
}

std::vector<double> approx_eigenvalues(const std::vector<std::vector<double>>& a) {
  if (a.empty()) return {};
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solved(dense(a), Eigen::EigenvaluesOnly);
  if (solved.info() != Eigen::Success) return {};
  return {solved.eigenvalues().begin(), solved.eigenvalues().end()};
}

numeric near_rational(double x, int bits) {
  if (!std::isfinite(x)) return 0;
  // Continued fraction until close enough.
  const double tolerance = std::ldexp(std::max(1.0, std::fabs(x)), -bits);
  double rest = x;
  numeric p0 = 1, q0 = 0, p1 = numeric(static_cast<long>(std::floor(x))), q1 = 1;
  for (int k = 0; k < 40 && std::fabs((p1 / q1).to_double() - x) > tolerance; ++k) {
    const double frac = rest - std::floor(rest);
    if (frac < 1e-12) break;
    rest = 1 / frac;
    const numeric a(static_cast<long>(std::floor(rest)));
    const numeric p2 = a * p1 + p0, q2 = a * q1 + q0;
    p0 = p1, q0 = q1, p1 = p2, q1 = q2;
  }
  return p1 / q1;
}

}  // namespace losscert::prove
