#include "prove/claim/prove.hpp"

#include "prove/claim/claim_search.hpp"

namespace losscert::prove {

Outcome prove(const claim::Instance& instance, const claim::Claim& claim, const Options& options) {
  Outcome out;
  const Deadline deadline(options.patience);
  try {
    ClaimSearch search(instance, claim, options);
    if (const auto reason = search.prepare()) {
      out.reason = *reason;
      return out;
    }
    const auto certificate = [&](const char* verdict) {
      return Json{{"verdict", verdict}, {"precision", search.precision()}, {"roots", search.roots()}};
    };
    const auto try_proof = [&] {
      const auto model = search.model();
      if (!model) {
        out.reason = search.vacuous() ? "the hypotheses contradict each other: nothing satisfies them" : "no exact example was found that satisfies the hypotheses";
        return false;
      }
      const auto proof = search.proof();
      if (!proof) return false;
      out.verdict = Verdict::Proved;
      out.certificate = certificate("proved");
      out.certificate["model"] = *model;
      out.certificate["domain"] = search.domain();
      out.certificate["proof"] = *proof;
      return true;
    };
    const auto try_refutation = [&] {
      const auto r = search.refutation();
      if (!r) return false;
      out.verdict = Verdict::Refuted;
      out.certificate = certificate("refuted");
      out.certificate["witness"] = r->first;
      out.certificate["domain"] = Json::array();
      out.certificate["proof"] = r->second;
      return true;
    };
    const bool found = claim.expect_proved ? try_proof() || try_refutation() : try_refutation() || try_proof();
    if (!found && out.reason.empty()) out.reason = search.reason();
    if (found) out.reason.clear();
  } catch (const OutOfTime& stop) {
    out = {};
    out.reason = stop.what();
  } catch (const std::exception& e) {
    out = {};
    out.reason = std::string("the search stopped: ") + e.what();
  }
  return out;
}

}  // namespace losscert::prove
