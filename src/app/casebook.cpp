#include "app/casebook.hpp"

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <iterator>
#include <numeric>

#include "support/error.hpp"

namespace losscert::app {
namespace fs = std::filesystem;
namespace {

bool is_digit(char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; }

// "example-10" after "example-9".
bool natural_less(const std::string& a, const std::string& b) {
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

// Every case belongs to "", to its paper, to its own name, and to what its name begins with before a dash.
bool belongs(const std::string& name, const std::string& wanted) {
  if (wanted.empty() || name == wanted) return true;
  if (name.compare(0, wanted.size(), wanted) != 0) return false;
  return name[wanted.size()] == '/' || (name[wanted.size()] == '-' && wanted.find('/') != std::string::npos);
}

// Levenshtein: how many letters to put in, take out or replace.
std::size_t distance(const std::string& a, const std::string& b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), 0);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t corner = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t above = row[j];
      row[j] = std::min({above + 1, row[j - 1] + 1, corner + (a[i - 1] == b[j - 1] ? 0 : 1)});
      corner = above;
    }
  }
  return row[b.size()];
}

// Of papers, rows and cases; a name without a paper is compared with what stands after theirs too.
std::string nearest(const std::vector<CaseFile>& all, const std::string& wanted) {
  std::string best;
  std::size_t least = std::string::npos;
  const auto consider = [&](const std::string& name, const std::string& compared) {
    const std::size_t d = distance(compared, wanted);
    if (d < least) least = d, best = name;
  };
  const bool bare = wanted.find('/') == std::string::npos;
  for (const auto& f : all) {
    const std::string paper = f.name.substr(0, f.name.find('/')), row = row_of(f), id = f.path.stem().string();
    consider(paper, paper);
    for (const auto& part : {row, id}) consider(paper + "/" + part, bare ? part : paper + "/" + part);
  }
  return best;
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

std::vector<CaseFile> all_cases(const std::string& wanted) {
  const fs::path folder = cases_folder();
  std::error_code error;
  std::vector<CaseFile> all, found;
  for (const auto& sub : fs::directory_iterator(folder, error)) {
    if (!sub.is_directory()) continue;
    for (const auto& file : fs::directory_iterator(sub.path()))
      if (file.path().extension() == ".toml") all.push_back({sub.path().filename().string() + "/" + file.path().stem().string(), file.path()});
  }
  if (error) throw InputError(folder.string() + ": no folder of cases; set LOSSCERT_CASES to one");
  if (all.empty()) throw InputError(folder.string() + ": holds no case");
  std::sort(all.begin(), all.end(), [](const CaseFile& a, const CaseFile& b) { return natural_less(a.name, b.name); });
  std::copy_if(all.begin(), all.end(), std::back_inserter(found), [&](const CaseFile& f) { return belongs(f.name, wanted); });
  if (found.empty()) throw InputError("no case '" + wanted + "': neither a file nor what `losscert list` names; the nearest is " + nearest(all, wanted));
  return found;
}

std::vector<CaseFile> find_cases(const std::string& wanted) {
  const fs::path path(wanted);
  std::error_code error;
  if (fs::is_regular_file(path, error)) return {{name_of(path), path}};
  if (wanted.empty()) throw InputError("an empty name is no case");
  if (path.extension() != ".toml") return all_cases(wanted);
  for (const auto& f : all_cases())
    if (f.name + ".toml" == wanted) return {f};
  return {{name_of(path), path}};
}

CaseFile find_case(const std::string& wanted) {
  const auto files = find_cases(wanted);
  for (const auto& f : files)
    if (f.name == wanted) return f;
  if (files.size() != 1) throw InputError("'" + wanted + "' names several cases, from " + files.front().name + " to " + files.back().name + "; give one of them");
  return files.front();
}

std::string row_of(const CaseFile& file) {
  const std::string id = file.path.stem().string();
  std::error_code error;
  for (auto dash = id.find('-'); dash != std::string::npos; dash = id.find('-', dash + 1))
    if (fs::exists(file.path.parent_path() / (id.substr(0, dash) + ".toml"), error)) return id.substr(0, dash);
  const auto number = std::find_if(id.begin(), id.end(), is_digit) - id.begin();
  const auto second = id.find('-', std::min(id.find('-'), id.size() - 1) + 1);
  return id.substr(0, static_cast<std::size_t>(number) < id.size() ? id.find('-', static_cast<std::size_t>(number)) : second);
}

}  // namespace losscert::app
