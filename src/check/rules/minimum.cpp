// Local minima (FORMAT.md, 5.3).
#include <algorithm>

#include "check/enclosure/zero.hpp"
#include "check/rules/lemma.hpp"
#include "check/rules/setting.hpp"
#include "check/rules/slice.hpp"
#include "check/text/reject.hpp"

namespace losscert::check {

namespace {

using Matrix = std::vector<std::vector<AtPoint>>;

// The finest partition of the indices such that h is 0 between different parts, by first index.
std::vector<std::vector<std::size_t>> diagonal_blocks(const Matrix& h) {
  std::vector<std::vector<std::size_t>> blocks;
  std::vector<bool> done(h.size());
  for (std::size_t i = 0; i < h.size(); ++i) {
    if (done[i]) continue;
    std::vector<std::size_t> block{i};
    done[i] = true;
    for (std::size_t k = 0; k < block.size(); ++k)
      for (std::size_t j = 0; j < h.size(); ++j)
        if (!done[j] && !h[block[k]][j].poly().empty()) block.push_back(j), done[j] = true;
    std::sort(block.begin(), block.end());
    blocks.push_back(std::move(block));
  }
  return blocks;
}

// Every symmetric matrix within h has positive pivots in LDL', so it is positive definite.
bool definite_throughout(std::vector<std::vector<Interval>> h, long bits) {
  const std::size_t n = h.size();
  for (std::size_t k = 0; k < n; ++k) {
    if (!h[k][k].signs().within(positive)) return false;
    for (std::size_t i = k + 1; i < n; ++i)
      for (std::size_t j = k + 1; j <= i; ++j) h[i][j] = sub(h[i][j], mul(mul(h[i][k], h[j][k], bits), inverse(h[k][k], bits), bits), bits);
  }
  return true;
}

// Params and, if the node has a radius, the relations of the ball: what is near s satisfies them.
Context with_ball(const Setting& s, const Node& node) {
  Context around = s.params;
  if (!node.has("radius")) return around;
  const Ball ball = read_ball(s, node);
  for (const AtomId v : s.over) {
    around.assume(symbol(v) - Poly(*ball.box.ranges.at(v).lo), Rel::GreaterEqual);
    around.assume(symbol(v) - Poly(*ball.box.ranges.at(v).hi), Rel::LessEqual);
  }
  return around;
}

// Gradient zero at s and H - modulus*I positive definite over the box |x - s| <= radius: f grows at least by modulus/2 |x - s|^2 there.
bool definite_box(const Setting& s, const Node& node) {
  PieceSigns pieces;
  const Poly f = smooth_piece(s, node, 2, &pieces);
  prove_gradient(s.g, s.at, f, s.over, node.at("gradient"));
  prove_definite_on(s, read_ball(s, node), f, pieces, s.over, node);
  return true;
}

bool definite(const Setting& s, const Node& node) {
  const Poly f = smooth_piece(s, node, 2);
  prove_gradient(s.g, s.at, f, s.over, node.at("gradient"));
  prove_definite(s, f, s.over, node.at("minors"));
  return true;
}

// h <= f everywhere, or on a ball around s if there is a radius, and h = f at s; s is a (strict) local minimum of h: so it is one of f.
bool minorant(const Setting& s, const Node& node) {
  const Context around = with_ball(s, node);
  const Guarded h = parse_expression_at(around, node.at("function"));
  const Poly lower = defined(around, h, node.at("function")), gap = defined(around, s.f, node) - lower;
  prove_sign_within(s.g, s.at_point(gap), node.at("at"), zero);
  prove_sign_within(around, gap, node.at("bound"), nonnegative);
  Frame below = s;
  below.f = h;  // defined wherever Params and the ball's relations hold, so at s and near it
  return prove_minimum(Setting::shown(std::move(below)), node.at("minimum"));
}

// The points of G are distributed among the branches. What a branch assumes about constants alone holds for neighbours too.
bool minimum_by_cases(const Setting& s, const Node& node) {
  bool strict = true;
  for (const auto& b : split_cases(s.g, node)) {
    Setting branch = s;
    branch.g = b.within(s.g);
    const Relation& r = b.assumed.front();
    if (std::none_of(s.over.begin(), s.over.end(), [&](AtomId v) { return contains(r.p, v); })) branch.params.assume(r.p, r.rel);
    strict = prove_minimum(branch, b.proof) && strict;
  }
  return strict;
}

}  // namespace

// Leading principal minors by expansion along the last row, over sets of columns.
std::vector<AtPoint> leading_minors(const Matrix& a, const Node& node) {
  const std::size_t n = a.size();
  if (n > 12) node.fail("minors are limited to blocks of 12 variables");
  std::vector<AtPoint> d(std::size_t{1} << n), out;
  d[0] = AtPoint::constant(Poly(1));
  for (std::size_t mask = 1; mask < d.size(); ++mask) {
    const auto k = static_cast<std::size_t>(__builtin_popcountll(mask));
    std::size_t position = 0;
    for (std::size_t j = 0; j < n; ++j) {
      if ((mask >> j & 1) == 0) continue;
      ++position;
      const AtPoint t = a[k - 1][j] * d[mask & ~(std::size_t{1} << j)];
      d[mask] += (position + k) % 2 == 0 ? t : -t;
    }
  }
  for (std::size_t k = 1; k <= n; ++k) out.push_back(d[(std::size_t{1} << k) - 1]);
  return out;
}

void prove_definite(const Setting& s, const Poly& f, const std::vector<AtomId>& v, const Node& node) {
  Matrix h;
  for (const auto& row : hessian(f, v)) {
    h.emplace_back();
    for (const auto& x : row) h.back().push_back(s.at_point(x));
  }
  std::vector<AtPoint> minors;
  for (const auto& block : diagonal_blocks(h)) {
    Matrix b;
    for (const std::size_t i : block) {
      b.emplace_back();
      for (const std::size_t j : block) b.back().push_back(h[i][j]);
    }
    for (auto& m : leading_minors(b, node)) minors.push_back(std::move(m));
  }
  const auto proofs = node.items();
  if (proofs.size() != minors.size()) node.fail("one proof for each leading principal minor of each diagonal block is needed");
  for (std::size_t k = 0; k < minors.size(); ++k) prove_sign_within(s.g, minors[k], proofs[k], positive);
}

void prove_gradient(const PointContext& g, const Point& s, const Poly& f, const std::vector<AtomId>& v, const Node& node) {
  if (node.members().size() != v.size()) node.fail("one proof for each variable is needed");
  for (const AtomId x : v) prove_sign_within(g, AtPoint(derivative(f, x), s), node.at(atom(x).name), zero);
}

Poly smooth_piece(const Setting& s, const Node& node, int k, PieceSigns* used) {
  Poly f = piece_nearby(s, node, used);
  if (!is_smooth(f, k)) node.fail("not shown to be C^" + std::to_string(k) + " near the point: a relu needs a piece");
  return f;
}

Ball read_ball(const Setting& s, const Node& node) {
  Ball ball{read_rational(node.at("radius")), s.g.box()};
  if (ball.radius.sign() <= 0) node.fail("radius > 0 is needed");
  for (const AtomId v : s.over) {
    const AtPoint x = s.at_point(symbol(v));
    for (const AtomId a : atoms_of(x.poly()))
      if (atom(a).kind == Kind::Symbol && s.g.session().roots.ranges.count(a) == 0) node.fail("the point must be a constant; '" + atom(v).name + "' is not");
    const Interval i = s.g.enclosure(x);
    ball.box.ranges[v] = {i.lower().rational() - ball.radius, i.upper().rational() + ball.radius};
  }
  return ball;
}

void prove_definite_on(const Setting& s, const Ball& ball, const Poly& f, const PieceSigns& pieces, const std::vector<AtomId>& v, const Node& node) {
  const long bits = s.g.bits();
  const Rational modulus = read_rational(node.at("modulus"));
  if (modulus.sign() < 0) node.fail("modulus >= 0 is needed");
  for (const auto& [z, sign] : pieces)
    if (!enclose(z, ball.box, bits).signs().within(sign & nonzero)) node.fail("a piece does not keep its sign on the box: " + to_text(z));
  for (const auto& o : s.f.opened().domain())
    if (!enclose(o.p, ball.box, bits).signs().within(o.wanted)) node.fail("not shown to be defined on the box: " + to_text(o.p));
  const auto h = hessian(f, v);
  std::vector<std::vector<Interval>> e(h.size(), std::vector<Interval>(h.size()));
  for (std::size_t i = 0; i < h.size(); ++i)
    for (std::size_t j = 0; j <= i; ++j) e[i][j] = enclose(i == j ? h[i][j] - Poly(modulus) : h[i][j], ball.box, bits);
  if (!definite_throughout(std::move(e), bits)) node.fail("the Hessian is not shown to be positive definite on the box");
}

namespace {

// f(s) = value <= f throughout `around`. `value` is the same number for s and for its neighbours, since no variable in `over` occurs in it. Returns f - value.
Poly bound_attained(const Setting& s, const Context& around, const Node& node) {
  const Poly value = read_expression(s.params, node.at("value"), {});
  for (const AtomId v : s.over)
    if (contains(value, v)) node.at("value").fail("the value contains the variable '" + atom(v).name + "'");
  Poly gap = defined(around, s.f, node) - value;
  prove_sign_within(s.g, s.at_point(gap), node.at("at"), zero);
  prove_sign_within(around, gap, node.at("bound"), nonnegative);
  return gap;
}

// The same in a ball if the node has a radius, and strict if it has `apart`: whoever differs from s does so in some variable.
bool lower_bound(const Setting& s, const Node& node) {
  const Context around = with_ball(s, node);
  const Poly gap = bound_attained(s, around, node);
  if (!node.has("apart")) return false;
  const Node apart = node.at("apart");
  if (apart.members().size() != s.over.size()) apart.fail("one proof for each variable is needed");
  for (const AtomId v : s.over) {
    const Poly x = s.at_point(symbol(v)).poly();  // where no variable in `over` occurs, the same for whoever moves
    if (std::any_of(s.over.begin(), s.over.end(), [&](AtomId w) { return contains(x, w); })) apart.fail("the point must give every variable");
    prove_sign_within(around.with(symbol(v) - x, Rel::NotEqual), gap, apart.at(atom(v).name), positive);
  }
  return true;
}

bool absurd(const Setting& s, const Node& node) {
  check_absurd(s.g, node);
  return true;
}

bool in_new_coordinates(const Setting& s, const Node& node) {
  bool strict = false;
  in_coordinates(s, node, true, [&](const Setting& t, const Node& n) { strict = prove_minimum(t, n); });
  return strict;
}

}  // namespace

void prove_bound_attained(const Setting& s, const Node& node) { bound_attained(s, s.params, node); }

const Table<MinimumRule>& minimum_rules() {
  static const Table<MinimumRule> rules = {
      {"lower-bound", {"value", "at", "bound", "radius", "apart"}, lower_bound},
      {"definite", {"pieces", "gradient", "minors"}, definite},
      {"definite-box", {"pieces", "gradient", "radius", "modulus"}, definite_box},
      {"fibrewise", {"pieces", "flat", "manifold", "neighbourhood", "radius", "modulus", "gradient", "minors"}, fibrewise},
      {"leading-form", {"pieces", "flat", "manifold", "neighbourhood", "constant", "weights", "order", "lower", "faces"}, leading_form},
      {"minorant", {"function", "at", "bound", "radius", "minimum"}, minorant},
      {"cases", {"on", "branches"}, minimum_by_cases},
      {"absurd", {"expr", "proof"}, absurd},
      {"coordinates", {"variables", "map", "point", "jacobian", "proof"}, in_new_coordinates},
      {"slice", {"fields", "pieces", "frozen", "minor", "minimum"}, minimum_on_slice},
      {"lemma", {"lemma", "by", "hypotheses"}, minimum_by_lemma},
  };
  return rules;
}

bool prove_minimum(const Setting& s, const Node& node) {
  const Nesting nesting(s.g.session());
  try {
    return named_rule(minimum_rules(), node, "for local minima")(s, node);
  } catch (const Reject& r) {
    if (!r.path.empty()) throw;
    node.fail(r.what());
  }
}

}  // namespace losscert::check
