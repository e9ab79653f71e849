// What was tried: one entry per goal and per attempt of a strategy, within bounds. It never decides anything; UNDECIDED and `losscert explain` tell it.
#pragma once
#include <functional>
#include <map>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "symbolic/expr.hpp"

namespace losscert::prove {

enum class Judgement { Sign, Exclusion, Minimum, Limit, Claim };
const char* name(Judgement j);

/// Written out only if it is shown: while searching, nothing becomes text.
using Remark = std::function<std::string()>;

/// One attempt.
struct Attempted {
  const char* strategy;  ///< name of the table row, or of the judgement for a goal itself
  Judgement judgement;
  symbolic::Expr about;  ///< the expression whose sign is sought, the function at the point, ...
  std::string wanted;    ///< "> 0", "no local minimum", ...; of a goal
  enum class Outcome { Open, Proved, Failed, Stopped } outcome = Outcome::Open;
  Remark remark;               ///< why not, what came nearest; none if there is nothing to say
  const char* help = nullptr;  ///< what would, if the strategy knows
  double seconds = 0;  ///< processor time, sub-goals included
  int parent = -1;     ///< index of the entry within which this was tried
  int depth = 0;       ///< entries around it
  bool is_goal() const { return !wanted.empty(); }
};

/// All attempts of one strategy, the dropped ones included.
struct Tally {
  long attempts = 0, successes = 0;
  double seconds = 0;
};

class Trace {
public:
  /// Where there are `most` entries, the half that tells least is dropped; the counts go on.
  explicit Trace(std::size_t most = 20000) : most_(most) {}

  /// An entry that is open while this lives, inside the one that was. Left by an exception it counts as stopped, without an outcome as failed.
  class Entry {
  public:
    Entry(Trace& trace, const char* strategy, Judgement judgement, const symbolic::Expr& about, std::string wanted = {});
    ~Entry();
    Entry(const Entry&) = delete;
    Entry& operator=(const Entry&) = delete;
    void proved() { outcome_ = Attempted::Outcome::Proved; }

  private:
    Trace& trace_;
    Attempted::Outcome outcome_ = Attempted::Outcome::Failed;
    int exceptions_;
    double start_;
  };

  /// A remark on the innermost open entry: the last one stays.
  void remark(Remark tell, const char* help = nullptr);
  void remark(std::string text, const char* help = nullptr) { remark([text = std::move(text)] { return text; }, help); }

  /// The names of the strategies at work, innermost last; after an exception, those that it stopped.
  std::vector<std::string> at_work() const;
  /// The strategies among them, without the goals: the outermost and the innermost, as "proof > line > ... > mean-value".
  std::string at_work_in_words() const;

  const std::vector<Attempted>& entries() const { return entries_; }
  std::size_t dropped() const { return dropped_; }
  /// All attempts, by name, also of what is not kept.
  std::map<std::string, Tally> tallies() const;

  /// A tree of {"strategy", "goal", "wanted", "outcome": "proved", "failed", "stopped" or "open", "seconds", "remark", "attempts": [...]}, members that say nothing left out; the root is the claim and has in
  /// addition "strategies": {name: {"attempts", "proved", "seconds"}}. At most `limit` attempts: those near the root and those with remarks, with all that they lie in.
  nlohmann::json json(std::size_t limit = 300) const;

  /// One or two sentences for an open claim: which goal failed, what came nearest, what would help.
  std::string explanation() const;

private:
  void open(Attempted entry);
  void close(Attempted::Outcome outcome, double seconds);
  std::vector<bool> most_telling(std::size_t limit) const;
  void thin_out();

  std::size_t most_, dropped_ = 0;
  std::vector<Attempted> entries_;
  std::vector<int> open_;  ///< -1: not kept
  std::vector<const char*> names_;  ///< of all that is open
  std::vector<std::string> stopped_;
  std::vector<std::pair<const char*, Tally>> tallies_;
  double now_ = 0;  ///< processor time at the last look at the clock
};

}  // namespace losscert::prove
