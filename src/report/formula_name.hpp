// How a name is set, in LaTeX and MathML alike: what is the letter, what the index. Two names that differ are never set alike.
#pragma once
#include <string>

namespace losscert::report {

struct SetName {
  std::string letters;         ///< "x" of x1, "lambda"; the whole name where it has a bar or digits inside
  std::string index;           ///< "1" of x1, set below
  std::string greek;           ///< the letter's LaTeX name without the backslash, empty if it is not Greek
  const char* character = "";  ///< and its character in UTF-8
};
SetName set_name(const std::string& name);

}  // namespace losscert::report
