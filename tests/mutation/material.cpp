#include "material.hpp"

#include <algorithm>
#include <chrono>
#include <filesystem>

#include "judge.hpp"
#include "objective/elaborate.hpp"
#include "prove/claim/prove.hpp"
#include "prove/proof/lemma.hpp"

namespace losscert::test {

namespace {

constexpr std::chrono::seconds patience{3};

bool smallest(const Surroundings& s, const std::map<std::string, int>& dimensions) {
  return std::all_of(s.dimensions.begin(), s.dimensions.end(), [&](const auto& d) { return dimensions.at(d.first) == *std::min_element(d.second.begin(), d.second.end()); });
}

Material make(const std::string& file, bool all_dimensions) {
  Material m{check::read_case(file), {}, {}};
  for (const auto& c : m.source.claims) m.surroundings.claims.push_back(c.id);
  for (const auto& [name, values] : m.source.dimensions) m.surroundings.dimensions[name] = values;
  const auto c = problem::read_case(file);
  std::map<std::string, std::vector<std::string>> named;
  for (const auto& claim : c.claims) named[claim.id] = claim.lemmas;
  for (const auto& instance : objective::elaborate(c)) {
    const std::map<std::string, int> dimensions(instance.dimensions.begin(), instance.dimensions.end());
    if (!all_dimensions && !smallest(m.surroundings, dimensions)) continue;
    std::map<std::string, nlohmann::json> proved;
    for (const auto& claim : instance.claims) {
      std::vector<std::string> lemmas;
      for (const auto& id : named.at(claim.id))
        if (proved.count(id) > 0) lemmas.push_back(id);
      prove::Options options;
      options.patience = patience;
      auto outcome = prove::prove(instance, claim, options, lemmas);
      if (outcome.verdict == Verdict::Undecided) continue;
      auto& j = outcome.certificate;
      j["format"] = "losscert-certificate";
      j["version"] = 1;
      j["case"] = m.source.digest;
      j["claim"] = claim.id;
      j["dimensions"] = dimensions;
      j = prove::proof::with_lemmas(std::move(j), proved);
      const auto judged = judge(m.source, j);
      if (judged.accepted && judged.verdict == "proved") proved[claim.id] = j;
      if (judged.accepted) m.proven.push_back({claim::instance_id(claim, instance), std::move(j)});
    }
  }
  return m;
}

}  // namespace

std::vector<Material> material(const std::string& folder, bool all_dimensions, const std::string& beginning) {
  std::vector<std::string> files;
  for (const auto& e : std::filesystem::directory_iterator(folder))
    if (e.path().extension() == ".toml" && e.path().stem().string().rfind(beginning, 0) == 0) files.push_back(e.path().string());
  std::sort(files.begin(), files.end());
  std::vector<Material> all;
  for (const auto& file : files) all.push_back(make(file, all_dimensions));
  return all;
}

const std::vector<Material>& paper() {
  static const auto all = material(KAWAGUCHI_KAELBLING, false, "example-");
  return all;
}

}  // namespace losscert::test
