#include "app/errata.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <set>

#include "app/output.hpp"
#include "app/run.hpp"
#include "app/terminal.hpp"
#include "problem/case.hpp"
#include "report/prose.hpp"
#include "report/sentence.hpp"
#include "support/digest.hpp"
#include "support/error.hpp"

namespace losscert::app {
namespace fs = std::filesystem;
using nlohmann::json;
namespace {

bool is_refuted(const json& claim) { return claim.at("verdict") == "REFUTED" && claim.at("checked") == true; }

struct Erratum {
  std::string case_name, claim, source, printed, why, correction;
};

void print(const Erratum& e) {
  fmt::print("{} {} ({})\n  printed:    {}\n  REFUTED:    {}\n", e.case_name, e.claim, e.source, e.printed, e.why);
  if (!e.correction.empty()) fmt::print("  correction: {}\n", e.correction);
  std::fflush(stdout);
}

std::size_t print_report(const json& report) {
  std::size_t count = 0;
  const auto& claims = report.at("claims");
  for (const auto& c : claims) {
    if (!c.contains("printed") || !is_refuted(c)) continue;
    ++count;
    Erratum e{report.at("case").at("name"), c.at("instance"), report.at("source").at("paper").get<std::string>() + ", " + report.at("source").at("statement").get<std::string>(), c.at("printed"),
              report::without_ticks(c.at("proof").at("reason").get<std::string>()), ""};
    const auto correction = c.contains("correction") ? std::find_if(claims.begin(), claims.end(), [&](const json& o) { return o.at("id") == c.at("correction") && o.at("dimensions") == c.at("dimensions"); }) : claims.end();
    if (correction != claims.end())
      e.correction = correction->at("verdict").get<std::string>() + " " + (correction->contains("says") ? correction->at("says").get<std::string>() : correction->at("statement").get<std::string>());
    print(e);
  }
  return count;
}

void print_count(std::size_t count) { fmt::print("{} printed {} refuted\n", count, count == 1 ? "statement" : "statements"); }

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

int run_errata(const std::vector<CaseFile>& all, const RunOptions& options) {
  std::vector<CaseFile> files;
  std::vector<report::CaseResult> cases;
  for (const auto& f : all) {
    const problem::Case read = problem::read_case(f.path.string());
    if (std::none_of(read.claims.begin(), read.claims.end(), [](const auto& c) { return !c.printed.empty(); })) continue;
    files.push_back(f);
  }
  cases.reserve(files.size());  // claims point into their case's instances
  for (const auto& f : files) {
    cases.push_back(load_case(f));
    auto& claims = cases.back().claims;
    const auto lemmas = lemmas_named(f);
    std::set<std::string> ids;
    for (const auto& r : claims)
      if (!r.claim->printed.empty()) ids.insert({r.claim->id, r.claim->correction});
    // And what they rest on, which stands above them.
    for (auto r = claims.rbegin(); r != claims.rend(); ++r)
      if (ids.count(r->claim->id) > 0) ids.insert(lemmas.at(r->claim->id).begin(), lemmas.at(r->claim->id).end());
    claims.erase(std::remove_if(claims.begin(), claims.end(), [&](const auto& r) { return ids.count(r.claim->id) == 0; }), claims.end());
  }
  std::set<const report::ClaimResult*> decided;
  std::size_t count = 0;
  run_claims(cases, files, options, [&](const report::CaseResult& c, const report::ClaimResult& now) {
    decided.insert(&now);
    for (const auto& r : c.claims) {
      if (r.claim->printed.empty() || decided.count(&r) == 0 || !r.checked || r.verdict != Verdict::Refuted) continue;
      const auto correction = std::find_if(c.claims.begin(), c.claims.end(), [&](const auto& o) { return o.claim->id == r.claim->correction && o.instance == r.instance; });
      // Told by the later of the two.
      if (&now != &r && (correction == c.claims.end() || &now != &*correction)) continue;
      if (correction != c.claims.end() && decided.count(&*correction) == 0) continue;
      Erratum e{c.name, r.id(), c.source.paper + ", " + c.source.statement, r.claim->printed, report::without_ticks(report::prose(c, r).reason), ""};
      if (correction != c.claims.end()) e.correction = std::string(to_string(correction->verdict)) + " " + (correction->claim->says.empty() ? report::without_ticks(report::sentence(c, *correction)) : correction->claim->says);
      clear_progress();
      print(e);
      ++count;
    }
  });
  clear_progress();
  print_count(count);
  return report::exit_status(cases);
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
  print_count(count);
  return status;
}

}  // namespace losscert::app
