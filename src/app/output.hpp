// A case's report folder, DIR/<paper>/<case>: made beside its final place and exchanged with it at the end, so that nobody ever sees half of one.
#pragma once
#include <filesystem>
#include <string>

namespace losscert::app {

class ReportFolder {
public:
  /// Makes the temporary folder, which also shows that DIR can be written to. Throws InputError if not.
  ReportFolder(const std::filesystem::path& out, const std::string& name);
  ReportFolder(const ReportFolder&) = delete;
  ReportFolder& operator=(const ReportFolder&) = delete;
  ReportFolder(ReportFolder&& other) noexcept;
  ReportFolder& operator=(ReportFolder&&) = delete;
  ~ReportFolder();  ///< without commit(), nothing stays

  std::filesystem::path file(const std::string& name) const { return temporary_ / name; }
  /// Throws InputError if the disk does not take it.
  void write(const std::string& name, const std::string& content) const;
  /// Puts the folder in its place; what was there before is removed.
  void commit();

private:
  std::filesystem::path final_, temporary_;
};

/// index.html of a whole run, in DIR; one that somebody else has put there stays. Throws InputError if the disk does not take it.
void write_index(const std::filesystem::path& out, const std::string& html);

/// A folder of its own that goes away with the object.
class ScratchFolder {
public:
  ScratchFolder();
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;
  ~ScratchFolder();
  const std::filesystem::path& path() const { return path_; }

private:
  std::filesystem::path path_;
};

/// The whole content of a file, or empty with `ok` false.
std::string read_file(const std::filesystem::path& file, bool& ok);

}  // namespace losscert::app
