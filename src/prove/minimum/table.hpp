// Local minima: the driver of judgement M.
#pragma once
#include "prove/goal/search.hpp"

namespace losscert::prove {

proof::Minimum prove_minimum(Search& search, const MinimumGoal& goal);

}  // namespace losscert::prove
