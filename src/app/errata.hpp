// `losscert errata`: the printed statements that are refuted, each with the evidence in short and the proved correction beside it.
#pragma once
#include <filesystem>
#include <vector>

#include "report/result.hpp"

namespace losscert::app {

/// From the results of a run. Returns how many there are.
std::size_t print_errata(const std::vector<report::CaseResult>& cases);

/// From the reports below a folder. A report whose case or certificate has changed since is told and left out. Returns the exit status.
int print_errata(const std::filesystem::path& reports);

}  // namespace losscert::app
