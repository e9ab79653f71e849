#include "prove/goal/trace.hpp"

#include <algorithm>
#include <ctime>
#include <exception>
#include <numeric>

#include "support/noticeboard.hpp"

namespace losscert::prove {

namespace {

using Outcome = Attempted::Outcome;

double processor_seconds() {
  std::timespec t{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) + 1e-9 * static_cast<double>(t.tv_nsec);
}

}  // namespace

const char* name(Judgement j) {
  switch (j) {
    case Judgement::Sign: return "sign";
    case Judgement::Exclusion: return "exclusion";
    case Judgement::Minimum: return "minimum";
    case Judgement::Limit: return "limit";
    case Judgement::Claim: return "claim";
  }
  return "";
}

Trace::Entry::Entry(Trace& trace, const char* strategy, Judgement judgement, const symbolic::Expr& about, std::string wanted)
    : trace_(trace), exceptions_(std::uncaught_exceptions()), start_(trace.now_) {  // one look at the clock per entry: what lies between two is next to nothing
  Attempted entry;
  entry.strategy = strategy;
  entry.judgement = judgement;
  entry.about = about;
  entry.wanted = std::move(wanted);
  trace_.open(std::move(entry));
}

Trace::Entry::~Entry() {
  if (std::uncaught_exceptions() > exceptions_) {
    if (trace_.stopped_.empty()) trace_.stopped_ = trace_.at_work();
    outcome_ = Outcome::Stopped;
  }
  trace_.now_ = processor_seconds();
  trace_.close(outcome_, trace_.now_ - start_);
}

void Trace::open(Attempted entry) {
  stopped_.clear();
  entry.depth = static_cast<int>(names_.size());
  names_.push_back(entry.strategy);
  Noticeboard::mine().enter(entry.strategy);
  if (entries_.size() >= most_) thin_out();
  if (entries_.size() >= most_) {  // all of them open
    ++dropped_;
    open_.push_back(-1);
    return;
  }
  for (auto it = open_.rbegin(); it != open_.rend() && entry.parent < 0; ++it) entry.parent = *it;
  open_.push_back(static_cast<int>(entries_.size()));
  entries_.push_back(std::move(entry));
}

void Trace::close(Outcome outcome, double seconds) {
  const char* strategy = names_.back();
  const int index = open_.back();
  names_.pop_back();
  Noticeboard::mine().leave();
  open_.pop_back();
  auto tally = std::find_if(tallies_.begin(), tallies_.end(), [&](const auto& t) { return t.first == strategy; });
  if (tally == tallies_.end()) tally = tallies_.insert(tally, {strategy, {}});
  ++tally->second.attempts;
  tally->second.successes += outcome == Outcome::Proved;
  tally->second.seconds += seconds;
  if (index < 0) return;
  const auto k = static_cast<std::size_t>(index);
  entries_[k].outcome = outcome;
  entries_[k].seconds = seconds;
  const bool has_parts = entries_.size() > k + 1;
  if (outcome == Outcome::Proved) entries_.resize(k + 1);  // what was tried on the way to a proof is of no interest
  else if (!has_parts && !entries_[k].is_goal() && !entries_[k].remark && outcome == Outcome::Failed) entries_.pop_back();
}

std::vector<bool> Trace::most_telling(std::size_t limit) const {
  // Those near the root and those with remarks, with all that they lie in; what is open in any case.
  std::vector<std::size_t> order(entries_.size());
  std::iota(order.begin(), order.end(), 0U);
  const auto rank = [&](std::size_t k) {
    const auto& e = entries_[k];
    return e.outcome == Outcome::Open ? -1 : e.depth - (e.remark && e.outcome != Outcome::Proved ? std::min(e.depth, 4) : 0);
  };
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return std::pair(rank(a), !entries_[a].remark) < std::pair(rank(b), !entries_[b].remark); });
  std::vector<bool> kept(entries_.size());
  std::size_t count = 0;
  for (const std::size_t k : order) {
    std::vector<std::size_t> missing;
    for (int c = static_cast<int>(k); c >= 0 && !kept[static_cast<std::size_t>(c)]; c = entries_[static_cast<std::size_t>(c)].parent) missing.push_back(static_cast<std::size_t>(c));
    if (entries_[k].outcome != Outcome::Open && count + missing.size() > limit) continue;
    for (const std::size_t c : missing) kept[c] = true;
    count += missing.size();
  }
  return kept;
}

void Trace::thin_out() {
  const auto kept = most_telling(most_ / 2);
  std::vector<int> moved(entries_.size(), -1);
  std::vector<Attempted> rest;
  for (std::size_t k = 0; k < entries_.size(); ++k) {
    if (!kept[k]) {
      ++dropped_;
      continue;
    }
    auto& e = entries_[k];
    moved[k] = static_cast<int>(rest.size());
    if (e.parent >= 0) e.parent = moved[static_cast<std::size_t>(e.parent)];
    rest.push_back(std::move(e));
  }
  entries_ = std::move(rest);
  for (int& k : open_)
    if (k >= 0) k = moved[static_cast<std::size_t>(k)];
}

void Trace::remark(Remark tell, const char* help) {
  if (open_.empty() || open_.back() < 0) return;
  auto& entry = entries_[static_cast<std::size_t>(open_.back())];
  entry.remark = std::move(tell);
  entry.help = help;
}

std::vector<std::string> Trace::at_work() const {
  if (names_.empty()) return stopped_;
  return {names_.begin(), names_.end()};
}

std::map<std::string, Tally> Trace::tallies() const {
  std::map<std::string, Tally> out;
  for (const auto& [strategy, t] : tallies_) {
    auto& sum = out[strategy];
    sum.attempts += t.attempts;
    sum.successes += t.successes;
    sum.seconds += t.seconds;
  }
  return out;
}

}  // namespace losscert::prove
