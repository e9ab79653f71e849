#include "prove/claim/rooms.hpp"

#include "prove/exclude/point.hpp"
#include "prove/limit/limit.hpp"
#include "prove/sign/driver.hpp"

namespace losscert::prove {

namespace {

// TRANSITION
proof::Exclusion exclude(Search& search, const PointGoal& goal) {
  const auto node = PointSearch(search.signs(), goal.f, goal.over).exclude(goal.context, goal.at, goal.mode, goal.splits);
  return node ? proof::Exclusion(*node) : proof::Exclusion();
}
proof::Minimum minimum(Search& search, const MinimumGoal& goal) {
  const auto node = PointSearch(search.signs(), goal.f, goal.over).minimum(goal.context, goal.params, goal.at, goal.strict);
  return node ? proof::Minimum(*node) : proof::Minimum();
}

}  // namespace

const Rooms& all_rooms() {
  static const Rooms rooms{prove_sign, prove_contradiction, exclude, minimum, prove_limit};
  return rooms;
}

}  // namespace losscert::prove
