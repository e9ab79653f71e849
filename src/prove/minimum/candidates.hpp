// Sets through the point on which F may be constant: read off the Hessian, the factors of F, and its tangent. There must be a C^2 piece.
#pragma once
#include "prove/minimum/at_minimum.hpp"

namespace losscert::prove::minimum {

/// Coordinates in which the Hessian has zeros, and its kernel as a graph.
std::vector<Flat> straight_candidates(Search& search, const Scope& scope, Place& near);

/// A factor of F - F(s) that vanishes at the point and is linear in one variable gives the set as a graph.
std::vector<Flat> factor_candidates(Search& search, const Scope& scope, Place& near);

/// Beyond a minimum of the tangent: where one more variable solves its own equation on the set on which the tangent is flat.
std::vector<Flat> curved_candidates(Search& search, const Scope& scope, Place& near);

}  // namespace losscert::prove::minimum
