#include "prove/claim/rooms.hpp"

#include "prove/exclude/point.hpp"
#include "prove/limit/limit.hpp"

namespace losscert::prove {

namespace {

// TRANSITION
SignProof sign(Search& search, const SignGoal& goal) { return search.signs().search(goal.context, goal.e, goal.wanted, goal.splits); }
std::optional<proof::Absurd> contradiction(Search& search, const Context& g, const Scope&, bool at_once) {
  const auto node = search.signs().contradiction(g, at_once);
  if (!node) return std::nullopt;
  return proof::Absurd(std::make_shared<const proof::Node>(proof::Node{proof::Rule::Absurd, {}, *node}));
}
proof::Exclusion exclude(Search& search, const PointGoal& goal) {
  const auto node = PointSearch(search.signs(), goal.f, goal.over).exclude(goal.context, goal.at, goal.mode, goal.splits);
  return node ? proof::Exclusion(*node) : proof::Exclusion();
}
proof::Minimum minimum(Search& search, const MinimumGoal& goal) {
  const auto node = PointSearch(search.signs(), goal.f, goal.over).minimum(goal.context, goal.params, goal.at, goal.strict);
  return node ? proof::Minimum(*node) : proof::Minimum();
}
std::optional<LimitProof> limit(Search& search, const LimitGoal& goal) { return limit_at_zero(search.signs(), goal.context, goal.e); }

}  // namespace

const Rooms& all_rooms() {
  static const Rooms rooms{sign, contradiction, exclude, minimum, limit};
  return rooms;
}

}  // namespace losscert::prove
