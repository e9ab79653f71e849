// The driver of the judgements about points: the first strategy of a table that gives a proof.
#pragma once
#include "prove/goal/search.hpp"
#include "support/deadline.hpp"

namespace losscert::prove {

template <class Goal, class Proof>
Proof first_of(Search& search, const std::vector<Strategy<Goal, Proof>>& table, const Goal& goal, Judgement judgement, const Expr& about, const char* wanted) {
  Trace::Entry whole(search.trace(), name(judgement), judgement, about, wanted);
  for (const auto& row : table) {
    Deadline::check();
    if (!row.may_run(goal)) continue;
    const Frame frame{row.name, goal.scope.active};
    Goal inner = goal;
    inner.scope = goal.scope.within(frame);
    Trace::Entry entry(search.trace(), row.name, judgement, about);
    if (auto p = row.attempt(search, inner)) {
      entry.proved();
      whole.proved();
      return p;
    }
  }
  return {};
}

}  // namespace losscert::prove
