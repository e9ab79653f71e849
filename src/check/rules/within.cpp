#include "check/rules/within.hpp"

#include "check/enclosure/spectrum.hpp"
#include "check/text/reject.hpp"

namespace losscert::check {

namespace {

using Point = std::vector<Rational>;

Rational read_number(const Node& node) {
  try {
    return rational_constant(*parse_expression(node.text()));
  } catch (const Reject& e) {
    node.fail(e.what());
  }
}

Point read_vector(const Node& node, std::size_t n) {
  const auto items = node.items();
  if (items.size() != n) node.fail("one number for each of the " + std::to_string(n) + " unknowns is needed");
  Point out;
  for (const auto& i : items) out.push_back(read_number(i));
  return out;
}

// Its columns.
BallMatrix read_directions(const Node& node, std::size_t n, long bits) {
  const auto items = node.items();
  if (items.size() > n) node.fail("more directions than unknowns");
  BallMatrix u(n, items.size());
  for (std::size_t k = 0; k < items.size(); ++k) {
    const Point column = read_vector(items[k], n);
    for (std::size_t i = 0; i < n; ++i) arb_set_fmpq(u.at(i, k), column[i].raw(), bits);
  }
  return u;
}

// The box around the ball.
std::vector<RealBall> box(const Point& c, const Rational& r, long bits) {
  const RealBall radius(r, bits);
  std::vector<RealBall> out;
  for (const auto& x : c) {
    RealBall b(x, bits);
    arb_add_error(b.raw(), radius.raw());
    out.push_back(std::move(b));
  }
  return out;
}

RealBall norm(const std::vector<RealBall>& v, long bits) {
  RealBall s;
  for (const auto& x : v) arb_addmul(s.raw(), x.raw(), x.raw(), bits);
  arb_sqrtpos(s.raw(), s.raw(), bits);
  return s;
}

RealBall distance(const Point& a, const Point& b, long bits) {
  Rational s;
  for (std::size_t i = 0; i < a.size(); ++i) s = s + (a[i] - b[i]) * (a[i] - b[i]);
  RealBall out(s, bits);
  arb_sqrtpos(out.raw(), out.raw(), bits);
  return out;
}

RealBall times(const RealBall& a, const RealBall& b, long bits) {
  RealBall out;
  arb_mul(out.raw(), a.raw(), b.raw(), bits);
  return out;
}

Enclosure enclose(const WithinClaim& c, const std::vector<RealBall>& on, const Node& node) {
  try {
    return {c.st.builder.graph(), c.st.f, on, c.bits};
  } catch (const Reject& e) {
    node.fail(e.what());
  }
}

// On the ball around `centre`: the Hessian has as many negative eigenvalues as the node has directions, and no eigenvalue nearer to 0 than the result.
RealBall gap_on(const WithinClaim& c, const Point& centre, const Rational& radius, const Node& node, std::size_t& index) {
  const BallMatrix u = read_directions(node.at("directions"), centre.size(), c.bits);
  index = u.cols();
  const Rational shift = read_number(node.at("shift"));
  const BallMatrix h = enclose(c, box(centre, radius, c.bits), node).hessian();
  try {
    return spectral_gap(h, u, shift, c.bits);
  } catch (const Reject& e) {
    node.at("shift").fail(e.what());
  }
}

// |grad f(x)| < m * room
void require_small_gradient(const WithinClaim& c, const Point& x, const RealBall& m, const RealBall& room, const Node& node) {
  if (!room.is_positive()) node.fail("the centre is not shown to be inside the ball");
  const RealBall g = norm(enclose(c, box(x, 0, c.bits), node).gradient(), c.bits);
  if (!g.below(times(m, room, c.bits))) node.fail("the gradient at the centre is not shown to be smaller than the least curvature times the distance to the ball's boundary");
}

void critical_point_within(const WithinClaim& c, const Node& proof) {
  std::size_t index = 0;
  const Point centre = read_vector(proof.at("centre"), c.st.point.size());
  const RealBall m = gap_on(c, c.st.point, c.st.radius, proof, index);
  if (index != c.st.index) proof.at("directions").fail("the claim says that the index is " + std::to_string(c.st.index));
  if (!RealBall(c.st.curvature, c.bits).at_most(m)) proof.at("shift").fail("the eigenvalues are not shown to be as far from 0 as the claim says");
  RealBall room(c.st.radius, c.bits);
  arb_sub(room.raw(), room.raw(), distance(centre, c.st.point, c.bits).raw(), c.bits);
  require_small_gradient(c, centre, m, room, proof.at("centre"));
}

// u . grad f is not 0 on the ball.
void exclude_critical_points(const WithinClaim& c, const Node& node) {
  const std::size_t n = c.st.point.size();
  const Point u = read_vector(node, n);
  const auto g = enclose(c, box(c.st.point, 0, c.bits), node).gradient();
  const BallMatrix h = enclose(c, box(c.st.point, c.st.radius, c.bits), node).hessian();
  RealBall slope;
  std::vector<RealBall> change(n);
  for (std::size_t i = 0; i < n; ++i) {
    const RealBall ui(u[i], c.bits);
    arb_addmul(slope.raw(), ui.raw(), g[i].raw(), c.bits);
    for (std::size_t j = 0; j < n; ++j) arb_addmul(change[j].raw(), ui.raw(), h.at(i, j), c.bits);
  }
  arb_abs(slope.raw(), slope.raw());
  if (!times(RealBall(c.st.radius, c.bits), norm(change, c.bits), c.bits).below(slope)) node.fail("the derivative in this direction is not shown to be other than 0 on the whole ball");
}

void no_critical_point_within(const WithinClaim& c, const Node& proof) { exclude_critical_points(c, proof.at("direction")); }

struct Located {
  Point centre;
  Rational radius;
  std::size_t index;
};

// A smaller ball, within that of the claim, that holds exactly one critical point, of the index returned.
Located locate(const WithinClaim& c, const Node& node) {
  node.only({"centre", "radius", "shift", "directions"});
  Located found{read_vector(node.at("centre"), c.st.point.size()), read_number(node.at("radius")), 0};
  if (found.radius.sign() <= 0) node.at("radius").fail("a positive radius is needed");
  RealBall room(c.st.radius - found.radius, c.bits);
  if (!distance(found.centre, c.st.point, c.bits).at_most(room)) node.at("radius").fail("the ball is not shown to be within that of the claim");
  const RealBall m = gap_on(c, found.centre, found.radius, node, found.index);
  require_small_gradient(c, found.centre, m, RealBall(found.radius, c.bits), node.at("centre"));
  return found;
}

void not_critical_point_within(const WithinClaim& c, const Node& proof) {
  if (proof.has("direction") == proof.has("points")) proof.fail("'direction' or 'points' is needed");
  if (proof.has("direction")) return exclude_critical_points(c, proof.at("direction"));
  const auto points = proof.at("points").items();
  if (points.empty() || points.size() > 2) proof.at("points").fail("one point or two are needed");
  const Located first = locate(c, points[0]);
  if (points.size() == 1) {
    if (first.index == c.st.index) points[0].fail("the index is the one that the claim says");
    return;
  }
  const Located second = locate(c, points[1]);
  if (!RealBall(first.radius + second.radius, c.bits).below(distance(first.centre, second.centre, c.bits))) proof.at("points").fail("the two balls are not shown to be disjoint");
}

void not_no_critical_point_within(const WithinClaim& c, const Node& proof) { locate(c, proof.at("point")); }

}  // namespace

WithinStatement::WithinStatement(const CaseFile& c, const ClaimText& claim, const std::map<std::string, int>& dims) : builder(c, dims) {
  if (!c.assumptions.empty() || !c.functions.empty()) throw Reject("a claim of this kind cannot be made under assumptions, or about a class of functions");
  f = claim.function ? builder.scalar(*claim.function) : builder.objective();
  point = builder.point(claim.near);
  if (point.empty()) throw Reject("the case has no variables");
  radius = builder.rational(*claim.radius, "'radius'");
  if (radius.sign() <= 0) throw Reject("'radius' must be positive");
  if (claim.curvature) curvature = builder.rational(*claim.curvature, "'curvature'");
  if (claim.curvature && curvature.sign() <= 0) throw Reject("'curvature' must be positive");
  index = static_cast<std::size_t>(claim.index);
  if (index > point.size()) throw Reject("'index' is larger than the number of unknowns");
}

const Table<WithinRule>& within_proving_rules() {
  static const Table<WithinRule> rules = {
      {"critical-point-within", {"centre", "shift", "directions"}, critical_point_within},
      {"no-critical-point-within", {"direction"}, no_critical_point_within},
  };
  return rules;
}

const Table<WithinRule>& within_refuting_rules() {
  static const Table<WithinRule> rules = {
      {"critical-point-within", {"direction", "points"}, not_critical_point_within},
      {"no-critical-point-within", {"point"}, not_no_critical_point_within},
  };
  return rules;
}

void check_within(const CaseFile& c, const ClaimText& claim, const std::map<std::string, int>& dims, bool proved, const Node& certificate) {
  const WithinStatement st = on_behalf_of_the_case([&] { return WithinStatement(c, claim, dims); });
  certificate.at("roots").only({});
  certificate.at(proved ? "model" : "witness").only({});
  for (const char* member : {"domain", "instances"})
    if (certificate.has(member)) certificate.at(member).fail("a claim of this kind needs no entries");
  const Node proof = certificate.at("proof");
  const auto* rule = find_rule(proved ? within_proving_rules() : within_refuting_rules(), claim.kind);
  proof.only(rule->members);
  rule->prove({st, certificate.has("precision") ? certificate.at("precision").integer(32, 4096) : 128}, proof);
}

}  // namespace losscert::check
