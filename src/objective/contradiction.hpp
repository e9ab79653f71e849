// Hypotheses that contradict each other visibly: false between constants, or two bounds on the same expression up to scaling and a constant.
// One-sided: silence means nothing; the prover looks for a model before it proves.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "symbolic/relation.hpp"

namespace losscert::objective {

/// What is contradictory, as in "1 < 0 is false" or "a > 1 contradicts a <= 0"; empty if nothing is seen.
std::optional<std::string> contradiction(const std::vector<symbolic::Relation>& relations);

}  // namespace losscert::objective
