// A rule is the same for all who speak of it: the checker's tables (which tests/check compares with FORMAT.md), the node types that the search builds, and the report's sentences.
#include <algorithm>
#include <set>

#include "check/rules/table.hpp"
#include "prove/proof/node.hpp"
#include "report/prose.hpp"
#include "support/catch.hpp"

using namespace losscert;

namespace {

using Names = std::set<std::string>;

Names checked(const std::set<std::string>& judgements) {
  Names names;
  for (const auto& r : check::listed_rules())
    if (judgements.count(std::string(r.judgement)) > 0) names.emplace(r.name);
  return names;
}

Names told(report::Judgement judgement) {
  const auto rules = report::told_rules(judgement);
  const Names names(rules.begin(), rules.end());
  CHECK(names.size() == rules.size());
  return names;
}

}  // namespace

TEST_CASE("every rule of the checker has a sentence in the report, and no other has") {
  CHECK(told(report::Judgement::Sign) == checked({"sign"}));
  CHECK(told(report::Judgement::Exclusion) == checked({"not-critical", "not-minimum"}));
  CHECK(told(report::Judgement::Minimum) == checked({"minimum"}));
}

TEST_CASE("every rule of the checker has a node type, and no other has") {
  Names built;
  for (const auto rule : prove::proof::all_rules()) CHECK(built.insert(prove::proof::name(rule)).second);
  CHECK(built == checked({"sign", "not-critical", "not-minimum", "minimum"}));
  CHECK(built.size() > 30);
}
