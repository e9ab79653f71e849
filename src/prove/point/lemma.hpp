// A lemma about points of a function, seen from a goal about points of one: which values of its parameters make it speak of the goal's.
#pragma once
#include "prove/goal/lemmas.hpp"
#include "prove/goal/search.hpp"

namespace losscert::prove {

struct AppliedLemma {
  Substitution by;                       ///< for its parameters and what else does not move
  std::vector<proof::Sign> hypotheses;   ///< in the checker's order
};

/// `said`: the function that the lemma speaks of. None if it is another, or a hypothesis stays open. What moves, in the lemma or in the goal, stands for itself.
std::optional<AppliedLemma> applied(Search& search, const claim::Claim& lemma, const Expr& said, const Context& g, const Expr& f, const std::vector<Symbol>& over, const Substitution& at, const Scope& scope);

/// Every variable of the first list is in the second.
bool all_among(const std::vector<Symbol>& some, const std::vector<Symbol>& all);

}  // namespace losscert::prove
