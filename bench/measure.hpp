// One run of losscert, timed, and its reports as rows.
#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "app/process.hpp"

namespace losscert::bench {

struct Row {
  std::string name, verdict, reason;
  double prover = 0, checker = 0;
  long prover_kib = 0, checker_kib = 0;
  std::vector<std::string> rules;  ///< of the certificate, in order of appearance
  std::uintmax_t certificate_bytes = 0;
};

/// Throws unless the command ends by itself with a status other than 2 (bad usage or input).
app::Ended timed(const std::vector<std::string>& command);
std::vector<Row> rows_of(const std::filesystem::path& reports);

}  // namespace losscert::bench
