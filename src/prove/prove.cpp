#include "prove/prove.hpp"

#include <cctype>

#include "prove/claim_search.hpp"

namespace losscert::prove {

namespace {

/// a/(p)^n as a*(p)^(-n): the checker reads the former as the inverse of a power multiplied out, which is another atom than a power of (p)^(-1).
std::string with_negative_powers(const std::string& text) {
  std::string out;
  std::vector<std::size_t> open;  // where the brackets opened in `out`
  for (std::size_t k = 0; k < text.size(); ++k) {
    out += text[k];
    if (text[k] == '(') open.push_back(out.size() - 1);
    if (text[k] != ')' || open.empty()) continue;
    const std::size_t start = open.back();
    open.pop_back();
    std::size_t end = k + 1;
    if (start == 0 || out[start - 1] != '/' || end + 1 >= text.size() || text[end] != '^' || !std::isdigit(static_cast<unsigned char>(text[end + 1]))) continue;
    while (++end < text.size() && std::isdigit(static_cast<unsigned char>(text[end]))) {
    }
    out[start - 1] = '*';
    out += "^(-" + text.substr(k + 2, end - k - 2) + ")";
    k = end - 1;
  }
  return out;
}

void rewrite_texts(Json& j) {
  if (j.is_string()) j = with_negative_powers(j.get<std::string>());
  else if (j.is_structured())
    for (auto& c : j) rewrite_texts(c);
}

}  // namespace

Outcome prove(const claim::Instance& instance, const claim::Claim& claim, const Options& options) {
  Outcome out;
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
    if (found) {
      out.reason.clear();
      rewrite_texts(out.certificate);
    }
  } catch (const OutOfTime&) {
    out = {};
    out.reason = "the time limit was reached";
  } catch (const std::exception& e) {
    out = {};
    out.reason = std::string("the search stopped: ") + e.what();
  }
  return out;
}

}  // namespace losscert::prove
