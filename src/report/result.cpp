#include "report/result.hpp"

#include <algorithm>

namespace losscert::report {

void ClaimResult::accept(Verdict found, std::string checker_line) {
  verdict = found;
  checked = true;
  checker = std::move(checker_line);
  reason.clear();
}

void ClaimResult::leave_undecided(std::string why) {
  verdict = Verdict::Undecided;
  checked = false;
  reason = std::move(why);
}

Standing ClaimResult::standing() const {
  if (!checked || verdict == Verdict::Undecided) return Standing::Undecided;
  return (verdict == Verdict::Proved) == claim->expect_proved ? Standing::AsExpected : Standing::Otherwise;
}

std::string ClaimResult::id() const { return claim::instance_id(*claim, *instance); }

int exit_status(const std::vector<CaseResult>& cases) {
  const auto some = [&](Standing s) {
    return std::any_of(cases.begin(), cases.end(), [&](const CaseResult& c) {
      return std::any_of(c.claims.begin(), c.claims.end(), [&](const ClaimResult& r) { return r.standing() == s; });
    });
  };
  if (some(Standing::Otherwise)) return 1;
  return some(Standing::Undecided) ? 3 : 0;
}

}  // namespace losscert::report
