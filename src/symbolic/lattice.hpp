// Integer vectors: bases in which given vectors have integer coordinates. Used to write exponentials as monomials in independent kernels.
#pragma once
#include <cln/rational.h>

#include <optional>
#include <vector>

namespace losscert::symbolic::detail {

using IntVector = std::vector<cln::cl_I>;
using IntMatrix = std::vector<IntVector>;  ///< by rows

/// A basis of all integer vectors in the rational span of the rows (the saturation), in row echelon form.
IntMatrix saturated_basis(const IntMatrix& rows);

/// A basis of the integer combinations of the rows: the shortest independent rows if they are one, else in row echelon form.
IntMatrix generated_basis(const IntMatrix& rows);

/// Coordinates of v in the basis, if they are integers. The basis is linearly independent.
std::optional<IntVector> coordinates(const IntMatrix& basis, const IntVector& v);

}  // namespace losscert::symbolic::detail
