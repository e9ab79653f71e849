// Case distinctions on the sign of an expression, for N proofs.
#pragma once
#include "prove/goal/search.hpp"

namespace losscert::prove::exclude {

/// N under on = 0: by contradiction, with `on` solved for a symbol if that is easy, or as it is.
proof::Exclusion where_zero(Search& search, const PointGoal& goal, const Expr& on, int splits);

/// N by the three signs of `on`.
proof::Exclusion by_three_signs(Search& search, const PointGoal& goal, const Expr& on, int splits);

}  // namespace losscert::prove::exclude
