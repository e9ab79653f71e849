#include "prove/minimum/table.hpp"

#include "prove/minimum/strategies.hpp"
#include "support/deadline.hpp"

namespace losscert::prove {

namespace minimum {
namespace {

constexpr std::size_t kMany = 4, kMostForForms = 8, kMostForBounds = 6, kMostForSlices = 12;

bool weak(const AtMinimum& goal) { return !goal.strict; }
bool given(const AtMinimum& goal) { return goal.at.size() == goal.over.size(); }
bool family(const AtMinimum& goal) { return !given(goal); }
bool concrete(const AtMinimum& goal) { return goal.near->is_concrete(); }
bool strict_or_given(const AtMinimum& goal) { return goal.strict || given(goal); }
bool weak_in_many(const AtMinimum& goal) { return weak(goal) && goal.over.size() > kMany; }
bool strict_or_in_few(const AtMinimum& goal) { return !weak_in_many(goal); }
bool differentiable(const AtMinimum& goal) { return goal.over.size() > 1 && goal.near->piece(1) != nullptr; }
bool kinked(const AtMinimum& goal) { return goal.near->piece(2) == nullptr; }
bool smooth(const AtMinimum& goal) { return goal.near->piece(2) != nullptr; }
template <std::size_t most>
bool few(const AtMinimum& goal) {
  return goal.over.size() <= most;
}

const std::vector<Attempt>& table() {
  static const std::vector<Attempt> rows{
      {"lemma", lemma, Cost::Cheap},
      // With many variables flat directions are the rule, and the tangent is far shorter than the function.
      {kMinorant, minorant, Cost::Costly, weak_in_many, {{kMinorant}}},
      // Definiteness first at a concrete point: it says more (strictness and a radius). For a family the global bound is the simpler argument.
      {"definite-box", definite_box, Cost::Cheap, concrete},
      {"definite", definite, Cost::Cheap, strict_or_given},
      {"lower-bound", lower_bound, Cost::Moderate, weak},
      {"definite", definite, Cost::Cheap, all_of<AtMinimum, weak, family>},
      {"fibres", straight_fibres, Cost::Moderate, all_of<AtMinimum, weak, smooth>},
      {"slice", slice, Cost::Moderate, all_of<AtMinimum, weak, given, differentiable, few<kMostForSlices>>, {{"slice"}}},
      {"bent-fibres", bent_fibres, Cost::Moderate, all_of<AtMinimum, weak, smooth>},
      {"leading-form-across", leading_form_across, Cost::Moderate, all_of<AtMinimum, weak, smooth>},
      {"leading-form", leading_form_at_point, Cost::Moderate, all_of<AtMinimum, given, few<kMostForForms>>},
      {"adapted-coordinates", adapted_coordinates, Cost::Moderate, all_of<AtMinimum, given, few<kMostForForms>>},
      {kMinorant, minorant, Cost::Costly, strict_or_in_few, {{kMinorant}}},
      {"kinked-minorant", kinked_minorant, Cost::Costly, all_of<AtMinimum, concrete, kinked>, {{"kinked-minorant"}}},
      // Bounds that need case distinctions come last: where there is none, their search is long.
      {"lower-bound-by-cases", lower_bound_by_cases, Cost::Costly, weak},
      {"bound-nearby", bound_nearby, Cost::Costly, all_of<AtMinimum, concrete, few<kMostForBounds>>, {{"slice"}}},
  };
  return rows;
}

}  // namespace
}  // namespace minimum

proof::Minimum prove_minimum(Search& search, const MinimumGoal& goal) {
  Deadline::check();
  Trace::Entry entry(search.trace(), name(Judgement::Minimum), Judgement::Minimum, goal.f, goal.strict ? "strict local minimum" : "local minimum");
  minimum::Place near(search, goal);
  auto found = first_of(search, minimum::table(), minimum::AtMinimum{goal, &near}, Judgement::Minimum, goal.f);
  if (found) entry.proved();
  return found;
}

}  // namespace losscert::prove
