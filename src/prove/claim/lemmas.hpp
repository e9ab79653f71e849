// What lemmas say of signs, as part of a claim's contexts.
#pragma once
#include "prove/goal/claim_goal.hpp"
#include "prove/proof/lemma.hpp"

namespace losscert::prove {

/// Adds it to g0, and to params where the hypotheses hold throughout the space; returns the evidence. A lemma with a hypothesis that stays open is left out.
std::vector<proof::Instance> assume_lemmas(Search& search, ClaimGoal& goal);

}  // namespace losscert::prove
