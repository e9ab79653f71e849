#include "report/attempts.hpp"

#include <algorithm>
#include <cstdio>
#include <deque>
#include <memory>
#include <nlohmann/json.hpp>

#include "report/notation.hpp"

namespace losscert::report {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

std::string text_of(const json& entry, const char* member) {
  const auto found = entry.find(member);
  return found != entry.end() && found->is_string() ? found->get<std::string>() : "";
}

double seconds_of(const json& entry) {
  const auto found = entry.find("seconds");
  return found != entry.end() && found->is_number() ? found->get<double>() : 0;
}

std::vector<const json*> children_of(const json& entry) {
  std::vector<const json*> all;
  const json* list = &entry;
  if (entry.is_object()) {
    const auto found = entry.find("attempts");
    if (found == entry.end()) return all;
    list = &*found;
  }
  if (!list->is_array()) return all;
  for (const auto& child : *list)
    if (child.is_object()) all.push_back(&child);
  return all;
}

// What the search itself has left out.
std::size_t left_out_of(const json& trace) {
  const auto found = trace.is_object() ? trace.find("left_out") : trace.end();
  return found != trace.end() && found->is_number_integer() && *found > 0 ? found->get<std::size_t>() : 0;
}

std::size_t count(const json& entry) {
  std::size_t n = 1;
  for (const auto* child : children_of(entry)) n += count(*child);
  return n;
}

// An attempt that says nothing but that it failed.
bool is_dull(const json& entry) { return text_of(entry, "outcome") == "failed" && text_of(entry, "remark").empty() && children_of(entry).empty(); }

// One line: an attempt, or several dull ones in a row.
struct Line {
  std::vector<const json*> entries;
  std::vector<std::unique_ptr<Line>> below;
  std::size_t hidden = 0;  // attempts within that are not shown
};

std::vector<std::unique_ptr<Line>> lines_below(const json& entry) {
  std::vector<std::unique_ptr<Line>> lines;
  for (const auto* child : children_of(entry)) {
    const bool joins = is_dull(*child) && !lines.empty() && is_dull(*lines.back()->entries.back()) && text_of(*child, "goal") == text_of(*lines.back()->entries.back(), "goal");
    if (!joins) lines.push_back(std::make_unique<Line>());
    lines.back()->entries.push_back(child);
  }
  return lines;
}

// Level by level, as long as there is room: a deep branch must not hide that there are others.
std::vector<std::unique_ptr<Line>> within(const json& trace, std::size_t most) {
  std::vector<std::unique_ptr<Line>> top;
  if (trace.is_object() && trace.contains("outcome")) {
    top.push_back(std::make_unique<Line>());
    top.back()->entries.push_back(&trace);
  } else {
    top = lines_below(trace);
  }
  std::deque<Line*> open;
  for (const auto& line : top) open.push_back(line.get());
  std::size_t shown = top.size();
  for (; !open.empty(); open.pop_front()) {
    Line& line = *open.front();
    if (line.entries.size() > 1) continue;
    auto below = lines_below(*line.entries.front());
    if (shown + below.size() > most) {
      line.hidden = count(*line.entries.front()) - 1;
      continue;
    }
    shown += below.size();
    line.below = std::move(below);
    for (const auto& next : line.below) open.push_back(next.get());
  }
  return top;
}

std::string shortened(std::string text, std::size_t most) {
  for (char& c : text)
    if (static_cast<unsigned char>(c) < ' ') c = ' ';
  if (text.size() <= most) return text;
  const std::size_t half = (most - 5) / 2;
  return text.substr(0, half) + " ... " + text.substr(text.size() - half);
}

std::string in_seconds(double s) {
  char text[32];
  std::snprintf(text, sizeof text, s < 10 ? "%.2f s" : "%.0f s", s);
  return text;
}

constexpr std::size_t kGoal = 100, kRemark = 240;

// "mean-value: `x - 1` > 0: failed, 0.13 s; the slope has no sign". A goal is said once, where it is set.
std::string words(const Line& line, const std::string& goal_above) {
  std::string text;
  double spent = 0;
  for (const auto* e : line.entries) {
    text += (text.empty() ? "" : ", ") + text_of(*e, "strategy");
    spent += seconds_of(*e);
  }
  const json& first = *line.entries.front();
  if (const std::string goal = text_of(first, "goal"); !goal.empty() && goal != goal_above) {
    const std::string wanted = text_of(first, "wanted");
    text += ": " + shortened(goal, kGoal) + (wanted.empty() ? "" : " " + wanted);
  }
  const std::string outcome = text_of(first, "outcome");
  text += ": " + (outcome.empty() ? "" : outcome + ", ") + in_seconds(spent);
  if (const std::string remark = text_of(first, "remark"); !remark.empty()) text += "; " + shortened(remark, kRemark);
  if (line.hidden > 0) text += " (" + counted(line.hidden, "attempt", "attempts") + " within not shown)";
  return text;
}

void write(std::vector<std::string>& out, const std::vector<std::unique_ptr<Line>>& lines, std::size_t depth, const std::string& goal_above) {
  for (const auto& line : lines) {
    out.push_back(std::string(2 * depth, ' ') + words(*line, goal_above));
    write(out, line->below, depth + 1, text_of(*line->entries.front(), "goal"));
  }
}

ordered_json as_json(const std::vector<std::unique_ptr<Line>>& lines) {
  ordered_json all = ordered_json::array();
  for (const auto& line : lines)
    for (const auto* e : line->entries) {
      ordered_json one;
      for (const char* member : {"strategy", "goal", "wanted", "outcome", "remark"})
        if (const std::string text = text_of(*e, member); !text.empty()) one[member] = shortened(text, 1000);
      if (!line->below.empty()) one["attempts"] = as_json(line->below);
      if (line->hidden > 0) one["left_out"] = line->hidden;
      all.push_back(std::move(one));
    }
  return all;
}

}  // namespace

std::vector<std::string> attempts_as_lines(const json& trace, std::size_t most) {
  std::vector<std::string> lines;
  write(lines, within(trace, most), 0, "");
  if (const std::size_t n = left_out_of(trace); n > 0) lines.push_back("and " + counted(n, "attempt", "attempts") + " that the search has not kept");
  return lines;
}

std::vector<std::string> strategies_as_lines(const json& trace, std::size_t most) {
  std::vector<std::string> lines;
  const auto all = trace.is_object() ? trace.find("strategies") : trace.end();
  if (all == trace.end() || !all->is_object()) return lines;
  std::vector<std::pair<std::string, const json*>> sorted;
  for (const auto& [name, tally] : all->items())
    if (tally.is_object()) sorted.emplace_back(name, &tally);
  std::stable_sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) { return seconds_of(*a.second) > seconds_of(*b.second); });
  if (sorted.size() > most) sorted.resize(most);
  for (const auto& [name, tally] : sorted)
    lines.push_back(name + ": " + counted(tally->value("attempts", std::size_t{0}), "attempt", "attempts") + ", " + counted(tally->value("proved", std::size_t{0}), "proof", "proofs") + ", " +
                    in_seconds(seconds_of(*tally)));
  return lines;
}

ordered_json attempts_as_json(const json& trace, std::size_t most) { return as_json(within(trace, most)); }

}  // namespace losscert::report
