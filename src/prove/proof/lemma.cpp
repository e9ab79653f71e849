#include "prove/proof/lemma.hpp"

#include <nlohmann/json.hpp>
#include <set>

namespace losscert::prove::proof {

List to_list(const std::vector<Instance>& instances) {
  List out;
  for (const auto& i : instances) out.push_back(Object{{"lemma", i.lemma}, {"everywhere", i.everywhere}, {"hypotheses", to_list(i.hypotheses)}});
  return out;
}

Exclusion lemma(const std::string& id, const Assignment& by, const Pieces& pieces, const std::vector<Sign>& hypotheses, const std::vector<Exclusion>& branches) {
  List sets;
  for (const auto& b : branches) sets.push_back(b.value());
  return Exclusion(std::make_shared<const Node>(
      Node{Rule::Lemma, {{"lemma", id}, {"by", to_object(by)}, {"pieces", to_list(pieces)}, {"hypotheses", to_list(hypotheses)}, {"branches", std::move(sets)}}}));
}

Minimum lemma(const std::string& id, const Assignment& by, const std::vector<Sign>& hypotheses) {
  return Minimum(std::make_shared<const Node>(Node{Rule::Lemma, {{"lemma", id}, {"by", to_object(by)}, {"hypotheses", to_list(hypotheses)}}}));
}

namespace {

void collect(const Json& j, std::set<std::string>& used) {
  if (!j.is_structured()) return;
  if (j.is_object() && j.contains("lemma") && j["lemma"].is_string()) used.insert(j["lemma"].get<std::string>());
  for (const auto& x : j) collect(x, used);
}

}  // namespace

Json with_lemmas(Json certificate, const std::map<std::string, Json>& proved) {
  std::set<std::string> used, there;
  for (const char* part : {"instances", "proof"})
    if (certificate.contains(part)) collect(certificate[part], used);
  Json lemmas = Json::array();
  const auto append = [&](const Json& whole) {
    if (!there.insert(whole.at("claim").get<std::string>()).second) return;
    Json lemma = Json::object();
    for (const char* part : {"claim", "precision", "roots", "model", "domain", "instances", "proof"})
      if (whole.contains(part)) lemma[part] = whole[part];
    lemmas.push_back(std::move(lemma));
  };
  for (const auto& id : used) {
    const auto it = proved.find(id);
    if (it == proved.end()) continue;  // the checker misses it
    if (it->second.contains("lemmas"))
      for (const auto& below : it->second["lemmas"]) append(below);
    append(it->second);
  }
  if (!lemmas.empty()) certificate["lemmas"] = std::move(lemmas);
  return certificate;
}

}  // namespace losscert::prove::proof
