// Local minima (FORMAT.md, 5.3).
#include <algorithm>

#include "check/reject.hpp"
#include "check/setting.hpp"
#include "check/zero.hpp"

namespace losscert::check {

namespace {

using Matrix = std::vector<std::vector<Poly>>;

// Leading principal minors by expansion along the last row, over sets of columns.
std::vector<Poly> leading_minors(const Matrix& a, const Node& node) {
  const std::size_t n = a.size();
  if (n > 12) node.fail("minors are limited to 12 variables");
  std::vector<Poly> d(std::size_t{1} << n), out;
  d[0] = Poly(1);
  for (std::size_t mask = 1; mask < d.size(); ++mask) {
    const auto k = static_cast<std::size_t>(__builtin_popcountll(mask));
    std::size_t position = 0;
    for (std::size_t j = 0; j < n; ++j) {
      if ((mask >> j & 1) == 0) continue;
      ++position;
      const Poly t = a[k - 1][j] * d[mask & ~(std::size_t{1} << j)];
      d[mask] += (position + k) % 2 == 0 ? t : -t;
    }
  }
  for (std::size_t k = 1; k <= n; ++k) out.push_back(d[(std::size_t{1} << k) - 1]);
  return out;
}

// H positive definite at the point, by Sylvester's criterion.
void prove_definite(const Setting& s, const Poly& f, const std::vector<AtomId>& v, const Node& node) {
  Matrix h = hessian(f, v);
  for (auto& row : h)
    for (auto& x : row) x = s.at_point(x);
  const auto minors = leading_minors(h, node);
  const auto proofs = node.items();
  if (proofs.size() != minors.size()) node.fail("one proof for each leading principal minor is needed");
  for (std::size_t k = 0; k < minors.size(); ++k) prove_sign_within(s.g, minors[k], proofs[k], positive);
}

void prove_gradient(const Context& g, const Substitution& s, const Poly& f, const std::vector<AtomId>& v, const Node& node) {
  if (node.members().size() != v.size()) node.fail("one proof for each variable is needed");
  for (const AtomId x : v) prove_sign_within(g, substitute(derivative(f, x), s), node.at(atom(x).name), zero);
}

Poly smooth_piece(const Setting& s, const Node& node, PieceSigns* used = nullptr) {
  Poly f = apply_pieces(s.g, s.at, node, s.f, used);
  if (!is_smooth(f, 2)) node.fail("not shown to be C^2 near the point: a relu needs a piece");
  return f;
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

// Gradient zero at s and H - modulus*I positive definite over the box |x - s| <= radius: f grows at least by modulus/2 |x - s|^2 there.
void definite_box(const Setting& s, const Node& node) {
  node.only({"rule", "pieces", "gradient", "radius", "modulus"});
  PieceSigns pieces;
  const Poly f = smooth_piece(s, node, &pieces);
  prove_gradient(s.g, s.at, f, s.over, node.at("gradient"));
  const Rational radius = read_rational(node.at("radius")), modulus = read_rational(node.at("modulus"));
  if (radius.sign() <= 0 || modulus.sign() < 0) node.fail("radius > 0 and modulus >= 0 are needed");
  Box box = s.g.box();
  for (const AtomId v : s.over) {
    const Poly x = s.at_point(symbol(v));
    for (const AtomId a : atoms_of(x))
      if (atom(a).kind == Kind::Symbol && s.g.session().roots.ranges.count(a) == 0) node.fail("the point must be a constant; '" + atom(v).name + "' is not");
    const Interval i = s.g.enclosure(x);
    box.ranges[v] = {i.lower().rational() - radius, i.upper().rational() + radius};
  }
  const long bits = s.g.bits();
  for (const auto& [z, sign] : pieces)
    if (!enclose(z, box, bits).signs().within(sign & nonzero)) node.fail("a piece does not keep its sign on the box: " + to_text(z));
  for (const auto& o : s.domain)
    if (!enclose(o.p, box, bits).signs().within(o.positive ? positive : nonzero)) node.fail("not shown to be defined on the box: " + to_text(o.p));
  const Matrix h = hessian(f, s.over);
  std::vector<std::vector<Interval>> e(h.size(), std::vector<Interval>(h.size()));
  for (std::size_t i = 0; i < h.size(); ++i)
    for (std::size_t j = 0; j <= i; ++j) e[i][j] = enclose(i == j ? h[i][j] - Poly(modulus) : h[i][j], box, bits);
  if (!definite_throughout(std::move(e), bits)) node.fail("the Hessian is not shown to be positive definite on the box");
}

// Coordinates (v, u), v flat, u = phi(v) on the manifold through s. Near s: f' = 0 on the manifold, so f is constant along it (phi is C^1 and a ball of v's
// is connected); Taylor in u with base point on the manifold has a positive definite second-order term, by continuity of H_uu. So f >= f(s) near s.
// "Near s" on the manifold is described by G': it holds at every point of the manifold close enough to s, since it consists of relations that are free of the
// variables, of strict relations that hold at s, and of the stated neighbourhood.
void fibrewise(const Setting& s, const Node& node) {
  node.only({"rule", "pieces", "flat", "manifold", "neighbourhood", "gradient", "minors"});
  const Poly f = smooth_piece(s, node);
  std::vector<AtomId> flat, fibre;
  for (const auto& n : node.at("flat").items()) {
    flat.push_back(read_key(s.g, n.text(), n, s.over));
    if (std::count(flat.begin(), flat.end(), flat.back()) > 1) n.fail("a variable is listed twice");
  }
  for (const AtomId v : s.over)
    if (std::count(flat.begin(), flat.end(), v) == 0) fibre.push_back(v);

  Substitution on_manifold;  // s'
  for (const auto& [v, e] : s.at)
    if (std::count(s.over.begin(), s.over.end(), v) == 0) on_manifold[v] = e;
  const Substitution constants = on_manifold;
  const auto manifold = node.at("manifold").members();
  if (manifold.size() != fibre.size()) node.at("manifold").fail("the manifold gives exactly the variables that are not flat");
  for (const auto& [name, n] : manifold) {
    const AtomId v = read_key(s.g, name, n, fibre);
    const Poly e = read_expression(s.g, n, s.at);  // defined at s, so near s
    for (const AtomId u : fibre)
      if (contains(e, u)) n.fail("the manifold may depend on flat variables only");
    if (!is_smooth(e, 1)) n.fail("the manifold is not shown to be C^1");
    if (!is_zero(s.at_point(e) - s.at_point(symbol(v)))) n.fail("the manifold is not shown to pass through the point");
    on_manifold[v] = substitute(e, constants);
  }
  Context near = s.params;
  for (const auto& r : s.open) near.assume(substitute(r.p, on_manifold), r.rel);
  const bool fixed = std::any_of(flat.begin(), flat.end(), [&](AtomId v) { return s.at.count(v) > 0; });
  if (fixed != node.has("neighbourhood")) node.fail("a neighbourhood is needed exactly if the point fixes a flat variable");
  if (fixed) {
    const Rational radius = read_rational(node.at("neighbourhood"));
    if (radius.sign() <= 0) node.at("neighbourhood").fail("must be positive");
    for (const AtomId v : flat) {
      if (s.at.count(v) == 0) continue;
      const Poly d = symbol(v) - s.at_point(symbol(v));
      near.assume(d + Poly(radius), Rel::GreaterEqual);
      near.assume(d - Poly(radius), Rel::LessEqual);
    }
  }
  prove_gradient(near, on_manifold, f, s.over, node.at("gradient"));
  prove_definite(s, f, fibre, node.at("minors"));
}

// h <= f everywhere, h = f at s, and s is a local minimum of h.
void minorant(const Setting& s, const Node& node) {
  node.only({"rule", "function", "at", "bound", "minimum"});
  const Guarded h = parse_expression_at(s.params, node.at("function"));
  require_domain(s.params, h.domain, node.at("function"));
  require_domain(s.params, s.domain, node);
  prove_sign_within(s.g, s.at_point(s.f - h.p), node.at("at"), zero);
  prove_sign_within(s.params, s.f - h.p, node.at("bound"), nonnegative);
  Setting below = s;
  below.f = h.p;
  below.domain = h.domain;
  prove_minimum(below, node.at("minimum"));
}

}  // namespace

// f(s) = value <= f everywhere. `value` is the same number for s and for its neighbours, since no variable in `over` occurs in it.
void prove_bound_attained(const Setting& s, const Node& node) {
  const Poly value = read_expression(s.params, node.at("value"), {});
  for (const AtomId v : s.over)
    if (contains(value, v)) node.at("value").fail("the value contains the variable '" + atom(v).name + "'");
  require_domain(s.params, s.domain, node);
  prove_sign_within(s.g, s.at_point(s.f - value), node.at("at"), zero);
  prove_sign_within(s.params, s.f - value, node.at("bound"), nonnegative);
}

bool prove_minimum(const Setting& s, const Node& node) {
  const std::string& rule = node.at("rule").text();
  const Nesting nesting(s.g.session());
  try {
    if (rule == "lower-bound") {
      node.only({"rule", "value", "at", "bound"});
      prove_bound_attained(s, node);
      return false;
    }
    if (rule == "definite") {
      node.only({"rule", "pieces", "gradient", "minors"});
      const Poly f = smooth_piece(s, node);
      prove_gradient(s.g, s.at, f, s.over, node.at("gradient"));
      prove_definite(s, f, s.over, node.at("minors"));
      return true;
    }
    if (rule == "definite-box") return definite_box(s, node), true;
    if (rule == "minorant") return minorant(s, node), false;
    if (rule == "fibrewise") return fibrewise(s, node), false;
  } catch (const Reject& r) {
    if (!r.path.empty()) throw;
    node.fail(r.what());
  }
  node.at("rule").fail("'" + rule.substr(0, 40) + "' is no rule for local minima");
}

}  // namespace losscert::check
