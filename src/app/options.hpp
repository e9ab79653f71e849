// What the command line of `losscert run` and `losscert errata` asks for.
#pragma once
#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

namespace losscert::app {

struct RunOptions {
  std::filesystem::path out = "losscert-reports";
  bool json = true, markdown = true, html = true, tex = false;
  unsigned start_bits = 128, limit_bits = 4096;
  std::chrono::seconds time_limit{300};  ///< processor time for the search of one claim, and as much for its check; each may take ten times as long by the clock, and 2 s
  unsigned jobs = 1;
};

/// "128" or "128:1024"; 32..4096, as the certificate format has it. Throws InputError.
void set_precision(RunOptions& options, const std::string& text);
/// Some of "json", "md", "html" and "tex", with commas. Throws InputError.
void set_formats(RunOptions& options, const std::string& text);

}  // namespace losscert::app
