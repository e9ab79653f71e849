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

/// All cases, or those of one paper, sorted with numbers in order of size. Throws InputError if there are none.
std::vector<CaseFile> all_cases(const std::string& paper = "");

/// "paper/id", a paper (all its cases), or a path to a file. Throws InputError.
std::vector<CaseFile> find_cases(const std::string& wanted);

/// The folder of the running program.
std::filesystem::path program_folder();

}  // namespace losscert::app
