// The one search: it looks the strategies of each judgement up, runs them in the order of their tables, and writes the trace. Rooms know it, and not each other.
#pragma once
#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <typeindex>

#include "prove/goal/caches.hpp"
#include "prove/goal/goal.hpp"
#include "prove/goal/options.hpp"
#include "prove/goal/trace.hpp"

namespace losscert::prove {

class Search;

/// How much a strategy may cost; the order of a table is by what is likeliest to help soonest, and the trace shows the class.
enum class Cost { Instant, Cheap, Moderate, Costly };

/// A strategy that is at work, so many times one within the other.
struct Inside {
  const char* name;
  int times = 1;
};

/// A row of a table: an idea with a name. `attempt` returns a proof or none; failure says why by Trace::remark.
template <class Goal, class Result>
struct Strategy {
  using Attempt = Result (*)(Search&, const Goal&);
  using Condition = bool (*)(const Goal&);
  Strategy(const char* name, Attempt attempt, Cost cost = Cost::Cheap, Condition applies = nullptr, std::vector<Inside> not_inside = {})
      : name(name), attempt(attempt), cost(cost), applies(applies), not_inside(std::move(not_inside)) {}

  const char* name;
  Attempt attempt;
  Cost cost;
  Condition applies;               ///< cheap and without side effects; none: always
  std::vector<Inside> not_inside;  ///< not where one of these (itself included) is at work as often already

  bool may_run(const Goal& goal) const {
    for (const auto& [other, times] : not_inside)
      if (goal.scope.times(other) >= times) return false;
    return !applies || applies(goal);
  }
};

/// All conditions hold: for the column `applies`.
template <class Goal, bool (*... conditions)(const Goal&)>
bool all_of(const Goal& goal) {
  return (conditions(goal) && ...);
}

/// The drivers of the judgements, given by who puts the search together.
struct Rooms {
  SignProof (*sign)(Search&, const SignGoal&);
  std::optional<proof::Absurd> (*contradiction)(Search&, const Context&, const Scope&, bool at_once);
  proof::Exclusion (*exclude)(Search&, const PointGoal&);
  proof::Minimum (*minimum)(Search&, const MinimumGoal&);
  std::optional<LimitProof> (*limit)(Search&, const LimitGoal&);
};

class Search {
public:
  Search(const Rooms& rooms, const Options& options);
  Search(const Search&) = delete;
  Search& operator=(const Search&) = delete;

  SignProof sign(const SignGoal& goal) { return rooms_.sign(*this, goal); }
  /// The relations of g contradict each other; `at_once`: as enclosures and assumptions alone show.
  std::optional<proof::Absurd> contradiction(const Context& g, const Scope& scope, bool at_once = false) { return rooms_.contradiction(*this, g, scope, at_once); }
  proof::Exclusion exclude(const PointGoal& goal) { return rooms_.exclude(*this, goal); }
  proof::Minimum minimum(const MinimumGoal& goal) { return rooms_.minimum(*this, goal); }
  std::optional<LimitProof> limit(const LimitGoal& goal) { return rooms_.limit(*this, goal); }

  const Options& options() const { return options_; }
  Trace& trace() { return trace_; }
  Caches& caches() { return caches_; }

  /// What is known of a kind T for the whole search: hints, computed once. One object per type.
  template <class T>
  T& notes() {
    auto& held = notes_[std::type_index(typeid(T))];
    if (!held) held = std::make_shared<T>();
    return *static_cast<T*>(held.get());
  }

  /// The highest precision that any enclosure needed.
  unsigned bits_used() const { return bits_used_; }
  void note_bits(unsigned bits) { bits_used_ = std::max(bits_used_, bits); }

private:
  Rooms rooms_;
  Options options_;
  Trace trace_;
  Caches caches_;
  std::map<std::type_index, std::shared_ptr<void>> notes_;
  unsigned bits_used_ = 0;
};

/// Runs one row: with its frame in the scope, and an entry in the trace. What it returns is true if it succeeded.
template <class Goal, class Result>
Result run(Search& search, const Strategy<Goal, Result>& row, const Goal& goal, Judgement judgement, const Expr& about) {
  const Frame frame{row.name, goal.scope.active};
  Goal inner = goal;
  inner.scope.active = &frame;
  Trace::Entry entry(search.trace(), row.name, judgement, about);
  Result result = row.attempt(search, inner);
  if (static_cast<bool>(result)) entry.proved();
  return result;
}

/// The first proof that a table gives.
template <class Goal, class Result>
Result first_of(Search& search, const std::vector<Strategy<Goal, Result>>& table, const Goal& goal, Judgement judgement, const Expr& about) {
  for (const auto& row : table) {
    if (!row.may_run(goal)) continue;
    if (auto result = run(search, row, goal, judgement, about)) return result;
  }
  return {};
}

/// A kink z and its strict sign, as `pieces` wants them; nothing if none is found.
struct Evidence {
  Signs sign;
  proof::Piece piece;
};
std::optional<Evidence> kink_evidence(Search& search, const Context& g, const Expr& z, const Scope& scope);

}  // namespace losscert::prove
