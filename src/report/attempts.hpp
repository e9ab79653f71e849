// What the search tried for a claim: the tree of attempts, as lines for a person and as JSON for the report. Both are bounded; what is left out is counted.
#pragma once
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

namespace losscert::report {

/// Indented lines, one an attempt, the upper levels before the deeper ones are let in; attempts in a row that failed at once and have nothing to say share a line. `trace` is an object or an array of
/// objects with `strategy`, `goal`, `wanted`, `outcome`, `seconds`, `remark`, `attempts`; each member may be missing. An object without `outcome` is a frame around its attempts, with `left_out` and `strategies`.
std::vector<std::string> attempts_as_lines(const nlohmann::json& trace, std::size_t most = 200);

/// Where the time went: "mean-value: 120 attempts, 3 proofs, 4.20 s", the slowest first, from the root's `strategies`; nothing if there is none. Times of strategies within strategies count for both.
std::vector<std::string> strategies_as_lines(const nlohmann::json& trace, std::size_t most = 12);

/// SCHEMA.md, `attempts`: without times, which differ from run to run.
nlohmann::ordered_json attempts_as_json(const nlohmann::json& trace, std::size_t most = 1000);

}  // namespace losscert::report
