// Rules by name (FORMAT.md, section 5): a table for each judgement, with the members that a node may have besides `rule`.
#pragma once
#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "check/text/json.hpp"

namespace losscert::check {

template <class F>
struct Rule {
  std::string_view name;
  std::vector<std::string_view> members;
  F prove;
};

template <class F>
using Table = std::vector<Rule<F>>;

template <class F>
const Rule<F>* find_rule(const Table<F>& table, std::string_view name) {
  const auto it = std::find_if(table.begin(), table.end(), [&](const auto& r) { return r.name == name; });
  return it == table.end() ? nullptr : &*it;
}

/// The function of the rule that the node names; the node has no other members than the rule's. `purpose` ends the message "... is no rule".
template <class F>
F named_rule(const Table<F>& table, const Node& node, std::string_view purpose) {
  const Node name = node.at("rule");
  const Rule<F>* rule = find_rule(table, name.text());
  if (rule == nullptr) name.fail("'" + name.text().substr(0, 40) + "' is no rule " + std::string(purpose));
  node.only(rule->members, "rule");
  return rule->prove;
}

/// A row of some table.
struct ListedRule {
  std::string_view judgement;  ///< sign, not-critical, not-minimum, minimum; proved, refuted (the rule is a kind of claim)
  std::string_view name;
  std::vector<std::string_view> members;
};
std::vector<ListedRule> listed_rules();

}  // namespace losscert::check
