// FORMAT.md, section 5.3: minima in words.
#include <algorithm>

#include "report/notation.hpp"
#include "report/outline.hpp"

namespace losscert::report {
namespace {

void tell_minors(Outline& out, const Json& node, const std::string& of) {
  std::size_t k = 0;
  for (const auto& m : node.at("minors")) tell_sign(out, m, "leading principal minor " + std::to_string(++k) + " of " + of + " is positive");
}

void tell_definite_box(Outline& out, const Json& node, const Subject& s) {
  const std::string radius = member_text(node, "radius"), modulus = member_text(node, "modulus");
  out.say("the point is a strict local minimum of " + s.f + ", lowest within distance `" + radius + "` (maximum norm): the gradient vanishes there, and the Hessian minus `" + modulus +
          "` times the identity is positive definite over that whole box, by an interval Cholesky factorisation at " + std::to_string(out.bits()) + " bits" + where_smooth(node) + ".");
  const Outline::Below below(out);
  tell_pieces(out, node);
  tell_gradient(out, node, s);
}

void tell_fibrewise(Outline& out, const Json& node, const Subject& s) {
  std::vector<std::string> flat;
  for (const auto& v : node.at("flat")) flat.push_back(v.get<std::string>());
  const std::string others = assignment_text(node.at("manifold"));
  const std::string near = node.contains("neighbourhood") ? " (`" + member_text(node, "neighbourhood") + "` around the point)" : "";
  if (node.contains("radius")) {
    out.say("the point is a local minimum of " + s.f + ", lowest within distance `" + member_text(node, "radius") + "` (maximum norm), by fibrewise convexity: with " + enumerate(flat) + " free there and " +
            code(others) + " the gradient vanishes, so " + s.f + " is constant; in the other variables its Hessian minus `" + member_text(node, "modulus") +
            "` times the identity is positive definite over that whole box, by an interval factorisation at " + std::to_string(out.bits()) + " bits. Taylor's formula based on that set gives the minimum" + where_smooth(node) + ".");
    const Outline::Below below(out);
    tell_pieces(out, node);
    return tell_gradient(out, node, s);
  }
  out.say("the point is a local minimum of " + s.f + " by fibrewise convexity: with " + enumerate(flat) + " free" + near + " and " + code(others) +
          " the gradient vanishes, so " + s.f + " is constant there; in the other variables its Hessian at the point is positive definite. Taylor's formula based on that set gives the minimum" + where_smooth(node) + ".");
  const Outline::Below below(out);
  tell_pieces(out, node);
  tell_gradient(out, node, s);
  tell_minors(out, node, "the Hessian in the other variables");
}

void tell_minorant(Outline& out, const Json& node, const Subject& s) {
  Subject h = s;
  h.f = "h";
  out.say("the point is a local minimum of " + s.f + ", since it is one of h = " + code(member_text(node, "function")) + ", which never exceeds " + s.f + (node.contains("radius") ? " within distance `" + member_text(node, "radius") + "` (maximum norm)" : "") + " and equals it at the point.");
  const Outline::Below below(out);
  tell_sign(out, node.at("at"), s.f + " - h is 0 at the point");
  tell_sign(out, node.at("bound"), s.f + " - h is never negative" + (node.contains("radius") ? " there" : ""));
  tell_minimum(out, node.at("minimum"), h);
}

void tell_lower_bound(Outline& out, const Json& node, const Subject& s) {
  const std::string value = code(member_text(node, "value"));
  if (node.contains("radius"))
    out.say("the point is a local minimum of " + s.f + ": the value there is " + value + ", and none is lower within distance `" + member_text(node, "radius") + "` (maximum norm).");
  else
    out.say("the point is a local, even a global, minimum of " + s.f + ": the value there is " + value + ", and no value is lower.");
  const Outline::Below below(out);
  tell_sign(out, node.at("at"), "the value at the point minus " + value + " is 0");
  tell_sign(out, node.at("bound"), s.f + " - (" + member_text(node, "value") + ") is never negative" + (node.contains("radius") ? " there" : ""));
  if (!node.contains("apart")) return;
  for (const auto& [v, proof] : node.at("apart").items()) tell_sign(out, proof, "where " + code(v) + " differs from the point, " + s.f + " - (" + member_text(node, "value") + ") is positive");
}

void tell_leading_form(Outline& out, const Json& node, const Subject& s) {
  const std::string d = node.at("order").dump();
  std::vector<std::string> flat, weights;
  if (node.contains("flat"))
    for (const auto& v : node.at("flat")) flat.push_back(v.get<std::string>());
  for (const auto& [v, w] : node.at("weights").items()) weights.push_back(v + ": " + w.dump());
  out.say("the point is a " + std::string(flat.empty() ? "strict " : "") + "local minimum of " + s.f + " by its leading form: " + (flat.empty() ? "" : "with " + enumerate(flat) + " free and ") + "about " +
          code(assignment_text(node.at("manifold"))) + ", displacements counted with the weights " + code(join(weights, ", ")) + ", the lowest terms of " + s.f + " have weighted degree " + d +
          " and form a positive definite form" + where_smooth(node) + ".");
  const Outline::Below below(out);
  tell_pieces(out, node);
  for (const auto& [v, proof] : node.at("constant").items()) tell_sign(out, proof, s.f + " does not change with " + code(v) + " along the flat set");
  std::size_t k = 0;
  for (const auto& l : node.at("lower")) tell_sign(out, l, "the terms of weighted degree " + std::to_string(++k) + " are 0");
  for (const auto& [v, pair] : node.at("faces").items())
    for (const char* side : {"+", "-"}) tell_sign(out, pair.at(side), "the form is positive where " + code(v) + " = " + side + "1 and the other displacements are within [-1, 1]");
}

void tell_coordinates(Outline& out, const Json& node, const Subject& s) {
  std::vector<std::string> names;
  for (const auto& v : node.at("variables")) names.push_back(v.get<std::string>());
  out.say("the point is a local minimum of " + s.f + ", as it is one in the coordinates " + enumerate(names) + " with " + code(assignment_text(node.at("map"))) + ", at " +
          code(assignment_text(node.at("point"))) + ": the change of coordinates is one to one near the point.");
  const Outline::Below below(out);
  tell_sign(out, node.at("jacobian"), "its Jacobian at the point is not 0");
  Subject inner = s;
  inner.variables = names;
  tell_minimum(out, node.at("proof"), inner);
}

void tell_definite(Outline& out, const Json& node, const Subject& s) {
  out.say("the point is a strict local minimum of " + s.f + ": the gradient vanishes and the Hessian is positive definite, by its leading principal minors" + where_smooth(node) + ".");
  const Outline::Below below(out);
  tell_pieces(out, node);
  tell_gradient(out, node, s);
  tell_minors(out, node, "the Hessian");
}

void tell_slice(Outline& out, const Json& node, const Subject& s) {
  std::vector<std::string> frozen, fields;
  for (const auto& v : node.at("frozen")) frozen.push_back(v.get<std::string>());
  for (const auto& f : node.at("fields")) fields.push_back("(" + assignment_text(f) + ")");
  out.say("the point is a local minimum of " + s.f + ", as it is one with " + enumerate(frozen) + " held constant: " + s.f + " does not change along the vector fields " + code(join(fields, "; ")) +
          ", whose flows carry each point near it there" + where_smooth(node) + ".");
  const Outline::Below below(out);
  tell_pieces(out, node);
  tell_sign(out, node.at("minor"), "the determinant of the fields' components for " + enumerate(frozen) + " at the point is not 0");
  Subject inner = s;
  inner.variables.clear();
  for (const auto& v : s.variables)
    if (std::find(frozen.begin(), frozen.end(), v) == frozen.end()) inner.variables.push_back(v);
  inner.strict = false;
  tell_minimum(out, node.at("minimum"), inner);
}

void tell_lemma(Outline& out, const Json& node, const Subject& s) {
  out.say("the point is a local minimum of " + s.f + ": so says the claim " + code(member_text(node, "lemma")) + ", proved above" + where_by(node) + ".");
  const Outline::Below below(out);
  tell_hypotheses(out, node);
}

std::string minimum_goal(const Subject& s) { return "the point is a local minimum of " + s.f; }

}  // namespace

const std::vector<Told<TellMinimum>>& told_minima() {
  static const std::vector<Told<TellMinimum>> table = {
      {"lower-bound", tell_lower_bound},
      {"definite", tell_definite},
      {"definite-box", tell_definite_box},
      {"fibrewise", tell_fibrewise},
      {"leading-form", tell_leading_form},
      {"minorant", tell_minorant},
      {"cases", [](Outline& out, const Json& node, const Subject& s) { tell_cases(out, node, minimum_goal(s), [&s](Outline& o, const Json& n, const std::string&) { tell_minimum(o, n, s); }); }},
      {"absurd", [](Outline& out, const Json& node, const Subject& s) { tell_absurd(out, node, minimum_goal(s)); }},
      {"coordinates", tell_coordinates},
      {"slice", tell_slice},
      {"lemma", tell_lemma},
  };
  return table;
}

void tell_minimum(Outline& out, const Json& node, const Subject& s) {
  const std::string rule = member_text(node, "rule");
  if (const auto tell = told_by(told_minima(), rule)) return tell(out, node, s);
  out.say(minimum_goal(s) + ": rule `" + rule + "`.");
}

}  // namespace losscert::report
