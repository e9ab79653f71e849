// The report as pages for a browser: each file stands by itself, without scripts and without anything from elsewhere.
#pragma once
#include <string>
#include <vector>

#include "report/page.hpp"

namespace losscert::report {

std::string to_html(const CaseResult& c, const CasePage& p);
/// The page of a whole run; the cases' pages lie in NAME/report.html beside it.
std::string to_html_index(const std::vector<CaseResult>& cases);

}  // namespace losscert::report
