// The report for LaTeX: an article, or a fragment for somebody's appendix. Both need amsmath only; plain pdflatex sets them.
#pragma once
#include <string>

#include "report/result.hpp"

namespace losscert::report {

std::string to_tex(const CaseResult& c);           ///< report.tex: an article that inputs the fragment
std::string to_tex_fragment(const CaseResult& c);  ///< report-appendix.tex

}  // namespace losscert::report
