#include "planted.hpp"

namespace losscert::test {

std::vector<PlantedClaim> claims_about(const Truth& truth) {
  std::vector<PlantedClaim> claims;
  const auto add = [&](const char* id, const std::string& body, Known k, bool negated = false) {
    if (k != Known::Nothing) claims.push_back({id, body, (k == Known::Yes) != negated});
  };
  add("minimum", "kind = \"local-minimum\"\n", truth.minimum);
  add("strict", "kind = \"local-minimum\"\nstrict = true\n", truth.strict);
  add("none", "kind = \"no-local-minimum\"\n", truth.minimum, true);
  add("saddle", "kind = \"saddle\"\n", truth.saddle);
  add("suboptimal", "kind = \"suboptimal\"\n", truth.suboptimal);
  return claims;
}

std::string case_text(const Planted& p, Draw& draw) {
  std::string text = "title = \"Planted: " + p.sort + "\"\n\n" + p.head;
  for (const auto& c : p.claims)
    text += "\n[[claims]]\nid = \"" + c.id + "\"\n" + c.body + "at = " + p.at + "\nexpect = \"" + (draw.coin() ? "proved" : "refuted") + "\"\n";
  return text;
}

}  // namespace losscert::test
