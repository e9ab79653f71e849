// The command line of losscert: parsing, and exit statuses.
//   0 all as expected and checked   1 a claim came out otherwise   2 bad usage or input   3 a claim is undecided
#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <csignal>
#include <thread>

#include "app/casebook.hpp"
#include "app/certify.hpp"
#include "app/errata.hpp"
#include "app/explain.hpp"
#include "app/list.hpp"
#include "app/options.hpp"
#include "app/process.hpp"
#include "app/run.hpp"
#include "app/show.hpp"
#include "app/terminal.hpp"
#include "support/error.hpp"

namespace {

using namespace losscert::app;

struct Arguments {
  RunOptions run;
  std::string formats = "json,md,html", precision = "128:4096", paper, from;
  long long time_limit = 300, jobs = 1, lines = 200;
  std::vector<std::string> cases, certificates;
  std::string one_case, one_claim, point, weights;
  FindOptions find;
  bool all = false, latex = false;
};

void add_search_options(CLI::App& command, Arguments& a) {
  command.add_option("--precision", a.precision, "Working precision in bits, START or START:LIMIT")->capture_default_str();
  command.add_option("--time-limit", a.time_limit, "Seconds of processor time for the search of one claim, and as many for its check; by the clock each may take ten times as long, and 2 s")->capture_default_str();
  command.add_option("--jobs", a.jobs, "Processes at once")->capture_default_str();
}

void add_run_options(CLI::App& command, Arguments& a) {
  command.add_option("--out", a.run.out, "Folder for the reports")->capture_default_str();
  command.add_option("--format", a.formats, "Report formats: some of json, md, html, tex")->capture_default_str();
  add_search_options(command, a);
}

RunOptions run_options(Arguments& a) {
  set_formats(a.run, a.formats);
  set_precision(a.run, a.precision);
  constexpr long long kLongest = 30LL * 24 * 3600;
  if (a.time_limit < 1 || a.time_limit > kLongest) throw losscert::InputError("--time-limit: give seconds from 1 to " + std::to_string(kLongest));
  a.run.time_limit = std::chrono::seconds(a.time_limit);
  if (a.jobs < 1 || a.jobs > 256) throw losscert::InputError("--jobs: give a number from 1 to 256");
  a.run.jobs = static_cast<unsigned>(a.jobs);
  return a.run;
}

std::vector<CaseFile> wanted_cases(const Arguments& a) {
  if (a.all != a.cases.empty()) throw losscert::InputError(a.all ? "run: give --all or names of cases, not both" : "run: give cases, papers, files, or --all");
  if (a.all) return all_cases();
  std::vector<CaseFile> files;
  for (const auto& name : a.cases)
    for (auto& f : find_cases(name)) files.push_back(std::move(f));
  return files;
}

// The checker is another program, and stays one.
[[noreturn]] void become_checker(const Arguments& a) {
  std::vector<std::string> words = {checker_program().string(), find_case(a.one_case).path.string()};
  words.insert(words.end(), a.certificates.begin(), a.certificates.end());
  std::vector<char*> pointers;
  for (auto& w : words) pointers.push_back(w.data());
  pointers.push_back(nullptr);
  execv(pointers[0], pointers.data());
  throw losscert::InputError(words.front() + ": cannot be started");
}

int dispatch(CLI::App& app, Arguments& a) {
  if (app.got_subcommand("list")) return list(a.paper, a.from.empty() ? a.run.out : std::filesystem::path(a.from));
  if (app.got_subcommand("show")) return show(find_case(a.one_case), a.latex), 0;
  if (app.got_subcommand("explain")) {
    if (a.lines < 1) throw losscert::InputError("--lines: give a number from 1");
    return explain(find_case(a.one_case), a.one_claim, run_options(a), static_cast<std::size_t>(a.lines)), 0;
  }
  if (app.got_subcommand("check")) become_checker(a);
  if (app.got_subcommand("find")) return find(find_case(a.one_case), a.find, run_options(a));
  if (app.got_subcommand("certify")) return certify(find_case(a.one_case), a.point, a.weights, run_options(a));
  if (app.got_subcommand("run")) return losscert::report::exit_status(run_cases(wanted_cases(a), run_options(a)));
  if (!a.from.empty()) return print_errata(std::filesystem::path(a.from));
  return run_errata(all_cases(a.paper), run_options(a));
}

}  // namespace

int main(int argc, char* argv[]) {
  CLI::App app("losscert certifies claims about loss surfaces of neural networks: it searches for evidence, and an independent checker verifies it.", "losscert");
  app.set_version_flag("--version", "losscert " LOSSCERT_VERSION);
  app.require_subcommand(1);
  app.footer("Exit status: 0 all as expected and checked; 1 a claim came out otherwise; 2 bad usage or input; 3 a claim is undecided.");
  Arguments a;
  a.run.jobs = std::max(1U, std::thread::hardware_concurrency());
  a.jobs = a.run.jobs;

  auto* list = app.add_subcommand("list", "List the cases");
  list->add_option("paper", a.paper, "Only those of this paper, or statement of it");
  list->add_option("--from", a.from, "The folder of reports whose verdicts are shown, of the cases as they stand; losscert-reports if none is given");
  auto* run = app.add_subcommand("run", "Prove the claims of cases, check the certificates, write reports");
  run->add_option("cases", a.cases, "Statements (paper/theorem-5: theorem-5 and all theorem-5-*), papers (all their cases), or files");
  run->add_flag("--all", a.all, "All cases");
  add_run_options(*run, a);
  auto* errata = app.add_subcommand("errata", "List the printed statements that are refuted, with their corrections");
  errata->add_option("paper", a.paper, "Only those of this paper, or statement of it");
  errata->add_option("--from", a.from, "Read the reports in this folder instead of running the cases");
  add_search_options(*errata, a);
  auto* show = app.add_subcommand("show", "Print a case's objective, gradient and Hessian");
  show->add_option("case", a.one_case, "The case, or a file")->required();
  show->add_flag("--latex", a.latex, "As LaTeX");
  auto* explain = app.add_subcommand("explain", "Search, and print what was tried as a tree; nothing is checked or written");
  explain->add_option("case", a.one_case, "The case, or a file")->required();
  explain->add_option("claim", a.one_claim, "One claim of it; all if none is given");
  explain->add_option("--lines", a.lines, "At most so many lines a claim")->capture_default_str();
  add_search_options(*explain, a);
  auto* certify = app.add_subcommand("certify", "Say what a given point of an objective is, a strict minimum, a saddle or no critical point, within which distance, and check it; the objective is never expanded");
  certify->add_option("case", a.one_case, "The case, or a file; it needs no claims")->required();
  certify->add_option("point", a.point, "A point of the case; without it its claims about balls are decided, or else all its points are looked at");
  certify->add_option("--weights", a.weights, "Weights in a file of numpy.savez instead of a point: an array for each variable, by its name");
  certify->add_option("--out", a.run.out, "Folder for the case with its new claims and the certificates")->capture_default_str();
  add_search_options(*certify, a);
  auto* find = app.add_subcommand("find", "Descend from random points, and certify the minima (or saddles) where that ends");
  find->add_option("case", a.one_case, "The case, or a file; it needs no claims")->required();
  find->add_option("--starts", a.find.starts, "How many starting points")->capture_default_str()->check(CLI::Range(1, 100000));
  find->add_option("--seed", a.find.seed, "The same seed gives the same starting points")->capture_default_str();
  find->add_option("--spread", a.find.spread, "Standard deviation of the starting points' components")->capture_default_str()->check(CLI::PositiveNumber);
  find->add_option("--out", a.run.out, "Folder for the case with its new claims and the certificates")->capture_default_str();
  add_search_options(*find, a);
  auto* check = app.add_subcommand("check", "Run the independent checker on certificates");
  check->add_option("case", a.one_case, "The case, or a file")->required();
  check->add_option("certificates", a.certificates, "Certificates")->required();

  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& e) {
    if (e.get_exit_code() == 0) return app.exit(e);
    fmt::print(stderr, "losscert: {}; see losscert --help\n", e.what());
    return 2;
  }
  try {
    return dispatch(app, a);
  } catch (const Interrupted& stop) {
    clear_progress();
    fmt::print(stderr, "losscert: interrupted; reports that were not complete are not written\n");
    // End the way the signal would have, so that a calling shell sees it.
    std::signal(stop.signal, SIG_DFL);
    std::raise(stop.signal);
    return 128 + stop.signal;
  } catch (const std::exception& e) {
    clear_progress();
    fmt::print(stderr, "losscert: {}\n", e.what());
    return 2;
  }
}
