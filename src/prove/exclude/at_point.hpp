// The goal of this room's strategies: G, s |- N, with what they share about the function near the point.
#pragma once
#include "prove/exclude/residual.hpp"
#include "prove/point/near.hpp"

namespace losscert::prove::exclude {

class Place : public Near {
public:
  using Near::Near;
  /// How F is a sum over outputs; null if it is none.
  const Outputs* outputs();

private:
  bool asked_ = false;
  std::optional<Outputs> outputs_;
};

struct AtPoint : PointGoal {
  Place* near;  ///< lives as long as the driver's goal
};

using Attempt = Strategy<AtPoint, proof::Exclusion>;

/// How many case distinctions a strategy may still nest. None where the residual argument covers all points and has failed: others are a waste of time then.
int case_splits(const AtPoint& goal);

/// The residual argument is asked once, before anything is split.
bool is_fresh(const PointGoal& goal);

/// The same goal under another context.
PointGoal under(const PointGoal& goal, const Context& g, int splits);

}  // namespace losscert::prove::exclude
