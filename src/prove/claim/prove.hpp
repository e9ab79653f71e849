// The search for evidence: untrusted, may be clever. What it returns is checked by losscert-check before anything is called PROVED.
#pragma once
#include <nlohmann/json.hpp>

#include "claim/claim.hpp"
#include "prove/goal/options.hpp"
#include "support/verdict.hpp"

namespace losscert::prove {

/// What the search found: evidence for the claim (Proved) or for its negation (Refuted) in the form of src/check/FORMAT.md, or a reason.
struct Outcome {
  Verdict verdict = Verdict::Undecided;
  std::string reason;          ///< for Undecided: one sentence
  nlohmann::json certificate;  ///< members verdict, precision, roots, model or witness, domain, proof; the caller adds format, version, case, claim, dimensions
  nlohmann::json trace;        ///< the tree of attempts: objects with strategy, goal, wanted, outcome ("proved", "failed", "stopped"), seconds, remark, attempts; or null
};

/// Tries the claim, and its negation if that is what it finds. Never throws for lack of evidence. `lemmas`: ids of claims of the instance that were proved; where the certificate names one of them,
/// the caller puts that one's own certificate into it (with_lemmas in prove/proof/lemma.hpp).
Outcome prove(const claim::Instance& instance, const claim::Claim& claim, const Options& options, const std::vector<std::string>& lemmas = {});

}  // namespace losscert::prove
