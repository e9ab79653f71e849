#include "prove/minimum/table.hpp"

#include "prove/minimum/strategies.hpp"
#include "prove/point/first.hpp"

namespace losscert::prove::minimum {

namespace {

constexpr std::size_t kMany = 4, kMostForForms = 8, kMostForBounds = 6;

bool is_weak(const AtMinimum& goal) { return !goal.strict; }
bool is_given(const AtMinimum& goal) { return goal.at.size() == goal.over.size(); }
bool is_concrete(const AtMinimum& goal) { return goal.near->is_concrete(); }
bool is_weak_of_many(const AtMinimum& goal) { return is_weak(goal) && goal.over.size() > kMany; }
bool is_other_than_weak_of_many(const AtMinimum& goal) { return !is_weak_of_many(goal); }
bool is_strict_or_given(const AtMinimum& goal) { return goal.strict || is_given(goal); }
bool is_weak_family(const AtMinimum& goal) { return is_weak(goal) && !is_given(goal); }
bool is_weak_and_smooth(const AtMinimum& goal) { return is_weak(goal) && goal.near->piece(2); }
bool is_given_in_few(const AtMinimum& goal) { return is_given(goal) && goal.over.size() <= kMostForForms; }
bool is_concrete_in_few(const AtMinimum& goal) { return is_concrete(goal) && goal.over.size() <= kMostForBounds; }

const std::vector<Attempt>& table() {
  static const std::vector<Attempt> rows{
      // With many variables flat directions are the rule, and the tangent is far shorter than the function.
      {kMinorant, minorant, Cost::Costly, is_weak_of_many, {{kMinorant, 1}}},
      // Definiteness first at a concrete point: it says more (strictness and a radius). For a family the global bound is the simpler argument.
      {"definite-box", definite_box, Cost::Cheap, is_concrete},
      {"definite", definite, Cost::Cheap, is_strict_or_given},
      {"lower-bound", lower_bound, Cost::Moderate, is_weak},
      {"definite-family", definite, Cost::Cheap, is_weak_family},
      {"fibres", straight_fibres, Cost::Moderate, is_weak_and_smooth},
      {"bent-fibres", bent_fibres, Cost::Moderate, is_weak_and_smooth},
      {"leading-form-across", leading_form_across, Cost::Moderate, is_weak_and_smooth},
      {"leading-form", leading_form_at_point, Cost::Moderate, is_given_in_few},
      {"adapted-coordinates", adapted_coordinates, Cost::Moderate, is_given_in_few},
      {kMinorant, minorant, Cost::Costly, is_other_than_weak_of_many, {{kMinorant, 1}}},
      {"bound-nearby", bound_nearby, Cost::Costly, is_concrete_in_few},
      // A global bound that needs case distinctions comes last: where there is none, its search is long.
      {"lower-bound-by-cases", lower_bound_by_cases, Cost::Costly, is_weak},
  };
  return rows;
}

}  // namespace

proof::Minimum search(Search& search, const MinimumGoal& goal) {
  Place near(search, goal);
  return first_of(search, table(), AtMinimum{goal, &near}, Judgement::Minimum, goal.f, goal.strict ? "strict local minimum" : "local minimum");
}

}  // namespace losscert::prove::minimum
