#include "growth.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <optional>
#include <vector>

#include "growth_cases.hpp"
#include "measure.hpp"

namespace losscert::bench {

namespace {

namespace fs = std::filesystem;

constexpr int kSecondsPerClaim = 60;

struct Series {
  std::string name;
  std::vector<Size> sizes;
};

std::vector<Series> all_series() {
  Series neurons{"neurons", {}}, samples{"samples", {}}, layers{"layers", {}}, both{"neurons and samples", {}};
  for (const int m : {1, 2, 5, 10, 20, 50}) neurons.sizes.push_back({m, 3, 1});
  for (const int n : {3, 6, 12, 25, 50}) samples.sizes.push_back({2, n, 1});
  for (const int h : {1, 2, 3, 4}) layers.sizes.push_back({2, 3, h});
  for (const int k : {3, 6, 12, 25, 50}) both.sizes.push_back({k, k, 1});
  return {neurons, samples, layers, both};
}

std::string deciding(const std::vector<std::string>& rules) {
  for (const char* rule : {"definite-box", "fibrewise", "lower-bound", "definite", "minorant"})
    if (std::find(rules.begin(), rules.end(), rule) != rules.end()) return rule;
  return rules.empty() ? "-" : rules.front();
}

double ratio(double now, double first) { return first > 0 ? now / first : 0; }

void measure(const std::string& program, const fs::path& folder, const Series& series, const std::string& kind, std::string (*text)(const Size&)) {
  fmt::print("\ngrowth with {}, {}; ratios to the first line\n{:>3} {:>3} {:>3}  {:<10} {:<13} {:>9} {:>7} {:>9} {:>7} {:>6} {:>6} {:>9} {:>7}\n", series.name,
             kind, "m", "N", "H", "verdict", "evidence", "prover s", "ratio", "checker s", "ratio", "MiB", "MiB", "bytes", "ratio");
  std::optional<Row> first;
  for (const auto& s : series.sizes) {
    const std::string name = fmt::format("{}-m{}-n{}-h{}", kind == "by exact symbols" ? "symbols" : "enclosures", s.neurons, s.samples, s.layers);
    const fs::path file = folder / (name + ".toml"), reports = folder / name;
    std::ofstream(file) << text(s);
    fs::remove_all(reports);
    timed({program, "run", file.string(), "--out", reports.string(), "--time-limit", std::to_string(kSecondsPerClaim)});
    const Row r = rows_of(reports).at(0);
    if (!first) first = r;
    fmt::print("{:>3} {:>3} {:>3}  {:<10} {:<13} {:>9.3f} {:>7.1f} {:>9.3f} {:>7.1f} {:>6} {:>6} {:>9} {:>7.1f}\n", s.neurons, s.samples, s.layers, r.verdict,
               deciding(r.rules), r.prover, ratio(r.prover, first->prover), r.checker, ratio(r.checker, first->checker), r.prover_kib / 1024,
               r.checker_kib / 1024, r.certificate_bytes, ratio(static_cast<double>(r.certificate_bytes), static_cast<double>(first->certificate_bytes)));
    std::fflush(stdout);
    if (r.verdict != "UNDECIDED") continue;
    fmt::print("  {}\n", r.reason);
    if (r.prover > 0.9 * kSecondsPerClaim) break;  // what is larger takes longer still
  }
}

}  // namespace

void growth(const std::string& program, const fs::path& folder) {
  fs::create_directories(folder);
  fmt::print(
      "E = sum over N samples of a network's squared error, m units in the first of H hidden layers (m = number of neurons, MiB: prover's and checker's peak); "
      "at most {} s a claim\n",
      kSecondsPerClaim);
  for (const auto& series : all_series()) {
    measure(program, folder, series, "by exact symbols", symbolic_case);
    measure(program, folder, series, "by enclosures", interval_case);
  }
}

}  // namespace losscert::bench
