// The reduction through a convex output loss: its tangent lies below.
#pragma once
#include "prove/minimum/at_minimum.hpp"

namespace losscert::prove::minimum {

/// Each convex summand c*phi(p) is replaced by its tangent c*(phi(p*) + phi'(p*)(p - p*)) at the value p* that p has at the point. None if there is no such summand.
std::optional<Tangent> tangent(Search& search, const Scope& scope, const Place& near);

}  // namespace losscert::prove::minimum
