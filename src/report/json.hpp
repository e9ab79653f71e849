// report.json; its schema is SCHEMA.md in this folder.
#pragma once
#include <string>

#include "report/page.hpp"

namespace losscert::report {

std::string to_json(const CaseResult& c, const CasePage& p);

}  // namespace losscert::report
