// A function near a point that lies on kinks, F = G(x, r) with r_i = relu(z_i) and z_i = 0 at the point, to first order there.
//
// F'(s; d) = g'd + sum a_i relu(z_i'd), g the gradient of G(x, 0) and a_i = dG/dr_i at (s, 0). If all a_i >= 0 that is the largest v'd over the v = g + sum m_i z_i', 0 <= m_i <= a_i (the generalised gradient
// where F is convex): none is negative if some v is 0, and otherwise d = -v descends for the shortest v.
#pragma once
#include "prove/point/near.hpp"

namespace losscert::prove {

struct Kinked {
  Expr function;                           ///< G, in `r` for the relus
  std::vector<Symbol> r;
  std::vector<Expr> argument;              ///< z_i
  std::vector<bool> two_sided;             ///< F has relu(-z_i) as well, which is r_i - z_i
  std::vector<Expr> weight;                ///< a_i
  std::vector<Expr> gradient;              ///< g
  std::vector<std::vector<Expr>> slope;    ///< z_i' at the point
  std::vector<std::pair<Expr, Signs>> resolved;  ///< kinks beside the point, and the signs of their arguments there

  /// With relu(z_i) = z_i + relu(-z_i) put in.
  Kinked turned(std::size_t i, const Substitution& s, const std::vector<Symbol>& over) const;
};
/// None if no kink is at the point, one is within another there, or G is no polynomial in the r_i.
std::optional<Kinked> kinked_at(Search& search, const Scope& scope, Near& near);

/// The m_i of the shortest v that is found, and v. All a_i that are negative have m_i = 0 or a_i, as `concave` says bit by bit.
struct Subgradient {
  std::vector<Expr> m, v;
  bool vanishes() const;
};
std::optional<Subgradient> shortest_subgradient(const Kinked& k, unsigned concave = 0);

/// The value of a constant in doubles.
double approx_constant(const Expr& e);

}  // namespace losscert::prove
