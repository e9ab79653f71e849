// The proof in words that a referee can follow: the reason in two lines, then the steps of the certificate with what each of them says (FORMAT.md, sections 4 to 6).
//
// This explains the certificate and decides nothing; the checker's answer does.
#pragma once
#include <string>
#include <vector>

#include "report/result.hpp"

namespace losscert::report {

/// A sentence and what it rests on. Formulas stand in backticks, in the case language.
struct Step {
  std::string text;
  std::string rule;  ///< of FORMAT.md, empty if none
  std::vector<Step> below;
};

struct Proof {
  std::string reason;        ///< why the claim holds, or fails, in a sentence or two
  std::vector<Step> routine;  ///< what is shown besides: that the functions are defined, roots exist, hypotheses do not contradict each other
  std::vector<Step> steps;
};

/// For a claim whose certificate the checker accepted.
Proof prose(const CaseResult& c, const ClaimResult& r);

std::size_t size_of(const std::vector<Step>& steps);  ///< with all below

/// The rules that have a sentence: FORMAT.md, sections 5.1, 5.2, 5.3.
enum class Judgement { Sign, Exclusion, Minimum };
std::vector<std::string> told_rules(Judgement judgement);

}  // namespace losscert::report
