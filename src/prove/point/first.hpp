// The driver of the judgements about points: the first strategy of a table that gives a proof.
#pragma once
#include <ctime>

#include "prove/goal/search.hpp"
#include "support/deadline.hpp"

namespace losscert::prove {

/// An entry of the trace, closed however the attempt ends.
class OpenEntry {
public:
  OpenEntry(Trace& trace, Attempted entry) : trace_(trace), entry_(trace.open(std::move(entry))), start_(std::clock()) {}
  ~OpenEntry() { trace_.close(entry_, succeeded_, static_cast<double>(std::clock() - start_) / CLOCKS_PER_SEC); }
  OpenEntry(const OpenEntry&) = delete;
  OpenEntry& operator=(const OpenEntry&) = delete;
  void succeeds() { succeeded_ = true; }

private:
  Trace& trace_;
  int entry_;
  std::clock_t start_;
  bool succeeded_ = false;
};

template <class Goal, class Proof>
Proof first_of(Search& search, const std::vector<Strategy<Goal, Proof>>& table, const Goal& goal, Judgement judgement, const Expr& about, const char* wanted) {
  for (const auto& row : table) {
    Deadline::check();
    if (std::any_of(row.not_inside.begin(), row.not_inside.end(), [&](const auto& r) { return goal.scope.times(r.first) >= r.second; })) continue;
    if (row.applies && !row.applies(goal)) continue;
    const Frame frame{row.name, goal.scope.active};
    Goal inner = goal;
    inner.scope = goal.scope.within(frame);
    OpenEntry entry(search.trace(), Attempted{row.name, judgement, about, wanted, false, {}, 0, -1});
    if (auto p = row.attempt(search, inner)) {
      entry.succeeds();
      return p;
    }
  }
  return {};
}

}  // namespace losscert::prove
