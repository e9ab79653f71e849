// One variable, and a derivative that has one sign everywhere (rule `multiplier`).
#pragma once
#include "prove/exclude/at_point.hpp"

namespace losscert::prove::exclude {

/// By whatever shows the sign, case distinctions and lines to infinity included; `slope` asks for what is seen without them.
proof::Exclusion slope_throughout(Search& search, const AtPoint& goal);

}  // namespace losscert::prove::exclude
