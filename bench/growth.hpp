// How time and memory grow with the number of neurons, samples and layers, for evidence by exact symbols and for evidence by enclosures.
#pragma once
#include <filesystem>
#include <string>

namespace losscert::bench {

/// Prints one table a series; cases and reports go to `folder`.
void growth(const std::string& program, const std::filesystem::path& folder);

}  // namespace losscert::bench
