// Near misses of an expression of the case language, as texts: a number, a sign, a symbol or a function changed.
#pragma once
#include <string>
#include <utility>
#include <vector>

namespace losscert::test {

/// The names in it that are not functions, with their indices: "a", "w[1]".
std::vector<std::string> symbols_of(const std::string& expression);

/// Pairs of the kind of change and the changed text. A text that is only a number has the kinds "number ...", any other "expression ...".
std::vector<std::pair<std::string, std::string>> mutants_of(const std::string& expression, const std::vector<std::string>& symbols);

}  // namespace losscert::test
