// Signs (FORMAT.md, section 5.1): the driver of this room.
#pragma once
#include "prove/goal/search.hpp"

namespace losscert::prove {

/// The narrowest sign set that the strategies find; stops once it lies within `wanted`, and gives up at once where samples contradict `wanted`.
SignProof prove_sign(Search& search, const SignGoal& goal);

/// The relations of g contradict each other; `at_once`: as enclosures and assumptions alone show.
std::optional<proof::Absurd> prove_contradiction(Search& search, const Context& g, const Scope& scope, bool at_once);

}  // namespace losscert::prove
