// The words of the case language: what a case may not declare.
#pragma once
#include <optional>
#include <string>
#include <utility>

namespace losscert::check {

/// The least and the largest number of arguments of a function of scalars (cases/README.md); empty for any other name.
std::optional<std::pair<int, int>> arguments_of(const std::string& name);
bool is_reserved(const std::string& name);

}  // namespace losscert::check
