#include "symbolic/lattice.hpp"

#include <flint/fmpz_mat.h>

#include <algorithm>
#include <utility>

#include "symbolic/integer.hpp"

namespace losscert::symbolic::detail {
namespace {

using cln::cl_I;

struct Matrix {
  fmpz_mat_t m;
  Matrix(std::size_t rows, std::size_t columns) { fmpz_mat_init(m, static_cast<slong>(rows), static_cast<slong>(columns)); }
  explicit Matrix(const IntMatrix& a) : Matrix(a.size(), a.empty() ? 0 : a.front().size()) {
    for (std::size_t i = 0; i < a.size(); ++i)
      for (std::size_t j = 0; j < a[i].size(); ++j) set(entry(i, j), a[i][j]);
  }
  ~Matrix() { fmpz_mat_clear(m); }
  Matrix(const Matrix&) = delete;
  Matrix& operator=(const Matrix&) = delete;

  fmpz* entry(std::size_t i, std::size_t j) const { return fmpz_mat_entry(m, static_cast<slong>(i), static_cast<slong>(j)); }
  /// The first rows.
  IntMatrix top(std::size_t rows) const {
    IntMatrix out(rows);
    for (std::size_t i = 0; i < rows; ++i)
      for (std::size_t j = 0; j < static_cast<std::size_t>(fmpz_mat_ncols(m)); ++j) out[i].push_back(get(entry(i, j)));
    return out;
  }
};

std::size_t rank(const Matrix& a) { return static_cast<std::size_t>(fmpz_mat_rank(a.m)); }

// The Hermite form without its zero rows: the row echelon form over the integers, pivots positive, entries above a pivot reduced.
IntMatrix echelon(const IntMatrix& a) {
  if (a.empty()) return {};
  const Matrix given(a);
  Matrix form(a.size(), a.front().size());
  fmpz_mat_hnf(form.m, given.m);
  return form.top(rank(given));
}

}  // namespace

IntMatrix saturated_basis(const IntMatrix& rows) {
  if (rows.empty()) return {};
  // U A^T = H with U unimodular: the rows of A are integer combinations of the first rank columns of U^-1, which are part of a basis of Z^n.
  const std::size_t n = rows.front().size();
  const Matrix a(rows);
  Matrix transposed(n, rows.size()), form(n, rows.size()), u(n, n), inverse(n, n);
  fmpz_mat_transpose(transposed.m, a.m);
  fmpz_mat_hnf_transform(form.m, u.m, transposed.m);
  Integer determinant;  // 1 or -1
  fmpz_mat_inv(inverse.m, determinant.z, u.m);
  fmpz_mat_transpose(inverse.m, inverse.m);
  return echelon(inverse.top(rank(a)));  // a sign leaves the lattice as it is
}

std::optional<IntVector> coordinates(const IntMatrix& basis, const IntVector& v) {
  // The basis vectors as columns, v beside them, in reduced row echelon form.
  const std::size_t n = v.size(), k = basis.size();
  Matrix m(n, k + 1);
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < k; ++j) set(m.entry(i, j), basis[j][i]);
    set(m.entry(i, k), v[i]);
  }
  Integer denominator;
  const auto found = static_cast<std::size_t>(fmpz_mat_rref(m.m, denominator.z, m.m));
  if (found != k) return std::nullopt;  // v is no combination of the basis
  IntVector out;
  Integer quotient;
  for (std::size_t j = 0; j < k; ++j) {
    if (!fmpz_divisible(m.entry(j, k), denominator.z)) return std::nullopt;
    fmpz_divexact(quotient.z, m.entry(j, k), denominator.z);
    out.push_back(get(quotient.z));
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
    chosen.push_back(row);
    if (rank(Matrix(chosen)) < chosen.size()) chosen.pop_back();
  }
  const bool generates = std::all_of(rows.begin(), rows.end(), [&](const IntVector& row) { return coordinates(chosen, row).has_value(); });
  return generates ? chosen : echelon(rows);
}

}  // namespace losscert::symbolic::detail
