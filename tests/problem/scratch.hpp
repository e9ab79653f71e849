// A file that lives as long as the object, for tests of what reads files.
#pragma once
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

namespace losscert::test {

class ScratchFile {
public:
  explicit ScratchFile(const std::string& bytes) {
    static int count = 0;
    path_ = (std::filesystem::temp_directory_path() / ("losscert-" + std::to_string(::getpid()) + "-" + std::to_string(++count) + ".toml")).string();
    std::ofstream(path_, std::ios::binary) << bytes;
  }
  ~ScratchFile() {
    std::error_code ignored;
    std::filesystem::remove(path_, ignored);
  }
  ScratchFile(const ScratchFile&) = delete;
  ScratchFile& operator=(const ScratchFile&) = delete;
  const std::string& path() const { return path_; }

private:
  std::string path_;
};

}  // namespace losscert::test
