// Sums of squares as they are written down, without multiplying out: rules `sum`, `product` and `square` put together.
#pragma once
#include "prove/proof/sign.hpp"

namespace losscert::prove::proof {

/// Positive rational weights, and bases.
using WeightedSquares = std::vector<std::pair<GiNaC::numeric, Expr>>;

/// Each square is at least 0, and `rest`, if there is one, has the sign that its proof says.
Sign weighted_squares(const WeightedSquares& squares, const std::optional<Part>& rest);

/// Each base is 0 by the zero test.
Sign vanishing_squares(const WeightedSquares& squares);

}  // namespace losscert::prove::proof
