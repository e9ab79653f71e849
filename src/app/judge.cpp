#include "app/judge.hpp"

#include <algorithm>
#include <cctype>

namespace losscert::app {
namespace {

bool starts_with(const std::string& text, const std::string& start) { return text.compare(0, start.size(), start) == 0; }

std::string upper(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  return text;
}

}  // namespace

CheckerLine read_checker_line(const std::string& line, const std::string& case_path) {
  CheckerLine result;
  if (const std::string start = "ok " + case_path + " "; starts_with(line, start)) {
    const std::string rest = line.substr(start.size());
    const auto space = rest.find(' ');
    if (space == std::string::npos || rest.find(' ', space + 1) != std::string::npos) return result;
    result.ok = true;
    result.claim = rest.substr(0, space);
    result.verdict = upper(rest.substr(space + 1));
  } else if (const std::string refusal = "rejected " + case_path + " "; starts_with(line, refusal)) {
    const auto colon = line.find(": ", refusal.size());
    result.rejected = true;
    result.reason = colon == std::string::npos ? line.substr(refusal.size()) : line.substr(colon + 2);
  }
  return result;
}

Judgement judged(const std::string& id, Verdict found, const Ended& check, const std::string& case_path) {
  std::string text = check.output;
  if (!text.empty() && text.back() == '\n') text.pop_back();
  const bool one_line = !text.empty() && text.find('\n') == std::string::npos;
  const CheckerLine line = one_line ? read_checker_line(text, case_path) : CheckerLine{};
  if (check.succeeded() && line.ok && line.claim == id && line.verdict == to_string(found)) return {true, "ok " + line.claim + " " + line.verdict, ""};
  if (line.rejected) return {false, "", "the checker rejected the certificate: " + line.reason};
  return {false, "", "the checker did not accept the certificate: it " + check.describe()};
}

void judge(report::ClaimResult& result, Verdict found, const Ended& check, const std::string& case_path) {
  Judgement j = judged(result.id(), found, check, case_path);
  if (j.accepted)
    result.accept(found, std::move(j.line));
  else
    result.leave_undecided(std::move(j.reason));
}

}  // namespace losscert::app
