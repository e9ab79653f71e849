// A claim as a sentence: what is proved or refuted, with its quantifiers and assumptions written out (cases/README.md, Claims).
#pragma once
#include <string>

#include "claim/claim.hpp"

namespace losscert::report {

std::string sentence(const claim::Claim& c, const claim::Instance& i);

/// The limit that a claim names: "plus infinity", "1/2".
std::string claimed_limit(const claim::Claim& c);

/// "L", or "F" where the claim speaks of another function; sentence() then says what F is.
std::string function_name(const claim::Claim& c, const claim::Instance& i);

}  // namespace losscert::report
