// Random problems with planted truth, prover and checker in one process. What must never happen: a claim planted false accepted as proved, or one planted true
// accepted as refuted. What stays undecided is counted by reason.
#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iomanip>
#include <iostream>
#include <map>
#include <regex>

#include "mutation/judge.hpp"
#include "objective/elaborate.hpp"
#include "planted.hpp"
#include "prove/claim/prove.hpp"
#include "support/catch.hpp"

namespace losscert::test {

namespace {

struct Count {
  long problems = 0, holding = 0, failing = 0, proved = 0, refuted = 0, undecided = 0, refused = 0;
};

struct Tally {
  std::map<std::string, Count> families;
  std::map<std::string, std::map<std::string, long>> reasons;  ///< reason -> family and claim -> how often
  long wrong = 0;
};

/// The reason without the numbers of the problem.
std::string sort_of(const std::string& reason) {
  static const std::regex number("[0-9]+(/[0-9]+)?");
  return std::regex_replace(reason, number, "#");
}

std::string write(const std::string& text) {
  std::string file = std::string(FOLDER) + "/planted.toml";
  std::ofstream(file) << text;
  return file;
}

void run(const std::string& family, const Planted& p, const std::string& text, std::chrono::milliseconds patience, Tally& tally) {
  Count& count = tally.families[family];
  ++count.problems;
  INFO(family << ": " << p.sort << "\n" << text);
  const auto c = problem::read_case(write(text));
  const auto source = check::parse_case(text, "planted.toml");
  const auto instances = objective::elaborate(c);
  REQUIRE(instances.size() == 1);
  REQUIRE(instances.front().claims.size() == p.claims.size());
  for (std::size_t k = 0; k < p.claims.size(); ++k) {
    const bool holds = p.claims[k].holds;
    const std::string name = family + ", " + (holds ? "true " : "false ") + p.claims[k].id;
    ++(holds ? count.holding : count.failing);
    prove::Options options;
    options.patience = patience;
    auto outcome = prove::prove(instances.front(), instances.front().claims[k], options);
    if (outcome.verdict == Verdict::Undecided) {
      ++count.undecided;
      ++tally.reasons[sort_of(outcome.reason)][name];
      continue;
    }
    auto& certificate = outcome.certificate;
    certificate["format"] = "losscert-certificate";
    certificate["version"] = 1;
    certificate["case"] = c.digest;
    certificate["claim"] = p.claims[k].id;
    certificate["dimensions"] = nlohmann::json::object();
    const auto j = judge(source, certificate);
    if (!j.accepted) {
      ++count.refused;
      ++tally.reasons["refused by the checker: " + sort_of(j.reason.substr(0, j.reason.find(": ")))][name];
      // The prover wrong and the checker right is no harm to a user, but it is a fault.
      INFO(p.claims[k].id << " " << to_string(outcome.verdict) << ", refused: " << j.path << " " << j.reason);
      CHECK((outcome.verdict == Verdict::Proved) == holds);
      CHECK_FALSE(j.unexpected);
      continue;
    }
    ++(j.verdict == "proved" ? count.proved : count.refuted);
    if ((j.verdict == "proved") != holds) {
      ++tally.wrong;
      INFO(p.claims[k].id << " is " << (holds ? "true" : "false") << " and came out " << j.verdict << "\n" << certificate.dump(1));
      CHECK((j.verdict == "proved") == holds);
    }
  }
}

void print_line(const std::string& name, const auto&... numbers) {
  std::cout << std::left << std::setw(26) << name << std::right;
  ((std::cout << std::setw(11) << numbers), ...);
  std::cout << std::endl;
}

void print_line(const std::string& name, const Count& c) { print_line(name, c.problems, c.holding, c.failing, c.proved, c.refuted, c.undecided, c.refused); }

void print(const Tally& t) {
  Count all;
  for (const auto& [name, c] : t.families)
    all.problems += c.problems, all.holding += c.holding, all.failing += c.failing, all.proved += c.proved, all.refuted += c.refuted,
        all.undecided += c.undecided, all.refused += c.refused;
  print_line("all", all);
  const auto sorted = [](const std::map<std::string, long>& counts) {
    std::vector<std::pair<long, std::string>> list;
    for (const auto& [name, n] : counts) list.emplace_back(n, name);
    std::sort(list.rbegin(), list.rend());
    return list;
  };
  std::map<std::string, long> totals;
  for (const auto& [reason, where] : t.reasons)
    for (const auto& [name, n] : where) totals[reason] += n;
  std::cout << "undecided, by reason:\n";
  for (const auto& [n, reason] : sorted(totals)) {
    std::cout << std::setw(7) << n << "  " << reason << '\n';
    for (const auto& [m, name] : sorted(t.reasons.at(reason))) std::cout << std::setw(14) << m << "  " << name << '\n';
  }
  std::cout << "verdicts against what was planted: " << t.wrong << std::endl;
}

void campaign(std::uint64_t seed, long problems_per_family, std::chrono::milliseconds patience) {
  std::filesystem::create_directories(FOLDER);
  Tally tally;
  std::uint64_t family_seed = seed;
  print_line("family", "problems", "true", "false", "PROVED", "REFUTED", "UNDECIDED", "refused");
  for (const auto& families : {polynomial_families(), kink_families(), network_families()})
    for (const auto& family : families) {
      ++family_seed;
      for (long k = 0; k < problems_per_family; ++k) {
        Draw draw(family_seed * 1000003 + static_cast<std::uint64_t>(k));
        const auto p = family.make(draw);
        run(family.name, p, case_text(p, draw), patience, tally);
      }
      print_line(family.name, tally.families[family.name]);
    }
  print(tally);
  CHECK(tally.wrong == 0);
  for (const auto& [name, c] : tally.families) {
    INFO(name);
    CHECK(c.holding > 0);
    CHECK(c.failing > 0);
    CHECK(c.proved > 0);
    CHECK(c.refuted > 0);
  }
}

/// A number from the environment, for runs of another length or with other problems.
long setting(const char* name, long otherwise) {
  const char* text = std::getenv(name);
  return text ? std::stol(text) : otherwise;
}

}  // namespace

TEST_CASE("planted claims, a few of each family", "[planted]") { campaign(3, 5, std::chrono::milliseconds(1000)); }
TEST_CASE("planted claims, thousands", "[.campaign]") {
  campaign(static_cast<std::uint64_t>(setting("PLANTED_SEED", 1000)), setting("PLANTED_PROBLEMS", 200), std::chrono::seconds(3));
}

}  // namespace losscert::test
