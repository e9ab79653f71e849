// Where a function may be least on a region: its critical points in closed form, inside, on the faces that the relations cut out, and at kinks. Hints, to be verified.
#pragma once
#include "prove/goal/context.hpp"

namespace losscert::prove {

struct Extreme {
  Substitution point;  ///< all of the variables; other symbols may occur
  double value = 0;    ///< of the function, where those are what the sample says
};

/// The lowest first. `closure`: on the region's closure, where `x > 0` has the border x = 0. None for many variables or long functions.
std::vector<Extreme> extreme_points(const Expr& f, const std::vector<Relation>& region, const std::vector<Symbol>& over, const Sample& at, bool closure = false);

}  // namespace losscert::prove
