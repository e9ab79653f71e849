// What the checker understands a case to say: for comparison with the prover's reading.
#pragma once
#include <ostream>

#include "check/text/case_file.hpp"

namespace losscert::check {

/// For each choice of dimensions and each claim: function, point, hypotheses in canonical form. Throws CaseError or Reject.
void describe(const CaseFile& c, std::ostream& out);

}  // namespace losscert::check
