// Runs the whole road for one case file: read, elaborate, prove, write certificates, have losscert-check judge them.
#pragma once
#include <string>
#include <vector>

#include "support/verdict.hpp"

namespace losscert::test {

struct Judged {
  std::string id;           ///< with dimensions
  bool expect_proved = true;
  bool undecided_is_acceptable = false;  ///< the case says so in a comment line before the claim
  Verdict found = Verdict::Undecided;    ///< what the prover found
  bool checked = false;                  ///< the checker accepted that certificate
  std::string reason;                    ///< the prover's or the checker's
  std::string certificate;               ///< path
};

/// Certificates go to `directory`, which is created.
std::vector<Judged> certify(const std::string& case_file, const std::string& directory);

/// Exit status and output of losscert-check.
struct CheckerRun {
  int status = -1;
  std::string output;
};
CheckerRun run_checker(const std::string& case_file, const std::vector<std::string>& certificates);

}  // namespace losscert::test
