#include "report/json.hpp"

#include <nlohmann/json.hpp>

#include "report/attempts.hpp"
#include "report/figures.hpp"
#include "report/notation.hpp"
#include "report/page.hpp"
#include "report/sentence.hpp"
#include "report/trusted_base.hpp"

namespace losscert::report {
namespace {

using nlohmann::ordered_json;

const char* to_string(Standing s) {
  switch (s) {
    case Standing::AsExpected: return "as expected";
    case Standing::Otherwise: return "otherwise";
    case Standing::Undecided: return "undecided";
  }
  return "undecided";
}

ordered_json relations(const std::vector<claim::Relation>& list) {
  ordered_json j = ordered_json::array();
  for (const auto& r : list) j.push_back(to_text(r));
  return j;
}

ordered_json instance(const claim::Instance& i) {
  ordered_json j;
  j["dimensions"] = i.dimensions;
  j["parameters"] = names_of(i.parameters);
  j["variables"] = names_of(i.variables);
  j["assumptions"] = relations(i.assumptions);
  for (const auto f : i.functions) {
    ordered_json properties = ordered_json::array();
    for (const auto& p : f->properties) properties.push_back(symbolic::name_of({f, p.order}) + "(t) " + symbolic::to_text(p.rel) + " " + symbolic::to_text(p.bound));
    j["functions"].push_back({{"name", f->name}, {"class", f->smoothness}, {"properties", properties}});
  }
  j["objective"] = {{"text", symbolic::to_text(i.objective)}, {"latex", symbolic::to_latex(i.objective)}};
  return j;
}

ordered_json as_json(const std::vector<Step>& steps) {
  ordered_json all = ordered_json::array();
  for (const auto& s : steps) {
    ordered_json one = {{"text", sentence_case(s.text)}};
    if (!s.rule.empty()) one["rule"] = s.rule;
    if (!s.below.empty()) one["steps"] = as_json(s.below);
    all.push_back(std::move(one));
  }
  return all;
}

ordered_json claim_entry(const ClaimResult& r, const ClaimPage& page) {
  const claim::Claim& c = *r.claim;
  ordered_json j;
  j["id"] = c.id;
  j["instance"] = r.id();
  j["dimensions"] = r.instance->dimensions;
  j["kind"] = claim::to_string(c.kind);
  j["statement"] = without_ticks(page.sentence);
  j["as_written"] = r.as_written;
  const std::pair<const char*, const std::string*> words[] = {{"says", &c.says}, {"printed", &c.printed}, {"correction", &c.correction}, {"note", &c.note}};
  for (const auto& [key, text] : words)
    if (!text->empty()) j[key] = *text;
  j["verdict"] = losscert::to_string(r.verdict);
  j["reason"] = r.reason;
  j["expected"] = losscert::to_string(c.expect_proved ? Verdict::Proved : Verdict::Refuted);
  j["standing"] = to_string(r.standing());
  j["checked"] = r.checked;
  j["checker"] = r.checker;
  j["certificate"] = r.certificate;
  j["certificate_digest"] = r.certificate_digest;
  j["evidence"] = r.checked ? figures(r) : ordered_json::object();
  if (r.checked) j["proof"] = {{"reason", page.proof.reason}, {"routine", as_json(page.proof.routine)}, {"steps", as_json(page.proof.steps)}};
  if (r.attempts) j["attempts"] = attempts_as_json(*r.attempts);
  return j;
}

ordered_json times(const CaseResult& c) {
  ordered_json j;
  j["seconds"] = c.seconds;
  for (const auto& r : c.claims)
    j["claims"][r.id()] = {{"prover_seconds", r.prover_seconds},
                           {"prover_processor_seconds", r.prover_processor_seconds},
                           {"checker_seconds", r.checker_seconds},
                           {"checker_processor_seconds", r.checker_processor_seconds},
                           {"prover_peak_kib", r.prover_peak_kib},
                           {"checker_peak_kib", r.checker_peak_kib}};
  return j;
}

}  // namespace

std::string to_json(const CaseResult& c, const CasePage& p) {
  ordered_json j;
  j["format"] = "losscert-report";
  j["version"] = 1;
  j["case"] = {{"name", c.name}, {"file", c.file}, {"digest", c.digest}, {"title", c.source.title}, {"time_class", c.source.time_class}};
  j["source"] = {{"paper", c.source.paper}, {"statement", c.source.statement}, {"quote", c.source.quote}, {"note", c.source.note}};
  j["instances"] = ordered_json::array();
  for (const auto& i : c.instances) j["instances"].push_back(instance(i));
  j["claims"] = ordered_json::array();
  for (std::size_t k = 0; k < c.claims.size(); ++k) j["claims"].push_back(claim_entry(c.claims[k], p.claims.at(k)));
  j["versions"]["losscert"] = c.versions.losscert;
  for (const auto& [library, version] : c.versions.prover) j["versions"][library] = version;
  j["versions"]["checker"] = c.versions.checker;
  j["trusted_base"] = ordered_json::array();
  for (const auto& t : trusted_base()) j["trusted_base"].push_back({{"name", t.name}, {"for", t.why}});
  j["times"] = times(c);
  return j.dump(2, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace losscert::report
