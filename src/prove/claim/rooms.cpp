#include "prove/claim/rooms.hpp"

#include "prove/exclude/table.hpp"
#include "prove/limit/limit.hpp"
#include "prove/minimum/table.hpp"
#include "prove/sign/sign.hpp"

namespace losscert::prove {

namespace {

// TRANSITION
SignProof sign(Search& search, const SignGoal& goal) { return search.signs().search(goal.context, goal.e, goal.wanted, goal.splits); }
std::optional<proof::Absurd> contradiction(Search& search, const Context& g, const Scope&, bool at_once) {
  const auto node = search.signs().contradiction(g, at_once);
  if (!node) return std::nullopt;
  return proof::Absurd(std::make_shared<const proof::Node>(proof::Node{proof::Rule::Absurd, {}, *node}));
}
std::optional<LimitProof> limit(Search& search, const LimitGoal& goal) { return limit_at_zero(search.signs(), goal.context, goal.e); }

}  // namespace

const Rooms& all_rooms() {
  static const Rooms rooms{sign, contradiction, exclude::search, minimum::search, limit};
  return rooms;
}

}  // namespace losscert::prove
