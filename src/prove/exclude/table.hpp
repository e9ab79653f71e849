// Points that are not critical, or no local minima: the driver of judgement N.
#pragma once
#include "prove/goal/search.hpp"

namespace losscert::prove {

proof::Exclusion prove_exclusion(Search& search, const PointGoal& goal);

}  // namespace losscert::prove
