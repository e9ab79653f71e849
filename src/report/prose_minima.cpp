// FORMAT.md, section 5.3: minima in words.
#include <algorithm>

#include "report/notation.hpp"
#include "report/outline.hpp"
#include "report/page.hpp"

namespace losscert::report {
namespace {

std::vector<std::string> names(const Json& list) {
  std::vector<std::string> all;
  for (const auto& v : list) all.push_back("`" + v.get<std::string>() + "`");
  return all;
}

void add(Step& step, std::vector<Step> more) {
  for (auto& s : more) step.below.push_back(std::move(s));
}

Situation on_piece(Step& step, const Situation& g, const Json& node) {
  Situation inner = g;
  add(step, pieces_steps(inner, node));
  return inner;
}
std::string where_smooth(const Json& node) { return node.contains("pieces") && !node.at("pieces").empty() ? " (on the smooth piece picked by the signs below)" : ""; }

// The gradient in one step, or its parts.
void add_gradient(Step& step, const Situation& g, const Json& node, const Subject& s) {
  Step all{"", "", {}};
  all.text = gather(all.below, gradient_steps(g, node, s), "The gradient: ", "The gradient vanishes") + ".";
  step.below.push_back(std::move(all));
}

// "`[[2, 0], [0, 4]]`", where that is small enough to be read.
std::string hessian_text(const Situation& g, const std::vector<std::string>& variables) {
  constexpr std::size_t kLargest = 4, kLongest = 240;
  if (variables.size() > kLargest || variables.empty()) return "";
  std::string all;
  for (const auto& v : variables) {
    const Known first = g.derivative(g.function, v);
    std::string row;
    for (const auto& w : variables) {
      const Known h = g.put_point(g.derivative(first, w));
      if (!h) return "";
      row += (row.empty() ? "" : ", ") + g.text(*h, 4);
    }
    all += (all.empty() ? "[" : ", [") + row + "]";
  }
  const std::string text = variables.size() == 1 ? all.substr(1, all.size() - 2) : "[" + all + "]";
  return text.size() <= kLongest ? "`" + text + "`" : "";
}

void add_minors(Step& step, const Situation& g, const Json& node, const std::string& of) {
  std::vector<Step> minors;
  std::size_t k = 0;
  for (const auto& m : node.at("minors")) minors.push_back(sign_step(g, m, std::nullopt, "leading principal minor " + std::to_string(++k) + " of " + of, kPositive));
  Step all{"", "", {}};
  all.text = gather(all.below, std::move(minors), "", "The leading principal minors of " + of + " are positive") + ".";
  step.below.push_back(std::move(all));
}

void tell_definite_box(Step& step, const Situation& g, const Json& node, const Subject& s) {
  const std::string radius = member_text(node, "radius"), modulus = member_text(node, "modulus");
  step.text = "The point is a strict local minimum of " + s.f + ", lowest within distance `" + radius + "` (maximum norm): the gradient vanishes there, and on that whole box the Hessian's smallest eigenvalue is above `" + modulus +
              "`, by an interval Cholesky factorisation" + where_smooth(node) + ".";
  const Situation inner = on_piece(step, g, node);
  if (const std::string h = hessian_text(inner, s.variables); !h.empty()) step.text += " The Hessian at the point is " + h + ".";
  add_gradient(step, inner, node, s);
}

void tell_fibrewise(Step& step, const Situation& g, const Json& node, const Subject& s) {
  const auto flat = names(node.at("flat"));
  const std::string others = assignment_text(node.at("manifold"));
  std::vector<std::string> curved;
  for (const auto& [v, e] : node.at("manifold").items()) curved.push_back(v);
  const std::string where = member_text(node, "radius").empty() ? " at the point" : " within distance `" + member_text(node, "radius") + "` (maximum norm)";
  step.text = "The point is a local minimum of " + s.f + ", as " + s.f + " is constant along a flat set and convex across it: ";
  step.text += flat.empty() ? "at " + quoted(others) + " the gradient vanishes" : "with " + enumerate(flat) + " free near the point and " + quoted(others) + " the gradient vanishes, so the value is the same";
  step.text += "; in the other variables the Hessian is positive definite" + where + where_smooth(node) + ".";
  const Situation inner = on_piece(step, g, node);
  if (const std::string h = hessian_text(inner, curved); !h.empty()) step.text += " There it is " + h + ".";
  Situation freed = inner;
  for (const auto& v : node.at("flat")) freed.at.erase(symbolic::symbol(v.get<std::string>()));
  for (const auto& [v, e] : node.at("manifold").items())
    if (const Known x = g.read(e.get<std::string>())) freed.at[symbolic::symbol(v)] = *x;
  add_gradient(step, freed, node, s);
  if (node.contains("minors")) add_minors(step, inner, node, "the Hessian in the other variables");
}

void tell_minorant(Step& step, const Situation& g, const Json& node, const Subject& s) {
  Subject h = s;
  h.f = "h";
  const std::string function = member_text(node, "function");
  const Known e = g.read(function);
  step.text = "The point is a local minimum of " + s.f + ", as it is one of a function below: " + (e ? "`h = " + g.text(*e, 4) + "`" : "h = " + quoted(function)) + " never exceeds " + s.f + (node.contains("radius") ? " within distance `" + member_text(node, "radius") + "` (maximum norm)" : "") + " and equals it at the point.";
  const Known difference = !e || !g.function ? std::nullopt : g.work([&]() -> Known { return symbolic::canonical(*g.function - *e); });
  step.below.push_back(sign_step(g, node.at("bound"), difference, "`" + s.f + " - h`", kZero | kPositive));
  step.below.push_back(sign_step(g, node.at("at"), g.put_point(difference), s.f + " - h at the point", kZero));
  Situation inner = g;
  inner.function = e;
  step.below.push_back(minimum_step(inner, node.at("minimum"), h));
  // Why h has one is the other half of the reason.
  const std::string& why = step.below.back().text;
  const auto colon = why.find(": ");
  if (const auto as = why.find(", as "); as != std::string::npos || colon != std::string::npos) step.text += " For h: " + sentence_case(why.substr(std::min(as == std::string::npos ? why.size() : as + 5, colon == std::string::npos ? why.size() : colon + 2)));
}

void tell_lower_bound(Step& step, const Situation& g, const Json& node, const Subject& s) {
  const std::string value = member_text(node, "value");
  const Known v = g.read(value);
  const std::string set = quoted(v ? g.text(*v) : value);
  const Known excess = !v || !g.function ? std::nullopt : g.work([&]() -> Known { return symbolic::canonical(*g.function - *v); });
  const std::string difference = value == "0" ? s.f : s.f + " - (" + value + ")";
  const Step bound = sign_step(g, node.at("bound"), excess, "`" + difference + "`", kZero | kPositive);
  step.text = node.contains("radius") ? "The point is a local minimum of " + s.f + ": the value there is " + set + ", and none is lower within distance `" + member_text(node, "radius") + "` (maximum norm). "
                                      : "The point is a global, so a local, minimum of " + s.f + ": the value there is " + set + ", and no value is lower. ";
  step.text += bound.text;
  for (const auto& b : bound.below) step.below.push_back(b);
  step.below.push_back(sign_step(g, node.at("at"), g.put_point(excess), "the value at the point minus " + set, kZero));
  if (!node.contains("apart")) return;
  for (const auto& [u, proof] : node.at("apart").items()) {
    Step apart = sign_step(g, proof, excess, "`" + difference + "`", kPositive);
    apart.text = "Where `" + u + "` differs from the point: " + apart.text;
    step.below.push_back(std::move(apart));
  }
}

void tell_leading_form(Step& step, const Situation& g, const Json& node, const Subject& s) {
  const std::string d = node.at("order").dump();
  const std::vector<std::string> flat = node.contains("flat") ? names(node.at("flat")) : std::vector<std::string>{};
  std::vector<std::string> weights;
  bool equal = true;
  for (const auto& [v, w] : node.at("weights").items()) {
    weights.push_back("`" + v + "` with weight " + w.dump());
    equal = equal && w == 1;
  }
  step.text = "The point is a " + std::string(flat.empty() ? "strict " : "") + "local minimum of " + s.f + ": " + (flat.empty() ? "" : "with " + enumerate(flat) + " free, ") + "about " + quoted(assignment_text(node.at("manifold"))) +
              " the lowest terms of " + s.f + " in the displacements" + (equal ? "" : " (" + enumerate(weights) + ")") + " have degree " + d + " and form a positive definite form" + where_smooth(node) + ".";
  const Situation inner = on_piece(step, g, node);
  for (const auto& [v, proof] : node.at("constant").items()) step.below.push_back(sign_step(inner, proof, std::nullopt, "the change of " + s.f + " with `" + v + "` along the flat set", kZero));
  std::vector<Step> lower;
  std::size_t k = 0;
  for (const auto& l : node.at("lower")) lower.push_back(sign_step(inner, l, std::nullopt, "the terms of degree " + std::to_string(++k), kZero));
  if (!lower.empty()) step.below.push_back({lower.size() == 1 ? "The terms of degree 1 are 0." : "The terms of degree 1 to " + std::to_string(lower.size()) + " are 0.", "", {}});
  for (const auto& [v, pair] : node.at("faces").items())
    for (const char* side : {"+", "-"})
      step.below.push_back(sign_step(inner, pair.at(side), std::nullopt, std::string("the form where the displacement of `") + v + "` is " + (*side == '+' ? "1" : "-1") + " and the others are within `[-1, 1]`", kPositive));
}

void tell_coordinates(Step& step, const Situation& g, const Json& node, const Subject& s) {
  const auto [inner, in] = in_coordinates(g, node, s);
  Step below = minimum_step(inner, node.at("proof"), in);
  step.text = "In new coordinates, with " + quoted(assignment_text(node.at("map"))) + " about " + quoted(assignment_text(node.at("point"))) + " (one to one near the point): " + brief(below) + ".";
  step.below.push_back(sign_step(inner, node.at("jacobian"), std::nullopt, "the Jacobian at the point", kNegative | kPositive));
  add(step, std::move(below.below));
}

void tell_definite(Step& step, const Situation& g, const Json& node, const Subject& s) {
  step.text = "The point is a strict local minimum of " + s.f + ": the gradient vanishes and the Hessian is positive definite, by its leading principal minors" + where_smooth(node) + ".";
  const Situation inner = on_piece(step, g, node);
  if (const std::string h = hessian_text(inner, s.variables); !h.empty()) step.text += " It is " + h + ".";
  add_gradient(step, inner, node, s);
  add_minors(step, inner, node, "the Hessian");
}

void tell_cases(Step& step, const Situation& g, const Json& node, const Subject& s) {
  auto all = branches_of(g, node);
  step.text = "The point is a local minimum of " + s.f + " in each of " + std::to_string(all.size()) + " cases by the sign of " + quoted(member_text(node, "on")) + ".";
  for (auto& b : all) {
    Step inner = minimum_step(b.situation, *b.proof, s);
    inner.text = "If " + b.where + ": " + inner.text;
    step.below.push_back(std::move(inner));
  }
}

void tell_slice(Step& step, const Situation& g, const Json& node, const Subject& s) {
  const auto frozen = names(node.at("frozen"));
  std::vector<std::string> fields;
  for (const auto& f : node.at("fields")) fields.push_back("(" + quoted(assignment_text(f)) + ")");
  step.text = "The point is a local minimum of " + s.f + ", as it is one with " + enumerate(frozen) + " held constant: " + s.f + " does not change along the vector " + (fields.size() == 1 ? "field " : "fields ") + enumerate(fields) +
              ", whose flows carry each point nearby there" + where_smooth(node) + ".";
  const Situation inner = on_piece(step, g, node);
  step.below.push_back(sign_step(inner, node.at("minor"), std::nullopt, "the determinant of the fields' components for " + enumerate(frozen) + " at the point", kNegative | kPositive));
  Subject rest = s;
  rest.variables.clear();
  for (const auto& v : s.variables)
    if (std::find(frozen.begin(), frozen.end(), "`" + v + "`") == frozen.end()) rest.variables.push_back(v);
  rest.strict = false;
  step.below.push_back(minimum_step(inner, node.at("minimum"), rest));
}

void tell_lemma(Step& step, const Situation& g, const Json& node, const Subject& s) {
  step.text = "The point is a local minimum of " + s.f + " by the claim " + member_text(node, "lemma") + ", proved above" + where_by(node) + ".";
  add(step, hypotheses_steps(g, node));
}

void tell_absurd(Step& step, const Situation& g, const Json& node, const Subject&) { step.text = absurd(g, node, step.below) + "."; }

}  // namespace

const std::vector<Told<TellMinimum>>& told_minima() {
  static const std::vector<Told<TellMinimum>> table = {
      {"lower-bound", tell_lower_bound}, {"definite", tell_definite}, {"definite-box", tell_definite_box}, {"fibrewise", tell_fibrewise},     {"leading-form", tell_leading_form},
      {"minorant", tell_minorant},       {"cases", tell_cases},       {"absurd", tell_absurd},             {"coordinates", tell_coordinates},
      {"lemma", tell_lemma},
      {"slice", tell_slice},
  };
  return table;
}

Step minimum_step(const Situation& g, const Json& node, const Subject& s) {
  Step step;
  step.rule = member_text(node, "rule");
  step.text = "The point is a local minimum of " + s.f + ", as the certificate shows.";
  if (!g.may_go_on()) return step;
  step.text = "The point is a local minimum of " + s.f + " by rule `" + step.rule + "`.";
  if (const auto tell = told_by(told_minima(), step.rule)) tell(step, g, node, s);
  return step;
}

}  // namespace losscert::report
