#include "symbolic/lattice.hpp"

#include <cln/integer.h>

#include <algorithm>

namespace losscert::symbolic::detail {
namespace {

using cln::cl_I;
using RationalVector = std::vector<cln::cl_RA>;

bool is_zero(const IntVector& v) {
  return std::all_of(v.begin(), v.end(), [](const cl_I& x) { return cln::zerop(x); });
}

void subtract(IntVector& a, const cl_I& q, const IntVector& b) {
  for (std::size_t k = 0; k < a.size(); ++k) a[k] = a[k] - q * b[k];
}

// Row echelon form over the integers by Euclid's algorithm, entries above a pivot reduced.
IntMatrix echelon(IntMatrix a) {
  const std::size_t columns = a.empty() ? 0 : a.front().size();
  std::size_t row = 0;
  for (std::size_t c = 0; c < columns && row < a.size(); ++c) {
    while (true) {
      std::size_t best = a.size();
      int nonzero = 0;
      for (std::size_t i = row; i < a.size(); ++i) {
        if (cln::zerop(a[i][c])) continue;
        ++nonzero;
        if (best == a.size() || cln::abs(a[i][c]) < cln::abs(a[best][c])) best = i;
      }
      if (nonzero == 0) break;
      std::swap(a[row], a[best]);
      if (nonzero == 1) break;
      for (std::size_t i = row + 1; i < a.size(); ++i) subtract(a[i], cln::floor1(a[i][c], a[row][c]), a[row]);
    }
    if (cln::zerop(a[row][c])) continue;
    if (cln::minusp(a[row][c]))
      for (cl_I& x : a[row]) x = -x;
    for (std::size_t i = 0; i < row; ++i) subtract(a[i], cln::floor1(a[i][c], a[row][c]), a[row]);
    ++row;
  }
  a.resize(row);
  return a;
}

}  // namespace

IntMatrix saturated_basis(const IntMatrix& rows) {
  if (rows.empty()) return {};
  const std::size_t n = rows.front().size();
  // Unimodular column operations U bring `a` to [H 0]; the span of the rows is that of the first rank rows of V = U^-1, which are part of a basis of Z^n.
  IntMatrix a = rows, v(n, IntVector(n, 0));
  for (std::size_t i = 0; i < n; ++i) v[i][i] = 1;
  std::size_t rank = 0;
  for (std::size_t r = 0; r < a.size() && rank < n; ++r) {
    while (true) {
      std::size_t best = n;
      int nonzero = 0;
      for (std::size_t c = rank; c < n; ++c) {
        if (cln::zerop(a[r][c])) continue;
        ++nonzero;
        if (best == n || cln::abs(a[r][c]) < cln::abs(a[r][best])) best = c;
      }
      if (nonzero == 0) break;
      if (best != rank) {
        for (IntVector& row : a) std::swap(row[rank], row[best]);
        std::swap(v[rank], v[best]);
      }
      if (nonzero == 1) break;
      for (std::size_t c = rank + 1; c < n; ++c) {
        const cl_I q = cln::floor1(a[r][c], a[r][rank]);
        if (cln::zerop(q)) continue;
        for (IntVector& row : a) row[c] = row[c] - q * row[rank];  // column c -= q * column rank
        subtract(v[rank], -q, v[c]);                               // so row rank of the inverse += q * row c
      }
    }
    if (!cln::zerop(a[r][rank])) ++rank;
  }
  v.resize(rank);
  return echelon(v);
}

std::optional<IntVector> coordinates(const IntMatrix& basis, const IntVector& v) {
  if (basis.empty()) return is_zero(v) ? std::optional(IntVector()) : std::nullopt;
  // Gauss-Jordan on the transposed system: columns are the basis vectors, the right-hand side is v.
  const std::size_t n = v.size(), k = basis.size();
  std::vector<RationalVector> m(n, RationalVector(k + 1));
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < k; ++j) m[i][j] = basis[j][i];
    m[i][k] = v[i];
  }
  std::size_t row = 0;
  for (std::size_t j = 0; j < k; ++j) {
    std::size_t pivot = row;
    while (pivot < n && cln::zerop(m[pivot][j])) ++pivot;
    if (pivot == n) return std::nullopt;
    std::swap(m[row], m[pivot]);
    const cln::cl_RA inverse = cln::recip(m[row][j]);
    for (cln::cl_RA& x : m[row]) x = x * inverse;
    for (std::size_t i = 0; i < n; ++i) {
      if (i == row || cln::zerop(m[i][j])) continue;
      const cln::cl_RA q = m[i][j];
      for (std::size_t c = 0; c <= k; ++c) m[i][c] = m[i][c] - q * m[row][c];
    }
    ++row;
  }
  for (std::size_t i = row; i < n; ++i)
    if (!cln::zerop(m[i][k])) return std::nullopt;
  IntVector out;
  for (std::size_t j = 0; j < k; ++j) {
    if (cln::denominator(m[j][k]) != 1) return std::nullopt;
    out.push_back(cln::numerator(m[j][k]));
  }
  return out;
}

IntMatrix generated_basis(const IntMatrix& rows) {
  const auto size = [](const IntVector& v) {
    cl_I largest = 0;
    for (const cl_I& x : v) largest = cln::max(largest, cln::abs(x));
    return largest;
  };
  IntMatrix short_first = rows;
  std::stable_sort(short_first.begin(), short_first.end(), [&](const IntVector& a, const IntVector& b) { return size(a) < size(b); });
  IntMatrix chosen;
  for (const IntVector& row : short_first) {
    IntMatrix larger = chosen;
    larger.push_back(row);
    if (echelon(larger).size() == larger.size()) chosen = std::move(larger);
  }
  const bool generates = std::all_of(rows.begin(), rows.end(), [&](const IntVector& row) { return coordinates(chosen, row).has_value(); });
  return generates ? chosen : echelon(rows);
}

}  // namespace losscert::symbolic::detail
