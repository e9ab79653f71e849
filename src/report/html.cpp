#include "report/html.hpp"

#include <algorithm>
#include <sstream>

#include "report/formula.hpp"
#include "report/notation.hpp"
#include "report/page.hpp"
#include "report/pictures.hpp"
#include "report/trusted_base.hpp"

namespace losscert::report {
namespace {

constexpr const char* kStyle = R"css(
:root { color-scheme: light dark; --ink: #1b1b1f; --soft: #5c5f66; --paper: #fdfdfb; --panel: #f3f3ef; --line: #d9d9d2; --link: #1a4f9c; --good: #1d6b3a; --bad: #a3251c; --open: #8a5a00;
  --curve: #1a4f9c; --sample: #9aa3ad; --point: #a3251c; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e6e3; --soft: #a3a6ad; --paper: #17181b; --panel: #212327; --line: #3a3d43; --link: #8db8f5; --good: #74c991; --bad: #f08a80; --open: #e0b050;
  --curve: #8db8f5; --sample: #6d747d; --point: #f08a80; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 62rem; padding: 1.5rem 1.25rem 4rem; color: var(--ink); background: var(--paper); font: 1rem/1.55 Georgia, "Times New Roman", serif; overflow-wrap: break-word; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .4rem; } h2 { font-size: 1.2rem; margin: 2.2rem 0 .6rem; border-bottom: 1px solid var(--line); padding-bottom: .2rem; }
h3 { font-size: 1.05rem; margin: 0; } p { margin: .5rem 0; } a { color: var(--link); } code, pre { font: .85em/1.45 ui-monospace, "DejaVu Sans Mono", monospace; }
pre { background: var(--panel); padding: .6rem .8rem; white-space: pre-wrap; } .soft { color: var(--soft); font-size: .9rem; } .digest { overflow-wrap: anywhere; }
blockquote { margin: .6rem 0; padding: .1rem 1rem; border-left: 3px solid var(--line); color: var(--soft); white-space: pre-line; }
table { border-collapse: collapse; width: 100%; font-size: .92rem; } th, td { text-align: left; vertical-align: top; padding: .3rem .6rem .3rem 0; border-bottom: 1px solid var(--line); }
.scroll { overflow-x: auto; } math { font-size: 1.05em; } .f { display: inline-block; max-width: 100%; overflow-x: auto; overflow-y: hidden; vertical-align: middle; } .wide { overflow-x: auto; padding: .3rem 0; }
.claim { margin: 1.1rem 0; padding: .8rem 1rem; border: 1px solid var(--line); border-radius: .4rem; } .claim > header { display: flex; flex-wrap: wrap; gap: .3rem 1rem; align-items: baseline; justify-content: space-between; }
.verdict { font: 600 .85rem/1.4 system-ui, sans-serif; letter-spacing: .03em; } .proved { color: var(--good); } .refuted { color: var(--bad); } .undecided { color: var(--open); }
.unexpected { outline: 2px solid var(--bad); outline-offset: 3px; } .says { font-style: italic; } .reason { border-left: 3px solid var(--good); padding-left: .8rem; } .reason.no { border-color: var(--bad); }
details { margin: .4rem 0; } summary { cursor: pointer; color: var(--link); font-size: .92rem; } ol.steps { padding-left: 1.6rem; margin: .3rem 0; } ol.steps li { margin: .25rem 0; } .rule { font-size: .8rem; color: var(--soft); text-decoration: none; margin-left: .3rem; }
figure { margin: 1rem 0; } figure svg { width: 100%; height: auto; max-width: 40rem; display: block; } figcaption { font-size: .9rem; color: var(--soft); max-width: 40rem; }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr)); gap: 1rem; } dt { font-weight: 600; } dd { margin: 0 0 .4rem 1.2rem; }
@media print { body { max-width: none; padding: 0; font-size: 10pt; color: #000; background: #fff; } .claim { break-inside: avoid-page; border-color: #999; } summary { color: #000; } a { color: #000; text-decoration: none; } .noprint { display: none; } }
)css";

class Writer {
public:
  explicit Writer(const std::set<std::string>& abstracts) : abstracts_(abstracts) {}

  std::string formula(const std::string& text) const {
    // What is no formula, or too large to be set, stays as it is.
    constexpr std::size_t kLongest = 3000;
    const auto f = text.size() > kLongest ? std::nullopt : parse_formula(text);
    if (!f) return "<code>" + html_text(text) + "</code>";
    std::string out;
    for (const auto& piece : mathml_pieces(*f, abstracts_)) out += (out.empty() ? "" : "<wbr>") + ("<span class=\"f\"><math>" + piece + "</math></span>");
    return out;
  }
  std::string marked(const std::string& text) const {
    std::string out;
    const auto parts = parts_of(text);
    for (std::size_t k = 0; k < parts.size(); ++k) out += k % 2 == 0 ? html_text(parts[k]) : formula(parts[k]);
    return out;
  }
  std::string steps(const std::vector<Step>& all) const {
    std::string out = "<ol class=\"steps\">";
    for (const auto& s : all) {
      const bool known = words_of_rule(s.rule) != nullptr;
      out += "<li>" + marked(sentence_case(s.text)) + (known ? "<a class=\"rule\" href=\"#rule-" + s.rule + "\">" + s.rule + "</a>" : "");
      if (!s.below.empty()) {
        const std::size_t n = size_of(s.below);
        // What is short stays open to the eye.
        constexpr std::size_t kOpen = 4;
        out += n <= kOpen ? steps(s.below) : "<details><summary>" + counted(n, "step", "steps") + "</summary>" + steps(s.below) + "</details>";
      }
      out += "</li>";
    }
    return out + "</ol>";
  }

private:
  const std::set<std::string>& abstracts_;
};

std::string folded(const std::string& summary, const std::string& content) { return "<details><summary>" + summary + "</summary>" + content + "</details>\n"; }

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

std::string verdict(const ClaimPage& p) {
  return "<span class=\"verdict " + lower(p.verdict) + (p.decided && !p.as_expected ? " unexpected" : "") + "\">" + p.verdict + (p.decided && !p.as_expected ? ", not as expected" : "") + "</span>";
}

void begin(std::ostream& out, const std::string& title) {
  out << "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      << "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
      << "<title>" << html_text(title) << "</title>\n<style>" << kStyle << "</style>\n</head>\n<body>\n";
}

void claim_section(std::ostream& out, const Writer& w, const ClaimPage& p) {
  out << "<section class=\"claim\" id=\"" << html_text(p.anchor) << "\">\n<header><h3>" << html_text(p.id) << "</h3>" << verdict(p) << "</header>\n";
  if (!p.says.empty()) out << "<p class=\"says\">" << html_text(p.says) << "</p>\n";
  out << "<p><strong>Claim</strong> (" << html_text(p.kind) << "). " << w.marked(p.sentence) << "</p>\n";
  if (!p.printed.empty()) {
    out << "<p><strong>As printed:</strong> " << html_text(p.printed) << "</p>\n";
    if (!p.correction.empty()) out << "<p><strong>Correction:</strong> " << html_text(p.correction_id) << ", " << w.marked(p.correction) << "</p>\n";
  }
  if (!p.decided) {
    out << "<p><strong>Undecided:</strong> " << html_text(p.undecided) << "</p>\n";
  } else {
    out << "<p class=\"reason" << (p.verdict == "REFUTED" ? " no" : "") << "\">" << w.marked(p.proof.reason) << "</p>\n";
    if (!p.proof.steps.empty()) out << folded("Proof, " + counted(size_of(p.proof.steps), "step", "steps"), w.steps(p.proof.steps));
    if (!p.numbers.empty()) {
      out << "<ul class=\"numbers\">";
      for (const auto& n : p.numbers) out << "<li>" << w.marked(n) << "</li>";
      out << "</ul>\n";
    }
    if (!p.proof.routine.empty()) out << folded("Routine: roots, domains, hypotheses that do not contradict each other", w.steps(p.proof.routine));
  }
  if (!p.note.empty()) out << "<p class=\"soft\">Note: " << html_text(p.note) << "</p>\n";
  out << folded("As the case has it, and what was checked",
                "<pre>" + html_text(p.as_written) + "</pre>" +
                    (p.certificate.empty() ? "" : "<p class=\"soft\">" + (p.checker.empty() ? "Not accepted" : "The checker: <code>" + html_text(p.checker) + "</code>") + ". Certificate: <a href=\"" + html_text(p.certificate) + "\">" + html_text(p.certificate) +
                                                      "</a>, <code class=\"digest\">" + html_text(p.digest) + "</code></p>"));
  out << "</section>\n";
}

void definitions(std::ostream& out, const std::vector<std::pair<std::string, std::string>>& list) {
  out << "<dl>";
  for (const auto& [word, meaning] : list) out << "<dt>" << html_text(word) << "</dt><dd>" << html_text(meaning) << "</dd>";
  out << "</dl>\n";
}

void tail(std::ostream& out, const CasePage& p) {
  out << "<h2>What the words mean</h2>\n";
  std::string rules = "<dl>";
  for (const auto& r : p.rules) {
    const auto* words = words_of_rule(r);
    rules += "<dt id=\"rule-" + r + "\">" + r + "</dt><dd>" + html_text(words->words) + " <span class=\"soft\">(FORMAT.md, section " + words->section + ")</span></dd>";
  }
  // Open: a link into a folded part would not be found.
  if (!p.rules.empty()) out << "<h3>Rules of the steps</h3>" << rules << "</dl>\n";
  std::ostringstream words;
  definitions(words, glossary());
  out << folded("The words of verdicts and evidence", words.str());
  out << "<h2>What is trusted</h2>\n<p>A verdict is right if these are:</p>\n<ul>";
  for (const auto& t : trusted_base()) out << "<li>" << html_text(t.name) << ": " << html_text(t.why) << "</li>";
  out << "</ul>\n<p class=\"soft\">losscert " << html_text(p.versions.losscert);
  for (const auto& [library, version] : p.versions.prover) out << ", " << html_text(library) << " " << html_text(version);
  out << "; " << html_text(p.versions.checker) << "</p>\n";
  std::string times = "<div class=\"scroll\"><table><tr><th>claim</th><th>prover, s</th><th>MiB</th><th>checker, s</th><th>MiB</th></tr>";
  for (const auto& row : p.times) {
    times += "<tr>";
    for (const auto& cell : row) times += "<td>" + html_text(cell) + "</td>";
    times += "</tr>";
  }
  out << folded("Times, the only part that differs from run to run", times + "</table></div>");
}

}  // namespace

std::string to_html(const CaseResult& c, const CasePage& p) {
  const Writer w(p.abstracts);
  std::ostringstream out;
  begin(out, p.title);
  out << "<p class=\"soft noprint\">" << html_text(p.name) << "</p>\n<h1>" << html_text(p.title) << "</h1>\n";
  if (!p.paper.empty() || !p.statement.empty()) out << "<p class=\"soft\">" << html_text(p.paper) << (p.statement.empty() ? "" : ", " + html_text(p.statement)) << "</p>\n";
  if (!p.quote.empty()) out << folded("As printed", "<blockquote>" + html_text(p.quote) + "</blockquote>");
  if (!p.note.empty()) out << "<p>" << html_text(p.note) << "</p>\n";
  out << "<div class=\"scroll\"><table><tr><th>claim</th><th>verdict</th><th>evidence</th></tr>\n";
  for (const auto& claim : p.claims) out << "<tr><td><a href=\"#" << html_text(claim.anchor) << "\">" << html_text(claim.id) << "</a></td><td>" << verdict(claim) << "</td><td>" << html_text(claim.in_short) << "</td></tr>\n";
  out << "</table></div>\n<h2>The function</h2>\n";
  for (const auto& s : p.setting) out << "<p>" << w.marked(s) << "</p>\n";
  if (!p.definitions.empty()) {
    out << "<p>Where</p>\n<ul>";
    for (const auto& d : p.definitions) out << "<li class=\"wide\">" << w.formula(d) << "</li>";
    out << "</ul>\n";
  }
  for (const auto& i : p.instances) {
    const std::string what = (i.sizes.empty() ? "" : "For " + html_text(i.sizes) + ": ") + "variables " + html_text(join(i.variables, ", ")) + (i.parameters.empty() ? "" : "; parameters " + html_text(join(i.parameters, ", ")));
    out << folded("L in full" + (i.sizes.empty() ? "" : ", " + html_text(i.sizes)), "<p class=\"soft\">" + what + "</p><div class=\"wide\">" + w.formula("L = " + i.objective) + "</div>");
  }
  const auto figures = pictures(c);
  if (!figures.empty()) {
    out << "<h2>Pictures</h2>\n<div class=\"figures\">\n";
    for (const auto& f : figures) out << "<figure>" << f.svg << "<figcaption>" << w.marked(f.caption) << "</figcaption></figure>\n";
    out << "</div>\n";
  }
  out << "<h2>The claims</h2>\n";
  for (const auto& claim : p.claims) claim_section(out, w, claim);
  out << "<p class=\"soft\">Case <code>" << html_text(p.file) << "</code>, <code class=\"digest\">" << html_text(p.digest) << "</code></p>\n";
  tail(out, p);
  out << "</body>\n</html>\n";
  return out.str();
}

std::string to_html_index(const std::vector<CaseResult>& cases) {
  std::ostringstream out;
  begin(out, "losscert: reports");
  std::size_t proved = 0, refuted = 0, undecided = 0, otherwise = 0;
  std::string rows;
  for (const auto& c : cases) {
    std::size_t p = 0, r = 0, u = 0, o = 0;
    for (const auto& claim : c.claims) {
      if (claim.standing() == Standing::Undecided) ++u;
      else ++(claim.verdict == Verdict::Proved ? p : r);
      if (claim.standing() == Standing::Otherwise) ++o;
    }
    proved += p, refuted += r, undecided += u, otherwise += o;
    const auto cell = [](std::size_t n, const char* kind) { return n == 0 ? std::string("<td></td>") : "<td class=\"" + std::string(kind) + "\">" + std::to_string(n) + "</td>"; };
    rows += "<tr><td><a href=\"" + html_text(c.name) + "/report.html\">" + html_text(c.name) + "</a></td><td>" + html_text(c.source.title) + (o > 0 ? " <strong class=\"refuted\">(" + std::to_string(o) + " not as expected)</strong>" : "") + "</td>" +
            cell(p, "proved") + cell(r, "refuted") + cell(u, "undecided") + "</tr>\n";
  }
  out << "<h1>Reports</h1>\n<p>" << proved << " proved, " << refuted << " refuted, " << undecided << " undecided; "
      << (otherwise > 0 ? std::to_string(otherwise) + " not as expected" : std::string(undecided > 0 ? "the others as expected" : "all as expected, and checked")) << ".</p>\n"
      << "<div class=\"scroll\"><table><tr><th>case</th><th>title</th><th>proved</th><th>refuted</th><th>undecided</th></tr>\n" << rows << "</table></div>\n";
  std::ostringstream words;
  definitions(words, glossary());
  out << folded("The words of verdicts and evidence", words.str()) << "</body>\n</html>\n";
  return out.str();
}

}  // namespace losscert::report
