#include "app/explain.hpp"

#include <fmt/format.h>

#include "app/run.hpp"
#include "app/search.hpp"
#include "app/terminal.hpp"
#include "report/attempts.hpp"
#include "support/error.hpp"

namespace losscert::app {
namespace {

std::string outcome(const Found& found) {
  switch (found.verdict) {
    case Verdict::Proved: return "evidence for it was found (`losscert run` checks it)";
    case Verdict::Refuted: return "evidence against it was found (`losscert run` checks it)";
    case Verdict::Undecided: return "undecided: " + found.reason;
  }
  return "undecided";
}

void print(const report::CaseResult& c, const report::ClaimResult& r, const Ended& e, std::size_t lines) {
  const Found found = read_search(e);
  clear_progress();
  fmt::print("{} {}: {}\n", c.name, r.id(), outcome(found));
  const auto tree = report::attempts_as_lines(found.trace, lines);
  if (tree.empty()) fmt::print("  no attempts are told\n");
  for (const auto& line : tree) fmt::print("  {}\n", line);
  fmt::print("  {:.2f} s of processor time\n", e.processor_seconds);
  for (const auto& line : report::strategies_as_lines(found.trace)) fmt::print("    {}\n", line);
  std::fflush(stdout);
}

}  // namespace

void explain(const CaseFile& file, const std::string& claim, const RunOptions& options, std::size_t lines) {
  catch_signals();
  const auto c = load_case(file);
  const auto lemmas = lemmas_named(file);
  Pool pool(options.jobs, show_progress);
  bool some = false;
  for (const auto& r : c.claims) {
    if (!claim.empty() && claim != r.claim->id && claim != r.id()) continue;
    some = true;
    pool.add(search_task(c.name + " " + r.id(), r, lemmas.at(r.claim->id), options, true, [&, lines](const Ended& e) { print(c, r, e, lines); }));
  }
  if (!some) throw InputError(file.path.string() + ": has no claim '" + claim + "'");
  pool.run();
}

}  // namespace losscert::app
