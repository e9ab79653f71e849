#include "prove/claim/kinds.hpp"

#include <algorithm>
#include <stdexcept>

namespace losscert::prove {

using claim::Kind;

const KindRow& row_of(Kind kind) {
  static const char* const point = "no multiplier identity, curvature, curve or case distinction was found that covers every point, and no counterexample";
  static const char* const extremum = "neither definiteness, a lower bound, fibrewise convexity or a leading form shows an extremum, nor does a curve or curvature exclude it";
  static const char* const sign = "no sign proof was found for the relations, and no witness against them";
  static const char* const path = "the growth rates along the path could not be ordered, or a sign stays open";
  static const std::vector<KindRow> rows{
      {Kind::Always, prove_always, refute_always, sign},
      {Kind::Value, prove_value, refute_value, sign},
      {Kind::CriticalPoint, prove_critical_point, refute_critical_point, sign},
      {Kind::NoCriticalPoint, prove_no_critical_point, refute_no_critical_point, point},
      {Kind::CriticalPointsSatisfy, prove_critical_points_satisfy, refute_critical_points_satisfy, point},
      {Kind::NoLocalMinimum, prove_no_local_minimum, refute_no_local_minimum, point},
      {Kind::LocalMinimum, prove_extremum, refute_extremum, extremum},
      {Kind::LocalMaximum, prove_extremum, refute_extremum, extremum},
      {Kind::Saddle, prove_saddle, refute_saddle, "no certified lower and higher curve was found, and no extremum"},
      {Kind::Suboptimal, prove_suboptimal, refute_suboptimal, "no lower point was found, and no bound that the value attains"},
      {Kind::LowerBound, prove_lower_bound, refute_lower_bound, sign},
      {Kind::Infimum, prove_infimum, refute_infimum, "either the bound or a point (a path) that reaches the value was not found, and nothing against them"},
      {Kind::Minimizers, prove_minimizers, refute_minimizers, "the value on the sets, outside of them, or a point in them stays open, and no counterexample was found"},
      {Kind::CriticalSet, prove_critical_set, refute_critical_set, "the gradient on the sets or outside of them stays open, and no counterexample was found"},
      {Kind::Limit, prove_limit, refute_limit, path},
      {Kind::DivergencePath, prove_divergence, refute_divergence, path},
  };
  const auto it = std::find_if(rows.begin(), rows.end(), [&](const KindRow& r) { return r.kind == kind; });
  if (it == rows.end()) throw std::logic_error("a kind of claim without a row");
  return *it;
}

}  // namespace losscert::prove
