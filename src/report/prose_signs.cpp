// FORMAT.md, section 5.1: sign proofs in words.
#include "report/notation.hpp"
#include "report/outline.hpp"

namespace losscert::report {
namespace {

void tell_sum(Outline& out, const Json& node, const std::string& goal) {
  out.say(goal + ": it is the sum of " + counted(node.at("terms").size(), "term", "terms") + ", whose signs are added.");
  const Outline::Below below(out);
  for (const auto& t : node.at("terms")) tell_sign(out, t.at("proof"), "the sign of the term " + code(member_text(t, "expr")));
}

void tell_product(Outline& out, const Json& node, const std::string& goal) {
  out.say(goal + ": it is the product of " + counted(node.at("factors").size(), "factor", "factors") + ", whose signs are multiplied.");
  const Outline::Below below(out);
  for (const auto& f : node.at("factors")) {
    const auto power = f.value("power", 1);
    tell_sign(out, f.at("proof"), "the sign of the factor " + code(member_text(f, "expr")) + (power == 1 ? "" : ", which occurs to the power " + std::to_string(power)));
  }
}

void tell_mean_value(Outline& out, const Json& node, const std::string& goal) {
  const std::string v = "`" + member_text(node, "variable") + "`", base = "`" + member_text(node, "base") + "`";
  const std::string range = node.contains("low") ? ", both in [`" + member_text(node, "low") + "`, `" + member_text(node, "high") + "`]" : "";
  out.say(goal + ": by the mean value theorem in " + v + " from " + base + " to " + v + range + ", it is its value at " + base + " plus its slope somewhere between times (" + v + " - " + base + ").");
  const Outline::Below below(out);
  tell_sign(out, node.at("at"), "the sign of the value at " + v + " = " + base);
  tell_sign(out, node.at("slope"), "the sign of the slope in " + v + " on that range");
  tell_sign(out, node.at("side"), "the sign of " + v + " - " + base);
}

void tell_zero(Outline& out, const Json&, const std::string& goal) { out.say(goal + ": the expression is identically zero, by exact arithmetic on its canonical form."); }

void tell_assumption(Outline& out, const Json&, const std::string& goal) {
  out.say(goal + (out.has_roots() ? ": this is one of the assumptions, or the equation of a root." : ": this is one of the assumptions."));
}

void tell_property(Outline& out, const Json&, const std::string& goal) { out.say(goal + ": this is a property that every function of the class has."); }

void tell_exp(Outline& out, const Json&, const std::string& goal) { out.say(goal + ": it is a rational number times an exponential, and exponentials are positive."); }

void tell_relu(Outline& out, const Json&, const std::string& goal) { out.say(goal + ": it is a rational number times a value of max(0, .), which is never negative."); }

void tell_interval(Outline& out, const Json& node, const std::string& goal) {
  const std::string form = member_text(node, "form");
  out.say(goal + ": interval evaluation" + (form.empty() ? "" : " of the equal form " + code(form)) + " over the ranges of its symbols, rounded outward at " + std::to_string(out.bits()) + " bits.");
}

void tell_square(Outline& out, const Json& node, const std::string& goal) {
  out.say(goal + ": it is the even power " + std::to_string(node.value("power", 2)) + " of " + code(member_text(node, "base")) + ", so it is never negative.");
}

void tell_inverse(Outline& out, const Json& node, const std::string& goal) {
  out.say(goal + ": its product with " + code(member_text(node, "of")) + " is 1, so both have the same sign.");
  const Outline::Below below(out);
  tell_sign(out, node.at("proof"), "the sign of " + code(member_text(node, "of")));
}

void tell_exp_difference(Outline& out, const Json& node, const std::string& goal) {
  out.say(goal + ": it is a positive number times a difference of two exponentials, and exp is strictly increasing, so it has the sign of the difference of the exponents.");
  const Outline::Below below(out);
  tell_sign(out, node.at("proof"), "the sign of the difference of the exponents");
}

void tell_root(Outline& out, const Json& node, const std::string& goal) {
  out.say(goal + ": it is a rational number times a power of a root, which is 0 or positive where what is under it is.");
  const Outline::Below below(out);
  tell_sign(out, node.at("proof"), "the sign of what is under the root");
}

void tell_logarithms(Outline& out, const Json& node, const std::string& goal) {
  out.say(goal + ": it is a rational combination of logarithms plus a rest, so it has the sign of the product of the powers that are added, times the exponential of the rest, minus the product of those that are subtracted.");
  const Outline::Below below(out);
  tell_sign(out, node.at("proof"), "the sign of the difference of these products");
}

void tell_arctan_difference(Outline& out, const Json& node, const std::string& goal) {
  out.say(goal + ": it is a positive number times a difference of two arctangents (of one, with arctan(0) = 0), and arctan is strictly increasing, so it has the sign of the difference of the arguments.");
  const Outline::Below below(out);
  tell_sign(out, node.at("proof"), "the sign of the difference of the arguments");
}

void tell_convex(Outline& out, const Json& node, const std::string& goal) {
  const std::string u = member_text(node, "variable");
  out.say(goal + ": it is the distance of " + code(member_text(node, "function")) + ", a function of " + code(u) + ", at " + code(u + " = " + member_text(node, "at")) + " from its tangent at " +
          code(u + " = " + member_text(node, "base")) + "; the function lies on one side of its tangents, since its second derivative has one sign" +
          (node.contains("apart") ? "; and meets this one there only, since that derivative is not 0 there." : "."));
  const Outline::Below below(out);
  tell_sign(out, node.at("second"), "the sign of the second derivative");
  if (!node.contains("apart")) return;
  tell_sign(out, node.at("apart"), "the two places differ");
  tell_sign(out, node.at("curved"), "the sign of the second derivative where the tangent touches");
}

void tell_from_infinity(Outline& out, const Json& node, const std::string& goal) {
  const std::string v = code(member_text(node, "variable")), end = member_text(node, "end") == "oo" ? "infinity" : "minus infinity";
  out.say(goal + ": it has a limit as " + v + " tends to " + end + ", and its slope in " + v + " has one sign from there on.");
  const Outline::Below below(out);
  tell_limit(out, node.at("limit"), "the limit at " + end);
  tell_sign(out, node.at("value"), "the sign of the limit");
  tell_sign(out, node.at("slope"), "the sign of the slope");
}

void tell_rewrite(Outline& out, const Json& node, const std::string& goal) {
  out.say(goal + ": since " + code(member_text(node, "equation")) + " = 0, subtracting " + code("(" + member_text(node, "multiplier") + ")*(" + member_text(node, "equation") + ")") + " changes nothing.");
  const Outline::Below below(out);
  tell_sign(out, node.at("proof"), "the sign of what results");
}

void tell_on_pieces(Outline& out, const Json& node, const std::string& goal) {
  out.say(goal + ": the signs of some arguments of max(0, .) are known, so each of these is replaced by its argument or by 0.");
  const Outline::Below below(out);
  tell_pieces(out, node);
  tell_sign(out, node.at("proof"), "the sign of what remains");
}

}  // namespace

const std::vector<Told<TellSign>>& told_signs() {
  static const std::vector<Told<TellSign>> table = {
      {"zero", tell_zero},
      {"interval", tell_interval},
      {"assumption", tell_assumption},
      {"exp", tell_exp},
      {"property", tell_property},
      {"relu", tell_relu},
      {"exp-difference", tell_exp_difference},
      {"sum", tell_sum},
      {"product", tell_product},
      {"square", tell_square},
      {"inverse", tell_inverse},
      {"rewrite", tell_rewrite},
      {"substitute", [](Outline& o, const Json& n, const std::string& g) { tell_substitute(o, n, g, tell_sign); }},
      {"pieces", tell_on_pieces},
      {"cases", [](Outline& o, const Json& n, const std::string& g) { tell_cases(o, n, g, tell_sign); }},
      {"partition", [](Outline& o, const Json& n, const std::string& g) { tell_partition(o, n, g, tell_sign); }},
      {"absurd", tell_absurd},
      {"logarithms", tell_logarithms},
      {"root", tell_root},
      {"arctan-difference", tell_arctan_difference},
      {"convex", tell_convex},
      {"mean-value", tell_mean_value},
      {"from-infinity", tell_from_infinity},
  };
  return table;
}

void tell_sign(Outline& out, const Json& node, const std::string& goal) {
  const std::string rule = member_text(node, "rule");
  if (const auto tell = told_by(told_signs(), rule)) return tell(out, node, goal);
  out.say(goal + ": rule `" + rule + "`.");
}

void tell_pieces(Outline& out, const Json& node) {
  const auto pieces = node.find("pieces");
  if (pieces == node.end()) return;
  for (const auto& p : *pieces) tell_sign(out, p.at("proof"), "the sign of the argument " + code(member_text(p, "argument")));
}

}  // namespace losscert::report
