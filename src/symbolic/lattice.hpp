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

/// Independent rows chosen from the given ones, each divided by its content, in the given order.
IntMatrix independent_rows(const IntMatrix& rows);

/// Coordinates of v in the basis, if they are integers. The basis is linearly independent.
std::optional<IntVector> coordinates(const IntMatrix& basis, const IntVector& v);

}  // namespace losscert::symbolic::detail
