#include "report/markdown.hpp"

#include <cstdio>
#include <nlohmann/json.hpp>
#include <sstream>

#include "report/figures.hpp"
#include "report/notation.hpp"
#include "report/prose.hpp"
#include "report/sentence.hpp"
#include "report/trusted_base.hpp"

namespace losscert::report {
namespace {

// A quotation keeps its lines.
std::string quoted(const std::string& text) {
  std::string result = "> ";
  for (char c : text) result += c == '\n' ? std::string("\n> ") : std::string(1, c);
  return result;
}

// Plain text within Markdown: stars, bars and brackets of formulas are no markup.
std::string escaped(const std::string& text) {
  std::string result;
  for (char c : text) {
    if (std::string("*_|[]<>`").find(c) != std::string::npos) result += '\\';
    result += c;
  }
  return result;
}

bool ends_a_sentence(const std::string& text) { return !text.empty() && std::string(".!?").find(text.back()) != std::string::npos; }

std::string quoted_assignment(const nlohmann::ordered_json& j, const claim::Instance& i) {
  std::vector<std::pair<std::string, std::string>> members;
  for (const auto& [name, value] : j.items()) members.emplace_back(name, value.get<std::string>());
  return "`" + assignment(members, i) + "`";
}

const char* standing(const ClaimResult& r) {
  switch (r.standing()) {
    case Standing::AsExpected: return "as expected";
    case Standing::Otherwise: return "NOT as expected";
    case Standing::Undecided: return "undecided";
  }
  return "undecided";
}

std::string expected(const ClaimResult& r) { return to_string(r.claim->expect_proved ? Verdict::Proved : Verdict::Refuted); }

void overview(std::ostream& out, const CaseResult& c) {
  out << "| claim | kind | verdict | expected | checked | evidence |\n|---|---|---|---|---|---|\n";
  for (const auto& r : c.claims)
    out << "| `" << r.id() << "` | " << claim::to_string(r.claim->kind) << " | " << to_string(r.verdict) << " | " << expected(r) << " | " << (r.checked ? "yes" : "no") << " | "
        << escaped(in_short(r)) << " |\n";
}

void objective(std::ostream& out, const claim::Instance& i) {
  if (!i.dimensions.empty()) {
    std::vector<std::string> sizes;
    for (const auto& [name, value] : i.dimensions) sizes.push_back(name + " = " + std::to_string(value));
    out << "For " << join(sizes, ", ") << ":\n\n";
  }
  out << "Variables: " << join(names_of(i.variables), ", ") << (i.parameters.empty() ? "" : ". Parameters: " + join(names_of(i.parameters), ", "));
  std::vector<std::string> assumptions;
  for (const auto& a : i.assumptions) assumptions.push_back("`" + to_text(a) + "`");
  out << (assumptions.empty() ? "" : ". Assumptions: " + join(assumptions, ", ")) << ".\n\n";
  for (const auto f : i.functions) out << "Meant is " << escaped(declaration(f)) << "; `" << f->name << "_1`, `" << f->name << "_2`, ... are its derivatives.\n\n";
  out << "    L = " << symbolic::to_text(i.objective) << "\n\n$$L = " << symbolic::to_latex(i.objective) << "$$\n\n";
}

std::string number(const nlohmann::ordered_json& n) {
  const std::string exact = n.at("exact"), decimal = n.value("decimal", "");
  if (decimal.empty() || decimal == exact) return "`" + exact + "`";
  return "`" + exact + "`" + (decimal.front() == '[' ? " in " : " = ") + decimal;
}

void numbers(std::ostream& out, const ClaimResult& r) {
  const auto f = figures(r);
  // A maximum is proved as a minimum of the negative.
  const std::string of = r.claim->kind == claim::Kind::LocalMaximum ? " of -" + function_name(*r.claim, *r.instance) : "";
  if (f.contains("point"))
    for (const auto& [v, n] : f.at("point").items()) out << "- " << v << " = " << number(n) << "\n";
  if (f.contains("value")) out << "- value of the function there: " << number(f.at("value")) << "\n";
  if (f.contains("roots"))
    for (const auto& [name, n] : f.at("roots").items()) out << "- " << name << " lies in " << n.at("decimal").get<std::string>() << "\n";
  for (const auto& s : f.at("steps")) {
    if (s.contains("radius")) out << "- radius of local minimality" << of << " (maximum norm): " << number(s.at("radius")) << "\n";
    if (s.contains("modulus")) out << "- lower bound of the smallest eigenvalue of the Hessian" << of << " there: " << number(s.at("modulus")) << "\n";
    if (s.contains("inertia")) out << "- inertia of the Hessian" << of << ": " << s.at("inertia").at("positive").dump() << " positive, 0 zero, 0 negative\n";
    if (s.contains("order")) out << "- order that decided: " << s.at("order").dump() << "\n";
  }
  if (f.contains("eps0")) out << "- the evidence along the path holds for 0 < eps <= " << number(f.at("eps0")) << "\n";
  if (f.contains("model") && !f.at("model").empty()) out << "- the assumptions are satisfiable, for example by " << quoted_assignment(f.at("model"), *r.instance) << "\n";
  if (f.contains("witness") && !f.at("witness").empty()) out << "- witness: " << quoted_assignment(f.at("witness"), *r.instance) << "\n";
  out << "- working precision of the certificate: " << f.at("precision_bits").dump() << " bits\n\n";
}

void claim_section(std::ostream& out, const CaseResult& c, const ClaimResult& r) {
  const claim::Claim& claim = *r.claim;
  out << "## " << r.id() << ": " << to_string(r.verdict) << "\n\n";
  if (!claim.says.empty()) out << claim.says << "\n\n";
  out << "**Claim** (" << claim::to_string(claim.kind) << "). " << escaped(sentence(claim, *r.instance)) << "\n\n";
  out << "As the case has it:\n\n~~~~toml\n" << r.as_written << "\n~~~~\n\n";
  if (!claim.printed.empty()) {
    out << "**As printed:** " << claim.printed << "\n\n";
    if (!claim.correction.empty()) {
      out << "**Correction:** claim `" << claim.correction << "`";
      for (const auto& other : c.claims)
        if (other.claim->id == claim.correction && other.instance == r.instance) out << " (" << to_string(other.verdict) << "): " << escaped(sentence(*other.claim, *other.instance));
      out << "\n\n";
    }
  }
  if (!claim.note.empty()) out << "Note: " << claim.note << "\n\n";
  out << "**Verdict:** " << to_string(r.verdict) << ", expected " << expected(r) << ": " << standing(r) << ". ";
  if (!r.checked) {
    out << "Reason: " << r.reason << (ends_a_sentence(r.reason) ? "" : ".") << "\n\n";
    return;
  }
  out << "The checker: `" << r.checker << "`. Certificate: [" << r.certificate << "](" << r.certificate << "), `" << r.certificate_digest << "`.\n\n";
  numbers(out, r);
  out << "**Evidence.**\n\n";
  for (const auto& item : prose(r)) out << "- " << item.number << " " << item.text << "\n";
  out << "\n";
}

std::string seconds(double s) {
  char text[32];
  std::snprintf(text, sizeof text, "%.3f", s);
  return text;
}

void times(std::ostream& out, const CaseResult& c) {
  out << "## Times\n\nThe only part that differs from run to run.\n\n| claim | prover, s | prover, MiB | checker, s | checker, MiB |\n|---|---|---|---|---|\n";
  for (const auto& r : c.claims)
    out << "| `" << r.id() << "` | " << seconds(r.prover_seconds) << " | " << r.prover_peak_kib / 1024 << " | " << seconds(r.checker_seconds) << " | " << r.checker_peak_kib / 1024 << " |\n";
}

}  // namespace

std::string to_markdown(const CaseResult& c) {
  std::ostringstream out;
  out << "# " << c.source.title << "\n\n";
  out << "Case `" << c.name << "`, file `" << c.file << "`, `" << c.digest << "`.\n\n";
  if (!c.source.paper.empty() || !c.source.statement.empty()) out << "Source: " << c.source.paper << (c.source.statement.empty() ? "" : ", " + c.source.statement) << ".\n\n";
  if (!c.source.quote.empty()) out << "As printed:\n\n" << quoted(c.source.quote) << "\n\n";
  if (!c.source.note.empty()) out << c.source.note << "\n\n";
  overview(out, c);
  out << "\n## The function\n\n";
  for (const auto& i : c.instances) objective(out, i);
  for (const auto& r : c.claims) claim_section(out, c, r);
  out << "## Trusted base\n\nA verdict is right if these are:\n\n";
  for (const auto& t : trusted_base()) out << "- " << t.name << ": " << t.why << "\n";
  out << "\n## Versions\n\n- losscert " << c.versions.losscert << "\n";
  for (const auto& [library, version] : c.versions.prover) out << "- " << library << " " << version << " (prover)\n";
  out << "- " << c.versions.checker << "\n\n";
  times(out, c);
  return out.str();
}

}  // namespace losscert::report
