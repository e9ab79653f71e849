// Where cases are: a folder with one subfolder a paper and one file a case.
#pragma once
#include <filesystem>
#include <string>
#include <vector>

namespace losscert::app {

struct CaseFile {
  std::string name;            ///< "paper/id"; for a file from elsewhere "local/<stem>". Also its place below the report folder
  std::filesystem::path path;
};

/// $LOSSCERT_CASES, or share/losscert/cases beside the installed program, or the source tree's.
std::filesystem::path cases_folder();

/// All cases; those of a paper, "paper"; or those of a row, "paper/theorem-5": theorem-5 and all theorem-5-*. Sorted with numbers in order of size.
/// Throws InputError if there are none, with the nearest name that there is.
std::vector<CaseFile> all_cases(const std::string& wanted = "");

/// A path to a file, or what all_cases() takes; "paper/id.toml" is that one case. Throws InputError.
std::vector<CaseFile> find_cases(const std::string& wanted);

/// The one case of this name, even if a row has it too. Throws InputError.
CaseFile find_case(const std::string& wanted);

/// The statement that a case belongs to: its name up to a shorter case's, or up to the first number, or its first two words.
std::string row_of(const CaseFile& file);

/// The folder of the running program.
std::filesystem::path program_folder();

}  // namespace losscert::app
