// Runs the program as a user would, in a scratch folder; with the real checker or with one that misbehaves.
#pragma once
#include <sys/types.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace cli {

namespace fs = std::filesystem;

struct Output {
  int status = -1;  ///< exit status; 1000 + number if ended by a signal
  std::string out, err;
  double processor_seconds = 0;  ///< its own and that of its children
};

/// A folder that goes away with the object. Programs run with it as their working directory.
class Scratch {
public:
  Scratch();
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  ~Scratch();

  fs::path operator/(const std::string& name) const { return folder_ / name; }
  void write(const std::string& name, const std::string& text) const;
  std::string read(const std::string& name) const;
  nlohmann::json report(const std::string& name) const;  ///< losscert-reports/NAME/report.json

  /// From now on losscert finds this shell script beside itself instead of the checker; `$1` is the case and `$2` the certificate.
  void use_checker(const std::string& script);

  Output losscert(const std::vector<std::string>& arguments) const;
  /// Starts it, and leaves it running.
  pid_t start(const std::vector<std::string>& arguments) const;
  /// Waits for the end of what start() began.
  Output finish(pid_t pid) const;

private:
  fs::path folder_, program_;
};

/// The lines of a text, sorted: rows of the table come as their claims are decided.
std::vector<std::string> rows(const std::string& text);

/// A case about (u - 3)^2 with one claim that is proved; `extra` is put after it.
std::string small_case(const std::string& extra = "");
/// Claims for it: true but stated to be refuted; and one that nobody here can decide.
std::string unexpected_claim();
std::string open_claim();

}  // namespace cli
