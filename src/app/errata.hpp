// `losscert errata`: the printed statements that are refuted, each with the reason and the proved correction beside it.
#pragma once
#include <filesystem>
#include <vector>

#include "app/casebook.hpp"
#include "app/options.hpp"

namespace losscert::app {

/// Searches and checks the printed statements that are expected to fail, and their corrections, of these cases; nothing else, and no reports are written. An erratum is printed as soon as both are decided. Returns the exit status.
int run_errata(const std::vector<CaseFile>& files, const RunOptions& options);
/// From the reports in a folder. Reports whose case or certificates have changed since are left out, which is told; the status is 3 then, else 0. Throws InputError if there are none.
int print_errata(const std::filesystem::path& reports);

}  // namespace losscert::app
