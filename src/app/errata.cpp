#include "app/errata.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "app/casebook.hpp"
#include "app/output.hpp"
#include "report/json.hpp"
#include "support/digest.hpp"
#include "support/error.hpp"

namespace losscert::app {
namespace fs = std::filesystem;
using nlohmann::json;
namespace {

bool is_refuted(const json& claim) { return claim.at("verdict") == "REFUTED" && claim.at("checked") == true; }

// The step that tells most of a refutation, or its witness.
std::string evidence(const json& claim) {
  const json& e = claim.at("evidence");
  std::string text;
  if (e.contains("witness") && !e.at("witness").empty()) {
    for (const auto& [name, value] : e.at("witness").items()) text += (text.empty() ? "at " : ", ") + name + " = " + value.get<std::string>();
  }
  std::string rules;
  for (const auto& r : e.at("rules")) rules += (rules.empty() ? "" : ", ") + r.get<std::string>();
  if (rules.empty()) rules = "the limit along the path";
  return text + (text.empty() ? "" : "; ") + "by " + rules;
}

std::size_t print_report(const json& report) {
  std::size_t count = 0;
  const auto& claims = report.at("claims");
  for (const auto& c : claims) {
    if (!c.contains("printed") || !is_refuted(c)) continue;
    ++count;
    fmt::print("{} {} ({}, {})\n", report.at("case").at("name").get<std::string>(), c.at("instance").get<std::string>(), report.at("source").at("paper").get<std::string>(),
               report.at("source").at("statement").get<std::string>());
    fmt::print("  printed:    {}\n", c.at("printed").get<std::string>());
    fmt::print("  REFUTED:    {}\n", evidence(c));
    if (!c.contains("correction")) continue;
    const auto correction = std::find_if(claims.begin(), claims.end(), [&](const json& o) { return o.at("id") == c.at("correction") && o.at("dimensions") == c.at("dimensions"); });
    if (correction != claims.end())
      fmt::print("  correction: {} {}\n", correction->at("verdict").get<std::string>(), correction->contains("says") ? correction->at("says").get<std::string>() : correction->at("statement").get<std::string>());
  }
  return count;
}

// What a report says holds for the case and the certificates that it was made from.
std::string staleness(const json& report, const fs::path& folder) {
  bool readable = false;
  for (const auto& c : report.at("claims")) {
    if (c.at("checked") != true) continue;
    const std::string bytes = read_file(folder / c.at("certificate").get<std::string>(), readable);
    if (!readable || sha256(bytes) != c.at("certificate_digest")) return "its certificate " + c.at("certificate").get<std::string>() + " is not the one that was checked";
  }
  const fs::path source = cases_folder() / (report.at("case").at("name").get<std::string>() + ".toml");
  const std::string bytes = read_file(source, readable);
  if (readable && sha256(bytes) != report.at("case").at("digest")) return "its case has changed since";
  return "";
}

}  // namespace

std::size_t print_errata(const std::vector<report::CaseResult>& cases) {
  std::size_t count = 0;
  for (const auto& c : cases) count += print_report(json::parse(report::to_json(c)));
  fmt::print("{} printed {} refuted\n", count, count == 1 ? "statement" : "statements");
  return count;
}

int print_errata(const fs::path& reports) {
  std::error_code error;
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(reports, error))
    if (entry.path().filename() == "report.json" && entry.path().parent_path().filename().string().front() != '.') files.push_back(entry.path());
  if (error || files.empty()) throw InputError(reports.string() + ": holds no report.json; make reports with `losscert run`");
  std::sort(files.begin(), files.end());
  int status = 0;
  std::size_t count = 0;
  for (const auto& file : files) {
    bool readable = false;
    try {
      const json report = json::parse(read_file(file, readable));
      if (const std::string stale = staleness(report, file.parent_path()); !stale.empty()) {
        fmt::print(stderr, "losscert: {}: left out, since {}; run it again\n", file.string(), stale);
        status = 3;
        continue;
      }
      count += print_report(report);
    } catch (const json::exception&) {
      throw InputError(file.string() + ": is no report of losscert");
    }
  }
  fmt::print("{} printed {} refuted\n", count, count == 1 ? "statement" : "statements");
  return status;
}

}  // namespace losscert::app
