// Local minima with flat directions (FORMAT.md, 5.3, rules `fibrewise` and `leading-form`).
//
// Coordinates (v, u), v flat, u = phi(v) on the manifold through s. f is constant on the manifold near s, so only the fibres v = const matter: there f grows away from
// the manifold, uniformly in v near the point.
#include <algorithm>

#include "check/enclosure/zero.hpp"
#include "check/rules/setting.hpp"
#include "check/text/reject.hpp"

namespace losscert::check {

namespace {

struct Manifold {
  std::vector<AtomId> flat, fibre;
  Point at;  ///< s': flat variables free, the others on the manifold, what s gives beyond `over` kept
  PointContext near;  ///< G': holds at every point of the manifold close enough to s, or within the neighbourhood
};

// The members flat, manifold and neighbourhood. With a radius that is the neighbourhood, and strict relations of the point are not used.
Manifold read_manifold(const Setting& s, const Node& node, bool optional) {
  Manifold m{{}, {}, {}, PointContext(s.params)};
  if (!optional || node.has("flat"))
    for (const auto& n : node.at("flat").items()) {
      m.flat.push_back(read_key(s.g, n.text(), n, s.over));
      if (std::count(m.flat.begin(), m.flat.end(), m.flat.back()) > 1) n.fail("a variable is listed twice");
    }
  for (const AtomId v : s.over)
    if (std::count(m.flat.begin(), m.flat.end(), v) == 0) m.fibre.push_back(v);

  for (const auto& [v, e] : s.at.values()) {
    if (std::count(s.over.begin(), s.over.end(), v) > 0) continue;
    for (const AtomId w : s.over)  // on a slice: v is a constant, w moves
      if (contains(e, w)) node.fail("the point gives '" + atom(v).name + "', which does not move, by '" + atom(w).name + "', which does");
    m.at.give(v, e);
  }
  const Point constants = m.at;
  const auto manifold = node.at("manifold").members();
  if (manifold.size() != m.fibre.size()) node.at("manifold").fail("the manifold gives exactly the variables that are not flat");
  for (const auto& [name, n] : manifold) {
    const AtomId v = read_key(s.g, name, n, m.fibre);
    const Poly e = read_smooth(s.g, n, s.at);  // defined at s, so near s
    for (const AtomId u : m.fibre)
      if (contains(e, u)) n.fail("the manifold may depend on flat variables only");
    if (!is_smooth(e, 1)) n.fail("the manifold is not shown to be C^1");
    if (!is_zero((s.at_point(e) - s.at_point(symbol(v))).poly())) n.fail("the manifold is not shown to pass through the point");
    m.at.give(v, AtPoint(e, constants).poly());
  }
  const bool ball = node.has("radius");
  if (!ball)
    for (const auto& r : s.open) m.near.assume(AtPoint(r.p, m.at), r.rel);
  const bool fixed = std::any_of(m.flat.begin(), m.flat.end(), [&](AtomId v) { return s.at.gives(v); });
  if ((fixed && !ball) != node.has("neighbourhood")) node.fail("a neighbourhood is needed exactly if the point fixes a flat variable and no radius is given");
  if (!fixed) return m;
  const Rational reach = read_rational(node.at(ball ? "radius" : "neighbourhood"));
  if (reach.sign() <= 0) node.fail("the neighbourhood must be positive");
  for (const AtomId v : m.flat) {
    if (!s.at.gives(v)) continue;
    const AtPoint d = AtPoint(symbol(v), m.at) - s.at_point(symbol(v)), r = AtPoint::constant(Poly(reach));
    m.near.assume(d + r, Rel::GreaterEqual);
    m.near.assume(d - r, Rel::LessEqual);
  }
  return m;
}

}  // namespace

// f' = 0 on the manifold, so f is constant along it (phi is C^1 and a ball of v's is connected); Taylor in u with base point on the manifold has a positive definite
// second-order term: by continuity of H_uu near s, or throughout the ball by enclosure. In the ball: the manifold over it stays in it, and balls are convex.
bool fibrewise(const Setting& s, const Node& node) {
  PieceSigns pieces;
  const Poly f = smooth_piece(s, node, 2, &pieces);
  const Manifold m = read_manifold(s, node, false);
  prove_gradient(m.near, m.at, f, s.over, node.at("gradient"));
  if (node.has("radius") == node.has("minors") || node.has("radius") != node.has("modulus")) node.fail("either minors, or a radius and a modulus");
  if (!node.has("radius")) {
    prove_definite(s, f, m.fibre, node.at("minors"));
    return m.flat.empty();
  }
  const Ball ball = read_ball(s, node);
  for (const auto& [name, n] : node.at("manifold").members())
    for (const auto& o : parse_expression_at(s.g, n).opened().domain())
      if (!enclose(o.p, ball.box, s.g.bits()).signs().within(o.wanted)) n.fail("the manifold is not shown to be C^1 over the box: " + to_text(o.p));
  for (const AtomId u : m.fibre) {
    const Interval phi = enclose(m.at.values().at(u), ball.box, s.g.bits()), range(ball.box.ranges.at(u).lo, ball.box.ranges.at(u).hi, s.g.bits());
    const Range& r = ball.box.ranges.at(u);
    if (!phi.finite() || phi.lower().rational() < *r.lo || *r.hi < phi.upper().rational()) node.at("manifold").fail("the manifold is not shown to stay in the box");
  }
  prove_definite_on(s, ball, f, pieces, m.fibre, node);
  return m.flat.empty();
}

// With u = phi(v) + w and weights q_u: Taylor's formula in w, up to order d, grouped by weighted degree, for v near the point (f is C^d in all variables, phi continuous):
// degree 0 is constant, degrees 1..d-1 vanish, degree d is a form P_v(w), the rest is o(r^d) with r = max |w_u|^(1/q_u), since |w| <= const*r for r <= 1.
// P at the point is positive where r = 1, that is on the faces w_u = +-1 of the cube, hence >= 2c r^d, and P_v >= c r^d for v near the point by continuity.
bool leading_form(const Setting& s, const Node& node) {
  const long order = node.at("order").integer(1, 24);
  const Poly f = smooth_piece(s, node, static_cast<int>(order));
  const Manifold m = read_manifold(s, node, true);
  if (m.fibre.empty()) node.fail("some variable must not be flat");
  const Node constant = node.at("constant");
  if (constant.members().size() != m.flat.size()) constant.fail("one proof for each flat variable is needed");
  const Poly along = AtPoint(f, m.at).poly();  // F on the manifold, a function of the flat variables
  for (const AtomId v : m.flat) prove_sign_within(m.near, AtPoint::constant(derivative(along, v)), constant.at(atom(v).name), zero);

  // The symbol of a variable u in `fibre` now stands for w_u: no relation of G or G' speaks of it, since s and s' give it.
  const AtomId t = symbol_id("t in the curve");  // no name of the language, so no clash
  Point path = m.at;
  const Node weights = node.at("weights");
  if (weights.members().size() != m.fibre.size()) weights.fail("one weight for each variable that is not flat is needed");
  for (const AtomId u : m.fibre) {
    if (!s.at.gives(u)) node.fail("the point must give '" + atom(u).name + "'");
    for (const auto& [v, e] : s.at.values())
      if (contains(e, u)) node.fail("the point depends on '" + atom(u).name + "'");
    path.give(u, m.at.values().at(u) + symbol(u) * pow(symbol(t), weights.at(atom(u).name).integer(1, order)));
  }
  const auto free_of_fibre = [&](const Context& g) {
    for (const auto& r : g.relations())
      for (const AtomId u : m.fibre)
        if (contains(r->p, u)) node.fail("a hypothesis speaks of '" + atom(u).name + "'");
  };
  free_of_fibre(m.near);
  free_of_fibre(s.g);

  const auto lower = node.at("lower").items();
  if (lower.size() + 1 != static_cast<std::size_t>(order)) node.at("lower").fail("one proof for each order below the last is needed");
  const auto c = taylor(AtPoint(f, path), t, order);
  for (std::size_t j = 0; j < lower.size(); ++j) prove_sign_within(m.near, c[j + 1], lower[j], zero);
  Point flat;
  for (const AtomId v : m.flat)
    if (s.at.gives(v)) flat.give(v, s.at.values().at(v));
  const Poly form = AtPoint(c.back().poly(), flat).poly();  // a function of the free numbers
  const Node faces = node.at("faces");
  if (faces.members().size() != m.fibre.size()) faces.fail("two proofs for each variable that is not flat are needed");
  for (const AtomId u : m.fibre) {
    const Node pair = faces.at(atom(u).name);
    pair.only({"+", "-"});
    PointContext face = s.g;
    for (const AtomId w : m.fibre) {
      if (w == u) continue;
      face.assume(AtPoint::constant(symbol(w) - Poly(1)), Rel::LessEqual);
      face.assume(AtPoint::constant(symbol(w) + Poly(1)), Rel::GreaterEqual);
    }
    prove_sign_within(face, AtPoint(form, Point({{u, Poly(1)}})), pair.at("+"), positive);
    prove_sign_within(face, AtPoint(form, Point({{u, Poly(-1)}})), pair.at("-"), positive);
  }
  return m.flat.empty();
}

}  // namespace losscert::check
