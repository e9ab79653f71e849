// Every single change of a certificate that the mutation tests make: a walk over the JSON tree, deterministic, in document order.
#pragma once
#include <functional>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace losscert::test {

/// What the certificate is replaced in: taken from the case, so that the changes are near misses.
struct Surroundings {
  std::vector<std::string> claims;                      ///< ids of the case
  std::map<std::string, std::vector<int>> dimensions;   ///< listed values
};

/// The value at `at` is replaced by `value`.
struct Change {
  std::string kind;   ///< what was done: "number plus one", "member omitted", ...
  std::string field;  ///< to which member of the format: the nearest member name of FORMAT.md on the way up; "*" for names of variables and the like
  nlohmann::json::json_pointer at;
  nlohmann::json value;
};

void for_each_change(const nlohmann::json& certificate, const Surroundings& s, const std::function<void(const Change&)>& f);

/// All member names of src/check/FORMAT.md, sorted.
const std::vector<std::string>& format_members();
/// All rules of src/check/FORMAT.md.
const std::vector<std::string>& format_rules();

}  // namespace losscert::test
