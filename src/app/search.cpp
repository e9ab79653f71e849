#include "app/search.hpp"

#include <unistd.h>

#include "prove/claim/prove.hpp"
#include "report/notation.hpp"

namespace losscert::app {
namespace {

using nlohmann::json;

// By the clock, a search (and a check) may take this many times its processor time, and some seconds: a busy machine is not the claim's fault.
constexpr int kPatience = 10;
constexpr auto kGrace = std::chrono::seconds(2);

// The search heeds its processor time by itself and then says most. Where a step takes long without looking, the system ends it a tenth later.
std::chrono::seconds at_most(std::chrono::seconds limit) { return limit + limit / 10 + std::chrono::seconds(1); }

void write_all(int to, const std::string& text) {
  for (std::size_t done = 0; done < text.size();) {
    const ssize_t n = write(to, text.data() + done, text.size() - done);
    if (n <= 0) throw std::runtime_error("the result could not be handed over");
    done += static_cast<std::size_t>(n);
  }
}

// "proof > sign > line > ... > sign > interval"
std::string in_short(std::vector<std::string> names) {
  constexpr std::size_t kOuter = 3, kInner = 2;
  if (names.size() > kOuter + kInner) {
    names.erase(names.begin() + kOuter, names.end() - kInner);
    names.insert(names.begin() + kOuter, "...");
  }
  return report::join(names, " > ");
}

// In the child: one search, its outcome as JSON on the descriptor.
void search(const report::ClaimResult& r, const std::vector<std::string>& lemmas, const prove::Options& options, int to) {
  const prove::Outcome outcome = prove::prove(*r.instance, *r.claim, options, lemmas);
  write_all(to, json{{"verdict", to_string(outcome.verdict)}, {"reason", outcome.reason}, {"certificate", outcome.certificate}, {"trace", outcome.trace}}.dump());
}

}  // namespace

Limits search_limits(const RunOptions& options) { return {kPatience * options.time_limit + kGrace, at_most(options.time_limit)}; }
Limits check_limits(const RunOptions& options) { return {kPatience * options.time_limit + kGrace, options.time_limit}; }

Task search_task(const std::string& label, const report::ClaimResult& claim, const std::vector<std::string>& lemmas, const RunOptions& options, bool all_attempts, std::function<void(const Ended&)> done) {
  prove::Options o;
  o.start_bits = options.start_bits;
  o.limit_bits = options.limit_bits;
  o.patience = options.time_limit;
  o.all_attempts = all_attempts;
  Task t;
  t.label = label;
  t.limits = search_limits(options);
  t.body = [&claim, lemmas, o](int to) { search(claim, lemmas, o, to); };
  t.done = std::move(done);
  return t;
}

Found read_search(const Ended& end) {
  Found found;
  const json outcome = end.succeeded() ? json::parse(end.output, nullptr, false) : json();
  if (!outcome.is_object()) {
    found.reason = "the search " + end.describe();
    if (!end.at_work.empty()) found.reason += "; at work: " + in_short(end.at_work);
    return found;
  }
  const std::string verdict = outcome.at("verdict");
  if (verdict == to_string(Verdict::Proved)) found.verdict = Verdict::Proved;
  if (verdict == to_string(Verdict::Refuted)) found.verdict = Verdict::Refuted;
  found.reason = outcome.at("reason");
  found.certificate = outcome.at("certificate");
  found.trace = outcome.at("trace");
  return found;
}

}  // namespace losscert::app
