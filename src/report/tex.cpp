#include "report/tex.hpp"

#include <sstream>

#include "report/formula.hpp"
#include "report/notation.hpp"
#include "report/page.hpp"
#include "report/trusted_base.hpp"

namespace losscert::report {
namespace {

class Writer {
public:
  explicit Writer(const std::set<std::string>& abstracts) : abstracts_(abstracts) {}

  std::string formula(const std::string& text) const {
    constexpr std::size_t kLongest = 2000;
    const auto f = text.size() > kLongest ? std::nullopt : parse_formula(text);
    if (f) return "$" + latex(*f, abstracts_) + "$";
    return "\\texttt{" + latex_text(text.size() > kLongest ? text.substr(0, kLongest) + " ..." : text) + "}";
  }
  std::string marked(const std::string& text) const {
    std::string out;
    const auto parts = parts_of(text);
    for (std::size_t k = 0; k < parts.size(); ++k) out += k % 2 == 0 ? latex_text(parts[k]) : formula(parts[k]);
    return out;
  }

  // Lists within lists go four deep in LaTeX; what is deeper stays in the row of its parent.
  void steps(std::ostream& out, const std::vector<Step>& all, std::size_t& left, int depth = 0) const {
    constexpr int kDeepest = 3;
    if (all.empty() || left == 0) return;
    if (depth < kDeepest) out << "\\begin{enumerate}\n";
    for (const auto& s : all) {
      if (left == 0) break;
      --left;
      out << (depth < kDeepest ? "\\item " : " ") << marked(sentence_case(s.text)) << "\n";
      steps(out, s.below, left, depth + 1);
    }
    if (depth < kDeepest) out << "\\end{enumerate}\n";
  }

private:
  const std::set<std::string>& abstracts_;
};

// A word that a line can be broken in.
std::string broken(const std::string& word) {
  std::string out;
  std::size_t k = 0;
  for (char c : word) out += latex_text(std::string(1, c)) + (++k % 8 == 0 || c == '-' ? "\\allowbreak{}" : "");
  return out;
}

void claim_part(std::ostream& out, const Writer& w, const ClaimPage& p) {
  out << "\\subsection*{" << broken(p.id) << ": " << p.verdict << (p.decided && !p.as_expected ? ", not as expected" : "") << "}\n";
  if (!p.says.empty()) out << "\\emph{" << latex_text(p.says) << "}\n\n";
  out << "\\textbf{Claim.} " << w.marked(p.sentence) << "\n\n";
  if (!p.printed.empty()) out << "\\textbf{As printed:} " << latex_text(p.printed) << "\n\n";
  if (!p.correction.empty()) out << "\\textbf{Correction} (" << broken(p.correction_id) << "). " << w.marked(p.correction) << "\n\n";
  if (!p.decided) {
    out << "\\textbf{Undecided.} " << latex_text(p.undecided) << "\n\n";
    return;
  }
  out << (p.verdict == "REFUTED" ? "\\textbf{Refutation.} " : "\\textbf{Proof.} ") << w.marked(p.proof.reason) << "\n\n";
  constexpr std::size_t kSteps = 40;
  std::size_t left = kSteps;
  w.steps(out, p.proof.steps, left);
  if (const std::size_t n = size_of(p.proof.steps); n > kSteps) out << "(" << counted(n - kSteps, "further step", "further steps") << " in the certificate.)\n\n";
  for (const auto& n : p.numbers) out << w.marked(n) << ". ";
  out << "\n\n";
}

}  // namespace

std::string to_tex_fragment(const CaseResult& c, const CasePage& p) {
  const Writer w(p.abstracts);
  std::ostringstream out;
  out << "% Made by losscert. Needs amsmath. To be put into a document by \\input.\n\\begingroup\\sloppy\\emergencystretch=4em\\allowdisplaybreaks\\hbadness=10000\n";
  out << "\\section*{" << latex_text(p.title) << "}\n";
  if (!p.paper.empty() || !p.statement.empty()) out << latex_text(p.paper) << (p.statement.empty() ? "" : ", " + latex_text(p.statement)) << ".\n\n";
  if (!p.quote.empty()) out << "\\begin{quote}\\small " << latex_text(p.quote) << "\\end{quote}\n\n";
  if (!p.note.empty()) out << latex_text(p.note) << "\n\n";
  for (const auto& s : p.setting) out << w.marked(s) << "\n\n";
  if (!p.definitions.empty()) {
    std::vector<std::string> all;
    for (const auto& d : p.definitions) all.push_back(w.formula(d));
    out << "Where " << join(all, "; ") << ".\n\n";
  }
  for (const auto& i : p.instances)
    if (c.written.objective.empty()) out << (i.sizes.empty() ? "" : "For " + latex_text(i.sizes) + ": ") << w.formula("L = " + i.objective) << ".\n\n";
  for (const auto& claim : p.claims) claim_part(out, w, claim);
  out << "\\endgroup\n";
  return out.str();
}

std::string to_tex(const CaseResult& c, const CasePage& p) {
  std::ostringstream out;
  out << "% Made by losscert; set it with pdflatex.\n\\documentclass[11pt,a4paper]{article}\n\\usepackage[T1]{fontenc}\n\\usepackage{amsmath}\n\\usepackage[margin=2.6cm]{geometry}\n\\setlength{\\parindent}{0pt}\\setlength{\\parskip}{4pt plus 2pt}\n"
      << "\\begin{document}\n"
      << to_tex_fragment(c, p) << "\\section*{What is trusted}\n\\begin{sloppypar}A verdict is right if these are:\\end{sloppypar}\n\\begin{itemize}\n";
  for (const auto& t : trusted_base()) out << "\\item " << latex_text(t.name) << ": " << latex_text(t.why) << "\n";
  out << "\\end{itemize}\n\\begin{sloppypar}Case \\texttt{" << broken(c.name) << "}, \\texttt{" << broken(c.digest) << "}. losscert " << latex_text(c.versions.losscert) << ", " << latex_text(c.versions.checker)
      << ".\\end{sloppypar}\n\\end{document}\n";
  return out.str();
}

}  // namespace losscert::report
