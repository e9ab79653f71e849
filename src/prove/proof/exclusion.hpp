// The rules of FORMAT.md, section 5.2, in its order: proofs that points are not critical, or no local minima. `cases`, `partition`, `absurd` and `substitute` are in sign.hpp.
#pragma once
#include "prove/proof/limit.hpp"

namespace losscert::prove::proof {

/// Expressions for variables; those that are left out count as 0, or stay as they are.
using Assignment = std::vector<std::pair<Symbol, Value>>;
Object to_object(const Assignment& a);

Exclusion multiplier(const Assignment& multipliers, const Pieces& pieces, const Sign& proof);
/// `sign`: of the limit where that is finite.
Exclusion one_sided(const Assignment& direction, const Limit& limit, const Sign& sign);
Exclusion curvature(const Assignment& direction, const Pieces& pieces, const Sign& proof);
Exclusion indefinite(const Assignment& first, const Assignment& second, const Pieces& pieces, const Sign& proof);

/// A kink that a curve leaves at order `order` to the side that `proof` tells.
struct CurveKink {
  Value argument;
  int order;
  std::vector<Sign> lower;
  Sign proof;
};
struct Curve {
  int order;
  std::vector<std::pair<Symbol, std::vector<Value>>> coefficients;  ///< of t, t^2, ...
  Pieces pieces;
  std::vector<CurveKink> kinks;
  std::vector<Sign> lower;
  Sign proof;
};
Exclusion curve(const Curve& c);

/// New coordinates: `map` gives the old variables, `point` the new ones at the point.
struct Coordinates {
  std::vector<Symbol> variables;
  Assignment map, point;
};
Exclusion coordinates(const Coordinates& c, const Exclusion& proof);
Minimum coordinates(const Coordinates& c, const Sign& jacobian, const Minimum& proof);

}  // namespace losscert::prove::proof
