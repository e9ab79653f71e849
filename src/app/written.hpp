// The case's expressions as they are written there: before definitions are put in and functions reduced to the core.
#pragma once
#include "problem/case.hpp"
#include "report/result.hpp"

namespace losscert::app {

report::WrittenCase written(const problem::Case& c);
report::WrittenClaim written(const problem::Case& c, const problem::ClaimSyntax& claim);

}  // namespace losscert::app
