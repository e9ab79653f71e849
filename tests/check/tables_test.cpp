// FORMAT.md, sections 5 and 6, and the checker's tables name the same rules and kinds of claims with the same members.
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <sstream>

#include "check/rules/table.hpp"
#include "support/catch.hpp"

using namespace losscert::check;

namespace {

using Members = std::set<std::string>;
using Rules = std::map<std::string, std::map<std::string, Members>>;  // judgement -> rule -> members

// The names in code marks; what is an object, `{"expr", "proof"}`, is no name.
Members marked(const std::string& cell) {
  Members out;
  const std::regex name("`([a-z][a-z0-9-]*)`");
  for (std::sregex_iterator i(cell.begin(), cell.end(), name), end; i != end; ++i) out.insert((*i)[1]);
  return out;
}

Rules page_rules() {
  std::ifstream in(FORMAT_PAGE);
  REQUIRE(in);
  const std::map<std::string, std::string> judgements = {{"### 5.1", "sign"}, {"### 5.2", "not-minimum"}, {"### 5.3", "minimum"}, {"## 6. C", "proved"}};
  Rules out;
  std::string judgement;
  for (std::string line; std::getline(in, line);) {
    if (line.rfind("##", 0) == 0) {
      const auto it = judgements.find(line.substr(0, 7));
      judgement = it == judgements.end() ? "" : it->second;
    }
    if (judgement == "proved" && line.rfind("`refuted`:", 0) == 0) judgement = "refuted";  // the second table of section 6
    if (judgement.empty() || line.rfind("| `", 0) != 0) continue;
    std::stringstream cells(line.substr(1));
    std::string names, members, condition;
    std::getline(cells, names, '|');
    std::getline(cells, members, '|');
    std::getline(cells, condition, '|');
    for (const auto& rule : marked(names)) {
      CHECK(out[judgement].emplace(rule, marked(members)).second);
      if (judgement == "not-minimum" && condition.rfind(" mode minimum;", 0) != 0) out["not-critical"].emplace(rule, marked(members));
    }
  }
  return out;
}

}  // namespace

TEST_CASE("the rules and claims of the format page are those of the checker, member for member") {
  const Rules page = page_rules();
  CHECK(page.size() == 6);
  Rules tables;
  for (const auto& r : listed_rules()) {
    INFO(r.judgement << ' ' << r.name);
    CHECK(tables[std::string(r.judgement)].emplace(r.name, Members(r.members.begin(), r.members.end())).second);
  }
  for (const auto& [judgement, rules] : page)
    for (const auto& [rule, members] : rules) {
      INFO(judgement << ' ' << rule);
      CHECK(tables[judgement].count(rule) == 1);
      CHECK(tables[judgement][rule] == members);
    }
  for (const auto& [judgement, rules] : tables) CHECK(rules.size() == page.at(judgement).size());
  CHECK(page.at("proved").size() == 18);
  CHECK(page.at("refuted").size() == 18);
}
