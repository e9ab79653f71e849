#include "check/rules/table.hpp"

#include "check/rules/certificate.hpp"
#include "check/rules/within.hpp"

namespace losscert::check {

namespace {

template <class F>
void append(std::vector<ListedRule>& all, std::string_view judgement, const Table<F>& table) {
  for (const auto& r : table) all.push_back({judgement, r.name, r.members});
}

}  // namespace

std::vector<ListedRule> listed_rules() {
  std::vector<ListedRule> all;
  append(all, "sign", sign_rules());
  append(all, "not-critical", not_critical_rules());
  append(all, "not-minimum", not_minimum_rules());
  append(all, "minimum", minimum_rules());
  append(all, "proved", proving_rules());
  append(all, "refuted", refuting_rules());
  append(all, "proved", within_proving_rules());
  append(all, "refuted", within_refuting_rules());
  return all;
}

}  // namespace losscert::check
