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

}  // namespace

std::string where_by(const Json& node) { return node.contains("by") && !node.at("by").empty() ? " for " + code(assignment_text(node.at("by"))) : ""; }

void tell_hypotheses(Outline& out, const Json& node) {
  std::size_t k = 0;
  for (const auto& proof : node.at("hypotheses")) tell_sign(out, proof, "its hypothesis " + std::to_string(++k) + " holds");
}

std::string where_smooth(const Json& node) { return node.contains("pieces") && !node.at("pieces").empty() ? ", on the smooth piece picked by the strict signs below" : ""; }

namespace {

// The sentence of an exclusion; the piece of the function, where one is picked, is named with it.
void begin(Outline& out, const Json& node, const std::string& goal, const std::string& why) { out.say(goal + ": " + why + where_smooth(node) + "."); }

void exclude(Outline& out, const Json& node, const Subject& s, const std::string& goal) {
  const std::string rule = member_text(node, "rule");
  if (const auto tell = told_by(told_exclusions(), rule)) return tell(out, node, s, goal);
  out.say(goal + ": rule `" + rule + "`.");
}

TellBranch excluding(const Subject& s) {
  return [&s](Outline& o, const Json& n, const std::string& g) { exclude(o, n, s, g); };
}

void tell_multiplier(Outline& out, const Json& node, const Subject& s, const std::string& goal) {
  std::vector<std::string> terms;
  for (const auto& [v, m] : node.at("multipliers").items()) terms.push_back("(" + m.get<std::string>() + ")*d" + s.f + "/d" + v);
  begin(out, node, goal, "at a critical point the combination " + code(join(terms, " + ")) + " of the partial derivatives would be 0, but it never is");
  const Outline::Below below(out);
  tell_pieces(out, node);
  tell_sign(out, node.at("proof"), "this combination is not 0");
}

void tell_lemma(Outline& out, const Json& node, const Subject& s, const std::string& goal) {
  const auto& branches = node.at("branches");
  const std::string claim = "the claim " + code(member_text(node, "lemma")) + ", proved above";
  begin(out, node, goal, branches.empty() ? "so says " + claim + where_by(node) : "by " + claim + where_by(node) + ", such a point has the property told there" + (branches.size() > 1 ? ", one of several" : ""));
  const Outline::Below below(out);
  tell_hypotheses(out, node);
  tell_pieces(out, node);
  std::size_t k = 0;
  for (const auto& n : branches) exclude(out, n, s, (branches.size() > 1 ? "with property " + std::to_string(++k) + ", " : "with this, ") + goal);
}

void tell_curvature(Outline& out, const Json& node, const Subject&, const std::string& goal) {
  begin(out, node, goal, "in the direction u with " + code(assignment_text(node.at("direction"))) + " the second derivative u'Hu is negative");
  const Outline::Below below(out);
  tell_pieces(out, node);
  tell_sign(out, node.at("proof"), "u'Hu is negative");
}

void tell_indefinite(Outline& out, const Json& node, const Subject&, const std::string& goal) {
  begin(out, node, goal,
        "for the directions u with " + code(assignment_text(node.at("first"))) + " and v with " + code(assignment_text(node.at("second"))) +
            ", (u'Hv)^2 > (u'Hu)(v'Hv), so the Hessian is negative in some direction of their plane");
  const Outline::Below below(out);
  tell_pieces(out, node);
  tell_sign(out, node.at("proof"), "(u'Hv)^2 - (u'Hu)(v'Hv) is positive");
}

void tell_curve_kink(Outline& out, const Json& kink) {
  out.say("along the curve the argument " + code(member_text(kink, "argument")) + " of max(0, .) is c*t^" + kink.at("order").dump() + " + ..., so for small t > 0 it has the sign of c:");
  const Outline::Below deeper(out);
  std::size_t j = 0;
  for (const auto& l : kink.at("lower")) tell_sign(out, l, "its coefficient of t^" + std::to_string(j++) + " is 0");
  tell_sign(out, kink.at("proof"), "the sign of c");
}

void tell_curve(Outline& out, const Json& node, const Subject&, const std::string& goal) {
  const std::string m = node.at("order").dump();
  begin(out, node, goal, "along the curve " + code(curve(node.at("coefficients"))) + " the value is that at the point plus c*t^" + m + " + o(t^" + m + ") with c < 0");
  const Outline::Below below(out);
  tell_pieces(out, node);
  if (node.contains("kinks"))
    for (const auto& z : node.at("kinks")) tell_curve_kink(out, z);
  std::size_t k = 0;
  for (const auto& l : node.at("lower")) tell_sign(out, l, "the coefficient of t^" + std::to_string(++k) + " is 0");
  tell_sign(out, node.at("proof"), "the coefficient of t^" + m + " is negative");
}

void tell_coordinates(Outline& out, const Json& node, const Subject& s, const std::string& goal) {
  begin(out, node, goal, "in new coordinates, with " + code(assignment_text(node.at("map"))) + " at " + code(assignment_text(node.at("point"))) + ", values below that at the point are found as close as one likes");
  const Outline::Below below(out);
  exclude(out, node.at("proof"), s, goal + " in these coordinates");
}

}  // namespace

const std::vector<Told<TellExcluded>>& told_exclusions() {
  static const std::vector<Told<TellExcluded>> table = {
      {"multiplier", tell_multiplier},
      {"curvature", tell_curvature},
      {"indefinite", tell_indefinite},
      {"curve", tell_curve},
      {"coordinates", tell_coordinates},
      {"cases", [](Outline& o, const Json& n, const Subject& s, const std::string& g) { tell_cases(o, n, g, excluding(s)); }},
      {"partition", [](Outline& o, const Json& n, const Subject& s, const std::string& g) { tell_partition(o, n, g, excluding(s)); }},
      {"absurd", [](Outline& o, const Json& n, const Subject&, const std::string& g) { tell_absurd(o, n, g); }},
      {"substitute", [](Outline& o, const Json& n, const Subject& s, const std::string& g) { tell_substitute(o, n, g, excluding(s)); }},
      {"lemma", tell_lemma},
  };
  return table;
}

void tell_gradient(Outline& out, const Json& node, const Subject& s) {
  const auto gradient = node.find("gradient");
  if (gradient == node.end()) return;
  for (const auto& [v, proof] : gradient->items()) tell_sign(out, proof, "the partial derivative d" + s.f + "/d" + v + " is 0");
}

void tell_excluded(Outline& out, const Json& node, const Subject& s, bool critical) {
  exclude(out, node, s, std::string("there is no ") + (critical ? "critical point" : "local minimum") + " of " + s.f);
}

namespace {

// Cases of a sign, a limit in each or a contradiction.
void tell_limit_cases(Outline& out, const Json& node, const std::string& goal) {
  const std::string on = code(member_text(node, "on"));
  out.say(goal + " as eps -> 0+, by the sign of " + on + ":");
  const Outline::Below below(out);
  for (const auto& [key, branch] : node.at("branches").items()) {
    const std::string here = "where " + on + " " + key + " 0";
    if (branch.contains("absurd"))
      tell_sign(out, branch.at("absurd").at("proof"), here + ", which cannot be,");
    else
      tell_limit(out, branch, here);
  }
}

}  // namespace

void tell_limit(Outline& out, const Json& node, const std::string& goal) {
  if (node.contains("branches")) return tell_limit_cases(out, node, goal);
  const std::string eps0 = node.contains("eps0") ? member_text(node, "eps0") : "1";
  out.say(goal + " as eps -> 0+: with s = 1/eps each term of the canonical form is a constant times a power of s, an exponential of a polynomial in s, and functions with known limits; the largest terms decide.");
  const Outline::Below below(out);
  if (node.contains("pieces") && !node.at("pieces").empty()) {
    out.say("for 0 < eps <= `" + eps0 + "` the signs of the arguments of max(0, .) are known:");
    const Outline::Below deeper(out);
    tell_pieces(out, node);
  }
  if (node.contains("scales"))
    for (const auto& s : node.at("scales")) out.say("of logarithms, roots and the inverse of " + code(member_text(s, "argument")) + " the factor " + code(member_text(s, "scale")) + " is taken out.");
  if (node.contains("order"))
    out.say("functions with convergent arguments are replaced by their Taylor polynomials of order " + std::to_string(node.at("order").get<int>()) + " with Lagrange's remainder.");
  if (node.contains("signs"))
    for (const auto& l : node.at("signs")) tell_sign(out, l.at("proof"), "the sign of the coefficient " + code(member_text(l, "expr")));
  if (node.contains("equal")) tell_sign(out, node.at("equal"), "the limit minus the claimed one is 0");
  if (node.contains("differs")) tell_sign(out, node.at("differs"), "the limit minus the claimed one is not 0");
}

}  // namespace losscert::report
