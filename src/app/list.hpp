// `losscert list`: what cases there are, the statement that each belongs to, and what came out when they were last run.
#pragma once
#include <filesystem>
#include <string>

namespace losscert::app {

/// One line a case: name, statement, number of claims, time class, the verdicts of its report in `reports` if that is of the case as it stands, title.
/// Returns the exit status: 2 if some case cannot be read (the others are listed all the same).
int list(const std::string& wanted, const std::filesystem::path& reports);

}  // namespace losscert::app
