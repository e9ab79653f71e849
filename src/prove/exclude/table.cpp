#include "prove/exclude/table.hpp"

#include "prove/exclude/strategies.hpp"
#include "prove/exclude/throughout.hpp"
#include "support/deadline.hpp"

namespace losscert::prove {

namespace exclude {
namespace {

constexpr std::size_t kMostForSplitting = 16, kMostForBranches = 3, kMostForCurves = 60;

bool for_minimum(const AtPoint& goal) { return goal.mode == Mode::Minimum; }
bool fresh(const AtPoint& goal) { return is_fresh(goal); }
bool given(const AtPoint& goal) { return goal.near->is_complete(); }
bool open(const AtPoint& goal) { return !goal.near->is_complete(); }
bool smooth(const AtPoint& goal) { return goal.near->piece(1) != nullptr; }
bool kinked(const AtPoint& goal) { return !goal.near->piece(1); }
bool rough(const AtPoint& goal) { return goal.mode != Mode::Differentiable && kinked(goal); }
bool twice_smooth(const AtPoint& goal) { return smooth(goal) && goal.near->piece(2); }
bool not_twice_smooth(const AtPoint& goal) { return !goal.near->piece(2); }
bool all_free(const AtPoint& goal) { return goal.at.empty(); }
bool may_split(const AtPoint& goal) { return case_splits(goal) > 0; }
bool sampled(const AtPoint& goal) { return !goal.context.samples().empty(); }
bool one_free_variable(const AtPoint& goal) { return goal.over.size() == 1 && open(goal); }
template <std::size_t most>
bool few(const AtPoint& goal) {
  return goal.over.size() <= most;
}

constexpr auto curvature_counts = all_of<AtPoint, for_minimum, twice_smooth>;
constexpr auto curves_count = all_of<AtPoint, for_minimum, sampled, few<kMostForCurves>>;

const std::vector<Attempt>& table() {
  static const std::vector<Attempt> rows{
      {"contradiction", contradicted, Cost::Cheap},
      {"resolved-relation", resolved_relation, Cost::Moderate},
      {"lemma", lemma, Cost::Moderate, nullptr, {{"lemma", 3}}},
      {"cells", cells, Cost::Costly, one_free_variable},
      {"residuals", residuals, Cost::Costly, all_of<AtPoint, fresh, open>},
      {"slope", slope, Cost::Cheap, smooth},
      {"slopes", slopes, Cost::Cheap, all_of<AtPoint, smooth, all_free>},
      {"curvature", curvature, Cost::Cheap, curvature_counts},
      {"balanced-curvature", balanced_curvature, Cost::Moderate, all_of<AtPoint, given, curvature_counts>},
      {"indefinite-pair", indefinite_pair, Cost::Moderate, curvature_counts},
      {"indefinite-row", indefinite_row, Cost::Moderate, curvature_counts},
      {"residuals-at-point", residuals, Cost::Costly, all_of<AtPoint, fresh, given, smooth>},
      {"multipliers", multipliers, Cost::Cheap, smooth},
      {"slope-throughout", slope_throughout, Cost::Costly, all_of<AtPoint, fresh, smooth, sampled, one_free_variable>},
      {"multiplier-cases", multiplier_cases, Cost::Costly, all_of<AtPoint, smooth, may_split>},
      {"constant-kinks", constant_kinks, Cost::Moderate, all_of<AtPoint, for_minimum, smooth, not_twice_smooth, may_split>},
      {"slope-cases", slope_cases, Cost::Costly, all_of<AtPoint, smooth, may_split>},
      {"kink-cases", kink_cases, Cost::Costly, all_of<AtPoint, kinked, may_split>},
      {"splitting-curve", splitting_curve, Cost::Moderate, all_of<AtPoint, curves_count, few<kMostForSplitting>>},
      {"kink-curve", kink_curve, Cost::Moderate, curves_count},
      {"one-sided", one_sided, Cost::Moderate, all_of<AtPoint, given, rough>},
      {"steepest-line", steepest_line, Cost::Moderate, all_of<AtPoint, curves_count, given, kinked>},
      {"sampled-curve", sampled_curve, Cost::Costly, curves_count},
      {"branch-curve", branch_curve, Cost::Costly, all_of<AtPoint, curves_count, given, few<kMostForBranches>>},
      {"sign-cases", sign_cases, Cost::Costly, all_of<AtPoint, for_minimum, kinked, may_split>},
  };
  return rows;
}

}  // namespace
}  // namespace exclude

proof::Exclusion prove_exclusion(Search& search, const PointGoal& goal) {
  Deadline::check();
  Trace::Entry entry(search.trace(), name(Judgement::Exclusion), Judgement::Exclusion, goal.f, goal.mode == Mode::Minimum ? "no local minimum" : "not critical");
  exclude::Place near(search, goal.context, goal.scope, goal.f, goal.over, goal.at);
  auto found = first_of(search, exclude::table(), exclude::AtPoint{goal, &near}, Judgement::Exclusion, goal.f);
  if (found) entry.proved();
  return found;
}

}  // namespace losscert::prove
