// Small exact linear algebra over the rationals, and floating-point hints for matrices.
#pragma once
#include <ginac/ginac.h>

#include <optional>
#include <vector>

namespace losscert::prove {

/// A basis of {x : A x = 0}; A has `columns` columns, rows may be fewer or dependent.
std::vector<std::vector<GiNaC::numeric>> null_space(std::vector<std::vector<GiNaC::numeric>> a, std::size_t columns);

/// Not rigorous: the inverse, or nothing if it is singular to working precision.
std::optional<std::vector<std::vector<double>>> approx_inverse(std::vector<std::vector<double>> a);

/// Not rigorous: eigenvalues in ascending order and eigenvectors (by rows) of a symmetric matrix (Jacobi rotations).
struct ApproxEigen {
  std::vector<double> values;
  std::vector<std::vector<double>> vectors;
};
ApproxEigen approx_eigen(std::vector<std::vector<double>> a);

/// The rational of smallest denominator within relative 2^-bits of x.
GiNaC::numeric near_rational(double x, int bits = 20);

}  // namespace losscert::prove
