// Semidefinite feasibility in doubles (SDPA): a hint, never a verdict.
#pragma once
#include <Eigen/Dense>
#include <optional>
#include <vector>

namespace losscert::prove {

/// One equation on symmetric matrices Y_0, Y_1, ...: the sum of its entries times those of the blocks is `right`. An entry off the diagonal stands for both of its places.
struct SemidefiniteEquation {
  struct Entry {
    int block, row, column;  ///< row <= column
    double value;
  };
  std::vector<Entry> entries;
  double right = 0;
};

struct SemidefinitePoint {
  std::vector<Eigen::MatrixXd> blocks;
  double least = 0;  ///< all eigenvalues are about this large at least; near 0 or below: only singular matrices, or none at all, solve the equations
};

/// Matrices of the given sizes that solve the equations and whose least eigenvalue is as large as it can be, up to 1. Where that is about 0, the point lies in the middle of the solutions, so its kernel is
/// that of all of them. Nothing if the solver does not converge.
std::optional<SemidefinitePoint> semidefinite_point(const std::vector<int>& sizes, const std::vector<SemidefiniteEquation>& equations);

}  // namespace losscert::prove
