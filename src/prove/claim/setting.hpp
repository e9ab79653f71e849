// What a claim starts from: its roots, contexts and examples of its functions; and a model of its hypotheses.
#pragma once
#include <optional>

#include "prove/claim/kinds.hpp"

namespace losscert::prove {

struct Setting {
  ClaimGoal goal;
  std::vector<std::pair<std::string, proof::Root>> roots;
  std::string reason;  ///< nothing can be proved, or refuted with a witness: a root of the claim is not isolated
  /// Then, if its box is shown to hold no root.
  std::optional<std::pair<std::string, proof::Cover>> absent;
};

/// Isolates the roots, draws samples and sets the contexts up. Of the lemmas, the roots count.
Setting prepare(const claim::Instance& instance, const claim::Claim& claim, const Options& options, const std::vector<const claim::Claim*>& lemmas = {});

/// Constants, and examples of the functions, for which the hypotheses hold. Empty for none; a model may have no members.
std::optional<proof::Constants> model_of(Search& search, const ClaimGoal& goal);

/// The claim is about a point that is made of the root, says what that point is, and no hypothesis speaks of the root.
bool claims_existence(const claim::Instance& instance, const claim::Claim& claim, const std::string& root);

}  // namespace losscert::prove
