// What the function of a claim looks like around the claim's points, in doubles: which witnesses are worth a proof.
#pragma once
#include <optional>

#include "prove/goal/claim_goal.hpp"
#include "prove/hints/descend.hpp"

namespace losscert::prove {

/// The partial derivatives seem to vanish at the point. `kinks`: derivatives that are not defined there do not count.
class Slopes {
public:
  Slopes(const ClaimGoal& goal, bool kinks);
  bool vanish(const Sample& sample) const;

private:
  const ClaimGoal& goal_;
  bool kinks_;
  std::vector<Expr> gradient_;
};

class Shape {
public:
  /// Too many variables are not looked at.
  static bool is_affordable(const ClaimGoal& goal);
  explicit Shape(const ClaimGoal& goal);

  /// The slope or the curvature at the point says that it is no minimum (maximum); F is C^2.
  bool is_no_extremum(const Sample& sample, bool maximum);
  /// Lower values were found close to the point.
  bool falls_nearby(const Sample& sample);
  /// None where it is not finite.
  std::optional<double> value(const Sample& sample);

private:
  std::vector<double> point(const Sample& sample) { return point_->values(coordinates(given_, sample)); }

  std::size_t moving_;
  std::vector<Symbol> given_;
  std::optional<Program> shape_, point_;
};

}  // namespace losscert::prove
