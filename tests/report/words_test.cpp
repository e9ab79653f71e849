// Every rule that has a sentence is explained on the page, and no other.
#include <set>

#include "report/page.hpp"
#include "report/prose.hpp"
#include "support/catch.hpp"

using namespace losscert::report;

TEST_CASE("every rule is explained") {
  std::set<std::string> told, explained;
  for (const auto judgement : {Judgement::Sign, Judgement::Exclusion, Judgement::Minimum})
    for (const auto& rule : told_rules(judgement)) told.insert(rule);
  for (const auto& words : rule_words()) CHECK(explained.insert(words.rule).second);
  CHECK(told == explained);
}

TEST_CASE("formulas in a text are taken apart") {
  CHECK(parts_of("a `x > 0` b") == std::vector<std::string>{"a ", "x > 0", " b"});
  CHECK(parts_of("`x`") == std::vector<std::string>{"", "x", ""});
  CHECK(sentence_case("`x` is") == "`x` is");
  CHECK(sentence_case("where") == "Where");
}
