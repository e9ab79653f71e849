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

void tell_leaf(Outline& out, const Json& node, const std::string& goal) {
  const std::string rule = member_text(node, "rule");
  if (rule == "zero") return out.say(goal + ": the expression is identically zero, by exact arithmetic on its canonical form.");
  if (rule == "assumption") return out.say(goal + (out.has_roots() ? ": this is one of the assumptions, or the equation of a root." : ": this is one of the assumptions."));
  if (rule == "property") return out.say(goal + ": this is a property that every function of the class has.");
  if (rule == "exp") return out.say(goal + ": it is a rational number times an exponential, and exponentials are positive.");
  if (rule == "relu") return out.say(goal + ": it is a rational number times a value of max(0, .), which is never negative.");
  if (rule == "interval") {
    const std::string form = member_text(node, "form");
    return out.say(goal + ": interval evaluation" + (form.empty() ? "" : " of the equal form " + code(form)) + " over the ranges of its symbols, rounded outward at " + std::to_string(out.bits()) + " bits.");
  }
  if (rule == "square") return out.say(goal + ": it is the even power " + std::to_string(node.value("power", 2)) + " of " + code(member_text(node, "base")) + ", so it is never negative.");
  out.say(goal + ": rule `" + rule + "`.");
}

}  // namespace

void tell_sign(Outline& out, const Json& node, const std::string& goal) {
  if (tell_branching(out, node, goal, tell_sign)) return;
  const std::string rule = member_text(node, "rule");
  if (rule == "sum") return tell_sum(out, node, goal);
  if (rule == "product") return tell_product(out, node, goal);
  if (rule == "mean-value") return tell_mean_value(out, node, goal);
  if (rule == "inverse") {
    out.say(goal + ": its product with " + code(member_text(node, "of")) + " is 1, so both have the same sign.");
    const Outline::Below below(out);
    return tell_sign(out, node.at("proof"), "the sign of " + code(member_text(node, "of")));
  }
  if (rule == "exp-difference") {
    out.say(goal + ": it is a positive number times a difference of two exponentials, and exp is strictly increasing, so it has the sign of the difference of the exponents.");
    const Outline::Below below(out);
    return tell_sign(out, node.at("proof"), "the sign of the difference of the exponents");
  }
  if (rule == "logarithms") {
    out.say(goal + ": it is a rational combination of logarithms plus a rest, so it has the sign of the product of the powers that are added, times the exponential of the rest, minus the product of those that are subtracted.");
    const Outline::Below below(out);
    return tell_sign(out, node.at("proof"), "the sign of the difference of these products");
  }
  if (rule == "arctan-difference") {
    out.say(goal + ": it is a positive number times a difference of two arctangents (of one, with arctan(0) = 0), and arctan is strictly increasing, so it has the sign of the difference of the arguments.");
    const Outline::Below below(out);
    return tell_sign(out, node.at("proof"), "the sign of the difference of the arguments");
  }
  if (rule == "convex") {
    const std::string u = member_text(node, "variable");
    out.say(goal + ": it is the distance of " + code(member_text(node, "function")) + ", a function of " + code(u) + ", at " + code(u + " = " + member_text(node, "at")) + " from its tangent at " +
            code(u + " = " + member_text(node, "base")) + "; the function lies on one side of its tangents, since its second derivative has one sign.");
    const Outline::Below below(out);
    return tell_sign(out, node.at("second"), "the sign of the second derivative");
  }
  if (rule == "from-infinity") {
    const std::string v = code(member_text(node, "variable")), end = member_text(node, "end") == "oo" ? "infinity" : "minus infinity";
    out.say(goal + ": it has a limit as " + v + " tends to " + end + ", and its slope in " + v + " has one sign from there on.");
    const Outline::Below below(out);
    tell_limit(out, node.at("limit"), "the limit at " + end);
    tell_sign(out, node.at("value"), "the sign of the limit");
    return tell_sign(out, node.at("slope"), "the sign of the slope");
  }
  if (rule == "rewrite") {
    out.say(goal + ": since " + code(member_text(node, "equation")) + " = 0, subtracting " + code("(" + member_text(node, "multiplier") + ")*(" + member_text(node, "equation") + ")") + " changes nothing.");
    const Outline::Below below(out);
    return tell_sign(out, node.at("proof"), "the sign of what results");
  }
  if (rule == "pieces") {
    out.say(goal + ": the signs of some arguments of max(0, .) are known, so each of these is replaced by its argument or by 0.");
    const Outline::Below below(out);
    tell_pieces(out, node);
    return tell_sign(out, node.at("proof"), "the sign of what remains");
  }
  tell_leaf(out, node, goal);
}

void tell_pieces(Outline& out, const Json& node) {
  const auto pieces = node.find("pieces");
  if (pieces == node.end()) return;
  for (const auto& p : *pieces) tell_sign(out, p.at("proof"), "the sign of the argument " + code(member_text(p, "argument")));
}

}  // namespace losscert::report
