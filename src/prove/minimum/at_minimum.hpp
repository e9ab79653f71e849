// The goal of this room's strategies: G, s |- M, with what they share about the function near the point.
#pragma once
#include "prove/point/gradient.hpp"

namespace losscert::prove::minimum {

/// A set on which F may be constant: flat variables, and the others as functions of them.
struct Flat {
  std::vector<std::size_t> flat;
  Substitution manifold;
};

/// F with convex summands replaced by their tangents at the point.
struct Tangent {
  Expr function;
  std::vector<proof::Part> above;  ///< terms of a sum for F - function >= 0
};

class Place : public Near {
public:
  Place(Search& search, const MinimumGoal& goal) : Near(search, goal.context, goal.scope, goal.f, goal.over, goal.at), params_(goal.params) {}

  const Context& params() const { return params_; }
  /// Of the C^2 piece; null if it is not shown to vanish.
  const VanishingGradient* gradient();
  /// Null if no summand is seen to be convex.
  const Tangent* tangent();
  /// Candidates for sets on which F is constant: with constants and the kernel of the Hessian; ...
  const std::vector<Flat>& straight();
  /// ... the zeros of a factor of F - F(s), and where a variable solves its own equation on the set on which the tangent is flat.
  const std::vector<Flat>& bent();

private:
  const Context& params_;
  std::optional<std::optional<VanishingGradient>> gradient_;
  std::optional<std::optional<Tangent>> tangent_;
  std::optional<std::vector<Flat>> straight_, bent_;
};

struct AtMinimum : MinimumGoal {
  Place* near;  ///< lives as long as the driver's goal
};

using Attempt = Strategy<AtMinimum, proof::Minimum>;

/// The strategy that puts the tangent in place of F; it is not asked within itself.
inline constexpr const char* kMinorant = "minorant";

}  // namespace losscert::prove::minimum
