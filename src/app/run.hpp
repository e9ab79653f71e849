// From case files to checked verdicts and reports.
//
// Every claim of every instance is searched for in a process of its own (prove::prove), its certificate is written, and losscert-check judges it, again in a process of
// its own. PROVED and REFUTED come only from there.
#pragma once
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "app/casebook.hpp"
#include "app/options.hpp"
#include "report/result.hpp"

namespace losscert::app {

/// Reads all cases first (InputError before anything is searched), then proves, checks, writes the reports, and prints a row of the table as soon as its claim is decided.
std::vector<report::CaseResult> run_cases(const std::vector<CaseFile>& files, const RunOptions& options);

/// The same for claims of cases that have been read, without reports and without a table: `decided` hears of each claim. `cases` and `files` belong together.
void run_claims(std::vector<report::CaseResult>& cases, const std::vector<CaseFile>& files, const RunOptions& options,
                const std::function<void(const report::CaseResult&, const report::ClaimResult&)>& decided);

/// The independent checker's executable, beside this program. Throws InputError if it is missing.
std::filesystem::path checker_program();

/// The file name of a claim's certificate within its report's folder.
std::string certificate_name(const std::string& id);

/// One case, read and elaborated, its claims still undecided.
report::CaseResult load_case(const CaseFile& file);

/// The ids in `using`, by the claim's id.
std::map<std::string, std::vector<std::string>> lemmas_named(const CaseFile& file);

}  // namespace losscert::app
