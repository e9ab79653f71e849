#include "report/page.hpp"

#include <algorithm>
#include <cctype>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "report/figures.hpp"
#include "report/notation.hpp"
#include "report/sentence.hpp"
#include "report/situation.hpp"

namespace losscert::report {
namespace {

using nlohmann::ordered_json;

std::string seconds(double s) {
  char text[32];
  std::snprintf(text, sizeof text, "%.3f", s);
  return text;
}

std::string standing(const ClaimResult& r) {
  switch (r.standing()) {
    case Standing::AsExpected: return "as expected";
    case Standing::Otherwise: return "NOT as expected";
    case Standing::Undecided: return "undecided";
  }
  return "undecided";
}

// "`x = 1/2`", with decimals beside what is no short number.
std::string with_decimal(const std::string& name, const ordered_json& n) {
  const std::string exact = n.at("exact"), decimal = n.value("decimal", "");
  std::string text = name + " = " + exact;
  if (!decimal.empty() && decimal != exact) text += decimal.front() == '[' ? " in " + decimal : " = " + decimal;
  return "`" + text + "`";
}

std::vector<std::string> numbers(const ClaimResult& r) {
  std::vector<std::string> all;
  const auto f = figures(r);
  // A maximum is proved as a minimum of the negative.
  const std::string of = r.claim->kind == claim::Kind::LocalMaximum ? " of -" + function_name(*r.claim, *r.instance) : "";
  if (f.contains("point")) {
    std::vector<std::string> parts;
    for (const auto& [v, n] : f.at("point").items())
      if (const std::string exact = n.at("exact"); !n.value("decimal", "").empty() && n.value("decimal", "") != exact && (exact.size() > 7 || exact.find_first_not_of("0123456789/-") != std::string::npos)) parts.push_back(with_decimal(v, n));
    if (!parts.empty()) all.push_back("The point: " + enumerate(parts));
  }
  if (f.contains("value"))
    if (const std::string d = f.at("value").value("decimal", ""), exact = f.at("value").at("exact"); !d.empty() && d != exact) {
      constexpr std::size_t kReadable = 40;
      const std::string name = function_name(*r.claim, *r.instance);
      all.push_back("Value there: " + (exact.size() <= kReadable ? with_decimal(name, f.at("value")) : "`" + name + (d.front() == '[' ? " in " : " = ") + d + "`"));
    }
  if (f.contains("roots"))
    for (const auto& [name, n] : f.at("roots").items()) if (!f.contains("point")) all.push_back("Root: `" + name + " in " + n.at("decimal").get<std::string>() + "`");
  std::vector<std::string> seen;
  for (const auto& s : f.at("steps")) {
    std::vector<std::string> parts;
    if (s.contains("radius")) parts.push_back("radius of local minimality" + of + " (maximum norm) `" + s.at("radius").at("exact").get<std::string>() + "`");
    if (s.contains("modulus")) parts.push_back("smallest eigenvalue of the Hessian" + of + " there at least `" + s.at("modulus").at("exact").get<std::string>() + "`");
    if (s.contains("order")) parts.push_back("order that decided " + s.at("order").dump());
    const std::string text = join(parts, ", ");
    if (!text.empty() && std::find(seen.begin(), seen.end(), text) == seen.end()) seen.push_back(text);
  }
  for (const auto& text : seen) all.push_back(sentence_case(text));
  if (f.contains("eps0")) all.push_back("The evidence along the path holds for `0 < eps <= " + f.at("eps0").at("exact").get<std::string>() + "`");
  return all;
}

ClaimPage claim_page(const CaseResult& c, const ClaimResult& r) {
  ClaimPage p;
  const claim::Claim& claim = *r.claim;
  p.id = r.id();
  p.anchor = anchor_of(p.id);
  p.kind = claim::to_string(claim.kind);
  p.verdict = to_string(r.verdict);
  p.expected = to_string(claim.expect_proved ? Verdict::Proved : Verdict::Refuted);
  p.standing = standing(r);
  p.as_expected = r.standing() == Standing::AsExpected;
  p.decided = r.checked;
  p.says = claim.says;
  p.printed = claim.printed;
  p.note = claim.note;
  p.as_written = r.as_written;
  p.sentence = sentence(c, r);
  p.in_short = in_short(r);
  for (const auto& other : c.claims)
    if (!claim.correction.empty() && other.claim->id == claim.correction && other.instance == r.instance) {
      p.correction_id = other.id();
      p.correction = std::string(to_string(other.verdict)) + ": " + sentence(c, other);
    }
  p.certificate = r.certificate;
  p.digest = r.certificate_digest;
  if (!r.checked) {
    p.undecided = r.reason;
    return p;
  }
  p.checker = r.checker;
  p.proof = prose(c, r);
  p.numbers = numbers(r);
  return p;
}

void rules_of(const std::vector<Step>& steps, std::set<std::string>& rules) {
  for (const auto& s : steps) {
    rules.insert(s.rule);
    rules_of(s.below, rules);
  }
}

std::vector<std::string> setting(const CaseResult& c) {
  std::vector<std::string> all = c.written.network;
  std::vector<std::string> assumptions;
  for (const auto& a : c.written.assumptions) assumptions.push_back("`" + a + "`");
  if (!c.written.objective.empty()) all.push_back("`L = " + c.written.objective + "`");
  std::vector<std::string> shapes;
  for (const auto& [name, shape] : c.written.shapes)
    if (!shape.empty()) shapes.push_back("`" + name + "` is " + shape);
  if (!shapes.empty()) all.push_back(enumerate(shapes) + ".");
  if (!assumptions.empty()) all.push_back("Assumed throughout: " + enumerate(assumptions) + ".");
  for (const auto& r : c.written.roots) {
    std::vector<std::string> equations, box;
    for (const auto& e : r.equations) equations.push_back("`" + e + "`");
    for (const auto& b : r.box) box.push_back("`" + b + "`");
    all.push_back("`" + r.name + "` is the one solution of " + (equations.empty() ? "grad L = 0 in these variables" : enumerate(equations)) + " with " + enumerate(box) + ".");
  }
  if (!c.instances.empty())
    for (const auto f : c.instances.front().functions) all.push_back("Meant is " + declaration(f) + "; `" + f->name + "_1`, `" + f->name + "_2`, ... are its derivatives.");
  return all;
}

}  // namespace

std::string anchor_of(const std::string& id) {
  std::string a;
  for (char c : id) a += std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' ? c : c == ']' ? '.' : '_';
  return a;
}

CasePage page(const CaseResult& c) {
  CasePage p;
  p.name = c.name;
  p.file = c.file;
  p.digest = c.digest;
  p.title = c.source.title;
  p.paper = c.source.paper;
  p.statement = c.source.statement;
  p.quote = c.source.quote;
  p.note = c.source.note;
  p.setting = setting(c);
  p.definitions = c.written.definitions;
  for (const auto& i : c.instances) {
    std::vector<std::string> sizes;
    for (const auto& [name, value] : i.dimensions) sizes.push_back(name + " = " + std::to_string(value));
    p.instances.push_back({join(sizes, ", "), names_of(i.variables), names_of(i.parameters), shown(i.objective, c.written.functions, 60)});
    for (const auto f : i.functions) p.abstracts.insert(f->name);
  }
  std::set<std::string> rules;
  for (const auto& r : c.claims) {
    p.claims.push_back(claim_page(c, r));
    rules_of(p.claims.back().proof.steps, rules);
    p.times.push_back({r.id(), seconds(r.prover_seconds), std::to_string(r.prover_peak_kib / 1024), seconds(r.checker_seconds), std::to_string(r.checker_peak_kib / 1024)});
  }
  for (const auto& w : rule_words())
    if (rules.count(w.rule) > 0) p.rules.emplace_back(w.rule);
  p.versions = c.versions;
  return p;
}

std::vector<std::string> parts_of(const std::string& text) {
  std::vector<std::string> parts{""};
  for (char c : text) {
    if (c == '`') parts.emplace_back();
    else parts.back() += c;
  }
  return parts;
}

std::string sentence_case(std::string text) {
  if (!text.empty() && text[0] != '`') text[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(text[0])));
  return text;
}

}  // namespace losscert::report
