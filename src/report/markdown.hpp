// report.md: the proof-check report for a reader.
#pragma once
#include <string>

#include "report/result.hpp"

namespace losscert::report {

std::string to_markdown(const CaseResult& c);

}  // namespace losscert::report
