// That all partial derivatives vanish at a point.
#pragma once
#include "prove/point/near.hpp"

namespace losscert::prove {

/// Members `pieces`, `gradient` of several kinds of evidence: each derivative of the piece is {0} at the point.
struct VanishingGradient {
  proof::Pieces pieces;
  proof::ByVariable gradient;
};
/// Of the C^k piece, k >= 1. None if there is none, or some derivative is not shown to be 0.
std::optional<VanishingGradient> vanishing_gradient(Search& search, const Scope& scope, Near& near, int k = 1);
/// The same for points s of g.
std::optional<VanishingGradient> vanishing_gradient(Search& search, const Context& g, const Expr& f, const std::vector<Symbol>& over, const Substitution& s, const Scope& scope = {});

}  // namespace losscert::prove
