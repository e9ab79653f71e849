// The claim changed under its certificate: by a relation, a constant, a sign, its strictness, or a hypothesis less. Most certificates are rejected then. Where one is still accepted, it proves the
// changed claim too (often the claim has become weaker), and the prover is asked for the opposite verdict: if the checker accepts that as well, one of the two is false.
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <sstream>

#include "check/text/reject.hpp"
#include "judge.hpp"
#include "material.hpp"
#include "objective/elaborate.hpp"
#include "prove/claim/prove.hpp"
#include "support/catch.hpp"
#include "support/error.hpp"

namespace losscert::test {

namespace {

struct Changed {
  std::string kind, line, text;  // the line as changed; the whole case
};

// A case cut into the lines of one claim and all others that belong to no claim.
struct Parts {
  std::vector<std::string> head, claim;
  std::string text() const {
    std::string t;
    for (const auto* lines : {&head, &claim})
      for (const auto& l : *lines) t += l + "\n";
    return t;
  }
};

bool starts_with(const std::string& s, const std::string& start) { return s.compare(0, start.size(), start) == 0; }
bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

Parts cut(const std::string& file, const std::string& id) {
  Parts p;
  std::ifstream in(file);
  std::vector<std::string> block;
  bool claims = false;
  const auto close = [&] {
    if (claims && std::count(block.begin(), block.end(), "id = \"" + id + "\"") > 0)
      p.claim = block;
    else if (!claims)
      p.head.insert(p.head.end(), block.begin(), block.end());
    block.clear();
  };
  for (std::string line; std::getline(in, line);) {
    if (line.size() > 1 && line[0] == '[' && (line[1] == '[' || std::isalpha(static_cast<unsigned char>(line[1])) != 0)) {  // a row of an array is no header
      close();
      claims = line == "[[claims]]";
    }
    block.push_back(line);
  }
  close();
  return p;
}

bool is_mathematics(const std::string& line) {
  static const std::vector<std::string> keys = {"statement", "condition", "where", "sets", "value", "equals", "limit", "at", "fix", "function", "of", "diverges"};
  return std::any_of(keys.begin(), keys.end(), [&](const std::string& k) { return starts_with(line, k + " = "); });
}

// f gets each changed form of the line.
template <class F>
void change_line(const std::string& line, F f) {
  static const std::vector<std::pair<std::string, std::vector<std::string>>> relations = {{">=", {">", "<="}}, {"<=", {"<", ">="}}, {"==", {"!=", ">="}}, {"!=", {"=="}}, {">", {">=", "<"}}, {"<", {"<=", ">"}}};
  const std::size_t start = line.find(" = ") + 3;
  const auto put = [&](const std::string& kind, std::size_t at, std::size_t n, const std::string& by) { f(kind, std::string(line).replace(at, n, by)); };
  for (std::size_t i = start; i < line.size(); ++i) {
    for (const auto& [rel, others] : relations) {
      if (line.compare(i, rel.size(), rel) != 0 || (i > start && std::string("<>=!").find(line[i - 1]) != std::string::npos)) continue;
      for (const auto& o : others) put("relation", i, rel.size(), o);
      break;
    }
    if (line.compare(i, 3, " + ") == 0) put("sign", i, 3, " - ");
    if (line.compare(i, 3, " - ") == 0) put("sign", i, 3, " + ");
    if (line.compare(i, 2, "oo") == 0 && !is_word(line[i - 1])) put("sign", i, 2, "-oo");
    if (std::isdigit(static_cast<unsigned char>(line[i])) != 0 && !is_word(line[i - 1]) && line[i - 1] != '[' && line[i - 1] != '.') {
      std::size_t n = 1;
      while (i + n < line.size() && std::isdigit(static_cast<unsigned char>(line[i + n])) != 0) ++n;
      if (n < 6) put("constant", i, n, std::to_string(std::stol(line.substr(i, n)) + 1));
      i += n - 1;
    }
  }
}

// Every form of a list ["..", ".."] on one line with an entry less.
template <class F>
void drop_entries(const std::string& line, F f) {
  const auto open = line.find("= [") + 2;
  if (open == std::string::npos + 2 || line.back() != ']') return;
  std::vector<std::string> entries;
  for (std::size_t i = open; (i = line.find('"', i)) != std::string::npos;) {
    const auto end = line.find('"', i + 1);
    if (end == std::string::npos) return;
    entries.push_back(line.substr(i, end + 1 - i));
    i = end + 1;
  }
  for (std::size_t k = 0; k < entries.size(); ++k) {
    std::string rest;
    for (std::size_t i = 0; i < entries.size(); ++i)
      if (i != k) rest += (rest.empty() ? "" : ", ") + entries[i];
    f("hypothesis dropped", line.substr(0, open) + "[" + rest + "]");
  }
}

std::vector<Changed> changed_cases(const Parts& parts) {
  std::vector<Changed> out;
  const auto change = [&](bool in_head, std::size_t i, const std::string& kind, const std::string& line) {
    Parts p = parts;
    (in_head ? p.head : p.claim)[i] = line;
    out.push_back({kind, line, p.text()});
  };
  for (std::size_t i = 0; i < parts.head.size(); ++i)
    if (starts_with(parts.head[i], "assumptions = ")) drop_entries(parts.head[i], [&](const std::string& kind, const std::string& line) { change(true, i, kind, line); });
  std::string kind_of_claim;
  bool strict = false;
  for (std::size_t i = 0; i < parts.claim.size(); ++i) {
    const std::string& line = parts.claim[i];
    if (starts_with(line, "kind = ")) kind_of_claim = line;
    strict = strict || starts_with(line, "strict = ");
    const auto put = [&](const std::string& kind, const std::string& by) { change(false, i, kind, by); };
    for (const std::string key : {"strict", "attained", "decreasing"}) {
      if (line == key + " = true") put("strictness", key + " = false");
      if (line == key + " = false") put("strictness", key + " = true");
    }
    if (is_mathematics(line)) change_line(line, put);
    if (starts_with(line, "where = ")) drop_entries(line, put);
  }
  for (const char* k : {"local-minimum", "local-maximum", "lower-bound"})
    if (!strict && kind_of_claim == std::string("kind = \"") + k + "\"") {
      Parts p = parts;
      p.claim.emplace_back("strict = true");
      out.push_back({"strictness", "strict = true", p.text()});
    }
  return out;
}

// What the search finds if it is to look for this verdict first, as a whole certificate; null for nothing.
nlohmann::json sought(const Changed& c, const nlohmann::json& certificate, const std::string& verdict, std::chrono::seconds patience) {
  std::string text;
  std::istringstream lines(c.text);
  for (std::string l; std::getline(lines, l);) {
    if (starts_with(l, "expect = ")) continue;
    text += l + "\n";
    if (l == "[[claims]]") text += "expect = \"" + verdict + "\"\n";
  }
  const auto file = std::filesystem::temp_directory_path() / ("losscert-changed-" + std::to_string(getpid()) + ".toml");
  std::ofstream(file) << text;
  nlohmann::json found;
  try {
    const auto source = problem::read_case(file.string());
    for (const auto& instance : objective::elaborate(source)) {
      const std::map<std::string, int> dimensions(instance.dimensions.begin(), instance.dimensions.end());
      if (certificate.at("dimensions") != nlohmann::json(dimensions)) continue;
      prove::Options options;
      options.patience = patience;
      auto outcome = prove::prove(instance, instance.claims.at(0), options);
      if (outcome.verdict == Verdict::Undecided) continue;
      found = std::move(outcome.certificate);
      for (const char* k : {"format", "version", "claim", "dimensions"}) found[k] = certificate.at(k);
      found["case"] = check::parse_case(c.text, "changed").digest;
    }
  } catch (const InputError&) {  // the prover's reader sees a fault that the checker does not look for
  }
  std::filesystem::remove(file);
  return found;
}

// Of the changes every `stride`-th, and of the accepted ones every `opposites`-th is given to the prover.
void change_claims(const std::vector<Material>& all, long stride, long opposites, std::chrono::seconds patience) {
  struct Count {
    long rejected = 0, accepted = 0;
  };
  std::map<std::string, Count> kinds;
  long n = 0, kept = 0, asked = 0, confirmed = 0;
  for (const auto& m : all)
    for (const auto& p : m.proven) {
      const Parts parts = cut(m.source.file, p.certificate.at("claim"));
      if (parts.claim.empty()) continue;
      const std::string verdict = p.certificate.at("verdict");
      for (const auto& c : changed_cases(parts)) {
        if (++n % stride != 0) continue;
        auto certificate = p.certificate;
        Judgement j;
        try {
          const auto source = check::parse_case(c.text, "changed");
          certificate["case"] = source.digest;
          j = judge(source, certificate);
        } catch (const check::CaseError&) {
          continue;
        } catch (const check::Reject&) {
          continue;
        }
        INFO(m.source.file << " " << p.name << ", " << c.kind << ": " << c.line << "\n" << j.reason);
        CHECK_FALSE(j.unexpected);
        ++(j.accepted ? kinds[c.kind].accepted : kinds[c.kind].rejected);
        if (!j.accepted || ++kept % opposites != 0) continue;
        ++asked;
        const auto other = sought(c, p.certificate, verdict == "proved" ? "refuted" : "proved", patience);
        if (other.is_null()) continue;
        const auto again = judge(check::parse_case(c.text, "changed"), other);
        CHECK_FALSE(again.unexpected);
        if (again.accepted) {
          CHECK(again.verdict == verdict);
          ++confirmed;
        }
      }
    }
  long rejected = 0, accepted = 0;
  std::cout << "claims changed under their certificate:";
  for (const auto& [kind, k] : kinds) std::cout << " " << kind << " " << k.rejected << " rejected, " << k.accepted << " accepted;", rejected += k.rejected, accepted += k.accepted;
  std::cout << " the opposite was sought of " << asked << ", found of none; the same verdict again " << confirmed << std::endl;
  CHECK(rejected > 0);
  CHECK(accepted > 0);
  CHECK(asked > 0);
}

}  // namespace

TEST_CASE("a certificate that a changed claim still accepts leaves no room for the opposite", "[mutation]") { change_claims(paper(), 5, 8, std::chrono::seconds(1)); }

TEST_CASE("every change of every claim, and the opposite of all that is accepted", "[.campaign]") {
  change_claims(paper(), 1, 1, std::chrono::seconds(3));
  change_claims(material(TEXT_BOOK, false), 1, 1, std::chrono::seconds(3));
}

}  // namespace losscert::test
