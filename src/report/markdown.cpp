// The report to be read in a terminal or a repository: a few lines a claim. Steps that rest on others are in the HTML report, and all of them in the certificate.
#include "report/markdown.hpp"

#include <sstream>

#include "report/formula.hpp"
#include "report/notation.hpp"
#include "report/page.hpp"
#include "report/trusted_base.hpp"

namespace losscert::report {
namespace {

// Plain text within Markdown: stars, bars and brackets of formulas are no markup, and lines are no structure.
std::string escaped(const std::string& text) {
  std::string result;
  for (char c : text) {
    if (std::string("*_|[]<>`\\#").find(c) != std::string::npos) result += '\\';
    result += c == '\n' || c == '\r' ? ' ' : c;
  }
  while (!result.empty() && result.back() == ' ') result.pop_back();
  return result;
}

// Formulas as code, with dL/da for diff(L, a).
std::string marked(const std::string& text) {
  std::string result;
  const auto parts = parts_of(text);
  for (std::size_t k = 0; k < parts.size(); ++k) {
    if (k % 2 == 0) {
      result += escaped(parts[k]) + (!parts[k].empty() && parts[k].back() == ' ' && k + 1 < parts.size() ? " " : "");
      continue;
    }
    const auto f = parse_formula(parts[k]);
    result += "`" + (f ? plain(*f) : parts[k]) + "`";
  }
  return result;
}

// "(1) ... (2) ...": the steps and what they rest on, in order, as far as they fit.
std::string in_a_row(const std::vector<Step>& steps) {
  constexpr std::size_t kLongest = 900;
  std::string text;
  std::size_t n = 0, left_out = 0;
  const auto say = [&](const auto& self, const std::vector<Step>& all) -> void {
    for (const auto& s : all) {
      const std::string sentence = marked(sentence_case(s.text));
      if (text.size() + sentence.size() > kLongest && n > 0) ++left_out;
      else text += (text.empty() ? "(" : " (") + std::to_string(++n) + ") " + sentence;
      self(self, s.below);
    }
  };
  say(say, steps);
  if (left_out > 0) text += " (" + counted(left_out, "further step", "further steps") + " in the certificate)";
  return text;
}

void claim_lines(std::ostream& out, const ClaimPage& p) {
  out << "- **`" << p.id << "`: " << p.verdict << "**" << (p.as_expected ? "" : p.decided ? ", NOT as expected" : "") << ". " << marked(p.sentence) << "\n";
  if (!p.printed.empty()) {
    out << "  Printed: " << escaped(p.printed) << (p.correction.empty() ? "" : ". Correction: `" + p.correction_id + "`, " + marked(p.correction)) << "\n";
  }
  if (!p.decided) {
    out << "  Undecided: " << escaped(p.undecided) << "\n";
    return;
  }
  out << "  *Because:* " << marked(p.proof.reason) << "\n";
  const std::string steps = in_a_row(p.proof.steps);
  std::vector<std::string> more;
  for (const auto& n : p.numbers) more.push_back(marked(n) + ".");
  if (!steps.empty() || !more.empty()) out << "  " << steps << (steps.empty() || more.empty() ? "" : " ") << join(more, " ") << "\n";
}

}  // namespace

std::string to_markdown(const CaseResult& c, const CasePage& p) {
  std::ostringstream out;
  out << "# " << escaped(p.title) << "\n\n";
  out << "Case `" << p.name << "`, `" << p.digest << "`" << (p.paper.empty() && p.statement.empty() ? "" : ". Source: " + escaped(p.paper) + (p.statement.empty() ? "" : ", " + escaped(p.statement))) << ".\n";
  if (!p.quote.empty()) out << "\n> " << escaped(p.quote) << "\n";
  if (!p.note.empty()) out << "\n" << escaped(p.note) << "\n";
  std::vector<std::string> words;
  for (const auto& s : p.setting) words.push_back(marked(s));
  for (const auto& i : p.instances)
    if (c.written.objective.empty()) words.push_back((i.sizes.empty() ? "" : "For " + i.sizes + ": ") + "`L = " + i.objective + "`");
  if (!p.definitions.empty()) {
    std::vector<std::string> all;
    for (const auto& d : p.definitions) all.push_back("`" + d + "`");
    words.push_back("Where " + join(all, ", ") + ".");
  }
  out << "\n" << join(words, " ") << "\n\n";
  for (const auto& claim : p.claims) claim_lines(out, claim);
  std::vector<std::string> trusted;
  for (const auto& t : trusted_base()) trusted.push_back(t.name);
  out << "\nA verdict is right if these are: " << join(trusted, ", ") << ". losscert " << p.versions.losscert << ", " << p.versions.checker << ".\n";
  out << "\n## Times\n\nSeconds of prover and checker, the only part that differs from run to run:";
  for (const auto& t : p.times) out << " `" << t[0] << "` " << t[1] << " + " << t[3] << ";";
  out << "\n";
  return out.str();
}

}  // namespace losscert::report
