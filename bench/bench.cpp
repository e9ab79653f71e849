// Measures a run of all cases of one paper with checks: wall clock, first proof, peak memory, and prover against checker time per certificate.
//   losscert-bench LOSSCERT FOLDER [PAPER [MORE ARGUMENTS OF losscert run]]
// or how these grow with the size of a network:
//   losscert-bench LOSSCERT FOLDER --growth
// or all cases against another build of the program:
//   losscert-bench LOSSCERT FOLDER --against OTHER_LOSSCERT
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "compare.hpp"
#include "growth.hpp"
#include "measure.hpp"

namespace {

namespace fs = std::filesystem;
using losscert::app::Ended;
using losscert::bench::Row;
using losscert::bench::rows_of;
using losscert::bench::timed;

void print(const std::vector<Row>& rows) {
  fmt::print("{:<60} {:<9} {:>9} {:>9} {:>7} {:>7}\n", "certificate", "verdict", "prover s", "checker s", "MiB", "MiB");
  Row total;
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
    fmt::print(stderr, "usage: losscert-bench LOSSCERT FOLDER [PAPER [ARGUMENTS OF losscert run]]\n       losscert-bench LOSSCERT FOLDER --growth\n       losscert-bench LOSSCERT FOLDER --against OTHER_LOSSCERT\n");
    return 2;
  }
  try {
    const std::string program = argv[1], paper = argc > 3 ? argv[3] : "kawaguchi-kaelbling";
    if (paper == "--growth") {
      losscert::bench::growth(program, argv[2]);
      return 0;
    }
    if (paper == "--against") {
      if (argc != 5) throw std::runtime_error("--against: give the other program");
      losscert::bench::compare(program, argv[4], LOSSCERT_SOURCE_CASES, argv[2]);
      return 0;
    }
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
