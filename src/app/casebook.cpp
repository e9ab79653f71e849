#include "app/casebook.hpp"

#include <algorithm>
#include <cctype>
#include <cstdlib>

#include "support/error.hpp"

namespace losscert::app {
namespace fs = std::filesystem;
namespace {

// "example-10" after "example-9".
bool natural_less(const std::string& a, const std::string& b) {
  const auto is_digit = [](char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; };
  std::size_t i = 0, j = 0;
  while (i < a.size() && j < b.size()) {
    if (is_digit(a[i]) && is_digit(b[j])) {
      const auto end_a = std::find_if_not(a.begin() + static_cast<std::ptrdiff_t>(i), a.end(), is_digit) - a.begin();
      const auto end_b = std::find_if_not(b.begin() + static_cast<std::ptrdiff_t>(j), b.end(), is_digit) - b.begin();
      const std::string x = a.substr(i, static_cast<std::size_t>(end_a) - i), y = b.substr(j, static_cast<std::size_t>(end_b) - j);
      if (x.size() != y.size()) return x.size() < y.size();
      if (x != y) return x < y;
      i = static_cast<std::size_t>(end_a);
      j = static_cast<std::size_t>(end_b);
    } else {
      if (a[i] != b[j]) return a[i] < b[j];
      ++i;
      ++j;
    }
  }
  return a.size() - i < b.size() - j;
}

// Names become folders of the report, so nothing but plain characters.
std::string plain(const std::string& text) {
  std::string result;
  for (char c : text) result += std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '.' ? c : '-';
  return result.empty() || result.front() == '.' ? "case" + result : result;
}

std::string name_of(const fs::path& file) {
  std::error_code error;
  const fs::path inside = fs::relative(fs::weakly_canonical(file, error), fs::weakly_canonical(cases_folder(), error), error);
  if (!error && std::distance(inside.begin(), inside.end()) == 2 && *inside.begin() != "..") return inside.parent_path().string() + "/" + inside.stem().string();
  return "local/" + plain(file.stem().string());
}

}  // namespace

fs::path program_folder() {
  std::error_code error;
  const fs::path self = fs::read_symlink("/proc/self/exe", error);
  if (error) throw InputError("the program's own place is unknown: /proc is not mounted");
  return self.parent_path();
}

fs::path cases_folder() {
  if (const char* set = std::getenv("LOSSCERT_CASES"); set != nullptr && *set != '\0') return set;
  const fs::path installed = program_folder().parent_path() / "share" / "losscert" / "cases";
  return fs::is_directory(installed) ? installed : fs::path(LOSSCERT_SOURCE_CASES);
}

std::vector<CaseFile> all_cases(const std::string& paper) {
  const fs::path folder = cases_folder();
  std::error_code error;
  std::vector<CaseFile> found;
  for (const auto& sub : fs::directory_iterator(folder, error)) {
    const std::string name = sub.path().filename().string();
    if (!sub.is_directory() || (!paper.empty() && name != paper)) continue;
    for (const auto& file : fs::directory_iterator(sub.path()))
      if (file.path().extension() == ".toml") found.push_back({name + "/" + file.path().stem().string(), file.path()});
  }
  if (error) throw InputError(folder.string() + ": no folder of cases; set LOSSCERT_CASES to one");
  if (found.empty()) throw InputError(paper.empty() ? folder.string() + ": holds no case" : "no paper '" + paper + "'; `losscert list` names them");
  std::sort(found.begin(), found.end(), [](const CaseFile& a, const CaseFile& b) { return natural_less(a.name, b.name); });
  return found;
}

std::vector<CaseFile> find_cases(const std::string& wanted) {
  const fs::path path(wanted);
  std::error_code error;
  if (path.extension() == ".toml" || fs::is_regular_file(path, error)) return {{name_of(path), path}};
  const fs::path folder = cases_folder();
  if (fs::path file = folder / (wanted + ".toml"); wanted.find("..") == std::string::npos && fs::is_regular_file(file, error)) return {{wanted, file}};
  if (wanted.find('/') == std::string::npos && !wanted.empty() && fs::is_directory(folder / wanted, error)) return all_cases(wanted);
  throw InputError("no case '" + wanted + "': neither a file nor one of those that `losscert list` names");
}

}  // namespace losscert::app
