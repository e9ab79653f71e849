#include "prove/algebra/linear.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace losscert::prove {

using GiNaC::numeric;

std::vector<std::vector<numeric>> null_space(std::vector<std::vector<numeric>> a, std::size_t columns) {
  std::vector<std::size_t> pivot_of_row;
  std::size_t row = 0;
  for (std::size_t c = 0; c < columns && row < a.size(); ++c) {
    std::size_t p = row;
    while (p < a.size() && a[p][c].is_zero()) ++p;
    if (p == a.size()) continue;
    std::swap(a[p], a[row]);
    const numeric d = a[row][c];
    for (auto& x : a[row]) x /= d;
    for (std::size_t r = 0; r < a.size(); ++r) {
      if (r == row || a[r][c].is_zero()) continue;
      const numeric m = a[r][c];
      for (std::size_t k = c; k < columns; ++k) a[r][k] -= m * a[row][k];
    }
    pivot_of_row.push_back(c);
    ++row;
  }
  std::vector<std::vector<numeric>> basis;
  for (std::size_t f = 0; f < columns; ++f) {
    if (std::find(pivot_of_row.begin(), pivot_of_row.end(), f) != pivot_of_row.end()) continue;
    std::vector<numeric> x(columns, numeric(0));
    x[f] = 1;
    for (std::size_t r = 0; r < pivot_of_row.size(); ++r) x[pivot_of_row[r]] = -a[r][f];
    basis.push_back(std::move(x));
  }
  return basis;
}

std::optional<std::vector<std::vector<double>>> approx_inverse(std::vector<std::vector<double>> a) {
  const std::size_t n = a.size();
  std::vector<std::vector<double>> b(n, std::vector<double>(n, 0.0));
  for (std::size_t k = 0; k < n; ++k) b[k][k] = 1;
  for (std::size_t c = 0; c < n; ++c) {
    std::size_t p = c;
    for (std::size_t r = c; r < n; ++r)
      if (std::fabs(a[r][c]) > std::fabs(a[p][c])) p = r;
    if (std::fabs(a[p][c]) < 1e-300) return std::nullopt;
    std::swap(a[p], a[c]);
    std::swap(b[p], b[c]);
    const double d = a[c][c];
    for (std::size_t k = 0; k < n; ++k) a[c][k] /= d, b[c][k] /= d;
    for (std::size_t r = 0; r < n; ++r) {
      if (r == c) continue;
      const double m = a[r][c];
      for (std::size_t k = 0; k < n; ++k) a[r][k] -= m * a[c][k], b[r][k] -= m * b[c][k];
    }
  }
  return b;
}

ApproxEigen approx_eigen(std::vector<std::vector<double>> a) {
  const std::size_t n = a.size();
  std::vector<std::vector<double>> v(n, std::vector<double>(n, 0.0));
  for (std::size_t k = 0; k < n; ++k) v[k][k] = 1;
  double size = 0;
  for (const auto& row : a)
    for (const double x : row) size += x * x;
  for (int sweep = 0; sweep < 60; ++sweep) {
    double off = 0;
    for (std::size_t p = 0; p < n; ++p)
      for (std::size_t q = p + 1; q < n; ++q) {
        off += a[p][q] * a[p][q];
        if (std::fabs(a[p][q]) < 1e-300) continue;
        const double theta = (a[q][q] - a[p][p]) / (2 * a[p][q]);
        const double t = (theta >= 0 ? 1.0 : -1.0) / (std::fabs(theta) + std::sqrt(theta * theta + 1));
        const double c = 1 / std::sqrt(t * t + 1), s = t * c;
        for (std::size_t k = 0; k < n; ++k) {
          const double x = a[k][p], y = a[k][q];
          a[k][p] = c * x - s * y, a[k][q] = s * x + c * y;
        }
        for (std::size_t k = 0; k < n; ++k) {
          const double x = a[p][k], y = a[q][k];
          a[p][k] = c * x - s * y, a[q][k] = s * x + c * y;
        }
        for (std::size_t k = 0; k < n; ++k) {
          const double x = v[p][k], y = v[q][k];
          v[p][k] = c * x - s * y, v[q][k] = s * x + c * y;
        }
      }
    if (off <= 1e-30 * size) break;
  }
  std::vector<std::size_t> order(n);
  std::iota(order.begin(), order.end(), 0);
  std::sort(order.begin(), order.end(), [&](std::size_t i, std::size_t j) { return a[i][i] < a[j][j]; });
  ApproxEigen r;
  for (const std::size_t k : order) {
    r.values.push_back(a[k][k]);
    r.vectors.push_back(v[k]);
  }
  return r;
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
