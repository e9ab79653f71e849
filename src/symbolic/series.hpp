// Truncated power series with exact coefficients: what a function does along a curve. Hints; the checker differentiates for itself.
#pragma once
#include <optional>
#include <vector>

#include "symbolic/expr.hpp"

namespace losscert::symbolic {

/// Coefficients of t^0..t^order of e, canonical. Nothing where e is not given by a power series at t = 0: a kink, a pole or a root there. Kinks are resolved before.
std::optional<std::vector<Expr>> series(const Expr& e, const Symbol& t, int order);

}  // namespace losscert::symbolic
