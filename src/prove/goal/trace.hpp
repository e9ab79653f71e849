// What was tried: one entry per attempt of a strategy, within bounds. It never decides anything; UNDECIDED and `losscert explain` tell it.
#pragma once
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "symbolic/expr.hpp"

namespace losscert::prove {

enum class Judgement { Sign, Exclusion, Minimum, Limit, Claim };

/// One attempt. `goal` is written out only if the entry is shown.
struct Attempted {
  const char* strategy;  ///< name of the table row, or of the judgement for a goal itself
  Judgement judgement;
  symbolic::Expr about;  ///< the expression whose sign is sought, the function at the point, ...
  std::string wanted;    ///< "> 0", "no local minimum", ...
  bool succeeded = false;
  std::string remark;    ///< why not, what came nearest; empty if there is nothing to say
  double seconds = 0;    ///< processor time, sub-goals included
  int parent = -1;       ///< index of the entry within which this was tried
};

class Trace {
public:
  /// Beyond `most` entries only the counts and what is open go on.
  explicit Trace(std::size_t most = 20000) : most_(most) {}

  /// Opens an entry inside the one that is open; `close` ends it. Both are cheap.
  int open(Attempted entry);
  void close(int entry, bool succeeded, double seconds);
  /// A remark on the innermost open entry: the last one stays.
  void remark(std::string text);

  /// The names of the strategies at work, innermost last: what a search that was stopped by its limit was doing.
  std::vector<std::string> at_work() const;

  const std::vector<Attempted>& entries() const { return entries_; }
  std::size_t dropped() const { return dropped_; }

private:
  std::size_t most_, dropped_ = 0;
  std::vector<Attempted> entries_;
  std::vector<int> open_;
};

}  // namespace losscert::prove
