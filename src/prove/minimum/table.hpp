// Local minima: the driver of judgement M.
#pragma once
#include "prove/goal/search.hpp"

namespace losscert::prove::minimum {

proof::Minimum search(Search& search, const MinimumGoal& goal);

}  // namespace losscert::prove::minimum
