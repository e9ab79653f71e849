#include "app/run.hpp"

#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "app/judge.hpp"
#include "app/output.hpp"
#include "app/process.hpp"
#include "app/search.hpp"
#include "app/terminal.hpp"
#include "app/versions.hpp"
#include "app/written.hpp"
#include "certify/claim.hpp"
#include "objective/elaborate.hpp"
#include "problem/case.hpp"
#include "prove/proof/lemma.hpp"
#include "report/html.hpp"
#include "report/json.hpp"
#include "report/markdown.hpp"
#include "report/tex.hpp"
#include "support/digest.hpp"
#include "support/error.hpp"

namespace losscert::app {
namespace fs = std::filesystem;

// "no-local-minimum[d=2,m=1]" -> "no-local-minimum_d-2_m-1.json". Claim ids have no underscore, so no two names meet, nor one with the report's own files.
std::string certificate_name(const std::string& id) {
  std::string name;
  for (char c : id) {
    if (c == ']') continue;
    name += c == '[' || c == ',' ? '_' : c == '=' ? '-' : c;
  }
  return (name == "report" ? "report_" : name) + ".json";
}

namespace {

using Decided = std::function<void(const report::CaseResult&, const report::ClaimResult&)>;

class Run {
public:
  Run(std::vector<report::CaseResult>& cases, const std::vector<CaseFile>& files, const RunOptions& options, Decided decided)
      : cases_(cases), files_(files), options_(options), checker_(checker_program()), decided_(std::move(decided)), pool_(options.jobs, show_progress) {
    const Versions versions = tool_versions(checker_);
    for (auto& c : cases_) c.versions = versions;
    for (const auto& f : files_) lemmas_.push_back(lemmas_named(f));
    for (const auto& c : cases_) {
      folders_.emplace_back(options.out, c.name);
      open_claims_.push_back(c.claims.size());
    }
  }

  void run() {
    for (std::size_t k = 0; k < cases_.size(); ++k)
      for (auto& r : cases_[k].claims)
        if (lemmas_[k].at(r.claim->id).empty()) add_search(k, r);
    pool_.run();
  }

private:
  using Versions = report::Versions;

  void add_search(std::size_t k, report::ClaimResult& r) {
    std::vector<std::string> proved;
    for (const auto* lemma : lemmas_of(k, r))
      if (lemma->verdict == Verdict::Proved) proved.push_back(lemma->claim->id);
    pool_.add(search_task(cases_[k].name + " " + r.id(), r, proved, options_, false, [this, k, &r](const Ended& e) { searched(k, r, e); }));
  }

  // The claims in `using`, for the same dimensions.
  std::vector<const report::ClaimResult*> lemmas_of(std::size_t k, const report::ClaimResult& r) const {
    std::vector<const report::ClaimResult*> out;
    const auto& ids = lemmas_[k].at(r.claim->id);
    for (const auto& other : cases_[k].claims)
      if (other.instance == r.instance && std::find(ids.begin(), ids.end(), other.claim->id) != ids.end()) out.push_back(&other);
    return out;
  }

  // Who has waited for this claim, and for no other any more, may begin.
  void add_waiting(std::size_t k, const report::ClaimResult& done) {
    done_.insert(&done);
    for (auto& r : cases_[k].claims) {
      const auto lemmas = lemmas_of(k, r);
      if (std::find(lemmas.begin(), lemmas.end(), &done) != lemmas.end() && std::all_of(lemmas.begin(), lemmas.end(), [&](const auto* l) { return done_.count(l) > 0; })) add_search(k, r);
    }
  }

  void searched(std::size_t k, report::ClaimResult& r, const Ended& e) {
    r.prover_seconds = e.seconds;
    r.prover_peak_kib = e.peak_kib;
    r.prover_processor_seconds = e.processor_seconds;
    Found found = read_search(e);
    if (found.verdict == Verdict::Undecided) {
      r.leave_undecided(std::move(found.reason));
      if (!found.trace.is_null()) r.attempts = std::make_shared<const nlohmann::json>(std::move(found.trace));
      return finished(k, r);
    }
    nlohmann::json certificate = std::move(found.certificate);
    certificate["format"] = "losscert-certificate";
    certificate["version"] = 1;
    certificate["case"] = cases_[k].digest;
    certificate["claim"] = r.claim->id;
    certificate["dimensions"] = r.instance->dimensions;
    std::map<std::string, nlohmann::json> proved;
    for (const auto* lemma : lemmas_of(k, r))
      if (lemma->verdict == Verdict::Proved) proved.emplace(lemma->claim->id, *lemma->evidence);
    certificate = prove::proof::with_lemmas(std::move(certificate), proved);
    r.certificate = certificate_name(r.id());
    const std::string text = certificate.dump(1) + "\n";
    r.evidence = std::make_shared<const nlohmann::json>(std::move(certificate));
    folders_[k].write(r.certificate, text);
    add_check(k, r, found.verdict, sha256(text));
  }

  void add_check(std::size_t k, report::ClaimResult& r, Verdict found, const std::string& written) {
    Task t;
    t.label = cases_[k].name + " " + r.id() + " (check)";
    t.limits = check_limits(options_);
    t.command = {checker_.string(), files_[k].path.string(), folders_[k].file(r.certificate).string()};
    t.done = [this, k, &r, found, written](const Ended& e) {
      r.checker_seconds = e.seconds;
      r.checker_processor_seconds = e.processor_seconds;
      r.checker_peak_kib = e.peak_kib;
      judge(r, found, e, files_[k].path.string());
      // What was checked must be what is reported: the same bytes, before and after.
      bool readable = false;
      r.certificate_digest = sha256(read_file(folders_[k].file(r.certificate), readable));
      if (!readable || r.certificate_digest != written) r.leave_undecided("the certificate file was changed during the run");
      if (sha256(read_file(files_[k].path, readable)) != cases_[k].digest || !readable) r.leave_undecided("the case file was changed during the run");
      finished(k, r);
    };
    pool_.add_next(std::move(t));
  }

  // The claim itself first; the reports of a case when all of its claims are there.
  void finished(std::size_t k, const report::ClaimResult& r) {
    auto& c = cases_[k];
    decided_(c, r);
    add_waiting(k, r);
    if (--open_claims_[k] != 0) return;
    for (const auto& each : c.claims) c.seconds += each.prover_seconds + each.checker_seconds;
    if (!(options_.json || options_.markdown || options_.html || options_.tex)) return;
    const report::CasePage page = report::page(c);
    if (options_.json) folders_[k].write("report.json", report::to_json(c, page));
    if (options_.markdown) folders_[k].write("report.md", report::to_markdown(c, page));
    if (options_.html) folders_[k].write("report.html", report::to_html(c, page));
    if (options_.tex) {
      folders_[k].write("report.tex", report::to_tex(c, page));
      folders_[k].write("report-appendix.tex", report::to_tex_fragment(c, page));
    }
    folders_[k].commit();
  }

  std::vector<report::CaseResult>& cases_;
  const std::vector<CaseFile>& files_;
  const RunOptions& options_;
  fs::path checker_;
  std::vector<ReportFolder> folders_;
  std::vector<std::size_t> open_claims_;
  std::vector<std::map<std::string, std::vector<std::string>>> lemmas_;  ///< of each case
  std::set<const report::ClaimResult*> done_;
  Decided decided_;
  Pool pool_;
};

// The lines of one [[claims]] table: up to the next header. Rows of arrays begin with a bracket too, but no letter follows it.
std::string lines_of_claim(const std::string& file, int line) {
  std::istringstream stream(file);
  std::string text, row;
  std::size_t end = 0;  // after the last line that is no remark on what follows
  for (int k = 1; std::getline(stream, row); ++k) {
    if (k > line && (row.rfind("[[", 0) == 0 || (row.size() > 1 && row[0] == '[' && std::isalpha(static_cast<unsigned char>(row[1])) != 0))) break;
    if (k < line) continue;
    text += row + "\n";
    const auto first = row.find_first_not_of(" \t\r");
    if (first != std::string::npos && row[first] != '#') end = text.size() - 1;
  }
  return text.substr(0, end);
}

}  // namespace

fs::path checker_program() {
  fs::path program = program_folder() / "losscert-check";
  if (access(program.c_str(), X_OK) != 0) throw InputError(program.string() + ": the checker is missing; build or install it beside losscert");
  return program;
}

report::CaseResult load_case(const CaseFile& file) {
  const problem::Case c = problem::read_case(file.path.string());
  for (const auto& claim : c.claims)
    if (certify::is_about_a_ball(claim)) throw InputError(c.file, claim.line, "a claim of kind '" + claim.kind + "' is decided by `losscert certify`, which never expands the objective; run that, or put the claim into a case of its own");
  report::CaseResult result;
  result.name = file.name;
  result.file = file.path.filename().string();
  result.digest = c.digest;
  result.source = {c.title, c.paper, c.statement, c.quote, c.note, c.time_class};
  result.written = written(c);
  result.instances = objective::elaborate(c);
  bool readable = false;
  const std::string bytes = read_file(file.path, readable);
  if (sha256(bytes) != result.digest) throw InputError(file.path.string() + ": was changed while it was read; run it again");
  for (const auto& i : result.instances)
    for (const auto& claim : i.claims) {
      report::ClaimResult r;
      r.instance = &i;
      r.claim = &claim;
      r.as_written = lines_of_claim(bytes, claim.line);
      for (const auto& syntax : c.claims)
        if (syntax.id == claim.id) r.written = written(c, syntax);
      result.claims.push_back(std::move(r));
    }
  return result;
}

std::map<std::string, std::vector<std::string>> lemmas_named(const CaseFile& file) {
  std::map<std::string, std::vector<std::string>> out;
  for (const auto& claim : problem::read_case(file.path.string()).claims) out[claim.id] = claim.lemmas;
  return out;
}

std::vector<report::CaseResult> run_cases(const std::vector<CaseFile>& files, const RunOptions& options) {
  catch_signals();
  std::set<std::string> names;
  for (const auto& f : files)
    if (!names.insert(f.name).second) throw InputError(f.path.string() + ": another case of this run is named " + f.name + " too; run them one by one with their own --out");
  std::vector<report::CaseResult> cases;
  cases.reserve(files.size());  // claims point into their case's instances
  for (const auto& f : files) cases.push_back(load_case(f));
  const Table table(cases);
  Run(cases, files, options, [&](const report::CaseResult& c, const report::ClaimResult& r) { table.print_row(c, r); }).run();
  if (options.html) write_index(options.out, report::to_html_index(cases));
  table.print_summary(options.out.string());
  return cases;
}

void run_claims(std::vector<report::CaseResult>& cases, const std::vector<CaseFile>& files, const RunOptions& options, const Decided& decided) {
  catch_signals();
  const ScratchFolder scratch;  // the certificates must be somewhere while they are checked
  RunOptions quiet = options;
  quiet.out = scratch.path();
  quiet.json = quiet.markdown = quiet.html = quiet.tex = false;
  Run(cases, files, quiet, decided).run();
}

}  // namespace losscert::app
