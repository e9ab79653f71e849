#include "app/terminal.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "report/figures.hpp"

namespace losscert::app {
namespace {

using report::Standing;

bool is_terminal(int descriptor) {
  const char* term = std::getenv("TERM");
  return isatty(descriptor) != 0 && term != nullptr && std::string(term) != "dumb";
}

bool progress_shown = false;

const char* words(Standing s) {
  switch (s) {
    case Standing::AsExpected: return "as expected";
    case Standing::Otherwise: return "NOT EXPECTED";
    case Standing::Undecided: return "undecided";
  }
  return "undecided";
}

const char* colour(Standing s) {
  switch (s) {
    case Standing::AsExpected: return "\033[32m";
    case Standing::Otherwise: return "\033[31m";
    case Standing::Undecided: return "\033[33m";
  }
  return "";
}

}  // namespace

Table::Table(const std::vector<report::CaseResult>& cases)
    : cases_(cases), colour_(is_terminal(STDOUT_FILENO) && std::getenv("NO_COLOR") == nullptr) {
  for (const auto& c : cases) {
    case_width_ = std::max(case_width_, c.name.size());
    for (const auto& r : c.claims) claim_width_ = std::max(claim_width_, r.id().size());
  }
}

void Table::print_row(const report::CaseResult& c, const report::ClaimResult& r) const {
  clear_progress();
  const std::string verdict = fmt::format("{:<9}", to_string(r.verdict));
  fmt::print("{:<{}}  {:<{}}  {}{}{}  {:<12}  {}\n", c.name, case_width_, r.id(), claim_width_, colour_ ? colour(r.standing()) : "", verdict, colour_ ? "\033[0m" : "", words(r.standing()),
             report::in_short(r));
  std::fflush(stdout);
}

void Table::print_summary(const std::string& folder) const {
  clear_progress();
  std::size_t proved = 0, refuted = 0, undecided = 0, otherwise = 0;
  for (const auto& c : cases_)
    for (const auto& r : c.claims) {
      if (r.standing() == Standing::Undecided) {
        ++undecided;
      } else {
        ++(r.verdict == Verdict::Proved ? proved : refuted);
      }
      if (r.standing() == Standing::Otherwise) ++otherwise;
    }
  fmt::print("{} proved, {} refuted, {} undecided; {}. Reports in {}\n", proved, refuted, undecided,
             otherwise > 0 ? fmt::format("{} not as expected", otherwise) : std::string(undecided > 0 ? "the others as expected" : "all as expected, and checked"), folder);
  std::fflush(stdout);
}

void show_progress(const std::vector<std::pair<std::string, double>>& running) {
  if (running.empty()) return;
  const auto longest = std::max_element(running.begin(), running.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  const std::string others = running.size() > 1 ? fmt::format(" and {} more", running.size() - 1) : "";
  const std::string text = fmt::format("{}{}, {:.0f} s", longest->first, others, longest->second);
  if (is_terminal(STDERR_FILENO)) {
    fmt::print(stderr, "\r\033[K{}", text);
    std::fflush(stderr);
    progress_shown = true;
    return;
  }
  // In a log one line a second would be too many: after 1, 2, 4, 8, ... seconds.
  static double next = 1;
  if (longest->second < next / 2) next = 1;
  if (longest->second < next) return;
  next = 2 * longest->second;
  fmt::print(stderr, "still at work: {}\n", text);
}

void clear_progress() {
  if (!progress_shown) return;
  fmt::print(stderr, "\r\033[K");
  std::fflush(stderr);
  progress_shown = false;
}

}  // namespace losscert::app
