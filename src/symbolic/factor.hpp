// Factorisation of expressions, as a hint for proofs (the checker multiplies out).
#pragma once
#include <utility>
#include <vector>

#include "symbolic/expr.hpp"

namespace losscert::symbolic {

/// Factors f_i with powers n_i >= 1 such that e - prod f_i^n_i passes zero_test as Zero. A polynomial factorisation in symbols, atoms and exponentials, the latter as monomials in
/// independent kernels; a rational factor, common powers of atoms ((p)^(-1) among them) and the common exponential are factors of their own. {{e, 1}} where nothing is found
/// or the expression is too large for factorisation.
std::vector<std::pair<Expr, int>> factors(const Expr& canonical_e);

}  // namespace losscert::symbolic
