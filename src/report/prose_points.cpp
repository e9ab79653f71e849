// FORMAT.md, section 5.2: points that are not critical, or no local minima, in words.
#include <algorithm>

#include "report/notation.hpp"
#include "report/outline.hpp"
#include "report/page.hpp"
#include "symbolic/functions.hpp"
#include "symbolic/series.hpp"

namespace losscert::report {
namespace {

std::string derivative_text(const Subject& s, const std::string& v) { return "diff(" + s.f + ", " + v + ")"; }

// "m*diff(L, v)", as one summand of a combination.
std::string multiple(const std::string& m, const std::string& of) {
  if (m == "1") return of;
  if (m == "-1") return "-" + of;
  const bool atom = m.find_first_of("+-/ ") == std::string::npos || (m[0] == '-' && m.find_first_of("+-/ ", 1) == std::string::npos);
  return (atom ? m : "(" + m + ")") + "*" + of;
}

std::string sum_text(const std::vector<std::string>& terms) {
  std::string all;
  for (const auto& t : terms) all += all.empty() ? t : t[0] == '-' ? " - " + t.substr(1) : " + " + t;
  return all;
}

Step pass(const Situation& g, const Json& node, const Subject& s, bool critical) { return excluded_step(g, node, s, critical); }

// The signs of arguments of relu, which pick a piece, are steps below.
Situation on_piece(Step& step, const Situation& g, const Json& node) {
  Situation inner = g;
  for (auto& p : pieces_steps(inner, node)) step.below.push_back(std::move(p));
  return inner;
}
std::string where_smooth(const Json& node) { return node.contains("pieces") && !node.at("pieces").empty() ? "On the smooth piece picked by the signs below, " : ""; }

// The sign of e; where the node speaks of the negative of what the sentence does, turned round.
Step judged(const Situation& g, const Json& node, const Known& e, const std::string& label, const Subject& s) {
  if (!s.up) return sign_step(g, node, e, label, kNegative);
  SignStory story = read_sign(g, node, e);
  story.signs = opposite(story.signs);
  if (story.expr) story.expr = g.work([&]() -> Known { return symbolic::canonical(-*story.expr); });
  static const std::vector<std::string> leaves = {"zero", "interval", "assumption", "exp", "property", "relu"};
  if (std::find(leaves.begin(), leaves.end(), story.rule) == leaves.end() && !story.why.empty()) story.why = "its negative is " + story.why;
  return told(g, std::move(story), label, kPositive);
}

// Sum of u_i v_j H_ij at the point.
Known second(const Situation& g, const Json& u, const Json& v) {
  Expr sum = 0;
  for (const auto& [x, ux] : u.items()) {
    const Known first = g.derivative(g.function, x), a = g.read(ux.get<std::string>());
    for (const auto& [y, vy] : v.items()) {
      const Known h = g.put_point(g.derivative(first, y)), b = g.read(vy.get<std::string>());
      if (!h || !a || !b) return std::nullopt;
      sum += *a * *b * *h;
    }
  }
  return g.put_point(sum);
}

void tell_multiplier(Step& step, const Situation& g, const Json& node, const Subject& s, bool critical) {
  const Situation inner = on_piece(step, g, node);
  std::vector<std::string> terms;
  Known sum = Expr(0);
  for (const auto& [v, m] : node.at("multipliers").items()) {
    terms.push_back(multiple(m.get<std::string>(), derivative_text(s, v)));
    const Known k = inner.read(m.get<std::string>()), d = inner.derivative(inner.function, v);
    if (sum && k && d) sum = inner.work([&]() -> Known { return *sum + *k * *d; });
    else sum = std::nullopt;
  }
  const Step sign = sign_step(inner, node.at("proof"), inner.put_point(sum), "`" + sum_text(terms) + "`", kNegative | kPositive);
  step.text = where_smooth(node) + (critical ? "where the gradient vanishes" : "at a local minimum, where the gradient vanishes") + ", `" + sum_text(terms) + "` would be 0; but " + brief(sign) + ".";
  for (const auto& b : sign.below) step.below.push_back(b);
}

void tell_one_sided(Step& step, const Situation& g, const Json& node, const Subject& s, bool) {
  const std::string quotient = "(" + s.f + "(s + eps*d) - " + s.f + "(s))/eps";
  step.text = "in the direction d with " + quoted(assignment_text(node.at("direction"))) + " the one-sided derivative of " + s.f + ", the limit of `" + quotient + "`, is not 0, or leads " + (s.up ? "up" : "down") + ".";
  step.below.push_back(limit_step(g, node.at("limit"), std::nullopt, "the limit of `" + quotient + "`"));
  if (node.contains("sign")) step.below.push_back(sign_step(g, node.at("sign"), std::nullopt, "that limit", kNegative | kPositive));
}

void tell_curvature(Step& step, const Situation& g, const Json& node, const Subject& s, bool) {
  const Situation inner = on_piece(step, g, node);
  const Step sign = judged(inner, node.at("proof"), second(inner, node.at("direction"), node.at("direction")), "", s);
  step.text = where_smooth(node) + "the second derivative of " + s.f + " in the direction u with " + quoted(assignment_text(node.at("direction"))) + " is " + (s.up ? "positive" : "negative") + ": " + brief(sign) + ".";
  for (const auto& b : sign.below) step.below.push_back(b);
}

void tell_indefinite(Step& step, const Situation& g, const Json& node, const Subject& s, bool) {
  const Situation inner = on_piece(step, g, node);
  const auto &u = node.at("first"), &v = node.at("second");
  const Known uu = second(inner, u, u), uv = second(inner, u, v), vv = second(inner, v, v);
  const auto entry = [&](const char* name, const Known& e) { return std::string("`") + name + " = " + (e ? g.text(*e, 6) : "...") + "`"; };
  const Known minor = !uu || !uv || !vv ? std::nullopt : inner.work([&]() -> Known { return symbolic::canonical(*uv * *uv - *uu * *vv); });
  const Step sign = sign_step(inner, node.at("proof"), minor, "`Huv^2 - Huu*Hvv`", kPositive);
  step.text = where_smooth(node) + "the Hessian of " + s.f + " is " + (s.up ? "positive" : "negative") + " in some direction of the plane of u with " + quoted(assignment_text(u)) + " and v with " + quoted(assignment_text(v)) + ": " +
              entry("Huu", uu) + ", " + entry("Huv", uv) + " and " + entry("Hvv", vv) + " are the second derivatives " + (s.up ? "of -" + s.f + " " : "") + "in these directions, and " + brief(sign) + ".";
  for (const auto& b : sign.below) step.below.push_back(b);
}

// "x = s + c1*t + c2*t^2", component by component.
std::string curve_text(const Situation& g, const Json& coefficients) {
  std::vector<std::string> parts;
  for (const auto& [name, list] : coefficients.items()) {
    const auto at = g.at.find(symbolic::symbol(name));
    const std::string start = at == g.at.end() ? name : g.text(at->second, 6);
    std::vector<std::string> terms;
    if (start != "0") terms.push_back(start);
    for (std::size_t k = 0; k < list.size(); ++k) {
      const std::string c = list[k].get<std::string>();
      if (c != "0") terms.push_back(multiple(c, k == 0 ? "t" : "t^" + std::to_string(k + 1)));
    }
    if (terms.size() > (start != "0" ? 1U : 0U)) parts.push_back(name + "(t) = " + sum_text(terms));
  }
  return join(parts, ", ");
}

// The Taylor coefficients of e along the curve, up to `order`.
std::optional<std::vector<Expr>> along_curve(const Situation& g, const Known& e, const Json& coefficients, int order) {
  if (!e) return std::nullopt;
  std::optional<std::vector<Expr>> result;
  g.work([&]() -> Known {
    const Symbol t = symbolic::symbol("t of the curve");
    Substitution s;
    for (const auto& [name, list] : coefficients.items()) {
      const Symbol v = symbolic::symbol(name);
      Expr x = v;
      if (const auto at = g.at.find(v); at != g.at.end()) x = at->second;
      for (std::size_t k = 0; k < list.size() && k < static_cast<std::size_t>(order); ++k) {
        const Known c = g.read_at_point(list[k].get<std::string>());
        if (!c) return std::nullopt;
        x += *c * GiNaC::pow(t, static_cast<int>(k) + 1);
      }
      s[v] = x;
    }
    for (const auto& [v, x] : g.at) s.emplace(v, x);
    constexpr std::size_t kTerms = 400;
    if (e->nops() > kTerms) return std::nullopt;
    result = symbolic::series(symbolic::substitute(*e, s), t, order);
    return std::nullopt;
  });
  return result;
}

void tell_kink(Step& step, const Situation& g, const Json& kink, const Json& coefficients, Situation& inner) {
  const int order = kink.at("order").get<int>();
  const Known z = g.read(member_text(kink, "argument"));
  const auto c = along_curve(inner, z, coefficients, std::max(order, 1));
  const Known last = c && static_cast<std::size_t>(order) < c->size() ? Known((*c)[static_cast<std::size_t>(order)]) : std::nullopt;
  Signs signs = kAnySign;
  const Step sign = sign_step(inner, kink.at("proof"), last, "", kAnySign, &signs);
  Step s{"For small `t > 0` the argument " + quoted(member_text(kink, "argument")) + " of relu has the sign of its first coefficient that is not 0, that of " + (order == 0 ? "order 0" : "`t^" + std::to_string(order) + "`") +
             ": " + brief(sign) + ".",
         "curve", sign.below};
  step.below.push_back(std::move(s));
  if (z && signs != kAnySign) inner.function = Situation::resolved(inner.function, *z, signs & ~kZero);
  else inner.function = std::nullopt;
}

void tell_curve(Step& step, const Situation& g, const Json& node, const Subject& s, bool) {
  Situation inner = on_piece(step, g, node);
  const int m = node.at("order").get<int>();
  const auto& coefficients = node.at("coefficients");
  if (node.contains("kinks"))
    for (const auto& k : node.at("kinks")) tell_kink(step, g, k, coefficients, inner);
  const auto terms = along_curve(inner, inner.function, coefficients, m);
  const Known c = terms && static_cast<std::size_t>(m) < terms->size() ? Known((*terms)[static_cast<std::size_t>(m)]) : std::nullopt;
  const std::string power = m == 1 ? "t" : "t^" + std::to_string(m);
  const Step sign = judged(inner, node.at("proof"), c, "`c`", s);
  step.text = where_smooth(node) + "along the curve " + quoted(curve_text(g, coefficients)) + " the value of " + s.f + " is that at the point plus `c*" + power + "` and smaller terms, where " + brief(sign) + ".";
  if (m > 1) step.text += " (The lower terms are 0.)";
  for (const auto& b : sign.below) step.below.push_back(b);
}

void tell_coordinates(Step& step, const Situation& g, const Json& node, const Subject& s, bool critical) {
  const auto [inner, in] = in_coordinates(g, node, s);
  Step below = pass(inner, node.at("proof"), in, critical);
  step.text = "In new coordinates, with " + quoted(assignment_text(node.at("map"))) + " about " + quoted(assignment_text(node.at("point"))) + ": " + brief(below) + ".";
  for (auto& b : below.below) step.below.push_back(std::move(b));
}

// What a branch comes to, in a few words.
const char* essence_of(const Json& node) {
  const std::string rule = member_text(node, "rule");
  if (rule == "substitute" || rule == "coordinates") return essence_of(node.at("proof"));
  if (rule == "multiplier") return "a combination of the partial derivatives is not 0";
  if (rule == "curvature" || rule == "indefinite") return "the Hessian is negative in some direction";
  if (rule == "curve") return "a curve leads down";
  if (rule == "absurd") return "there is no such point";
  if (rule == "lemma") return "a claim above decides";
  if (rule == "cases" || rule == "partition") return "further cases decide";
  return nullptr;
}

void tell_branches(Step& step, std::vector<Branch> all, const Subject& s, bool critical, const std::string& why) {
  std::vector<std::string> said;
  std::size_t length = 0;
  std::size_t told = 0;
  const bool many = all.size() > 6;
  for (auto& b : all) {
    if (many && told >= kCellsTold) break;
    ++told;
    Step inner = pass(b.situation, *b.proof, s, critical);
    inner.text[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(inner.text[0])));
    inner.text = "If " + b.where + ", " + inner.text;
    said.push_back(brief(inner));
    length += said.back().size();
    step.below.push_back(std::move(inner));
  }
  if (told < all.size()) step.below.push_back({"The other " + counted(all.size() - told, "case", "cases") + " likewise; the certificate has all.", "", {}});
  constexpr std::size_t kLongest = 700;
  if (all.size() <= 3 && length <= kLongest) {
    step.text = join(said, ". ") + ".";
    // Said already, but for what they rest on.
    std::vector<Step> deeper;
    for (auto& b : step.below)
      if (!b.below.empty()) deeper.push_back(std::move(b));
    step.below = std::move(deeper);
  } else {
    step.text = why;
    std::vector<std::string> essence;
    for (const auto& b : all)
      if (const char* words = essence_of(*b.proof); words != nullptr && !many) essence.push_back("if " + b.where + ", " + words);
    if (essence.size() == all.size()) step.text = sentence_case(join(essence, "; ")) + ".";
  }
}

void tell_cases(Step& step, const Situation& g, const Json& node, const Subject& s, bool critical) {
  auto all = branches_of(g, node);
  const std::string why = "In each of " + std::to_string(all.size()) + " cases by the sign of " + quoted(member_text(node, "on")) + ".";
  tell_branches(step, std::move(all), s, critical, why);
}

void tell_partition(Step& step, const Situation& g, const Json& node, const Subject& s, bool critical) {
  auto all = cells_of(g, node);
  const std::string why = "On each of " + std::to_string(all.size()) + " ranges of `" + member_text(node, "variable") + "`.";
  tell_branches(step, std::move(all), s, critical, why);
}

void tell_absurd(Step& step, const Situation& g, const Json& node, const Subject&, bool) { step.text = absurd(g, node, step.below) + "."; }

void tell_substitute(Step& step, const Situation& g, const Json& node, const Subject& s, bool critical) {
  Step inner = pass(substituted(g, node), node.at("proof"), s, critical);
  // That v is 0 where v = 0 is said by the case already.
  const std::string v = member_text(node, "variable"), by = member_text(node, "by");
  step.text = v.empty() || by == "0" ? inner.text : "with " + quoted(v + " = " + by) + " put in, " + inner.text;
  step.below = std::move(inner.below);
}

void tell_lemma(Step& step, const Situation& g, const Json& node, const Subject& s, bool critical) {
  const auto& branches = node.at("branches");
  const std::string claim = "the claim " + member_text(node, "lemma") + ", proved above" + where_by(node);
  for (auto& h : hypotheses_steps(g, node)) step.below.push_back(std::move(h));
  const Situation inner = on_piece(step, g, node);
  if (branches.empty()) {
    step.text = "there is no such point by " + claim + ".";
    return;
  }
  std::vector<Step> each;
  // What the lemma says of the point is not worked out again: the branches speak of it.
  for (const auto& n : branches) each.push_back(pass(inner, n, s, critical));
  step.text = "by " + claim + ", such a point has " + (branches.size() > 1 ? "one of several properties" : "the property told there") + "; with it, " + brief(each[0]) + ".";
  if (each.size() == 1) {
    for (auto& b : each[0].below) step.below.push_back(std::move(b));
  } else {
    for (auto& b : each) step.below.push_back(std::move(b));
  }
}

}  // namespace

std::pair<Situation, Subject> in_coordinates(const Situation& g, const Json& node, const Subject& s) {
  Situation inner = g;
  Substitution map;
  bool known = true;
  for (const auto& [v, e] : node.at("map").items()) {
    const Known x = g.read(e.get<std::string>());
    if (x) map[symbolic::symbol(v)] = *x;
    known = known && x;
  }
  inner.function = known && g.function ? g.work([&]() -> Known { return symbolic::canonical(symbolic::substitute(*g.function, map)); }) : std::nullopt;
  for (const auto& [y, e] : node.at("point").items())
    if (const Known x = g.read_at_point(e.get<std::string>())) inner.at[symbolic::symbol(y)] = *x;
  Subject in = s;
  in.variables.clear();
  for (const auto& y : node.at("variables")) in.variables.push_back(y.get<std::string>());
  return {inner, in};
}

const std::vector<Told<TellExcluded>>& told_exclusions() {
  static const std::vector<Told<TellExcluded>> table = {
      {"multiplier", tell_multiplier}, {"curvature", tell_curvature}, {"indefinite", tell_indefinite}, {"curve", tell_curve},   {"coordinates", tell_coordinates},
      {"cases", tell_cases},           {"partition", tell_partition}, {"absurd", tell_absurd},         {"substitute", tell_substitute}, {"lemma", tell_lemma},
      {"one-sided", tell_one_sided},
  };
  return table;
}

Step excluded_step(const Situation& g, const Json& node, const Subject& s, bool critical) {
  Step step;
  step.rule = member_text(node, "rule");
  step.text = "As the certificate shows.";
  if (!g.may_go_on()) return step;
  step.text = "By rule `" + step.rule + "`.";
  if (const auto tell = told_by(told_exclusions(), step.rule)) tell(step, g, node, s, critical);
  return step;
}

std::vector<Step> gradient_steps(const Situation& g, const Json& node, const Subject& s) {
  std::vector<Step> steps;
  const auto gradient = node.find("gradient");
  if (gradient == node.end()) return steps;
  constexpr std::size_t kShown = 12;
  for (const auto& [v, proof] : gradient->items()) {
    const Known d = steps.size() < kShown ? g.derivative(g.function, v) : std::nullopt;
    const Known at_point = g.put_point(d);
    Step step = sign_step(g, proof, at_point, "`" + derivative_text(s, v) + "`", kZero);
    // What becomes 0 there says more than 0.
    if (d && at_point && at_point->is_zero() && !d->is_zero()) step.text = "`" + derivative_text(s, v) + " = " + g.text(*d, 6) + "` is 0 there.";
    else if (d && d->is_zero()) step.text = s.f + " does not depend on `" + v + "`.";
    steps.push_back(std::move(step));
  }
  return steps;
}

}  // namespace losscert::report
