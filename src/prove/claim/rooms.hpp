// The one place that knows all rooms: the drivers of the judgements, put together for a search.
#pragma once
#include "prove/goal/search.hpp"

namespace losscert::prove {

const Rooms& all_rooms();

}  // namespace losscert::prove
