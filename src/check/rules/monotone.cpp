// Sign proofs by monotony and convexity (FORMAT.md, 5.1).
#include "check/enclosure/zero.hpp"
#include "check/rules/limit.hpp"
#include "check/rules/sign.hpp"
#include "check/text/reject.hpp"

namespace losscert::check {

// exp is strictly increasing.
Shown exp_difference_rule(const Context& g, const Poly& e, const Node& node) {
  std::optional<Poly> p, q;  // e = c*exp(p) - c*exp(q), c > 0
  Rational c, d;
  for (const auto& [m, x] : e.terms()) {
    if (!m.powers.empty() || (x.sign() > 0 ? p : q).has_value()) node.fail("not a multiple of the difference of two exponentials: " + to_text(e));
    (x.sign() > 0 ? p : q) = arg(m.exp);
    (x.sign() > 0 ? c : d) = x.abs();
  }
  if (!p || !q || !(c == d)) node.fail("not a multiple of the difference of two exponentials: " + to_text(e));
  return prove_sign(g, *p - *q, node.at("proof"));
}

namespace {

// The term is rational * phi(arg) for the function of that kind.
bool is_single(const Monomial& m, Kind kind) { return m.exp == 0 && m.powers.size() == 1 && m.powers[0].second == 1 && atom(m.powers[0].first).kind == kind; }

}  // namespace

// n e = log(A) - log(B) + n*rest, n a positive integer, A and B products of powers of the arguments, which are positive where e is defined: the sign of A*exp(n*rest) - B.
Shown logarithms_rule(const Context& g, const Poly& e, const Node& node) {
  constexpr long kLargest = 64;
  Rational scale(1);
  Poly rest;
  for (const auto& [m, c] : e.terms()) {
    if (is_single(m, Kind::Log))
      scale = scale * (c * scale).denominator();
    else
      rest.add(m, c);
  }
  if (rest.terms().size() == e.terms().size()) node.fail("no rational multiple of a logarithm among the terms of " + to_text(e));
  Poly above = exp_of(rest * Poly(scale)), below(1);
  for (const auto& [m, c] : e.terms()) {
    if (!is_single(m, Kind::Log)) continue;
    const auto n = (c * scale).abs().to_long();
    if (!n || *n > kLargest) node.fail("the coefficients are too large");
    Poly& side = c.sign() > 0 ? above : below;
    side = side * pow(arg(atom(m.powers[0].first).arg), *n);
  }
  return prove_sign(g, above - below, node.at("proof"));
}

// p^(1/q) is 0 where p is, and positive where p is positive; so are its powers.
Shown root_rule(const Context& g, const Poly& e, const Node& node) {
  const std::string other = "not a number times a power of a root: " + to_text(e);
  if (e.terms().size() != 1) node.fail(other);
  const auto& [m, c] = *e.terms().begin();
  if (m.exp != 0 || m.powers.size() != 1 || m.powers[0].second < 1 || atom(m.powers[0].first).kind != Kind::Root) node.fail(other);
  const Shown s = prove_sign(g, arg(atom(m.powers[0].first).arg), node.at("proof"));
  if (!s.within_or_no_point(nonnegative)) node.fail("what is under the root is not shown to be nonnegative: " + s.text());
  return s.times(c.sign());
}

// arctan is strictly increasing and odd: c*arctan(p) + c*arctan(q) has the sign of p + q; a minus is one of the argument.
Shown arctan_difference_rule(const Context& g, const Poly& e, const Node& node) {
  Poly total;
  for (const auto& [m, x] : e.terms()) {
    if (!is_single(m, Kind::Arctan) || e.terms().size() > 2 || !(x.abs() == e.leading().abs())) node.fail("not a multiple of the difference of two arctangents: " + to_text(e));
    total += arg(atom(m.powers[0].first).arg) * Poly(x.sign());
  }
  if (e.empty()) node.fail("not a multiple of the difference of two arctangents: 0");
  return prove_sign(g, total, node.at("proof"));
}

// A convex function lies above its tangents. With phi'' > 0 at the base, so near it, it meets that tangent there only: the distance is convex, never negative, and positive beside the base.
Shown convex_rule(const Context& g, const Poly& e, const Node& node) {
  NewSymbols symbols(g);
  const AtomId u = symbols.add(g, node.at("variable"));
  const Poly phi = read_smooth(g, node.at("function")), at = read_expression(g, node.at("at")), base = read_expression(g, node.at("base"));
  if (contains(at, u) || contains(base, u)) node.fail("the points contain the new variable");
  if (!is_smooth(phi, 2)) node.at("function").fail("not shown to be C^2");
  const Poly slope = derivative(phi, u);
  if (!is_zero(e - (substitute(phi, {{u, at}}) - substitute(phi, {{u, base}}) - substitute(slope, {{u, base}}) * (at - base))))
    node.fail("not shown to be the distance from the tangent: " + to_text(e));
  const Shown s = prove_sign(g, derivative(slope, u), node.at("second"));
  if (s.is_no_point()) return s;  // G says nothing of u
  if (!s.within(nonnegative) && !s.within(nonpositive)) node.at("second").fail("the second derivative may have both signs");
  const bool above = s.within(nonnegative);
  if (node.has("apart") != node.has("curved")) node.fail("'apart' and 'curved' go together");
  if (!node.has("apart")) return above ? nonnegative : nonpositive;
  prove_sign_within(g, at - base, node.at("apart"), nonzero);
  prove_sign_within(g, substitute(derivative(slope, u), {{u, base}}), node.at("curved"), above ? positive : negative);
  return above ? positive : negative;
}

namespace {

// A rational, or nothing for the word.
std::optional<Rational> read_end(const Node& node, const std::string& infinite) {
  if (node.text() == infinite) return {};
  return read_rational(node);
}

}  // namespace

// e(v) = e(base) + e'(xi) (v - base) with xi between v and base, both in [low, high].
Shown mean_value_rule(const Context& g, const Poly& e, const Node& node) {
  const AtomId v = read_variable(g, node.at("variable"));
  if (g.session().roots.ranges.count(v) > 0) node.at("variable").fail("a root does not vary");
  const Poly base = read_expression(g, node.at("base"));
  if (contains(base, v)) node.at("base").fail("the base contains the variable");
  const auto it = g.box().ranges.find(v);
  const Range box = it == g.box().ranges.end() ? Range{} : it->second;
  std::optional<Rational> low, high;
  if (node.has("low") || node.has("high")) {
    low = read_end(node.at("low"), "-oo");
    high = read_end(node.at("high"), "oo");
    if ((low && (!box.lo || *box.lo < *low)) || (high && (!box.hi || *high < *box.hi))) node.fail("the variable is not known to lie in [low, high]");
    if ((low && !g.immediate(base - Poly(*low)).within(nonnegative)) || (high && !g.immediate(base - Poly(*high)).within(nonpositive)))
      node.fail("the base is not known to lie in [low, high]");
  } else {
    if (!box.lo || !box.hi) node.fail("the variable's range is not finite");
    const Interval b = base.is_rational() ? Interval(base.rational(), g.bits()) : g.enclosure(base);
    const Rational bl = base.is_rational() ? base.rational() : b.lower().rational(), bh = base.is_rational() ? base.rational() : b.upper().rational();
    low = bl < *box.lo ? bl : *box.lo;
    high = *box.hi < bh ? bh : *box.hi;
  }
  Context line = g.without_symbols({v});
  if (low) {
    const Poly d = symbol(v) - Poly(*low);
    const bool open = g.immediate(d).within(positive) && g.immediate(base - Poly(*low)).within(positive);
    line.assume(d, open ? Rel::Greater : Rel::GreaterEqual);
  }
  if (high) {
    const Poly d = symbol(v) - Poly(*high);
    const bool open = g.immediate(d).within(negative) && g.immediate(base - Poly(*high)).within(negative);
    line.assume(d, open ? Rel::Less : Rel::LessEqual);
  }
  if (!is_smooth(e, 1, &v)) node.fail("not continuously differentiable in the variable (relu or step)");
  require_domain(line, domain_of(e, &v), node);
  const Shown at = prove_sign(g, substitute(e, {{v, base}}), node.at("at"));
  const Shown side = prove_sign(g, symbol(v) - base, node.at("side"));
  // Where v is not base, xi lies strictly between them.
  if (side.within(nonnegative)) line.assume(symbol(v) - base, Rel::Greater);
  else if (side.within(nonpositive)) line.assume(symbol(v) - base, Rel::Less);
  const Shown slope = prove_sign(line, derivative(e, v), node.at("slope"));
  if (side.is_no_point()) return side;
  const Signs apart = side.signs() & nonzero;
  if (apart.empty()) return at;
  const Shown moved = at + slope * apart;
  return (side.signs() & zero).empty() ? moved : at | moved;
}

// e(v) = lim + integral of e' from the end of the line to v: if e' > 0 between -oo and v then e(v) is larger than the limit at -oo, and so on.
Shown from_infinity_rule(const Context& g, const Poly& e, const Node& node) {
  if (g.eps) node.fail("eps moves here already");
  const AtomId v = read_variable(g, node.at("variable"));
  if (g.session().roots.ranges.count(v) > 0) node.at("variable").fail("a root does not vary");
  const bool right = node.at("end").text() == "oo";
  if (!right && node.at("end").text() != "-oo") node.at("end").fail("-oo or oo");
  const Context rest = g.without_symbols({v});
  Context line = rest;
  if (const auto it = g.box().ranges.find(v); it != g.box().ranges.end()) {
    if (right && it->second.lo) line.assume(symbol(v) - Poly(*it->second.lo), Rel::GreaterEqual);
    if (!right && it->second.hi) line.assume(symbol(v) - Poly(*it->second.hi), Rel::LessEqual);
  }
  if (!is_smooth(e, 1, &v)) node.fail("not continuously differentiable in the variable (relu or step)");
  const Guarded guarded(e, domain_of(e, &v));
  require_domain(line, guarded.domain(), node);
  const Point far({{v, Poly(right ? 1 : -1) * inverse(symbol("eps"))}});
  const Limit limit = prove_limit(rest, guarded.at(far), node.at("limit"));
  if (limit.sort != LimitSort::Finite) node.at("limit").fail("the limit is not finite");
  const Shown slope = prove_sign(line, derivative(e, v), node.at("slope"));
  return prove_sign(rest, limit.value, node.at("value")) + (right ? slope.times(-1) : slope);
}

}  // namespace losscert::check
