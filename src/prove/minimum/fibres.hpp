// What the rules `fibrewise` and `leading-form` say about a set along which F is constant.
#pragma once
#include "prove/minimum/at_minimum.hpp"

namespace losscert::prove::minimum {

/// What holds near the point, on the set: Params and the strict relations of G.
Context near_point(const AtMinimum& goal);

/// Flat variables that the point fixes stay within reach of it.
void add_reach(Context& g, const AtMinimum& goal, const Flat& c, const GiNaC::numeric& reach);
bool fixes_flat_variables(const AtMinimum& goal, const Flat& c);

proof::FlatSet flat_set(const AtMinimum& goal, const Flat& c);

}  // namespace losscert::prove::minimum
