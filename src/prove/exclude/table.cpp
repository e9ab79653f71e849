#include "prove/exclude/table.hpp"

#include "prove/exclude/strategies.hpp"
#include "prove/point/first.hpp"

namespace losscert::prove::exclude {

namespace {

constexpr std::size_t kMostForSplitting = 16, kMostForCurves = 60;

bool is_minimum(const AtPoint& goal) { return goal.mode == Mode::Minimum; }
bool is_smooth(const AtPoint& goal) { return goal.near->piece(1) != nullptr; }
bool is_open(const AtPoint& goal) { return is_fresh(goal) && !goal.near->is_complete(); }
bool is_given(const AtPoint& goal) { return is_fresh(goal) && goal.near->is_complete() && is_smooth(goal); }
bool has_curvature(const AtPoint& goal) { return is_minimum(goal) && is_smooth(goal) && goal.near->piece(2); }
bool is_balanced(const AtPoint& goal) { return has_curvature(goal) && goal.near->is_complete(); }
bool may_split(const AtPoint& goal) { return is_smooth(goal) && case_splits(goal) > 0; }
bool has_open_kinks(const AtPoint& goal) { return !is_smooth(goal) && case_splits(goal) > 0; }
bool may_curve(const AtPoint& goal) { return is_minimum(goal) && !goal.context.samples().empty() && goal.over.size() <= kMostForCurves; }
bool may_split_off(const AtPoint& goal) { return may_curve(goal) && goal.over.size() <= kMostForSplitting; }
bool is_minimum_at_kinks(const AtPoint& goal) { return is_minimum(goal) && has_open_kinks(goal); }
bool has_one_free_variable(const AtPoint& goal) { return goal.over.size() == 1 && goal.at.count(goal.over[0]) == 0; }

const std::vector<Attempt>& table() {
  static const std::vector<Attempt> rows{
      {"contradiction", contradicted, Cost::Cheap},
      {"resolved-relation", resolved_relation, Cost::Moderate},
      {"cells", cells, Cost::Costly, has_one_free_variable},
      {"residuals", residuals, Cost::Costly, is_open},
      {"slope", slope, Cost::Cheap, is_smooth},
      {"curvature", curvature, Cost::Cheap, has_curvature},
      {"balanced-curvature", balanced_curvature, Cost::Moderate, is_balanced},
      {"indefinite-pair", indefinite_pair, Cost::Moderate, has_curvature},
      {"indefinite-row", indefinite_row, Cost::Moderate, has_curvature},
      {"residuals-at-point", residuals, Cost::Costly, is_given},
      {"multipliers", multipliers, Cost::Cheap, is_smooth},
      {"multiplier-cases", multiplier_cases, Cost::Costly, may_split},
      {"slope-cases", slope_cases, Cost::Costly, may_split},
      {"kink-cases", kink_cases, Cost::Costly, has_open_kinks},
      {"splitting-curve", splitting_curve, Cost::Moderate, may_split_off},
      {"kink-curve", kink_curve, Cost::Moderate, may_curve},
      {"sampled-curve", sampled_curve, Cost::Costly, may_curve},
      {"sign-cases", sign_cases, Cost::Costly, is_minimum_at_kinks},
  };
  return rows;
}

}  // namespace

proof::Exclusion search(Search& search, const PointGoal& goal) {
  Place near(search, goal.context, goal.scope, goal.f, goal.over, goal.at);
  const AtPoint here{goal, &near};
  return first_of(search, table(), here, Judgement::Exclusion, goal.f, goal.mode == Mode::Minimum ? "no local minimum" : "not critical");
}

}  // namespace losscert::prove::exclude
