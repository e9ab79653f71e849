// The report for LaTeX: an article, or a fragment for somebody's appendix. Both need amsmath only; plain pdflatex sets them.
#pragma once
#include <string>

#include "report/page.hpp"

namespace losscert::report {

std::string to_tex(const CaseResult& c, const CasePage& p);           ///< report.tex: an article that inputs the fragment
std::string to_tex_fragment(const CaseResult& c, const CasePage& p);  ///< report-appendix.tex

}  // namespace losscert::report
