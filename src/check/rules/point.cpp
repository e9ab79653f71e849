// Points that are not critical, or not local minima (FORMAT.md, 5.2).
//
// A local minimum of a C^1 function is critical; of a C^2 function it has a positive semidefinite Hessian. If u'Hu v'Hv < (u'Hv)^2 then the Hessian takes a
// negative value on the span of u, v. Along x(t) = s + c_1 t + ... + c_m t^m a C^m function is f(s) + a_1 t + ... + a_m t^m + o(t^m); a_1 = ... = a_{m-1} = 0 > a_m
// means lower values for all small t > 0.
#include <algorithm>

#include "check/algebra/abstract.hpp"
#include "check/enclosure/zero.hpp"
#include "check/rules/lemma.hpp"
#include "check/rules/limit.hpp"
#include "check/rules/setting.hpp"
#include "check/text/reject.hpp"

namespace losscert::check {

namespace {

Poly directional(const Poly& f, const Substitution& direction) {
  Poly d;
  for (const auto& [v, c] : direction) d += c * derivative(f, v);
  return d;
}

// u'H w at the point; the directions are constants there, so they are not differentiated.
AtPoint second(const Setting& s, const Poly& f, const Substitution& u, const Substitution& w) {
  AtPoint d;
  for (const auto& [x, a] : u)
    for (const auto& [y, b] : w) d += s.at_point(a) * s.at_point(b) * s.at_point(derivative(derivative(f, x), y));
  return d;
}

void multiplier(const Setting& s, Mode, const Node& node) {
  const Poly f = smooth_piece(s, node, 1);
  const auto m = read_assignment(s.g, node.at("multipliers"), s.over, s.at);
  prove_sign_within(s.g, s.at_point(directional(f, m)), node.at("proof"), nonzero);
}

void curvature(const Setting& s, Mode, const Node& node) {
  const Poly f = smooth_piece(s, node, 2);
  const auto u = read_assignment(s.g, node.at("direction"), s.over, s.at);
  prove_sign_within(s.g, second(s, f, u, u), node.at("proof"), negative);
}

void indefinite(const Setting& s, Mode, const Node& node) {
  const Poly f = smooth_piece(s, node, 2);
  const auto u = read_assignment(s.g, node.at("first"), s.over, s.at);
  const auto v = read_assignment(s.g, node.at("second"), s.over, s.at);
  const AtPoint mixed = second(s, f, u, v);
  prove_sign_within(s.g, mixed * mixed - second(s, f, u, u) * second(s, f, v, v), node.at("proof"), positive);
}

// Where z along the path is c t^j (1 + o(1)), c != 0, its sign for small t > 0 is that of c: relu(z) is z or 0 there.
Poly apply_kinks(const Setting& s, const Node& kinks, const Point& path, AtomId t, Poly f) {
  std::vector<Substitution> earlier;
  for (const auto& n : kinks.items()) {
    n.only({"argument", "order", "lower", "proof"});
    Poly z = read_smooth(s.g, n.at("argument"), s.at);
    for (const auto& e : earlier) z = substitute(z, e);
    const long order = n.at("order").integer(0, 24);
    if (!is_smooth(z, static_cast<int>(order))) n.fail("the argument is not shown to be C^" + std::to_string(order) + " along the curve");
    const auto lower = n.at("lower").items();
    if (lower.size() != static_cast<std::size_t>(order)) n.at("lower").fail("one proof for each order below the last is needed");
    const auto c = taylor(AtPoint(z, path), t, order);
    for (std::size_t j = 0; j < lower.size(); ++j) prove_sign_within(s.g, c[j], lower[j], zero);
    const Shown sign = prove_sign(s.g, c.back(), n.at("proof"));
    if (!sign.within(positive) && !sign.within(negative)) n.at("proof").fail("the sign of the leading coefficient is not known: " + sign.text());
    earlier.push_back(resolved_relu(z, sign.within(positive)));
    f = substitute(f, earlier.back());
  }
  return f;
}

// The oldest function in p that is not C^order and whose argument moves with t: what is inside it is as smooth as that.
std::optional<AtomId> rough_function(const Poly& p, AtomId t, long order) {
  for (const AtomId id : atoms_of(p))
    if (const Atom& a = atom(id); a.kind == Kind::Abstract && std::binary_search(a.inside.begin(), a.inside.end(), t) && declaration_of(a).smoothness < a.order + order) return id;
  return std::nullopt;
}

// f, a function of t that is C^1 near 0, up to o(t^order), and C^order (FORMAT.md, 5.2, `curve`): if z(t) = z(0) + O(t^w), then sigma_j(z(t)) is its Taylor polynomial in z - z(0) of
// degree i up to o(t^(i*w)), i up to class - j. Others depend on its value in a C^1 way, so they change by o(t^order) as well.
AtPoint expanded_along(const AtPoint& along, AtomId t, long order, const Node& node) {
  const std::string wanted = "not shown to be C^" + std::to_string(order) + " along the curve: ";
  Poly f = along.poly();
  if (!is_smooth(f, 1, &t)) node.fail(wanted + "a relu needs a piece");
  while (const auto id = rough_function(f, t, order)) {
    const Atom a = atom(*id);
    const long degree = static_cast<long>(declaration_of(a).smoothness) - static_cast<long>(a.order), w = (order + degree - 1) / degree;  // degree >= 1, as f is C^1
    const Poly& z = arg(a.arg);
    if (!is_smooth(z, static_cast<int>(w), &t)) node.fail(wanted + "a relu needs a piece");
    const auto c = taylor(AtPoint::constant(z), t, w - 1);
    for (long i = 1; i < w; ++i)
      if (!is_zero(c[static_cast<std::size_t>(i)].poly())) node.fail(wanted + "the argument of '" + a.name + "' moves too early");
    Poly value, power(1);
    Rational factorial(1);
    for (long i = 0; i * w <= order; ++i) {
      if (i > 0) power = power * (z - c[0].poly()), factorial = factorial * Rational(i);
      value += abstract_of(a.name, a.order + static_cast<unsigned>(i), c[0].poly()) * power * Poly(factorial.inverse());
    }
    f = substitute(f, {{*id, value}});
  }
  if (!is_smooth(f, static_cast<int>(order), &t)) node.fail(wanted + "a relu needs a piece");
  return AtPoint::constant(f);
}

void curve(const Setting& s, Mode, const Node& node) {
  const long order = node.at("order").integer(1, 24);
  Poly f = piece_nearby(s, node);
  const AtomId t = symbol_id("t in the curve");  // no name of the language, so no clash
  Point path = s.at;
  for (const auto& [name, list] : node.at("coefficients").members()) {
    const AtomId v = read_key(s.g, name, list, s.over);
    AtPoint x = s.at_point(symbol(v));
    const auto coefficients = list.items();
    if (coefficients.size() > 24) list.fail("more than 24 coefficients");
    for (std::size_t j = 0; j < coefficients.size(); ++j)
      x += s.at_point(read_expression(s.g, coefficients[j], s.at)) * AtPoint::constant(pow(symbol(t), static_cast<long>(j + 1)));
    path.give(v, x.poly());
  }
  if (node.has("kinks")) f = apply_kinks(s, node.at("kinks"), path, t, f);
  const AtPoint along = expanded_along(AtPoint(f, path), t, order, node);
  const auto lower = node.at("lower").items();
  if (lower.size() + 1 != static_cast<std::size_t>(order)) node.at("lower").fail("one proof for each order below the last is needed");
  const auto c = taylor(along, t, order);
  for (std::size_t j = 0; j < lower.size(); ++j) prove_sign_within(s.g, c[j + 1], lower[j], zero);
  prove_sign_within(s.g, c.back(), node.at("proof"), negative);
}

// (f(s + eps*d) - f(s))/eps has a limit other than 0: where f is differentiable with all derivatives 0 it is 0. Below 0: f(s + eps*d) < f(s) for all small eps.
void one_sided(const Setting& s, Mode mode, const Node& node) {
  if (mode == Mode::Differentiable) node.fail("the claim says that the function is differentiable there, which this does not show");
  const Poly eps = symbol(symbol_id("eps"));
  Point line = s.at;
  for (const auto& [v, d] : read_assignment(s.g, node.at("direction"), s.over, s.at)) line.give(v, (s.at_point(symbol(v)) + s.at_point(d) * AtPoint::constant(eps)).poly());
  const Node limit = node.at("limit");
  limit.only({"eps0", "pieces", "signs"});
  const Limit l = prove_limit_of(s.g, s.f.at(line), limit, [&](const AtPoint& f) { return (f - s.value()) * AtPoint::constant(pow(eps, -1)); });
  if (l.sort == LimitSort::Finite) return prove_sign_within(s.g, AtPoint::constant(l.value), node.at("sign"), mode == Mode::Minimum ? negative : nonzero);
  if (node.has("sign")) node.at("sign").fail("only for finite limits");
  if (mode == Mode::Minimum && l.sort == LimitSort::PlusInfinity) node.fail("the function rises along the direction");
}

void coordinates(const Setting& s, Mode mode, const Node& node) {
  in_coordinates(s, node, false, [&](const Setting& t, const Node& n) { prove_not(t, mode, n); });
}

void absurd(const Setting& s, Mode, const Node& node) { check_absurd(s.g, node); }

void each(const Setting& s, Mode mode, const std::vector<Branch>& branches) {
  for (const auto& b : branches) {
    Setting branch = s;
    branch.g = b.within(s.g);
    prove_not(branch, mode, b.proof);
  }
}

void cases(const Setting& s, Mode mode, const Node& node) { each(s, mode, split_cases(s.g, node)); }
void partition(const Setting& s, Mode mode, const Node& node) { each(s, mode, split_partition(s.g, node)); }

void substituted(const Setting& s, Mode mode, const Node& node) {
  const Substitution by = read_substitute(s.g, node);
  Substitution at = by;
  for (const auto& [v, e] : s.at.values()) at[v] = substitute(e, by);
  Setting next = s;
  next.at = Point(std::move(at));
  next.g = PointContext(s.g.substituted(by));
  prove_not(next, mode, node.at("proof"));
}

}  // namespace

const Context& Frame::region(const Node& where) const {
  if (!at.values().empty()) where.fail("the claim speaks of a point, not of a region");
  return g;
}

Setting::Setting(const Frame& frame, const Node& where) : Frame(frame) { require_domain(g, f.domain_at(at), where); }

Setting Setting::negated() const {
  Setting s = *this;
  s.f = -f;
  return s;
}

Poly piece_nearby(const Setting& s, const Node& node, PieceSigns* used) {
  Obligations roots;  // the other conditions are open, and hold at s
  for (const auto& o : s.f.domain())
    if (o.wanted == nonnegative) roots.insert(o);
  require_domain(s.g, Guarded(Poly(), std::move(roots)).opened().domain_at(s.at), node);
  return apply_pieces(s.g, s.at, node, s.f.unproved(), used);
}

std::vector<AtPoint> taylor(const AtPoint& along, AtomId t, long order) {
  std::vector<AtPoint> out;
  Rational factorial(1);
  Poly f = along.poly();
  for (long j = 0; j <= order; ++j) {
    if (j > 0) f = derivative(f, t), factorial = factorial * Rational(j);
    out.push_back(AtPoint::constant(substitute(f, {{t, Poly()}}) * Poly(factorial.inverse())));
  }
  return out;
}

AtomId read_key(const Context& g, const std::string& name, const Node& node, const std::vector<AtomId>& allowed) {
  const auto id = g.session().builder.known_symbol(name);
  if (!id || std::find(allowed.begin(), allowed.end(), *id) == allowed.end()) node.fail("'" + name.substr(0, 40) + "' is not a variable here");
  return *id;
}

Substitution read_assignment(const Context& g, const Node& node, const std::vector<AtomId>& allowed, const Point& s) {
  Substitution out;
  for (const auto& [name, e] : node.members()) out[read_key(g, name, e, allowed)] = read_expression(g, e, s);
  return out;
}

Substitution read_point(const Context& g, const Node& node, const std::vector<AtomId>& all, const Point& s) {
  auto out = read_assignment(g, node, all, s);
  for (const AtomId v : all)
    if (out.count(v) == 0) node.fail("'" + atom(v).name + "' is missing");
  return out;
}

std::vector<std::vector<Poly>> hessian(const Poly& f, const std::vector<AtomId>& v) {
  std::vector<std::vector<Poly>> h(v.size(), std::vector<Poly>(v.size()));
  for (std::size_t i = 0; i < v.size(); ++i) {
    const Poly d = derivative(f, v[i]);
    for (std::size_t j = 0; j <= i; ++j) h[i][j] = h[j][i] = derivative(d, v[j]);
  }
  return h;
}

void prove_critical(const Setting& s, const Node& node) {
  const Poly f = smooth_piece(s, node, 1);
  const auto gradient = node.at("gradient").members();
  if (gradient.size() != s.over.size()) node.at("gradient").fail("one proof for each variable is needed");
  for (const AtomId v : s.over) prove_sign_within(s.g, s.at_point(derivative(f, v)), node.at("gradient").at(atom(v).name), zero);
}

const Table<PointRule>& not_critical_rules() {
  static const Table<PointRule> rules = {
      {"multiplier", {"multipliers", "pieces", "proof"}, multiplier},
      {"one-sided", {"direction", "limit", "sign"}, one_sided},
      {"cases", {"on", "branches"}, cases},
      {"partition", {"variable", "points", "cells"}, partition},
      {"absurd", {"expr", "proof"}, absurd},
      {"substitute", {"variable", "by", "proof"}, substituted},
      {"lemma", {"lemma", "by", "pieces", "hypotheses", "branches"}, excluded_by_lemma},
  };
  return rules;
}

const Table<PointRule>& not_minimum_rules() {
  static const Table<PointRule> rules = [] {
    Table<PointRule> all = {
        {"curvature", {"direction", "pieces", "proof"}, curvature},
        {"indefinite", {"first", "second", "pieces", "proof"}, indefinite},
        {"curve", {"order", "coefficients", "pieces", "kinks", "lower", "proof"}, curve},
        {"coordinates", {"variables", "map", "point", "proof"}, coordinates},
    };
    all.insert(all.end(), not_critical_rules().begin(), not_critical_rules().end());  // a local minimum is critical
    return all;
  }();
  return rules;
}

void prove_not(const Setting& s, Mode mode, const Node& node) {
  const Nesting nesting(s.g.session());
  try {
    const bool critical = mode != Mode::Minimum;
    named_rule(critical ? not_critical_rules() : not_minimum_rules(), node, critical ? "against critical points" : "against local minima")(s, mode, node);
  } catch (const Reject& r) {
    if (!r.path.empty()) throw;
    node.fail(r.what());
  }
}

}  // namespace losscert::check
