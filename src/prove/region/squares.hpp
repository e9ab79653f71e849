// Lower bounds of functions that are written as sums of squares, without multiplying out.
#pragma once
#include "prove/goal/search.hpp"

namespace losscert::prove {

/// e >= 0 (or > 0 for a positive rest), if e is written as squares with positive weights and a rational rest >= 0.
SignProof sum_of_squares(const Expr& e);

/// e >= 0 through the tangents of its squares: sum w b^2 >= sum w (2 b d - d^2) for numbers d, and the rest is no longer square. `values` gives the d in the order of the squares.
SignProof above_tangents(Search& search, const Context& g, const Scope& scope, const Expr& e, const std::vector<Expr>& values);

/// The same with the values of the bases at a low point of e, rounded.
SignProof above_tangents_at_low_point(Search& search, const Context& g, const Scope& scope, const Expr& e);

}  // namespace losscert::prove
