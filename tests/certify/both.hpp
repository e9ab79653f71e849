// A case read by the prover's reader and by the checker's.
#pragma once
#include <string>

#include "check/rules/certificate.hpp"
#include "certify/claim.hpp"
#include "problem/scratch.hpp"

namespace losscert::test {

/// Three scalar variables, or the tables given.
inline std::string scalar_case(const std::string& expression, const std::string& claims = "") {
  return "title = \"t\"\n[variables]\nx = \"scalar\"\ny = \"scalar\"\nz = \"scalar\"\n[objective]\nexpression = \"" + expression + "\"\n" + claims;
}

/// What the search finds for the claim, judged by the checker: "proved", "refuted", "undecided", or "rejected: ..." for evidence that does not hold.
inline std::string decided(const std::string& text) {
  const ScratchFile file(text);
  const problem::Case c = problem::read_case(file.path());
  const auto claims = certify::claims_of(c);
  const auto found = certify::decide(c, claims.at(0));
  if (found.verdict == Verdict::Undecided) return "undecided";
  try {
    return check::check_certificate(check::read_case(file.path()), found.certificate.dump()).verdict;
  } catch (const std::exception& e) {
    return std::string("rejected: ") + e.what();
  }
}

}  // namespace losscert::test
