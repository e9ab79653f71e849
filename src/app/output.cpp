#include "app/output.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <utility>

#include "support/error.hpp"

namespace losscert::app {
namespace fs = std::filesystem;

ReportFolder::ReportFolder(const fs::path& out, const std::string& name) : final_(out / name) {
  std::error_code error;
  const auto holds_report = [&] {
    for (const char* name : {"report.json", "report.md", "report.html", "report.tex"})
      if (fs::exists(final_ / name, error)) return true;
    return false;
  };
  if (fs::exists(final_, error) && !fs::is_empty(final_, error) && !holds_report())
    throw InputError(final_.string() + ": holds something other than a report; give another folder with --out");
  fs::create_directories(final_.parent_path(), error);
  temporary_ = final_.parent_path() / ("." + final_.filename().string() + ".new-" + std::to_string(getpid()));
  if (!error) fs::create_directory(temporary_, error);
  if (error) throw InputError(out.string() + ": cannot be written to (" + error.message() + "); give another folder with --out");
}

ReportFolder::ReportFolder(ReportFolder&& other) noexcept
    : final_(std::move(other.final_)), temporary_(std::exchange(other.temporary_, fs::path())) {}

ReportFolder::~ReportFolder() {
  std::error_code error;
  if (!temporary_.empty()) fs::remove_all(temporary_, error);
}

void ReportFolder::write(const std::string& name, const std::string& content) const {
  std::ofstream stream(file(name), std::ios::binary);
  stream << content;
  stream.close();
  if (!stream) throw InputError((final_ / name).string() + ": cannot be written; is the disk full?");
}

void ReportFolder::commit() {
  std::error_code error;
  if (renameat2(AT_FDCWD, temporary_.c_str(), AT_FDCWD, final_.c_str(), RENAME_EXCHANGE) != 0) {
    // Nothing there yet, or a file system that cannot exchange.
    fs::remove_all(final_, error);
    fs::rename(temporary_, final_, error);
    if (error) throw InputError(final_.string() + ": cannot be put in place (" + error.message() + ")");
    temporary_.clear();
    return;
  }
  fs::remove_all(temporary_, error);
  temporary_.clear();
}

void write_index(const fs::path& out, const std::string& html) {
  const fs::path file = out / "index.html";
  bool readable = false;
  std::error_code error;
  if (fs::exists(file, error) && read_file(file, readable).find("<title>losscert: reports</title>") == std::string::npos) return;
  // Exchanged at once, as the reports are.
  const fs::path fresh = out / (".index.html.new-" + std::to_string(getpid()));
  std::ofstream stream(fresh, std::ios::binary);
  stream << html;
  stream.close();
  if (stream) fs::rename(fresh, file, error);
  if (!stream || error) throw InputError(file.string() + ": cannot be written; is the disk full?");
}

ScratchFolder::ScratchFolder() {
  std::string name = (fs::temp_directory_path() / "losscert-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) throw InputError(fs::temp_directory_path().string() + ": cannot be written to; set TMPDIR to a folder that can");
  path_ = name;
}

ScratchFolder::~ScratchFolder() {
  std::error_code error;
  fs::remove_all(path_, error);
}

std::string read_file(const fs::path& file, bool& ok) {
  std::ifstream stream(file, std::ios::binary);
  std::string content{std::istreambuf_iterator<char>(stream), {}};
  ok = stream.good() || stream.eof();
  return content;
}

}  // namespace losscert::app
