#include "judge.hpp"

#include <stdexcept>

#include "check/rules/certificate.hpp"
#include "check/text/reject.hpp"

namespace losscert::test {

Judgement judge(const check::CaseFile& c, const nlohmann::json& certificate) { return judge(c, certificate.dump()); }

Judgement judge(const check::CaseFile& c, const std::string& certificate) {
  Judgement j;
  try {
    const auto a = check::check_certificate(c, certificate);
    j.accepted = true;
    j.claim = a.claim;
    j.verdict = a.verdict;
  } catch (const check::Reject& r) {
    j.path = r.path;
    j.reason = r.what();
  } catch (const check::CaseError& e) {
    j.reason = std::string("the case is unusable: ") + e.what();
  } catch (const std::exception& e) {
    j.reason = e.what();
    j.unexpected = true;
  }
  return j;
}

std::string expected(const check::CaseFile& c, const std::string& claim_id) {
  for (const auto& claim : c.claims)
    if (claim.id == claim_id) return claim.expect_proved ? "proved" : "refuted";
  throw std::logic_error("no claim " + claim_id);
}

}  // namespace losscert::test
