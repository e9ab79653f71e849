// FORMAT.md, sections 5.2 to 5.4: excluded points, minima and limits in words.
#include "report/notation.hpp"
#include "report/outline.hpp"

namespace losscert::report {
namespace {

// "x(t) = x + t*(1) + t^2*(-a)": the curve, component by component.
std::string curve(const Json& coefficients) {
  std::vector<std::string> parts;
  for (const auto& [name, list] : coefficients.items()) {
    std::vector<std::string> terms;
    for (std::size_t k = 0; k < list.size(); ++k) {
      const std::string c = list[k].get<std::string>();
      if (c != "0") terms.push_back("(" + c + ")*t" + (k == 0 ? "" : "^" + std::to_string(k + 1)));
    }
    if (!terms.empty()) parts.push_back(name + "(t) = " + name + " + " + join(terms, " + "));
  }
  return join(parts, ", ");
}

std::string where_smooth(const Json& node) { return node.contains("pieces") && !node.at("pieces").empty() ? ", on the smooth piece picked by the strict signs below" : ""; }

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
  out.say("the point is a local minimum of " + s.f + ", since it is one of h = " + code(member_text(node, "function")) + ", which never exceeds " + s.f + " and equals it at the point.");
  const Outline::Below below(out);
  tell_sign(out, node.at("at"), s.f + " - h is 0 at the point");
  tell_sign(out, node.at("bound"), s.f + " - h is never negative");
  tell_minimum(out, node.at("minimum"), h);
}

// Section 5.2: `goal` says that there is no such point.
void exclude(Outline& out, const Json& node, const Subject& s, const std::string& goal) {
  if (tell_branching(out, node, goal, [&](Outline& o, const Json& n, const std::string& g) { exclude(o, n, s, g); })) return;
  const std::string rule = member_text(node, "rule");
  const auto begin = [&](const std::string& why) { out.say(goal + ": " + why + where_smooth(node) + "."); };
  if (rule == "multiplier") {
    std::vector<std::string> terms;
    for (const auto& [v, m] : node.at("multipliers").items()) terms.push_back("(" + m.get<std::string>() + ")*d" + s.f + "/d" + v);
    begin("at a critical point the combination " + code(join(terms, " + ")) + " of the partial derivatives would be 0, but it never is");
    const Outline::Below below(out);
    tell_pieces(out, node);
    tell_sign(out, node.at("proof"), "this combination is not 0");
  } else if (rule == "curvature") {
    begin("in the direction u with " + code(assignment_text(node.at("direction"))) + " the second derivative u'Hu is negative");
    const Outline::Below below(out);
    tell_pieces(out, node);
    tell_sign(out, node.at("proof"), "u'Hu is negative");
  } else if (rule == "indefinite") {
    begin("for the directions u with " + code(assignment_text(node.at("first"))) + " and v with " + code(assignment_text(node.at("second"))) +
          ", (u'Hv)^2 > (u'Hu)(v'Hv), so the Hessian is negative in some direction of their plane");
    const Outline::Below below(out);
    tell_pieces(out, node);
    tell_sign(out, node.at("proof"), "(u'Hv)^2 - (u'Hu)(v'Hv) is positive");
  } else if (rule == "curve") {
    const std::string m = node.at("order").dump();
    begin("along the curve " + code(curve(node.at("coefficients"))) + " the value is that at the point plus c*t^" + m + " + o(t^" + m + ") with c < 0");
    const Outline::Below below(out);
    tell_pieces(out, node);
    std::size_t k = 0;
    for (const auto& l : node.at("lower")) tell_sign(out, l, "the coefficient of t^" + std::to_string(++k) + " is 0");
    tell_sign(out, node.at("proof"), "the coefficient of t^" + m + " is negative");
  } else {
    out.say(goal + ": rule `" + rule + "`.");
  }
}

}  // namespace

void tell_gradient(Outline& out, const Json& node, const Subject& s) {
  const auto gradient = node.find("gradient");
  if (gradient == node.end()) return;
  for (const auto& [v, proof] : gradient->items()) tell_sign(out, proof, "the partial derivative d" + s.f + "/d" + v + " is 0");
}

void tell_excluded(Outline& out, const Json& node, const Subject& s, bool critical) {
  exclude(out, node, s, std::string("there is no ") + (critical ? "critical point" : "local minimum") + " of " + s.f);
}

void tell_minimum(Outline& out, const Json& node, const Subject& s) {
  const std::string rule = member_text(node, "rule");
  if (rule == "lower-bound") {
    out.say("the point is a local, even a global, minimum of " + s.f + ": the value there is " + code(member_text(node, "value")) + ", and no value is lower.");
    const Outline::Below below(out);
    tell_sign(out, node.at("at"), "the value at the point minus " + code(member_text(node, "value")) + " is 0");
    tell_sign(out, node.at("bound"), s.f + " - (" + member_text(node, "value") + ") is never negative");
  } else if (rule == "definite") {
    out.say("the point is a strict local minimum of " + s.f + ": the gradient vanishes and the Hessian is positive definite, by its leading principal minors" + where_smooth(node) + ".");
    const Outline::Below below(out);
    tell_pieces(out, node);
    tell_gradient(out, node, s);
    tell_minors(out, node, "the Hessian");
  } else if (rule == "definite-box") {
    tell_definite_box(out, node, s);
  } else if (rule == "fibrewise") {
    tell_fibrewise(out, node, s);
  } else if (rule == "minorant") {
    tell_minorant(out, node, s);
  } else {
    out.say("the point is a local minimum of " + s.f + ": rule `" + rule + "`.");
  }
}

void tell_limit(Outline& out, const Json& node, const std::string& goal) {
  const std::string eps0 = node.contains("eps0") ? member_text(node, "eps0") : "1";
  out.say(goal + " as eps -> 0+: with s = 1/eps each term of the canonical form is a constant times a power of s, an exponential of a polynomial in s, and functions with known limits; the largest terms decide.");
  const Outline::Below below(out);
  if (node.contains("pieces") && !node.at("pieces").empty()) {
    out.say("for 0 < eps <= `" + eps0 + "` the signs of the arguments of max(0, .) are known:");
    const Outline::Below deeper(out);
    tell_pieces(out, node);
  }
  if (node.contains("signs"))
    for (const auto& l : node.at("signs")) tell_sign(out, l.at("proof"), "the sign of the coefficient " + code(member_text(l, "expr")));
  if (node.contains("equal")) tell_sign(out, node.at("equal"), "the limit minus the claimed one is 0");
  if (node.contains("differs")) tell_sign(out, node.at("differs"), "the limit minus the claimed one is not 0");
}

}  // namespace losscert::report
