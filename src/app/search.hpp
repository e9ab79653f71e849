// The search for one claim as a task of its own process, and what came of it. It decides nothing: PROVED and REFUTED come from the checker.
#pragma once
#include <functional>
#include <nlohmann/json.hpp>

#include "app/options.hpp"
#include "app/process.hpp"
#include "report/result.hpp"

namespace losscert::app {

struct Found {
  Verdict verdict = Verdict::Undecided;  ///< that the certificate is to show
  std::string reason;                    ///< for Undecided
  nlohmann::json certificate;
  nlohmann::json trace;  ///< the tree of attempts (SCHEMA.md, `attempts`, with seconds), null if there is none
};

/// What the child said, or why it said nothing: how it ended, and what it was at.
Found read_search(const Ended& end);

/// `lemmas`: claims that the search may rest on. `all_attempts`: the tree is wanted for a claim that is decided, too.
Task search_task(const std::string& label, const report::ClaimResult& claim, const std::vector<std::string>& lemmas, const RunOptions& options, bool all_attempts, std::function<void(const Ended&)> done);

/// Of the search for one claim.
Limits search_limits(const RunOptions& options);
/// As long as the search takes, and no longer by the clock, may the check.
Limits check_limits(const RunOptions& options);

}  // namespace losscert::app
