// report.md: the proof-check report for a reader.
#pragma once
#include <string>

#include "report/page.hpp"

namespace losscert::report {

std::string to_markdown(const CaseResult& c, const CasePage& p);

}  // namespace losscert::report
