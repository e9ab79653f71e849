// Pictures of a case's function with what has been certified of it: curves, contours, sections through certified points, values along paths.
//
// Lines are samples in floating point, for the eye; marks are certified, and link to their claims. Every picture says so.
#pragma once
#include <string>
#include <vector>

#include "report/result.hpp"

namespace losscert::report {

struct Picture {
  std::string title;    ///< plain text
  std::string svg;      ///< an element to stand in HTML, in the colours of the page
  std::string caption;  ///< formulas in backticks
};
std::vector<Picture> pictures(const CaseResult& c);

}  // namespace losscert::report
