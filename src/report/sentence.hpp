// A claim as a sentence: what is proved or refuted, with its quantifiers and assumptions written out (cases/README.md, Claims), in the case's own expressions.
#pragma once
#include <string>

#include "report/result.hpp"

namespace losscert::report {

/// Formulas stand in backticks.
std::string sentence(const CaseResult& c, const ClaimResult& r);
/// Plain text: without the backticks, dL/da for derivatives.
std::string without_ticks(const std::string& text);

/// "L", or "F" where the claim speaks of another function; sentence() then says what F is.
std::string function_name(const claim::Claim& c, const claim::Instance& i);

}  // namespace losscert::report
