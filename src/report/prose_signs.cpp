// FORMAT.md, section 5.1: sign proofs in words. Each says the sign that its step gives.
#include "report/notation.hpp"
#include "report/outline.hpp"
#include "symbolic/terms.hpp"

namespace losscert::report {
namespace {

// The sign of c in c*h(p).
Signs coefficient_sign(const Known& e) {
  if (!e) return kAnySign;
  try {
    const auto terms = symbolic::terms_of(*e);
    if (terms.size() != 1) return kAnySign;
    return terms[0].coefficient.is_positive() ? kPositive : kNegative;
  } catch (const std::exception&) {
    return kAnySign;
  }
}

// One step below that passes its sign on.
void passed_on(SignStory& story, const Situation& g, const Json& proof, const Known& e, const std::string& label = "") {
  story.below.push_back(sign_step(g, proof, e, label, kAnySign, &story.signs));
}

void tell_zero(SignStory& s, const Situation&, const Json&) {
  s.signs = kZero;
  s.why = "identically, by exact arithmetic";
}

void tell_interval(SignStory& s, const Situation& g, const Json& node) {
  const std::string form = member_text(node, "form");
  const Known e = form.empty() ? s.expr : g.read(form);
  if (e) s.signs = g.enclosed(*e);
  if (e && GiNaC::is_a<GiNaC::numeric>(*e)) {
    s.expr = e;
    return;
  }
  std::vector<std::string> ranges;
  if (e)
    for (const auto& v : symbolic::symbols_of(*e)) {
      const auto box = g.box();
      const auto found = box.find(v.get_name());
      if (found != box.end() && found->second.is_finite() && ranges.size() < 3) ranges.push_back("`" + v.get_name() + " in " + found->second.decimal(6) + "`");
    }
  s.why = "by interval evaluation" + (form.empty() ? "" : " of " + quoted(form.size() > 200 ? form.substr(0, 200) + " ..." : form)) + (ranges.empty() ? "" : " with " + enumerate(ranges));
}

void tell_assumption(SignStory& s, const Situation& g, const Json&) {
  s.why = "assumed";
  if (!s.expr) return;
  Signs signs = kAnySign;
  const auto* given = g.matching(*s.expr, signs);
  if (given == nullptr) return;
  s.signs = signs;
  const std::string relation = " " + relation_text(signs_of(given->relation.rel)), own = symbolic::to_text(given->relation.expr) + relation;
  const std::string words = given->words.empty() ? g.text(given->relation.expr) + relation : given->words;
  if (signs == kNoPoint) {
    s.why = "what is assumed of it contradicts itself";
  } else if (words.rfind("the equation of ", 0) == 0 || words.rfind("the claim ", 0) == 0) {
    s.why = "by " + words;
  } else if (const std::string fact = symbolic::to_text(*s.expr) + " " + relation_text(signs); fact != own && fact != words) {
    s.why = "from `" + words + "`";
  }
}

void tell_exp(SignStory& s, const Situation&, const Json&) {
  s.signs = coefficient_sign(s.expr);
  s.why = "exponentials are positive";
}

void tell_property(SignStory& s, const Situation& g, const Json&) {
  s.why = "a property of every function of the class";
  if (!s.expr) return;
  const auto atoms = symbolic::abstract_atoms(*s.expr);
  if (atoms.size() != 1) return;
  const auto part = symbolic::abstract_part(atoms[0]);
  try {
    // c*sigma_j(p) + d with the bounds of sigma_j.
    const Expr c = s.expr->coeff(atoms[0], 1), d = s.expr->coeff(atoms[0], 0);
    if (!GiNaC::is_a<GiNaC::numeric>(c) || !GiNaC::is_a<GiNaC::numeric>(d)) return;
    for (const auto& p : part.function->properties) {
      if (p.order != part.order) continue;
      const auto at_bound = GiNaC::ex_to<GiNaC::numeric>(c * p.bound + d);
      Signs away = signs_of(p.rel);
      if (GiNaC::ex_to<GiNaC::numeric>(c).is_negative()) away = opposite(away);
      s.signs &= sum_of(at_bound.is_zero() ? kZero : at_bound.is_positive() ? kPositive : kNegative, away);
      s.why = "as `" + symbolic::name_of(part) + "(t) " + symbolic::to_text(p.rel) + " " + symbolic::to_text(p.bound) + "` for all `t`";
    }
  } catch (const std::exception&) {
    s.signs = kAnySign;
  }
  (void)g;
}

void tell_relu(SignStory& s, const Situation&, const Json&) {
  s.signs = kZero | coefficient_sign(s.expr);
  s.why = "relu is never negative";
}

void tell_exp_difference(SignStory& s, const Situation& g, const Json& node) {
  Known difference;
  if (s.expr) {
    difference = g.work([&]() -> Known {
      const auto terms = symbolic::terms_of(*s.expr);
      if (terms.empty() || terms.size() > 2) return std::nullopt;
      Expr p = 0, q = 0;
      for (const auto& t : terms) (t.coefficient.is_positive() ? p : q) = t.exponent;
      return symbolic::canonical(p - q);
    });
  }
  s.why = "a difference of two exponentials, which has the sign of the difference of the exponents";
  passed_on(s, g, node.at("proof"), difference);
}

void tell_sum(SignStory& s, const Situation& g, const Json& node) {
  s.signs = kZero;
  std::vector<Step> terms;
  for (const auto& t : node.at("terms")) {
    const Known e = g.read(member_text(t, "expr"));
    SignStory term = read_sign(g, t.at("proof"), e);
    s.signs = sum_of(s.signs, term.signs);
    if (term.signs != kZero || !e || !e->is_zero()) terms.push_back(told(g, std::move(term)));
  }
  s.why = gather(s.below, std::move(terms), "the sum of ", "the sum of " + counted(node.at("terms").size(), "term", "terms"));
}

void tell_product(SignStory& s, const Situation& g, const Json& node) {
  s.signs = kPositive;
  std::vector<Step> factors;
  SignStory only;
  for (const auto& f : node.at("factors")) {
    const auto power = f.value("power", 1);
    const Known e = g.read(member_text(f, "expr"));
    SignStory base = read_sign(g, f.at("proof"), e);
    const Signs signs = power_of(base.signs, power);
    s.signs = product_of(s.signs, signs);
    // A positive number changes nothing.
    if (e && GiNaC::is_a<GiNaC::numeric>(*e) && signs == kPositive && node.at("factors").size() > 1) continue;
    only = base;
    only.signs = power == 1 ? signs : kAnySign;
    if (power == 1 || !e) {
      factors.push_back(told(g, std::move(base)));
      continue;
    }
    const std::string text = symbolic::to_text(*e);
    const bool atom = GiNaC::is_a<GiNaC::symbol>(*e);
    Step step{"`" + (atom ? text : "(" + g.text(*e) + ")") + "^" + std::to_string(power) + " " + relation_text(signs) + "`: ", base.rule, base.below};
    const std::string of = relation_text(base.signs);
    step.text += (power % 2 == 0 ? "an even power" : "a power") + (of.empty() ? std::string() : base.why == "assumed" ? ", `" + text + " " + of + "` being assumed" : ", as `" + g.text(*e) + " " + of + "`: " + base.why) + ".";
    factors.push_back(std::move(step));
  }
  if (factors.size() == 1 && only.signs != kAnySign && node.at("factors").size() > 1) {
    s.why = std::move(only.why);
    s.below = std::move(only.below);
    return;
  }
  s.why = gather(s.below, std::move(factors), "the product of ", "the product of " + counted(node.at("factors").size(), "factor", "factors"));
}

void tell_square(SignStory& s, const Situation& g, const Json& node) {
  s.signs = kZero | kPositive;
  const int power = node.value("power", 2);
  const Known base = g.read(member_text(node, "base"));
  s.why = (power == 2 ? std::string("the square of ") : "the power " + std::to_string(power) + " of ") + (base ? "`" + g.text(*base) + "`" : quoted(member_text(node, "base")));
}

void tell_inverse(SignStory& s, const Situation& g, const Json& node) {
  const Known of = g.read(member_text(node, "of"));
  s.why = gather(s.below, {sign_step(g, node.at("proof"), of, "", kAnySign, &s.signs)}, "the inverse of ", "the inverse of " + quoted(of ? g.text(*of) : member_text(node, "of")) + ", with the same sign");
}

void tell_rewrite(SignStory& s, const Situation& g, const Json& node) {
  const Known p = g.read(member_text(node, "equation")), m = g.read(member_text(node, "multiplier"));
  const Known rest = !s.expr || !p || !m ? std::nullopt : g.work([&]() -> Known { return symbolic::canonical(*s.expr - *m * *p); });
  const std::string times = member_text(node, "multiplier") == "1" ? quoted(member_text(node, "equation")) : quoted("(" + member_text(node, "multiplier") + ")*(" + member_text(node, "equation") + ")");
  s.why = gather(s.below, {sign_step(g, node.at("proof"), rest, "", kAnySign, &s.signs)}, "since " + quoted(member_text(node, "equation") + " = 0") + ", it equals what remains after " + times + " is subtracted: ",
                 "since " + quoted(member_text(node, "equation") + " = 0") + ", it is the same after " + times + " is subtracted");
}

void tell_substitute(SignStory& s, const Situation& g, const Json& node) {
  const Situation inner = substituted(g, node);
  const Known by = g.read(member_text(node, "by"));
  const Known e = !s.expr || !by ? std::nullopt : g.work([&]() -> Known { return symbolic::canonical(symbolic::substitute(*s.expr, {{symbolic::symbol(member_text(node, "variable")), *by}})); });
  const std::string what = quoted(member_text(node, "variable") + " = " + member_text(node, "by"));
  s.why = gather(s.below, {sign_step(inner, node.at("proof"), e, "", kAnySign, &s.signs)}, "with " + what + ", as assumed, it is ", "with " + what + " put in, as assumed");
}

void tell_on_pieces(SignStory& s, const Situation& g, const Json& node) {
  Situation inner = g;
  Known e = s.expr;
  std::vector<Step> steps = pieces_steps(inner, node, &e);
  steps.push_back(sign_step(g, node.at("proof"), e, "what remains", kAnySign, &s.signs));
  s.why = gather(s.below, std::move(steps), "relu resolved: ", "relu is resolved by the signs of its arguments");
}

void tell_branches(SignStory& s, std::vector<Branch> all, const std::string& why) {
  s.signs = 0;
  std::size_t said = 0;
  for (auto& b : all) {
    SignStory inner = read_sign(b.situation, *b.proof, s.expr);
    s.signs |= inner.signs;
    if (all.size() > 6 && said >= kCellsTold) continue;
    ++said;
    Step step = told(b.situation, std::move(inner));
    step.text = "If " + b.where + ": " + step.text;
    s.below.push_back(std::move(step));
  }
  s.why = why;
  if (said < all.size()) s.below.push_back({"The other " + counted(all.size() - said, "case", "cases") + " likewise; the certificate has all.", "", {}});
}

void tell_cases(SignStory& s, const Situation& g, const Json& node) { tell_branches(s, branches_of(g, node), "in each case by the sign of " + quoted(member_text(node, "on"))); }

void tell_partition(SignStory& s, const Situation& g, const Json& node) {
  auto cells = cells_of(g, node);
  const std::string why = "on each of " + std::to_string(cells.size()) + " ranges of `" + member_text(node, "variable") + "`";
  tell_branches(s, std::move(cells), why);
}

void tell_absurd(SignStory& s, const Situation& g, const Json& node) {
  s.signs = kNoPoint;
  s.why = absurd(g, node, s.below);
}

void tell_logarithms(SignStory& s, const Situation& g, const Json& node) {
  s.why = "a combination of logarithms, which has the sign of the difference of the products that they stand for";
  passed_on(s, g, node.at("proof"), std::nullopt, "that difference");
}

void tell_root(SignStory& s, const Situation& g, const Json& node) {
  Known under;
  if (s.expr)
    under = g.work([&]() -> Known {
      const auto terms = symbolic::terms_of(*s.expr);
      if (terms.size() != 1 || terms[0].powers.size() != 1) return std::nullopt;
      return terms[0].powers[0].base;
    });
  s.why = "a multiple of a root of what is not negative";
  passed_on(s, g, node.at("proof"), under, "what is under the root");
  s.signs = product_of(s.signs, coefficient_sign(s.expr));
}

void tell_arctan_difference(SignStory& s, const Situation& g, const Json& node) {
  s.why = "a difference of arctangents, which has the sign of the difference of the arguments";
  passed_on(s, g, node.at("proof"), std::nullopt, "the difference of the arguments");
}

void tell_convex(SignStory& s, const Situation& g, const Json& node) {
  const std::string u = member_text(node, "variable");
  const Known f = g.read(member_text(node, "function")), second = g.derivative(g.derivative(f, u), u);
  s.why = gather(s.below, {sign_step(g, node.at("second"), second, "the second derivative", kAnySign, &s.signs)},
                 "the distance of " + quoted(member_text(node, "function")) + " at " + quoted(u + " = " + member_text(node, "at")) + " from its tangent at " + quoted(u + " = " + member_text(node, "base")) + ", with ",
                 "the distance of " + quoted(member_text(node, "function")) + " at " + quoted(u + " = " + member_text(node, "at")) + " from its tangent at " + quoted(u + " = " + member_text(node, "base")));
  if (!node.contains("apart")) {
    s.signs |= kZero;
    return;
  }
  s.below.push_back(sign_step(g, node.at("apart"), std::nullopt, "the two places differ: their distance", kNegative | kPositive));
  s.below.push_back(sign_step(g, node.at("curved"), std::nullopt, "the second derivative where the tangent touches", kNegative | kPositive));
}

// The context of the slope: v ranges on its own.
Situation along(const Situation& g, const Json& node, const Symbol& v) {
  Situation s = g.without(v);
  const auto end = [&](const char* member, symbolic::Rel rel) {
    const auto q = rational(member_text(node, member));
    if (q) s.assume({Expr(v) - *q, rel});
  };
  end("low", symbolic::Rel::GreaterEqual);
  end("high", symbolic::Rel::LessEqual);
  return s;
}

void tell_mean_value(SignStory& s, const Situation& g, const Json& node) {
  const std::string v = member_text(node, "variable"), base = member_text(node, "base");
  const Symbol symbol = symbolic::symbol(v);
  const Known b = g.read(base);
  const Known at = !s.expr || !b ? std::nullopt : g.work([&]() -> Known { return symbolic::canonical(symbolic::substitute(*s.expr, {{symbol, *b}})); });
  const Known side = g.read(v + " - (" + base + ")"), slope = g.derivative(s.expr, v);
  Situation range = along(g, node, symbol);
  Signs at_signs = kAnySign, slope_signs = kAnySign, side_signs = kAnySign;
  const Step side_step = sign_step(g, node.at("side"), side, "", kAnySign, &side_signs);
  std::vector<Step> steps;
  steps.push_back(sign_step(g, node.at("at"), at, "at `" + v + " = " + base + "`", kAnySign, &at_signs));
  if (side && (side_signs & kNegative) == 0) range.assume({*side, symbolic::Rel::Greater});
  if (side && (side_signs & kPositive) == 0) range.assume({*side, symbolic::Rel::Less});
  steps.push_back(sign_step(range, node.at("slope"), slope, "slope in `" + v + "`", kAnySign, &slope_signs));
  steps.push_back(side_step);
  s.signs = sum_of(at_signs, product_of(slope_signs, side_signs & ~kZero));
  if ((side_signs & kZero) != 0) s.signs |= at_signs;
  s.why = gather(s.below, std::move(steps), "mean value theorem in `" + v + "` from `" + base + "`: ", "by the mean value theorem in `" + v + "` from `" + base + "`");
}

void tell_from_infinity(SignStory& s, const Situation& g, const Json& node) {
  const std::string v = member_text(node, "variable"), end = member_text(node, "end") == "oo" ? "infinity" : "minus infinity";
  const Situation range = g.without(symbolic::symbol(v));
  const Known slope = g.derivative(s.expr, v);
  Signs value = kAnySign, slopes = kAnySign;
  std::vector<Step> steps;
  steps.push_back(sign_step(range, node.at("value"), std::nullopt, "the limit", kAnySign, &value));
  steps.push_back(sign_step(range, node.at("slope"), slope, "the slope", kAnySign, &slopes));
  s.signs = sum_of(value, end == "infinity" ? opposite(slopes) : slopes);
  s.why = gather(s.below, std::move(steps), "it has a limit as `" + v + "` tends to " + end + ", and a slope of one sign: ", "it has a limit as `" + v + "` tends to " + end + ", and from there on a slope of one sign");
}

}  // namespace

const std::vector<Told<TellSign>>& told_signs() {
  static const std::vector<Told<TellSign>> table = {
      {"zero", tell_zero},           {"interval", tell_interval},   {"assumption", tell_assumption}, {"exp", tell_exp},
      {"property", tell_property},   {"relu", tell_relu},           {"exp-difference", tell_exp_difference},
      {"sum", tell_sum},             {"product", tell_product},     {"square", tell_square},         {"inverse", tell_inverse},
      {"rewrite", tell_rewrite},     {"substitute", tell_substitute}, {"pieces", tell_on_pieces},    {"cases", tell_cases},
      {"partition", tell_partition}, {"absurd", tell_absurd},       {"logarithms", tell_logarithms}, {"root", tell_root},
      {"arctan-difference", tell_arctan_difference}, {"convex", tell_convex}, {"mean-value", tell_mean_value}, {"from-infinity", tell_from_infinity},
  };
  return table;
}

SignStory read_sign(const Situation& g, const Json& node, const Known& e) {
  SignStory s;
  s.expr = e;
  s.rule = member_text(node, "rule");
  if (!g.may_go_on()) {
    s.why = "as the certificate shows";
    return s;
  }
  if (const auto tell = told_by(told_signs(), s.rule)) tell(s, g, node);
  else s.why = "rule `" + s.rule + "`";
  return s;
}

namespace {

const char* sign_words(Signs s) {
  switch (s) {
    case kNegative: return " is negative";
    case kZero: return " is 0";
    case kPositive: return " is positive";
    case kNegative | kZero: return " is not positive";
    case kZero | kPositive: return " is not negative";
    case kNegative | kPositive: return " is not 0";
    default: return "";
  }
}

}  // namespace

std::string fact(const Situation& g, const std::string& label, const Known& e, Signs signs) {
  const std::string relation = relation_text(signs);
  const bool formula = label.size() > 2 && label.front() == '`' && label.back() == '`' && label.find('`', 1) == label.size() - 1;
  const std::string name = formula ? label.substr(1, label.size() - 2) : label;
  const bool is_zero = e && e->is_zero();
  if (!e || is_zero) {
    if (label.empty()) return is_zero ? "`0 = 0`" : "its sign";
    if (formula) return "`" + name + (relation.empty() ? "" : " " + relation) + "`";
    return name + sign_words(signs);
  }
  const std::string text = g.text(*e);
  if (label.empty()) return "`" + text + (relation.empty() ? "" : " " + relation) + "`";
  if (formula) return "`" + name + (name == text ? "" : " = " + text) + (relation.empty() ? "" : " " + relation) + "`";
  return name + ": `" + text + (relation.empty() ? "" : " " + relation) + "`";
}

Step told(const Situation& g, SignStory s, const std::string& label, Signs wanted) {
  Signs signs = s.signs == kNoPoint ? kNoPoint : s.signs & wanted;
  if (s.signs != kNoPoint && (signs == kNoPoint || s.signs == kAnySign)) signs = wanted;
  const std::string f = fact(g, label, s.expr, signs);
  return {f + (s.why.empty() ? "" : ": " + s.why) + ".", s.rule, std::move(s.below)};
}

Step sign_step(const Situation& g, const Json& node, const Known& e, const std::string& label, Signs wanted, Signs* signs) {
  SignStory s = read_sign(g, node, e);
  if (signs != nullptr) *signs = s.signs;
  return told(g, std::move(s), label, wanted);
}

std::vector<Step> pieces_steps(Situation& g, const Json& node, Known* e) {
  std::vector<Step> steps;
  const auto pieces = node.find("pieces");
  if (pieces == node.end()) return steps;
  for (const auto& p : *pieces) {
    const Known z = g.read(member_text(p, "argument")), at_point = g.put_point(z);
    Signs signs = kAnySign;
    steps.push_back(sign_step(g, p.at("proof"), at_point, quoted(member_text(p, "argument")), kAnySign, &signs));
    Known& resolved = e != nullptr ? *e : g.function;
    const Known& argument = e != nullptr ? at_point : z;
    if (!argument || signs == kAnySign) resolved = std::nullopt;
    else resolved = Situation::resolved(resolved, *argument, signs);
  }
  return steps;
}

}  // namespace losscert::report
