// Numbered sentences in nested sections, and the rules' templates on them. Used by the prose_*.cpp files only.
#pragma once
#include <functional>
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
/// " for ...": the values that a lemma is used with.
std::string where_by(const Json& node);
/// That the hypotheses of a lemma hold, one by one.
void tell_hypotheses(Outline& out, const Json& node);
/// ", on the smooth piece ..." if the node picks one.
std::string where_smooth(const Json& node);
/// "all partial derivatives are 0", one by one.
void tell_gradient(Outline& out, const Json& node, const Subject& s);

/// A sentence for a rule by its name; the tables of these say which rules of a judgement have one.
template <class F>
struct Told {
  const char* rule;
  F tell;
};
template <class F>
F told_by(const std::vector<Told<F>>& table, const std::string& rule) {
  for (const auto& row : table)
    if (row.rule == rule) return row.tell;
  return nullptr;
}
using TellSign = void (*)(Outline&, const Json& node, const std::string& goal);
using TellExcluded = void (*)(Outline&, const Json& node, const Subject& s, const std::string& goal);
using TellMinimum = void (*)(Outline&, const Json& node, const Subject& s);
const std::vector<Told<TellSign>>& told_signs();
const std::vector<Told<TellExcluded>>& told_exclusions();
const std::vector<Told<TellMinimum>>& told_minima();

/// The rules that split or rewrite the situation, for every judgement: `tell` tells a branch.
using TellBranch = std::function<void(Outline&, const Json& node, const std::string& goal)>;
void tell_cases(Outline& out, const Json& node, const std::string& goal, const TellBranch& tell);
void tell_partition(Outline& out, const Json& node, const std::string& goal, const TellBranch& tell);
void tell_absurd(Outline& out, const Json& node, const std::string& goal);
void tell_substitute(Outline& out, const Json& node, const std::string& goal, const TellBranch& tell);

/// Lists at most a handful of cut points.
std::string cut_points(const Json& points);

}  // namespace losscert::report
