// What the checker's answer makes of a claim. The only place where a claim becomes PROVED or REFUTED.
#pragma once
#include <string>

#include "app/process.hpp"
#include "report/result.hpp"

namespace losscert::app {

/// A line of losscert-check, read by fields: `ok CASE CLAIM[dims] VERDICT` or `rejected CASE CLAIM: reason`.
struct CheckerLine {
  bool ok = false, rejected = false;
  std::string claim, verdict;  ///< of an ok line
  std::string reason;          ///< of a rejected one
};
CheckerLine read_checker_line(const std::string& line, const std::string& case_path);

/// What it says of the claim `id`, which `found` is to hold of.
struct Judgement {
  bool accepted = false;
  std::string line;    ///< if accepted: "ok ID VERDICT"
  std::string reason;  ///< if not
};
Judgement judged(const std::string& id, Verdict found, const Ended& check, const std::string& case_path);

/// `check` is the end of losscert-check on this one certificate: accepted only if it exited with 0 and printed exactly one line, which names this claim and `found`.
void judge(report::ClaimResult& result, Verdict found, const Ended& check, const std::string& case_path);

}  // namespace losscert::app
