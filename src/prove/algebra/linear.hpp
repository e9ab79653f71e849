// Small exact linear algebra over the rationals, and floating-point hints for matrices.
#pragma once
#include <ginac/ginac.h>

#include <optional>
#include <vector>

namespace losscert::prove {

/// The basis of {x : A x = 0} that the reduced echelon form gives: each vector has 1 in one column without a pivot and 0 in the others. A has `columns` columns, rows may be fewer or
/// dependent. Entries are rational.
std::vector<std::vector<GiNaC::numeric>> null_space(const std::vector<std::vector<GiNaC::numeric>>& a, std::size_t columns);

/// Not rigorous: the inverse, or nothing if it is singular to working precision.
std::optional<std::vector<std::vector<double>>> approx_inverse(const std::vector<std::vector<double>>& a);

/// Not rigorous: the eigenvalues of a symmetric matrix in ascending order; empty where they were not found.
std::vector<double> approx_eigenvalues(const std::vector<std::vector<double>>& a);

/// The rational of smallest denominator within relative 2^-bits of x.
GiNaC::numeric near_rational(double x, int bits = 20);

}  // namespace losscert::prove
