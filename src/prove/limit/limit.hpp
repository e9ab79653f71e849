// Limits as eps -> 0+ of exponential-polynomial expressions in 1/eps (FORMAT.md, section 5.4).
#pragma once
#include "prove/goal/search.hpp"

namespace losscert::prove {

/// Nothing if a growth rate's sign stays open.
std::optional<LimitProof> prove_limit(Search& search, const LimitGoal& goal);

/// params and 0 < eps <= eps0
Context small_eps(const Context& params, const GiNaC::numeric& eps0);

}  // namespace losscert::prove
