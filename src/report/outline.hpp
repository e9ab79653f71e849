// Numbered sentences in nested sections, and the rules' templates on them. Used by the prose_*.cpp files only.
#pragma once
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "report/prose.hpp"

namespace losscert::report {

using Json = nlohmann::json;

class Outline {
public:
  Outline(std::size_t most, unsigned bits, bool has_roots) : most_(most), bits_(bits), has_roots_(has_roots) {}

  void say(const std::string& text);
  /// Everything said while one of these lives stands one level below the last sentence.
  class Below {
  public:
    explicit Below(Outline& o) : o_(o) { o_.counters_.push_back(0); }
    Below(const Below&) = delete;
    Below& operator=(const Below&) = delete;
    ~Below() { o_.counters_.pop_back(); }

  private:
    Outline& o_;
  };

  unsigned bits() const { return bits_; }
  bool has_roots() const { return has_roots_; }  ///< then equations of roots are among the assumptions
  std::vector<ProseItem> finish();

private:
  std::vector<ProseItem> items_;
  std::vector<std::size_t> counters_{0};
  std::size_t most_, left_out_ = 0;
  unsigned bits_;
  bool has_roots_;
};

/// What the sentences call the function and its variables.
struct Subject {
  std::string f;                       ///< "L", "F", "-L"
  std::vector<std::string> variables;  ///< those that count: `over`
  bool strict = false;
};

std::string member_text(const Json& node, const char* member);  ///< a string member, empty if absent
/// "a -> 1, b -> x" of an object variable -> expression
std::string assignment_text(const Json& object);

/// `goal`: "`x^2 + 1` is positive", "the sign of the first term".
void tell_sign(Outline& out, const Json& node, const std::string& goal);
/// Section 5.2; `critical`: the points are no critical points, otherwise no local minima.
void tell_excluded(Outline& out, const Json& node, const Subject& s, bool critical);
/// Section 5.3.
void tell_minimum(Outline& out, const Json& node, const Subject& s);
/// Section 5.4. `goal`: "`b` tends to plus infinity".
void tell_limit(Outline& out, const Json& node, const std::string& goal);
/// Signs of arguments of max(0, .) that pick a piece of the function.
void tell_pieces(Outline& out, const Json& node);
/// ", on the smooth piece ..." if the node picks one.
std::string where_smooth(const Json& node);
/// "all partial derivatives are 0", one by one.
void tell_gradient(Outline& out, const Json& node, const Subject& s);

/// The rules that split or rewrite the situation: cases, partition, absurd, substitute. False if `node` is none of them.
template <class Tell>
bool tell_branching(Outline& out, const Json& node, const std::string& goal, const Tell& tell);

/// Lists at most a handful of cut points.
std::string cut_points(const Json& points);

template <class Tell>
bool tell_branching(Outline& out, const Json& node, const std::string& goal, const Tell& tell) {
  const std::string rule = member_text(node, "rule");
  if (rule == "cases") {
    out.say(goal + ": cases by the sign of `" + member_text(node, "on") + "`, none left out.");
    const Outline::Below below(out);
    for (const auto& [relation, proof] : node.at("branches").items()) tell(out, proof, "if `" + member_text(node, "on") + "` " + relation + " 0, " + goal);
    return true;
  }
  if (rule == "partition") {
    const auto& cells = node.at("cells");
    const std::string v = member_text(node, "variable");
    out.say(goal + ": the range of `" + v + "` is cut at " + cut_points(node.at("points")) + " into " + std::to_string(cells.size()) + " cells.");
    const Outline::Below below(out);
    const auto end = [&](std::size_t k) { return node.at("points").at(k).template get<std::string>(); };
    for (std::size_t k = 0; k < cells.size(); ++k) {
      const std::string from = k == 0 ? "" : "`" + end(k - 1) + "` <= ", to = k + 1 == cells.size() ? "" : " <= `" + end(k) + "`";
      tell(out, cells[k], "for " + from + "`" + v + "`" + to + ", " + goal);
    }
    return true;
  }
  if (rule == "absurd") {
    out.say(goal + ": there is nothing to show, since the sign of `" + member_text(node, "expr") + "` contradicts what is assumed of it.");
    const Outline::Below below(out);
    tell_sign(out, node.at("proof"), "the sign of `" + member_text(node, "expr") + "`");
    return true;
  }
  if (rule == "substitute") {
    out.say(goal + ": a relation that is assumed says `" + member_text(node, "variable") + "` = `" + member_text(node, "by") + "`; this is put in everywhere.");
    const Outline::Below below(out);
    tell(out, node.at("proof"), "after this substitution, " + goal);
    return true;
  }
  return false;
}

}  // namespace losscert::report
