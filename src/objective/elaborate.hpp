// Case -> instances: expressions scalarised, definitions expanded, the network's objective built, claims resolved.
#pragma once
#include "claim/claim.hpp"
#include "problem/case.hpp"

namespace losscert::objective {

/// One instance per combination of the case's dimension values, in the order listed. Throws InputError for what only elaboration can see
/// (shapes, unknown names, cycles, exponents, log of a constant that is not positive, division by the constant zero, assumptions that contradict each other trivially).
std::vector<claim::Instance> elaborate(const problem::Case& c);

}  // namespace losscert::objective
