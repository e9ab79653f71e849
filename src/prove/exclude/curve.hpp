// Curves of descent (FORMAT.md, rule `curve`): x(t) = s + sum c_k t^k with F(x(t)) - F(s) = -c t^m (1 + o(1)).
#pragma once
#include "prove/exclude/at_point.hpp"

namespace losscert::prove::exclude {

/// x_j = s_j + sum_k curve[j][k-1] t^k
using Curve = std::vector<std::vector<Expr>>;

/// F on the piece that a curve enters; the curve is completed where it would stay on a kink.
struct PieceAlong {
  Expr function;
  std::vector<proof::CurveKink> kinks;
};
std::optional<PieceAlong> piece_along(Search& search, const AtPoint& goal, Curve& c);

/// That F falls along c, exactly.
proof::Exclusion descends(Search& search, const AtPoint& goal, Curve c);

}  // namespace losscert::prove::exclude
