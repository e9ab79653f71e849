#include "report/prose.hpp"

#include <algorithm>

#include "report/notation.hpp"
#include "report/outline.hpp"

namespace losscert::report {

void Outline::say(const std::string& text) {
  ++counters_.back();
  if (items_.size() >= most_) {
    ++left_out_;
    return;
  }
  std::string number;
  for (auto c : counters_) number += (number.empty() ? "" : ".") + std::to_string(c);
  std::string sentence = text;
  if (!sentence.empty()) sentence[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(sentence[0])));
  items_.push_back({number, sentence});
}

std::vector<ProseItem> Outline::finish() {
  if (left_out_ > 0)
    items_.push_back({"...", counted(left_out_, "further sentence of the same kind is", "further sentences of the same kinds are") + " left out here; the certificate holds all of them."});
  return std::move(items_);
}

std::string member_text(const Json& node, const char* member) {
  const auto found = node.find(member);
  return found != node.end() && found->is_string() ? found->get<std::string>() : "";
}

std::string assignment_text(const Json& object) {
  std::vector<std::string> parts;
  for (const auto& [name, value] : object.items()) parts.push_back(name + " = " + (value.is_string() ? value.get<std::string>() : value.dump()));
  return join(parts, ", ");
}

std::string cut_points(const Json& points) {
  constexpr std::size_t kShown = 6;
  std::vector<std::string> parts;
  for (std::size_t k = 0; k < points.size() && k < kShown; ++k) parts.push_back("`" + points[k].get<std::string>() + "`");
  if (points.size() > kShown) return join(parts, ", ") + ", ... (" + std::to_string(points.size()) + " points)";
  return enumerate(parts);
}

void tell_cases(Outline& out, const Json& node, const std::string& goal, const TellBranch& tell) {
  out.say(goal + ": cases by the sign of `" + member_text(node, "on") + "`, none left out.");
  const Outline::Below below(out);
  for (const auto& [relation, proof] : node.at("branches").items()) tell(out, proof, "if `" + member_text(node, "on") + "` " + relation + " 0, " + goal);
}

void tell_partition(Outline& out, const Json& node, const std::string& goal, const TellBranch& tell) {
  const auto& cells = node.at("cells");
  const std::string v = member_text(node, "variable");
  out.say(goal + ": the range of `" + v + "` is cut at " + cut_points(node.at("points")) + " into " + std::to_string(cells.size()) + " cells.");
  const Outline::Below below(out);
  const auto end = [&](std::size_t k) { return node.at("points").at(k).get<std::string>(); };
  for (std::size_t k = 0; k < cells.size(); ++k) {
    const std::string from = k == 0 ? "" : "`" + end(k - 1) + "` <= ", to = k + 1 == cells.size() ? "" : " <= `" + end(k) + "`";
    tell(out, cells[k], "for " + from + "`" + v + "`" + to + ", " + goal);
  }
}

void tell_absurd(Outline& out, const Json& node, const std::string& goal) {
  out.say(goal + ": there is nothing to show, since the sign of `" + member_text(node, "expr") + "` contradicts what is assumed of it.");
  const Outline::Below below(out);
  tell_sign(out, node.at("proof"), "the sign of `" + member_text(node, "expr") + "`");
}

void tell_substitute(Outline& out, const Json& node, const std::string& goal, const TellBranch& tell) {
  out.say(goal + ": a relation that is assumed says `" + member_text(node, "variable") + "` = `" + member_text(node, "by") + "`; this is put in everywhere.");
  const Outline::Below below(out);
  tell(out, node.at("proof"), "after this substitution, " + goal);
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
