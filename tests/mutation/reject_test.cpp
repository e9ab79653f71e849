// The reject corpus: for each condition of src/check/FORMAT.md an accepted certificate and one with that condition broken, by one edit, so that the reason
// for the rejection is that edit.
//
// reject/NAME.json holds {"case": file, "groups": [{"accepted": certificate, "broken": [{"condition", "edit" or "text", "path", "reason"}]}]}. In a certificate, what
// most of them share is left out: format, version, case, dimensions {}, roots {}, verdict "proved", model {}. "edit" is a JSON patch (RFC 6902); "text" [from, to] replaces
// the one occurrence in the file's text. "path" is the JSON pointer that the checker gives, all of it; "reason" a part of its reason.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <set>
#include <stdexcept>

#include "changes.hpp"
#include "judge.hpp"
#include "support/catch.hpp"

namespace losscert::test {

namespace {

using Json = nlohmann::json;

Json completed(Json c, const check::CaseFile& source) {
  const Json shared = {{"format", "losscert-certificate"}, {"version", 1}, {"case", source.digest}, {"dimensions", Json::object()}, {"roots", Json::object()}, {"verdict", "proved"}};
  for (const auto& [k, v] : shared.items())
    if (!c.contains(k)) c[k] = v;
  if (c["verdict"] == "proved" && !c.contains("model")) c["model"] = Json::object();
  return c;
}

std::string edited(const Json& certificate, const Json& broken) {
  if (broken.contains("edit")) return certificate.patch(broken["edit"]).dump();
  const auto from = broken["text"][0].get<std::string>();
  auto text = certificate.dump();
  const auto at = text.find(from);
  if (at == std::string::npos || text.find(from, at + 1) != std::string::npos) throw std::logic_error("not once in the certificate: " + from);
  return text.replace(at, from.size(), broken["text"][1].get<std::string>());
}

void collect_rules(const Json& j, std::set<std::string>& rules) {
  if (j.is_object() && j.contains("rule")) rules.insert(j["rule"].get<std::string>());
  if (j.is_structured())
    for (const auto& x : j) collect_rules(x, rules);
}

}  // namespace

TEST_CASE("one broken certificate for each condition", "[reject]") {
  std::vector<std::filesystem::path> files;
  for (const auto& e : std::filesystem::directory_iterator(REJECT))
    if (e.path().extension() == ".json") files.push_back(e.path());
  std::sort(files.begin(), files.end());
  long accepted = 0, rejected = 0;
  std::set<std::string> conditions, rules;
  for (const auto& file : files) {
    const Json corpus = Json::parse(std::ifstream(file));
    const auto source = check::read_case((file.parent_path() / corpus.at("case").get<std::string>()).string());
    for (const auto& group : corpus.at("groups")) {
      const Json certificate = completed(group.at("accepted"), source);
      const auto whole = judge(source, certificate);
      INFO(file.filename().string() << ", claim " << certificate.at("claim"));
      {
        INFO(whole.path << ": " << whole.reason);
        CHECK(whole.accepted);
      }
      if (whole.accepted) CHECK(whole.verdict == expected(source, certificate.at("claim")));
      ++accepted;
      collect_rules(certificate, rules);
      for (const auto& b : group.at("broken")) {
        INFO("condition: " << b.at("condition").get<std::string>());
        const auto j = judge(source, edited(certificate, b));
        CHECK_FALSE(j.accepted);
        CHECK_FALSE(j.unexpected);
        CHECK(j.path == b.at("path").get<std::string>());
        INFO("its reason: " << j.reason);
        CHECK(j.reason.find(b.at("reason").get<std::string>()) != std::string::npos);
        CHECK(conditions.insert(file.filename().string() + b.at("condition").get<std::string>()).second);
        ++rejected;
      }
    }
  }
  std::cout << "reject corpus: " << files.size() << " files, " << accepted << " certificates accepted, " << rejected << " broken ones rejected" << std::endl;
  for (const auto& rule : format_rules()) {
    INFO("rule " << rule);
    CHECK(rules.count(rule) > 0);
  }
  CHECK(rejected > 0);
}

// attacks/: whole certificates, found by hostile readers, that were once accepted for false claims, ended the checker or kept it busy for ever.
TEST_CASE("attacks that once came through", "[reject]") {
  std::map<std::string, check::CaseFile> cases;
  for (const auto& e : std::filesystem::directory_iterator(ATTACKS))
    if (e.path().extension() == ".toml") {
      auto source = check::read_case(e.path().string());
      const std::string digest = source.digest;
      cases.emplace(digest, std::move(source));
    }
  int attacks = 0;
  for (const auto& e : std::filesystem::directory_iterator(ATTACKS)) {
    if (e.path().extension() != ".json") continue;
    INFO(e.path().filename().string());
    const Json certificate = Json::parse(std::ifstream(e.path()));
    const auto source = cases.find(certificate.at("case").get<std::string>());
    REQUIRE(source != cases.end());
    const auto j = judge(source->second, certificate);
    CHECK_FALSE(j.accepted);
    CHECK_FALSE(j.unexpected);
    ++attacks;
  }
  CHECK(attacks > 0);
}

}  // namespace losscert::test
