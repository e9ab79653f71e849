#include "prove/exclude/at_point.hpp"

namespace losscert::prove::exclude {

const Outputs* Place::outputs() {
  if (!asked_) {
    asked_ = true;
    try {
      outputs_ = outputs_of(function(), over());
    } catch (const symbolic::TooLarge&) {
    } catch (const std::domain_error&) {  // a case where the function is not defined
    }
  }
  return outputs_ ? &*outputs_ : nullptr;
}

bool is_fresh(const PointGoal& goal) {
  constexpr int kAtFirst = 6;  // what a goal has that is set from outside of this room
  return goal.splits >= kAtFirst;
}

int case_splits(const AtPoint& goal) {
  constexpr std::size_t kFew = 3;  // variables: little is lost there
  if (!is_fresh(goal) || !goal.at.empty() || goal.over.size() <= kFew) return goal.splits;
  const auto outputs = goal.near->outputs();
  return outputs && outputs->size() > 1 && outputs->powers ? 0 : goal.splits;
}

PointGoal under(const PointGoal& goal, const Context& g, int splits) { return {g, goal.f, goal.over, goal.at, goal.mode, splits, goal.scope}; }

}  // namespace losscert::prove::exclude
