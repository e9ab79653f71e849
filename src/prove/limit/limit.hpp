// Limits as eps -> 0+ of exponential-polynomial expressions in 1/eps (FORMAT.md, section 5.4).
#pragma once
#include "prove/sign/sign.hpp"

namespace losscert::prove {

/// Nothing if a growth rate's sign stays open.
std::optional<LimitProof> prove_limit(Search& search, const LimitGoal& goal);
inline std::optional<LimitProof> limit_at_zero(SignSearch& signs, const Context& params, const Expr& e) { return signs.whole().limit({params, e, signs.scope()}); }  // TRANSITION

/// params and 0 < eps <= eps0
Context small_eps(const Context& params, const GiNaC::numeric& eps0);

}  // namespace losscert::prove
