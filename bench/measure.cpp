#include "measure.hpp"

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>

namespace losscert::bench {

namespace fs = std::filesystem;
using nlohmann::json;

namespace {

constexpr auto kLimit = std::chrono::hours(2);

}  // namespace

app::Ended timed(const std::vector<std::string>& command) {
  app::Ended e = app::run_command(command, {kLimit});
  if (e.how != app::Ended::How::Exited || e.status == 2) throw std::runtime_error(command.front() + " " + e.describe() + " " + e.errors);
  return e;
}

std::vector<Row> rows_of(const fs::path& reports) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(reports))
    if (entry.path().filename() == "report.json") files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  std::vector<Row> rows;
  for (const auto& file : files) {
    const json report = json::parse(std::ifstream(file));
    for (const auto& c : report.at("claims")) {
      const auto instance = c.at("instance").get<std::string>();
      const json& t = report.at("times").at("claims").at(instance);
      Row r{file.parent_path().filename().string() + " " + instance,
            c.at("verdict"),
            c.at("reason"),
            t.at("prover_seconds"),
            t.at("checker_seconds"),
            t.at("prover_peak_kib"),
            t.at("checker_peak_kib"),
            {},
            0};
      if (c.at("evidence").contains("rules")) r.rules = c.at("evidence").at("rules").get<std::vector<std::string>>();
      if (const auto certificate = c.at("certificate").get<std::string>(); !certificate.empty())
        r.certificate_bytes = fs::file_size(file.parent_path() / certificate);
      rows.push_back(std::move(r));
    }
  }
  return rows;
}

}  // namespace losscert::bench
