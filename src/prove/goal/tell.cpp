// The trace told: as a tree of bounded size, and in a sentence or two.
#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "prove/goal/trace.hpp"

namespace losscert::prove {

namespace {

using Json = nlohmann::json;
using Outcome = Attempted::Outcome;

constexpr std::array kJudgements{Judgement::Sign, Judgement::Exclusion, Judgement::Minimum, Judgement::Limit, Judgement::Claim};

const char* word(Outcome o) {
  switch (o) {
    case Outcome::Proved: return "proved";
    case Outcome::Failed: return "failed";
    case Outcome::Stopped: return "stopped";
    case Outcome::Open: break;
  }
  return "open";
}

std::string shortened(std::string text, std::size_t longest) {
  if (text.size() <= longest) return text;
  return text.substr(0, longest) + "... (" + std::to_string(text.size()) + " characters)";
}

std::string goal_text(const Attempted& e, std::size_t longest) { return shortened(symbolic::to_text(e.about), longest); }

Json entry_json(const Attempted& e) {
  Json j{{"strategy", e.strategy}, {"outcome", word(e.outcome)}, {"seconds", e.seconds}};
  if (e.is_goal()) {
    j["goal"] = goal_text(e, 200);
    j["wanted"] = e.wanted;
  }
  if (e.remark) j["remark"] = shortened(e.remark(), 400);
  return j;
}

/// A view of the entries as a tree.
class Tree {
public:
  explicit Tree(const std::vector<Attempted>& entries) : entries_(entries), below_(entries.size() + 1) {
    for (std::size_t k = 0; k < entries.size(); ++k) below_[static_cast<std::size_t>(entries[k].parent + 1)].push_back(static_cast<int>(k));
  }
  const std::vector<int>& below(int k) const { return below_[static_cast<std::size_t>(k + 1)]; }
  const Attempted& at(int k) const { return entries_[static_cast<std::size_t>(k)]; }

  /// Sub-goals of an attempt that were proved.
  long proved_below(int k) const {
    return std::count_if(below(k).begin(), below(k).end(), [&](int c) { return at(c).outcome == Outcome::Proved; });
  }
  /// What made an attempt give up: the last that failed, rather one that no sample contradicts, since signs that are false are asked for on the way to true ones.
  int last_failed_below(int k) const {
    int last = -1;
    for (auto it = below(k).rbegin(); it != below(k).rend(); ++it) {
      if (at(*it).outcome == Outcome::Proved) continue;
      if (at(*it).judgement != Judgement::Sign || !at(*it).help) return *it;
      if (last < 0) last = *it;
    }
    return last;
  }
  /// Of the attempts at a goal, the one that got furthest: most of its sub-goals proved, then a remark, then the earliest.
  int nearest_below(int k) const {
    int best = -1;
    const auto rank = [&](int c) { return std::pair(proved_below(c), at(c).remark ? 1 : 0); };
    for (const int c : below(k))
      if (at(c).outcome != Outcome::Proved && (best < 0 || rank(c) > rank(best))) best = c;
    return best;
  }

private:
  const std::vector<Attempted>& entries_;
  std::vector<std::vector<int>> below_;
};

Json subtree(const Tree& tree, const std::vector<bool>& kept, int k) {
  Json list = Json::array();
  for (const int c : tree.below(k)) {
    if (!kept[static_cast<std::size_t>(c)]) continue;
    Json j = entry_json(tree.at(c));
    if (Json attempts = subtree(tree, kept, c); !attempts.empty()) j["attempts"] = std::move(attempts);
    list.push_back(std::move(j));
  }
  return list;
}

}  // namespace

Json Trace::json(std::size_t limit) const {
  const auto kept = most_telling(limit);
  const auto count = static_cast<std::size_t>(std::count(kept.begin(), kept.end(), true));
  double seconds = 0;
  for (const auto& e : entries_)
    if (e.parent < 0) seconds += e.seconds;
  const bool proved = !entries_.empty() && entries_.back().parent < 0 && entries_.back().outcome == Outcome::Proved;
  Json root{{"strategy", "claim"}, {"outcome", proved ? "proved" : stopped_.empty() ? "failed" : "stopped"}, {"seconds", seconds}, {"attempts", subtree(Tree(entries_), kept, -1)}, {"strategies", Json::object()}};
  if (const std::size_t left = entries_.size() - count + dropped_; left > 0) root["left_out"] = left;
  for (const auto& [strategy, t] : tallies()) root["strategies"][strategy] = {{"attempts", t.attempts}, {"proved", t.successes}, {"seconds", t.seconds}};
  return root;
}

std::string Trace::at_work_in_words() const {
  constexpr std::size_t kOuter = 3, kInner = 2;
  auto names = at_work();
  const auto is_judgement = [](const std::string& n) {
    return std::any_of(kJudgements.begin(), kJudgements.end(), [&](Judgement j) { return n == name(j); });
  };
  std::erase_if(names, is_judgement);
  if (names.empty()) return "the preparation of the claim";
  std::string out;
  for (std::size_t k = 0; k < names.size(); ++k) {
    const bool shown = k < kOuter || k + kInner >= names.size();
    if (shown) out += (out.empty() ? "" : " > ") + names[k];
    else if (k == kOuter) out += " > ...";
  }
  return out;
}

std::string Trace::explanation() const {
  const Tree tree(entries_);
  // The claim as it was tried first if it has an entry, otherwise the goal that took longest.
  int top = -1;
  for (const int k : tree.below(-1)) {
    const auto& e = tree.at(k);
    if (e.outcome == Outcome::Proved) continue;
    const bool is_claim = e.judgement == Judgement::Claim;
    if (top < 0 || (is_claim && tree.at(top).judgement != Judgement::Claim) || (!is_claim && tree.at(top).judgement != Judgement::Claim && e.seconds > tree.at(top).seconds)) top = k;
  }
  if (top < 0) return "";
  // Down to the goal on which the attempts that got furthest gave up.
  int goal = -1, by = -1;
  std::vector<int> remarks;  // from the outside in
  for (int at = top, depth = 0; at >= 0 && depth < 12; ++depth) {
    const auto& e = tree.at(at);
    if (e.remark && (remarks.empty() || remarks.back() != at)) remarks.push_back(at);
    if (e.is_goal()) goal = at;
    const int next = e.is_goal() ? tree.nearest_below(at) : -1;
    if (e.is_goal() && next < 0) break;
    if (!e.is_goal() || tree.at(next).is_goal()) {  // sub-goals, not attempts
      by = at;
      at = tree.last_failed_below(at);
      continue;
    }
    if (tree.at(next).remark) remarks.push_back(next);
    const int part = tree.last_failed_below(next);
    // Inside one judgement only where something was gained: any way to split an expression leaves parts open.
    if (part < 0 || (tree.at(part).judgement == e.judgement && (tree.proved_below(next) == 0 || tree.at(part).about.is_equal(e.about)))) break;
    by = next;
    at = part;
  }
  std::string text;
  const char* help = nullptr;
  if (goal >= 0) {
    const auto& e = tree.at(goal);
    text = "not shown: " + goal_text(e, 160) + " " + e.wanted;
    if (by >= 0 && tree.at(by).judgement != Judgement::Claim) text += " (wanted by " + std::string(tree.at(by).strategy) + ")";
    help = e.help;
  } else {
    text = "not found: " + std::string(tree.at(top).strategy);
  }
  constexpr std::size_t kMostRemarks = 2;
  for (std::size_t k = remarks.size() - std::min(remarks.size(), kMostRemarks); k < remarks.size(); ++k) {
    const auto& e = tree.at(remarks[k]);
    text += "; " + shortened(e.remark(), 240);
    if (!help) help = e.help;
  }
  if (!help) help = goal >= 0 && tree.at(goal).judgement == Judgement::Sign ? "a hypothesis or a further relation from which its sign follows" : "another hypothesis, or a larger time limit";
  return text + ". What would help: " + help;
}

}  // namespace losscert::prove
