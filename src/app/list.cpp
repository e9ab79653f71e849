#include "app/list.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <vector>

#include "app/casebook.hpp"
#include "app/output.hpp"
#include "problem/case.hpp"
#include "support/error.hpp"

namespace losscert::app {
namespace fs = std::filesystem;
namespace {

struct Line {
  std::string name, row, claims, time_class, verdicts, title;
};

// "40 proved, 2 refuted", or "-" without a report of these very lines.
std::string verdicts(const fs::path& report, const std::string& digest) {
  bool readable = false;
  const auto stored = nlohmann::json::parse(read_file(report, readable), nullptr, false);
  std::map<std::string, int> count;
  try {
    if (stored.at("case").at("digest") != digest) return "-";
    for (const auto& c : stored.at("claims")) ++count[c.at("verdict").get<std::string>()];
  } catch (const nlohmann::json::exception&) {
    return "-";
  }
  std::string text;
  for (const auto& [verdict, word] : {std::pair("PROVED", "proved"), std::pair("REFUTED", "refuted"), std::pair("UNDECIDED", "undecided")})
    if (count[verdict] > 0) text += fmt::format("{}{} {}", text.empty() ? "" : ", ", count[verdict], word);
  return text.empty() ? "-" : text;
}

}  // namespace

int list(const std::string& wanted, const fs::path& reports) {
  int status = 0;
  std::vector<Line> lines;
  for (const auto& f : all_cases(wanted)) {
    try {
      const problem::Case c = problem::read_case(f.path.string());
      lines.push_back({f.name, row_of(f), fmt::format("{} {}", c.claims.size(), c.claims.size() == 1 ? "claim" : "claims"), c.time_class,
                       verdicts(reports / f.name / "report.json", c.digest), c.title});
    } catch (const InputError& e) {
      fmt::print(stderr, "losscert: {}\n", e.what());
      status = 2;
    }
  }
  const auto width = [&](std::string Line::*member) {
    std::size_t most = 0;
    for (const auto& l : lines) most = std::max(most, (l.*member).size());
    return most;
  };
  const auto name = width(&Line::name), row = width(&Line::row), claims = width(&Line::claims), verdict = width(&Line::verdicts);
  for (const auto& l : lines)
    fmt::print("{:<{}}  {:<{}}  {:>{}}  {:<4}  {:<{}}  {}\n", l.name, name, l.row, row, l.claims, claims, l.time_class, l.verdicts, verdict, l.title);
  return status;
}

}  // namespace losscert::app
