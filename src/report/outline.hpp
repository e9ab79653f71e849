// What the sentences of a proof are made of. Used by the prose_*.cpp files only.
#pragma once
#include <functional>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "report/prose.hpp"
#include "report/situation.hpp"

namespace losscert::report {

/// A sign and why: "`2*lambda*a^2 > 0`", "the product of ...".
struct SignStory {
  Known expr;
  Signs signs = kAnySign;
  std::string why;          ///< a clause
  std::string rule;
  std::vector<Step> below;  ///< what the clause rests on, where it does not say so itself
};

/// What the sentences call the function and its variables.
struct Subject {
  std::string f;                       ///< "L", "F", "-L"
  std::vector<std::string> variables;  ///< those that count: `over`
  bool strict = false;
  bool up = false;                     ///< the node speaks of the negative of f: higher values are looked for
};

std::string member_text(const Json& node, const char* member);  ///< a string member, empty if absent
std::string assignment_text(const Json& object);                ///< "a = 1, b = x" of an object variable -> expression
std::string quoted(const std::string& formula);                 ///< in backticks
std::string brief(const Step& s);                               ///< its sentence without what follows the colon, for the reason above all steps
/// Cuts a clause that would fill a page.
std::string no_longer_than(const std::string& text, std::size_t most);

SignStory read_sign(const Situation& g, const Json& node, const Known& e);
/// "`L - 1 > 0`"; `label` is what the expression is, a formula in backticks or words; `wanted` where nothing better is known.
std::string fact(const Situation& g, const std::string& label, const Known& e, Signs signs);
/// The sign of e in a sentence of its own, and the sign.
Step told(const Situation& g, SignStory story, const std::string& label = "", Signs wanted = kAnySign);
Step sign_step(const Situation& g, const Json& node, const Known& e, const std::string& label = "", Signs wanted = kAnySign, Signs* signs = nullptr);
/// Facts with their reasons in one clause, or as steps below where that would be long.
std::string gather(std::vector<Step>& below, std::vector<Step> steps, const std::string& together, const std::string& apart);

/// Rule `coordinates`: what is known, and what is spoken of, in the new coordinates.
std::pair<Situation, Subject> in_coordinates(const Situation& g, const Json& node, const Subject& s);

/// Section 5.2; `critical`: the points are no critical points, otherwise no local minima.
Step excluded_step(const Situation& g, const Json& node, const Subject& s, bool critical);
/// Section 5.3.
Step minimum_step(const Situation& g, const Json& node, const Subject& s);
/// Section 5.4: e along the path, in eps. `goal`: "`b` tends to plus infinity".
Step limit_step(const Situation& g, const Json& node, const Known& e, const std::string& goal);
/// Signs of arguments of relu that pick a piece of the function, which is changed accordingly.
std::vector<Step> pieces_steps(Situation& g, const Json& node, Known* e = nullptr);
/// All partial derivatives are 0: one clause, or steps.
std::vector<Step> gradient_steps(const Situation& g, const Json& node, const Subject& s);

/// " for ...": the values that a lemma is used with.
std::string where_by(const Json& node);
/// That the hypotheses of a lemma hold: one step, or none.
std::vector<Step> hypotheses_steps(const Situation& g, const Json& node);

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
using TellSign = void (*)(SignStory& story, const Situation& g, const Json& node);
using TellExcluded = void (*)(Step& step, const Situation& g, const Json& node, const Subject& s, bool critical);
using TellMinimum = void (*)(Step& step, const Situation& g, const Json& node, const Subject& s);
const std::vector<Told<TellSign>>& told_signs();
const std::vector<Told<TellExcluded>>& told_exclusions();
const std::vector<Told<TellMinimum>>& told_minima();

/// The rules that split the situation, for every judgement: the branches with what holds in each.
struct Branch {
  std::string where;  ///< "`a > 0`"
  Situation situation;
  const Json* proof;
};
std::vector<Branch> branches_of(const Situation& g, const Json& node);  ///< of `cases`
std::vector<Branch> cells_of(const Situation& g, const Json& node);     ///< of `partition`
constexpr std::size_t kCellsTold = 3;
Situation substituted(const Situation& g, const Json& node);
/// Why nothing is left to show: the contradiction, with its steps below.
std::string absurd(const Situation& g, const Json& node, std::vector<Step>& below);

}  // namespace losscert::report
