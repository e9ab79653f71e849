// One row for each kind of claim: which goals prove it and which refute it (FORMAT.md, section 6).
#pragma once
#include "prove/refute/witness.hpp"

namespace losscert::prove {

/// Member `proof` for verdict proved, or none.
struct Proven {
  proof::Proved proof;
  std::vector<Expr> denominators = {};  ///< of points found: not 0 under G0, which the checker is to be shown
  explicit operator bool() const { return static_cast<bool>(proof); }
};


struct KindRow {
  claim::Kind kind;
  Proven (*prove)(Search&, const ClaimGoal&);
  Refutation (*refute)(Search&, const ClaimGoal&);
  const char* open;  ///< what was not found where the claim stays undecided
};
const KindRow& row_of(claim::Kind kind);

// values.cpp
Proven prove_always(Search& search, const ClaimGoal& goal);
Proven prove_value(Search& search, const ClaimGoal& goal);
Refutation refute_always(Search& search, const ClaimGoal& goal);
Refutation refute_value(Search& search, const ClaimGoal& goal);
Refutation refute_lower_bound(Search& search, const ClaimGoal& goal);
// points.cpp
Proven prove_critical_point(Search& search, const ClaimGoal& goal);
Proven prove_no_critical_point(Search& search, const ClaimGoal& goal);
Proven prove_critical_points_satisfy(Search& search, const ClaimGoal& goal);
Proven prove_no_local_minimum(Search& search, const ClaimGoal& goal);
Proven prove_extremum(Search& search, const ClaimGoal& goal);
Proven prove_saddle(Search& search, const ClaimGoal& goal);
Refutation refute_critical_point(Search& search, const ClaimGoal& goal);
Refutation refute_no_critical_point(Search& search, const ClaimGoal& goal);
Refutation refute_critical_points_satisfy(Search& search, const ClaimGoal& goal);
Refutation refute_no_local_minimum(Search& search, const ClaimGoal& goal);
Refutation refute_extremum(Search& search, const ClaimGoal& goal);
Refutation refute_saddle(Search& search, const ClaimGoal& goal);
// bounds.cpp
Proven prove_suboptimal(Search& search, const ClaimGoal& goal);
Proven prove_lower_bound(Search& search, const ClaimGoal& goal);
Proven prove_infimum(Search& search, const ClaimGoal& goal);
Refutation refute_suboptimal(Search& search, const ClaimGoal& goal);
Refutation refute_infimum(Search& search, const ClaimGoal& goal);
// sets.cpp
Proven prove_minimizers(Search& search, const ClaimGoal& goal);
Proven prove_critical_set(Search& search, const ClaimGoal& goal);
Refutation refute_minimizers(Search& search, const ClaimGoal& goal);
Refutation refute_critical_set(Search& search, const ClaimGoal& goal);
// paths.cpp
Proven prove_limit(Search& search, const ClaimGoal& goal);
Proven prove_divergence(Search& search, const ClaimGoal& goal);
Refutation refute_limit(Search& search, const ClaimGoal& goal);
Refutation refute_divergence(Search& search, const ClaimGoal& goal);

/// A limit compared with a claimed one: that it is the same, or that it is another.
struct Compared {
  proof::Limit node;
  bool differs = false;
};
/// None if the limit, or the comparison, stays open. `value` counts for finite limits only.
std::optional<Compared> compared_limit(Search& search, const Context& g, const Scope& scope, const Expr& e, claim::LimitSort sort, const Expr& value);

}  // namespace losscert::prove
