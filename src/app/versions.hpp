// The versions of this program, of the prover's libraries, and of the checker with its own.
#pragma once
#include <filesystem>

#include "report/result.hpp"

namespace losscert::app {

/// Asks the checker for its version; InputError if it does not answer.
report::Versions tool_versions(const std::filesystem::path& checker);

}  // namespace losscert::app
