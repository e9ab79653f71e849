#include "compare.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <vector>

#include "measure.hpp"

namespace losscert::bench {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kSlowest = 25;

struct Pair {
  double ours = 0, theirs = 0;
};

std::string ratio(const Pair& p) { return p.theirs > 0 ? fmt::format("{:.3f}", p.ours / p.theirs) : "-"; }

void print(const std::string& name, const Pair& p) { fmt::print("{:<66} {:>9.2f} {:>9.2f} {:>8}\n", name, p.ours, p.theirs, ratio(p)); }

// One process at a time, so that claims do not compete with each other.
double processor_seconds(const std::string& program, const std::string& paper, const fs::path& reports) {
  fs::remove_all(reports);
  return timed({program, "run", paper, "--jobs", "1", "--format", "json", "--out", reports.string()}).processor_seconds;
}

struct ByClaim {
  Row ours, theirs;
  double longest() const { return std::max(time(ours), time(theirs)); }
  static double time(const Row& r) { return r.prover + r.checker; }
};

}  // namespace

void compare(const std::string& program, const std::string& other, const fs::path& cases, const fs::path& folder) {
  setenv("LOSSCERT_CASES", fs::absolute(cases).c_str(), 1);  // the other program may have its own
  std::vector<std::string> papers;
  for (const auto& entry : fs::directory_iterator(cases))
    if (entry.is_directory()) papers.push_back(entry.path().filename().string());
  std::sort(papers.begin(), papers.end());
  fmt::print("{:<66} {:>9} {:>9} {:>8}\n", "processor time, s, search and checks", "this", "other", "ratio");
  Pair all;
  std::map<std::string, ByClaim> claims;
  for (const auto& paper : papers) {
    const fs::path ours = folder / "this" / paper, theirs = folder / "other" / paper;
    const Pair p{processor_seconds(program, paper, ours), processor_seconds(other, paper, theirs)};
    print(paper, p);
    std::fflush(stdout);
    all.ours += p.ours;
    all.theirs += p.theirs;
    for (const auto& r : rows_of(ours)) claims[paper + "/" + r.name].ours = r;
    for (const auto& r : rows_of(theirs)) claims[paper + "/" + r.name].theirs = r;
  }
  print("all", all);

  std::vector<std::pair<std::string, ByClaim>> slowest(claims.begin(), claims.end());
  std::stable_sort(slowest.begin(), slowest.end(), [](const auto& a, const auto& b) { return a.second.longest() > b.second.longest(); });
  if (slowest.size() > kSlowest) slowest.resize(kSlowest);
  fmt::print("\n{:<66} {:>9} {:>9} {:>8}\n", "slowest claims, s by the clock, search and check", "this", "other", "ratio");
  for (const auto& [name, c] : slowest) print(name, {ByClaim::time(c.ours), ByClaim::time(c.theirs)});

  std::size_t different = 0;
  for (const auto& [name, c] : claims) {
    if (c.ours.verdict == c.theirs.verdict) continue;
    ++different;
    fmt::print("{}{}: {}, and {} under the other\n", different == 1 ? "\n" : "", name, c.ours.verdict.empty() ? "not there" : c.ours.verdict, c.theirs.verdict.empty() ? "not there" : c.theirs.verdict);
  }
  fmt::print("\n{} claims, {} with another verdict\n", claims.size(), different);
}

}  // namespace losscert::bench
