// That the claim's expressions are defined where it speaks of them, as they are written (FORMAT.md, section 2, Domain).
#pragma once
#include "prove/claim/kinds.hpp"

namespace losscert::prove {

/// Entries of `domain`, or the condition that is not shown: whatever is proved then, the checker refuses it.
struct Definedness {
  std::vector<proof::Part> entries;
  std::optional<Relation> open;
};

/// What the checker asks for of every proof of the claim.
Definedness defined_in_region(Search& search, const ClaimGoal& goal);
/// What it may ask for in other contexts and at other points: conditions of the function as it stands, and that the denominators of points found are not 0. What is not shown is left out.
std::vector<proof::Part> more_entries(Search& search, const ClaimGoal& goal, const std::vector<Expr>& denominators);

}  // namespace losscert::prove
