// Krawczyk's test. With X a box, m its midpoint, Y any matrix, f C^1 on X: if K(X) = m - Y f(m) + (I - Y f'(X)) (X - m) lies in the interior of X, then f has
// exactly one zero in X, and it lies in K(X) (A. Neumaier, Interval Methods for Systems of Equations, 1990, Theorem 5.1.8; R. Krawczyk, Computing 4, 1969).
#include "check/rules/roots.hpp"

#include <arb_mat.h>

#include <algorithm>

#include "check/enclosure/zero.hpp"
#include "check/rules/sign.hpp"
#include "check/text/reject.hpp"
#include "check/text/work.hpp"

namespace losscert::check {

namespace {

using Ranges = std::vector<Range>;  // finite
using Intervals = std::vector<Interval>;

struct System {
  std::vector<AtomId> unknowns;
  std::vector<Poly> f;
  std::vector<std::vector<Poly>> jacobian;
  Obligations nearby;  ///< of the equations and their derivatives, opened
  long bits;
};

Box box_of(const System& s, const Ranges& x) {
  Box b;
  for (std::size_t i = 0; i < x.size(); ++i) b.ranges[s.unknowns[i]] = x[i];
  return b;
}

// An approximate inverse, as exact numbers; it need not be good, and Krawczyk's test fails if it is bad.
std::vector<Intervals> approximate_inverse(const std::vector<Intervals>& a, long bits) {
  const auto n = static_cast<slong>(a.size());
  spend_enclosing(static_cast<std::uint64_t>(n) * static_cast<std::uint64_t>(n) * static_cast<std::uint64_t>(n), bits);
  arb_mat_t m, y;
  arb_mat_init(m, n, n);
  arb_mat_init(y, n, n);
  for (slong i = 0; i < n; ++i)
    for (slong j = 0; j < n; ++j) {
      const Interval& x = a[static_cast<std::size_t>(i)][static_cast<std::size_t>(j)];
      arb_set_interval_arf(arb_mat_entry(m, i, j), x.lower().raw(), x.upper().raw(), bits);
      arb_get_mid_arb(arb_mat_entry(m, i, j), arb_mat_entry(m, i, j));
    }
  const bool ok = arb_mat_approx_inv(y, m, bits) != 0;
  std::vector<Intervals> out(a.size(), Intervals(a.size()));
  for (slong i = 0; ok && i < n; ++i)
    for (slong j = 0; j < n; ++j) {
      Arf v;
      arf_set(v.raw(), arb_midref(arb_mat_entry(y, i, j)));
      if (!v.finite()) v = Arf();
      out[static_cast<std::size_t>(i)][static_cast<std::size_t>(j)] = Interval(v, v);
    }
  arb_mat_clear(m);
  arb_mat_clear(y);
  if (!ok) throw Reject("the derivative at the midpoint is not invertible");
  return out;
}

// K(X). The enclosures also show that f is defined and C^1 on X: they fail at the border of a domain and at a step.
Intervals krawczyk(const System& s, const Ranges& x) {
  const long bits = s.bits;
  const std::size_t n = x.size();
  const Box box = box_of(s, x);
  for (const auto& o : s.nearby)
    if (!enclose(o.p, box, bits).signs().within(o.wanted))
      throw Reject("an equation is not shown to be defined on the box: " + to_text(o.p));
  Ranges mid = x;
  for (auto& r : mid) r.lo = r.hi = (*r.lo + *r.hi) / Rational(2);
  const Box centre = box_of(s, mid);
  std::vector<Intervals> at_mid(n), over(n);
  Intervals value(n);
  for (std::size_t i = 0; i < n; ++i) {
    value[i] = enclose(s.f[i], centre, bits);
    enclose(s.f[i], box, bits);
    for (std::size_t j = 0; j < n; ++j) {
      at_mid[i].push_back(enclose(s.jacobian[i][j], centre, bits));
      over[i].push_back(enclose(s.jacobian[i][j], box, bits));
    }
  }
  const auto y = approximate_inverse(at_mid, bits);
  Intervals k;
  for (std::size_t i = 0; i < n; ++i) {
    Interval t(*mid[i].lo, bits);
    for (std::size_t j = 0; j < n; ++j) t = sub(t, mul(y[i][j], value[j], bits), bits);
    for (std::size_t j = 0; j < n; ++j) {
      Interval c(Rational(i == j ? 1 : 0), bits);
      for (std::size_t l = 0; l < n; ++l) c = sub(c, mul(y[i][l], over[l][j], bits), bits);
      const Interval radius = sub(Interval(x[j].lo, x[j].hi, bits), Interval(*mid[j].lo, bits), bits);
      t = add(t, mul(c, radius, bits), bits);
    }
    k.push_back(t);
  }
  return k;
}

// Exact comparison: Interval would round the box outward.
bool in_interior(const Intervals& k, const Ranges& x) {
  for (std::size_t i = 0; i < x.size(); ++i)
    if (!k[i].finite() || k[i].lower().rational() <= *x[i].lo || *x[i].hi <= k[i].upper().rational()) return false;
  return true;
}

Ranges read_box(const Node& node, std::size_t n) {
  Ranges out;
  for (const auto& side : node.items()) {
    const auto ends = side.items();
    if (ends.size() != 2) side.fail("an interval has two ends");
    out.push_back({read_rational(ends[0]), read_rational(ends[1])});
    if (*out.back().hi <= *out.back().lo) side.fail("the ends must increase");
  }
  if (out.size() != n) node.fail("one interval per unknown is needed");
  return out;
}

class Cover {
public:
  explicit Cover(const System& s, const Context& g) : s_(s), g_(g) {}

  void operator()(const Node& node, const Ranges& box) {
    const Nesting nesting(g_.session());
    spend(100);  // a leaf makes a context of its own, a split copies the box
    if (node.has("exclude")) return exclude(node, box);
    if (node.has("split")) return split(node, box);
    if (node.has("within")) return point(node, box);
    node.only({"unique"});
    if (!node.at("unique").boolean()) node.fail("'unique' is true");
    if (leaf_) node.fail("there is a second leaf with a zero");
    leaf_ = box;
    image_ = krawczyk(s_, box);
    if (!in_interior(image_, box)) node.fail("Krawczyk's operator does not map the box into its interior");
  }

  const std::optional<Ranges>& leaf() const { return leaf_; }
  const Intervals& image() const { return image_; }

private:
  // A zero that is known, perhaps on the border of the box: the only one in a wider box.
  void point(const Node& node, const Ranges& box) {
    node.only({"at", "within"});
    if (leaf_) node.fail("there is a second leaf with a zero");
    const Ranges wide = read_box(node.at("within"), box.size());
    const auto at = node.at("at").items();
    if (at.size() != box.size()) node.at("at").fail("one number per unknown is needed");
    Substitution there;
    Intervals image;
    for (std::size_t i = 0; i < box.size(); ++i) {
      const Rational q = read_rational(at[i]);
      if (q < *box[i].lo || *box[i].hi < q) node.at("at").fail("not in the box");
      if (*box[i].lo < *wide[i].lo || *wide[i].hi < *box[i].hi) node.at("within").fail("the box is not contained in it");
      there[s_.unknowns[i]] = Poly(q);
      image.emplace_back(q, s_.bits);
    }
    if (!in_interior(krawczyk(s_, wide), wide)) node.at("within").fail("Krawczyk's operator does not map the box into its interior");
    for (const auto& f : s_.f)
      if (!is_zero(substitute(f, there))) node.at("at").fail("not shown to be a zero of " + to_text(f));
    leaf_ = box;
    image_ = std::move(image);
  }

  void exclude(const Node& node, const Ranges& box) {
    node.only({"exclude", "form"});
    const auto i = static_cast<std::size_t>(node.at("exclude").integer(0, static_cast<long>(s_.f.size()) - 1));
    Context cell = g_;
    for (std::size_t j = 0; j < box.size(); ++j) {
      cell.assume(symbol(s_.unknowns[j]) - Poly(*box[j].lo), Rel::GreaterEqual);
      cell.assume(symbol(s_.unknowns[j]) - Poly(*box[j].hi), Rel::LessEqual);
    }
    Signs signs;
    if (node.has("form")) {
      const auto tree = parse_expression(node.at("form").text());
      if (!is_zero(g_.session().builder.certificate_expression(*tree, false).unproved() - s_.f[i])) node.at("form").fail("not shown to be equal to " + to_text(s_.f[i]));
      signs = enclose(*tree, cell.box(), s_.bits).signs();
    } else {
      signs = cell.enclosure(s_.f[i]).signs();
    }
    if (!signs.within(nonzero)) node.fail("the equation may have a zero on the box");
  }

  void split(const Node& node, const Ranges& box) {
    node.only({"split", "at", "left", "right"});
    const auto k = static_cast<std::size_t>(node.at("split").integer(0, static_cast<long>(box.size()) - 1));
    const Rational q = read_rational(node.at("at"));
    if (!(*box[k].lo < q && q < *box[k].hi)) node.at("at").fail("not strictly inside the box");
    Ranges left = box, right = box;
    left[k].hi = right[k].lo = q;
    (*this)(node.at("left"), left);
    (*this)(node.at("right"), right);
  }

  const System& s_;
  const Context& g_;
  std::optional<Ranges> leaf_;
  Intervals image_;
};

System read_system(Session& session, const RootStatement& r) {
  System s{{}, {}, {}, {}, session.bits};
  Builder& b = session.builder;
  for (const auto& u : r.unknowns) {
    const auto id = b.known_symbol(component_name(*u));
    if (!id || !b.is_variable(*id)) throw Reject("'" + component_name(*u) + "' is no scalar variable or component");
    if (std::count(s.unknowns.begin(), s.unknowns.end(), *id) > 0) throw Reject("'" + component_name(*u) + "' is listed twice");
    s.unknowns.push_back(*id);
  }
  for (const auto& e : r.equations) {
    Obligations own;
    s.f.push_back(b.scalar(*e, own));
    s.nearby.merge(Guarded(s.f.back(), std::move(own)).opened().domain());
  }
  if (r.equations.empty())
    for (const AtomId u : s.unknowns) {
      const Guarded d = b.objective().derivative(u);
      s.f.push_back(d.unproved());  // `nearby` is shown where a root is looked for
      s.nearby.insert(d.domain().begin(), d.domain().end());
    }
  for (const auto& f : s.f) {
    for (const AtomId a : atoms_of(f)) {
      if (atom(a).kind == Kind::Abstract) throw Reject("the equation contains the abstract function '" + atom(a).name + "'");
      if (atom(a).kind == Kind::Symbol && std::count(s.unknowns.begin(), s.unknowns.end(), a) == 0)
        throw Reject("the equation contains '" + atom(a).name + "', which is not among its variables");
    }
    s.jacobian.emplace_back();
    for (const AtomId u : s.unknowns) s.jacobian.back().push_back(derivative(f, u));
  }
  return s;
}

Ranges stated_box(const RootStatement& r) {
  Ranges box;
  for (const auto& [lo, hi] : r.box) box.push_back({lo, hi});
  return box;
}

}  // namespace

std::vector<AtomId> prove_absent_root(Session& session, const Node& evidence) {
  evidence.only({"name", "tree"});
  const std::string name = evidence.at("name").text();
  const RootStatement& r = session.builder.case_file().roots.at(name);
  auto symbols = session.builder.root_symbols(name);
  if (session.roots.ranges.count(symbols.front()) > 0) evidence.at("name").fail("there is evidence that this root exists");
  try {
    const System s = read_system(session, r);
    const Context empty(session);
    Cover cover(s, empty);
    cover(evidence.at("tree"), stated_box(r));
    if (cover.leaf()) evidence.at("tree").fail("a leaf holds a root");
  } catch (const Reject& e) {
    if (!e.path.empty()) throw;
    evidence.fail(e.what());
  }
  return symbols;
}

std::vector<Relation> prove_root(Session& session, const std::string& name, const Node& evidence) {
  evidence.only({"tree", "refine"});
  const RootStatement& r = session.builder.case_file().roots.at(name);
  try {
    const System s = read_system(session, r);
    const Ranges box = stated_box(r);
    const Context empty(session);
    Cover cover(s, empty);
    cover(evidence.at("tree"), box);
    if (!cover.leaf()) evidence.at("tree").fail("there is no leaf with a zero");
    Intervals enclosure = cover.image();
    if (evidence.has("refine"))
      for (const auto& n : evidence.at("refine").items()) {
        const Ranges x = read_box(n, box.size());
        for (std::size_t i = 0; i < x.size(); ++i)
          if (*x[i].lo < *(*cover.leaf())[i].lo || *(*cover.leaf())[i].hi < *x[i].hi) n.fail("not contained in the leaf");
        if (!in_interior(enclosure, x)) n.fail("the present enclosure is not in the interior of the box");
        const Intervals k = krawczyk(s, x);
        if (!in_interior(k, x)) n.fail("Krawczyk's operator does not map the box into its interior");
        for (std::size_t i = 0; i < x.size(); ++i) {
          const auto both = enclosure[i].meet(k[i]);
          if (!both) n.fail("the enclosures do not meet");
          enclosure[i] = *both;
        }
      }

    const auto symbols = session.builder.root_symbols(name);
    Substitution at_root;
    std::vector<Relation> facts;
    for (std::size_t i = 0; i < symbols.size(); ++i) {
      session.roots.ranges[symbols[i]] = {enclosure[i].lower().rational(), enclosure[i].upper().rational()};
      at_root[s.unknowns[i]] = symbol(symbols[i]);
      facts.push_back({symbol(symbols[i]) - Poly(r.box[i].first), Rel::GreaterEqual});
      facts.push_back({symbol(symbols[i]) - Poly(r.box[i].second), Rel::LessEqual});
    }
    for (const auto& f : s.f) facts.push_back({substitute(f, at_root), Rel::Equal});
    return facts;
  } catch (const Reject& e) {
    if (!e.path.empty()) throw;
    evidence.fail(e.what());
  }
}

}  // namespace losscert::check
