// Claims of the case that have been proved, on which the proof of another may rest (FORMAT.md, 5.5). Held by a search as one of its notes.
#pragma once
#include <vector>

#include "claim/claim.hpp"

namespace losscert::prove {

struct Lemmas {
  std::vector<const claim::Claim*> claims;
  std::vector<symbolic::Relation> assumptions;  ///< of the case: hypotheses of each of them
};

}  // namespace losscert::prove
