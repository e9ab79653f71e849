// Measures a run of all cases of one paper with checks: wall clock, first proof, peak memory, and prover against checker time per certificate.
//   losscert-bench LOSSCERT FOLDER [PAPER [MORE ARGUMENTS OF losscert run]]
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "app/process.hpp"

namespace {

namespace fs = std::filesystem;
using losscert::app::Ended;
using nlohmann::json;

constexpr auto kLimit = std::chrono::hours(2);

Ended timed(const std::vector<std::string>& command) {
  Ended e = losscert::app::run_command(command, kLimit);
  if (e.how != Ended::How::Exited || e.status == 2) throw std::runtime_error(command.front() + " " + e.describe());
  return e;
}

struct Row {
  std::string name, verdict;
  double prover = 0, checker = 0;
  long prover_kib = 0, checker_kib = 0;
};

std::vector<Row> rows_of(const fs::path& reports) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(reports))
    if (entry.path().filename() == "report.json") files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  std::vector<Row> rows;
  for (const auto& file : files) {
    const json report = json::parse(std::ifstream(file));
    for (const auto& c : report.at("claims")) {
      const json& t = report.at("times").at("claims").at(c.at("instance").get<std::string>());
      rows.push_back({file.parent_path().filename().string() + " " + c.at("instance").get<std::string>(), c.at("verdict"), t.at("prover_seconds"), t.at("checker_seconds"),
                      t.at("prover_peak_kib"), t.at("checker_peak_kib")});
    }
  }
  return rows;
}

void print(const std::vector<Row>& rows) {
  fmt::print("{:<60} {:<9} {:>9} {:>9} {:>7} {:>7}\n", "certificate", "verdict", "prover s", "checker s", "MiB", "MiB");
  Row total{"total", "", 0, 0, 0, 0};
  for (const auto& r : rows) {
    fmt::print("{:<60} {:<9} {:>9.3f} {:>9.3f} {:>7} {:>7}\n", r.name, r.verdict, r.prover, r.checker, r.prover_kib / 1024, r.checker_kib / 1024);
    total.prover += r.prover;
    total.checker += r.checker;
    total.prover_kib = std::max(total.prover_kib, r.prover_kib);
    total.checker_kib = std::max(total.checker_kib, r.checker_kib);
  }
  fmt::print("{:<60} {:<9} {:>9.3f} {:>9.3f} {:>7} {:>7}\n", "sum of times, largest memory", "", total.prover, total.checker, total.prover_kib / 1024, total.checker_kib / 1024);
}

// The shortest way to a verdict: a case of one easy claim, from the start of the program to its end.
double first_proof(const std::string& program, const fs::path& folder) {
  const fs::path file = folder / "first-proof.toml";
  std::ofstream(file) << "title = \"First proof\"\n[variables]\nu = \"scalar\"\n[objective]\nexpression = \"(u - 3)^2\"\n"
                         "[[claims]]\nid = \"minimum\"\nkind = \"local-minimum\"\nat = { u = \"3\" }\n";
  double least = 1e9;
  for (int k = 0; k < 5; ++k) least = std::min(least, timed({program, "run", file.string(), "--out", (folder / "first-proof").string()}).seconds);
  return least;
}

}  // namespace

int main(int argc, char* argv[]) {
  if (argc < 3) {
    fmt::print(stderr, "usage: losscert-bench LOSSCERT FOLDER [PAPER [ARGUMENTS OF losscert run]]\n");
    return 2;
  }
  try {
    const std::string program = argv[1], paper = argc > 3 ? argv[3] : "kawaguchi-kaelbling";
    const fs::path folder = argv[2], reports = folder / paper;
    fs::remove_all(reports);
    fs::create_directories(folder);
    const double first = first_proof(program, folder);
    std::vector<std::string> command = {program, "run", paper, "--out", reports.string()};
    command.insert(command.end(), argv + std::min(argc, 4), argv + argc);
    const Ended whole = timed(command);
    print(rows_of(reports));
    fmt::print("\nfirst proof {:.3f} s; whole run {:.2f} s, status {}; peak memory of the program itself {} MiB\n", first, whole.seconds, whole.status, whole.peak_kib / 1024);
  } catch (const std::exception& e) {
    fmt::print(stderr, "losscert-bench: {}\n", e.what());
    return 2;
  }
}
