#include "report/prose.hpp"

#include <algorithm>

#include "report/notation.hpp"
#include "report/outline.hpp"

namespace losscert::report {

std::string member_text(const Json& node, const char* member) {
  const auto found = node.find(member);
  return found != node.end() && found->is_string() ? found->get<std::string>() : "";
}

std::string assignment_text(const Json& object) {
  std::vector<std::string> parts;
  for (const auto& [name, value] : object.items()) parts.push_back(name + " = " + (value.is_string() ? value.get<std::string>() : value.dump()));
  return join(parts, ", ");
}

std::string quoted(const std::string& formula) {
  constexpr std::size_t kLongest = 600, kShown = 400;
  if (formula.size() > kLongest) return "`" + formula.substr(0, kShown) + " ...`";
  return "`" + formula + "`";
}

std::string no_longer_than(const std::string& text, std::size_t most) {
  if (text.size() <= most) return text;
  // Not within a formula.
  std::size_t end = 0, ticks = 0;
  for (std::size_t k = 0; k < most; ++k) {
    if (text[k] == '`') ++ticks;
    if (text[k] == ' ' && ticks % 2 == 0) end = k;
  }
  return text.substr(0, end == 0 ? 0 : end) + " ...";
}

std::string brief(const Step& s) {
  const std::string& t = s.text;
  return t.empty() || t.back() != '.' ? t : t.substr(0, t.size() - 1);
}

std::string gather(std::vector<Step>& below, std::vector<Step> steps, const std::string& together, const std::string& apart) {
  constexpr std::size_t kTogether = 5, kLongest = 460;
  std::vector<std::string> parts;
  std::size_t length = 0;
  bool short_enough = steps.size() <= kTogether;
  for (const auto& s : steps) {
    short_enough = short_enough && s.below.empty();
    std::string part = brief(s);
    // "`a > 0`: assumed" -> "`a > 0` (assumed)"
    if (const auto colon = part.find("`: "); colon != std::string::npos) part = part.substr(0, colon + 1) + " (" + part.substr(colon + 3) + ")";
    length += part.size();
    parts.push_back(std::move(part));
  }
  if (short_enough && length <= kLongest) return together + enumerate(parts);
  for (auto& s : steps) below.push_back(std::move(s));
  return apart;
}

std::vector<Branch> branches_of(const Situation& g, const Json& node) {
  using symbolic::Rel;
  static const std::vector<std::pair<std::string, Rel>> kRelations = {{"<", Rel::Less}, {"=", Rel::Equal}, {">", Rel::Greater}, {"!=", Rel::NotEqual}, {"<=", Rel::LessEqual}, {">=", Rel::GreaterEqual}};
  std::vector<Branch> all;
  const std::string on = member_text(node, "on");
  const Known e = g.read(on);
  for (const auto& [key, proof] : node.at("branches").items()) {
    Branch b{"`" + (e ? g.text(*e) : on) + " " + key + " 0`", g, &proof};
    for (const auto& [text, rel] : kRelations)
      if (text == key && e) b.situation.assume({*e, rel});
    all.push_back(std::move(b));
  }
  return all;
}

std::vector<Branch> cells_of(const Situation& g, const Json& node) {
  std::vector<Branch> all;
  const std::string v = member_text(node, "variable");
  const auto& points = node.at("points");
  const auto& cells = node.at("cells");
  const auto end = [&](std::size_t k) { return points.at(k).get<std::string>(); };
  for (std::size_t k = 0; k < cells.size(); ++k) {
    Branch b{"`" + (k == 0 ? "" : end(k - 1) + " <= ") + v + (k + 1 == cells.size() ? "" : " <= " + end(k)) + "`", g, &cells[k]};
    if (k > 0)
      if (const Known e = g.read(v + " - (" + end(k - 1) + ")")) b.situation.assume({*e, symbolic::Rel::GreaterEqual});
    if (k + 1 < cells.size())
      if (const Known e = g.read(v + " - (" + end(k) + ")")) b.situation.assume({*e, symbolic::Rel::LessEqual});
    all.push_back(std::move(b));
  }
  return all;
}

Situation substituted(const Situation& g, const Json& node) {
  const Known by = g.read(member_text(node, "by"));
  if (!by) return g;
  const Symbol v = symbolic::symbol(member_text(node, "variable"));
  Situation s = g.substituted(v, *by);
  return s;
}

std::string absurd(const Situation& g, const Json& node, std::vector<Step>& below) {
  const Known e = g.read_at_point(member_text(node, "expr"));
  Signs assumed = kAnySign;
  const auto* given = e ? g.matching(*e, assumed) : nullptr;
  const std::string against = given != nullptr ? "`" + g.text(*e) + " " + relation_text(assumed) + "` is assumed" : "what is assumed of " + quoted(member_text(node, "expr"));
  return gather(below, {sign_step(g, node.at("proof"), e)}, "there is no such point, since " + against + ", but ", "there is no such point, since " + against + ", against the following");
}

std::string where_by(const Json& node) { return node.contains("by") && !node.at("by").empty() ? " for " + quoted(assignment_text(node.at("by"))) : ""; }

std::vector<Step> hypotheses_steps(const Situation& g, const Json& node) {
  std::vector<Step> each;
  for (const auto& proof : node.at("hypotheses")) each.push_back(sign_step(g, proof, std::nullopt, "hypothesis " + std::to_string(each.size() + 1)));
  if (each.empty()) return {};
  Step all{"", "", {}};
  all.text = gather(all.below, std::move(each), "Its hypotheses hold: ", "Its hypotheses hold") + ".";
  return {std::move(all)};
}

std::size_t size_of(const std::vector<Step>& steps) {
  std::size_t n = steps.size();
  for (const auto& s : steps) n += size_of(s.below);
  return n;
}

std::vector<std::string> told_rules(Judgement judgement) {
  std::vector<std::string> names;
  const auto take = [&](const auto& table) {
    for (const auto& row : table) names.emplace_back(row.rule);
  };
  switch (judgement) {
    case Judgement::Sign: take(told_signs()); break;
    case Judgement::Exclusion: take(told_exclusions()); break;
    case Judgement::Minimum: take(told_minima()); break;
  }
  return names;
}

}  // namespace losscert::report
