// Each certificate of the cases with one thing changed. The checker computes every conclusion itself, so a changed certificate that
// it accepts is another proof of the claim that the certificate names, as the case states it. What must never happen: that the claim comes out against
// what the case expects of it. And some changes must never be accepted at all.
#include <chrono>
#include <iomanip>
#include <iostream>
#include <map>
#include <set>

#include "judge.hpp"
#include "material.hpp"
#include "support/catch.hpp"

namespace losscert::test {

namespace {

struct Count {
  long rejected = 0, accepted = 0;
};
using Table = std::map<std::string, Count>;

void print(const std::string& title, const Table& t) {
  std::cout << '\n' << std::left << std::setw(44) << title << std::right << std::setw(10) << "rejected" << std::setw(10) << "accepted" << '\n';
  for (const auto& [name, c] : t) std::cout << std::left << std::setw(44) << ("  " + name) << std::right << std::setw(10) << c.rejected << std::setw(10) << c.accepted << '\n';
}

bool never_acceptable(const Change& c) {
  static const std::set<std::string> fields = {"format", "version", "case"};
  static const std::set<std::string> kinds = {"unknown member added", "member renamed", "verdict flipped", "expression broken", "number broken"};
  return fields.count(c.field) > 0 || kinds.count(c.kind) > 0;
}

// Domain entries that no step of the proof uses are not looked at.
bool in_domain_entry(const Change& c) { return c.at.to_string().rfind("/domain/", 0) == 0; }

std::string id_of(const std::string& instance) { return instance.substr(0, instance.find('[')); }

struct Tally {
  Table kinds, fields;
  Count all;
  std::string slowest;
  double seconds = 0;
};

void judge_change(const Material& m, const Proven& p, const Change& change, Tally& tally) {
  auto mutant = p.certificate;
  mutant.at(change.at) = change.value;
  const auto start = std::chrono::steady_clock::now();
  const auto j = judge(m.source, mutant);
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  const std::string name = m.source.file + " " + p.name + ": " + change.kind + " at " + change.at.to_string();
  if (seconds > tally.seconds) tally.seconds = seconds, tally.slowest = name;
  for (Count* c : {&tally.all, &tally.kinds[change.kind], &tally.fields[change.field]}) ++(j.accepted ? c->accepted : c->rejected);
  const bool harmless = !j.accepted || j.verdict == expected(m.source, id_of(j.claim));
  const bool allowed = !j.accepted || !never_acceptable(change) || in_domain_entry(change);
  if (!harmless || !allowed || j.unexpected) {
    INFO(name << "\nnew value: " << change.value.dump() << "\n" << j.reason);
    CHECK(harmless);
    CHECK(allowed);
    CHECK_FALSE(j.unexpected);
  }
}

// Changes of what the file is about, as against the proof.
bool in_header(const Change& c) {
  static const std::set<std::string> fields = {"format", "version", "case", "claim", "verdict", "dimensions", "certificate"};
  return fields.count(c.field) > 0;
}

// Of the changes of each certificate all in its header, every `stride`-th of the others (fewer of a long one), and each pair of kind and field at least once.
void mutate(const std::vector<Material>& all, long stride) {
  Tally tally;
  std::set<std::pair<std::string, std::string>> seen;
  std::set<std::string> members;
  std::size_t certificates = 0;
  for (const auto& m : all)
    for (const auto& p : m.proven) {
      // A long certificate has more changes, and each takes longer to judge: fewer of them, and of the longest none but in the campaign.
      const std::size_t size = p.certificate.dump().size();
      if (stride > 1 && size > 60000) continue;
      const long every = stride == 1 ? 1 : stride * (1 + static_cast<long>(size / 5000));
      ++certificates;
      long n = 0;
      for_each_change(p.certificate, m.surroundings, [&](const Change& c) {
        members.insert(c.field);
        const bool fresh = seen.emplace(c.kind, c.field).second;
        if (++n % every == 0 || fresh || in_header(c)) judge_change(m, p, c, tally);
      });
    }
  // Nothing vacuous: each member that a certificate has was changed, and both outcomes occur.
  CHECK(tally.all.rejected > 0);
  CHECK(tally.all.accepted > 0);
  std::string absent;
  for (const auto& name : format_members()) {
    if (members.count(name) == 0) absent += " " + name;
    else CHECK(tally.fields.count(name) > 0);
  }
  print("kind of change", tally.kinds);
  print("field", tally.fields);
  std::cout << "members of the format in none of these certificates:" << (absent.empty() ? " none" : absent) << "\ncertificates " << certificates << ", changes rejected " << tally.all.rejected << ", accepted " << tally.all.accepted
            << " (each a proof of what the case expects); slowest " << std::fixed << std::setprecision(1) << tally.seconds << " s: " << tally.slowest << std::endl;
}

}  // namespace

TEST_CASE("changed certificates prove nothing that is not so", "[mutation]") { mutate(paper(), 30); }

// Each text-book certificate has hundreds of changes: longer than the other tests together.
TEST_CASE("changed certificates of text-book functions", "[.campaign]") { mutate(material(TEXT_BOOK, false), 80); }

TEST_CASE("every single change of every certificate", "[.campaign]") {
  mutate(material(KAWAGUCHI_KAELBLING, true), 1);
  mutate(material(TEXT_BOOK, true), 1);
}

TEST_CASE("a certificate for one claim proves another only if that is so", "[mutation]") {
  Count count;
  for (const auto& m : paper())
    for (const auto& p : m.proven)
      for (const auto& id : m.surroundings.claims) {
        if (id == p.certificate.at("claim")) continue;
        auto c = p.certificate;
        c["claim"] = id;
        const bool proved = c["verdict"] == "proved";
        for (const bool flipped : {false, true}) {
          if (flipped) {
            c["verdict"] = proved ? "refuted" : "proved";
            c[proved ? "witness" : "model"] = c[proved ? "model" : "witness"];
            c.erase(proved ? "model" : "witness");
          }
          const auto j = judge(m.source, c);
          ++(j.accepted ? count.accepted : count.rejected);
          INFO(m.source.file << ": " << p.name << " for " << id << " " << j.reason);
          CHECK((!j.accepted || j.verdict == expected(m.source, id)));
          CHECK_FALSE(j.unexpected);
        }
      }
  std::cout << "transplants: rejected " << count.rejected << ", accepted " << count.accepted << std::endl;
  CHECK(count.rejected > 0);
}

namespace {

// Certificates for true claims put before false ones (and the other way round), with one more thing changed: whatever is accepted is wrong.
// Of the pairs of certificate and claim every `pairs`-th, of its changes every `stride`-th.
long attack(const std::vector<Material>& all, long pairs, long stride) {
  long pair = 0, n = 0, attempts = 0;
  for (const auto& m : all)
    for (const auto& p : m.proven)
      for (const auto& id : m.surroundings.claims) {
        if (p.certificate.at("verdict") == expected(m.source, id) || ++pair % pairs != 0) continue;
        auto transplant = p.certificate;
        transplant["claim"] = id;
        for_each_change(transplant, m.surroundings, [&](const Change& c) {
          if (c.field == "claim" || c.field == "verdict" || ++n % stride != 0) return;
          auto mutant = transplant;
          mutant.at(c.at) = c.value;
          const auto j = judge(m.source, mutant);
          ++attempts;
          if (j.accepted || j.unexpected) {
            INFO(m.source.file << ": " << p.name << " for " << id << ", " << c.kind << " at " << c.at.to_string() << ": " << c.value.dump() << " " << j.reason);
            CHECK_FALSE(j.accepted);
            CHECK_FALSE(j.unexpected);
          }
        });
      }
  return attempts;
}

}  // namespace

TEST_CASE("no false claim by a transplant and a change", "[.campaign]") {
  const long attempts = attack(paper(), 8, 200);
  std::cout << "transplants with a change: rejected " << attempts << std::endl;
  CHECK(attempts > 0);
}

TEST_CASE("no false claim by transplants with many changes", "[.campaign]") {
  std::cout << "transplants with a change: rejected " << attack(paper(), 1, 20) + attack(material(TEXT_BOOK, false), 1, 20) << std::endl;
}

}  // namespace losscert::test
