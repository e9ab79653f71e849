// Section 6 of FORMAT.md: what proves a claim of each kind.
#include "check/enclosure/zero.hpp"
#include "check/rules/certificate.hpp"
#include "check/text/reject.hpp"

namespace losscert::check {

namespace {

using Relations = std::vector<Relation>;

// A relation p rel 0 holds throughout g.
void prove_relation(const Context& g, const Relation& r, const Node& proof) { prove_sign_within(g, r.p, proof, signs_of(r.rel)); }

Context with_all(Context g, const Relations& rs) {
  for (const auto& r : rs) g.assume(r.p, r.rel);
  return g;
}

void prove_member(const Context& g, const Relations& set, const Point& point, const Node& proofs) {
  const auto items = proofs.items();
  if (items.size() != set.size()) proofs.fail("one proof for each relation of the set is needed");
  for (std::size_t i = 0; i < set.size(); ++i) prove_sign_within(g, AtPoint(set[i].p, point), items[i], signs_of(set[i].rel));
}

const Node& want_count(const Node& node, std::size_t n) {
  if (node.items().size() != n) node.fail(std::to_string(n) + " proofs are needed");
  return node;
}

// The complement of a union of conjunctions: for every set some relation fails. One case per choice of a relation from each set, first set slowest.
template <class F>
void for_each_outside(const Context& g, const std::vector<Relations>& sets, const Node& proofs, F f) {
  std::size_t count = 1;
  for (const auto& s : sets)
    if ((count *= s.size()) > 10000) proofs.fail("more than 10000 cases");
  want_count(proofs, count);
  const auto items = proofs.items();
  for (std::size_t n = 0; n < count; ++n) {
    Context outside = g;
    std::size_t rest = n, weight = count;
    for (const auto& s : sets) {
      weight /= s.size();
      const Relation& r = s[rest / weight];
      rest %= weight;
      outside.assume(r.p, negated(r.rel));
    }
    f(outside, items[n]);
  }
}

// What `where` asks of the variables, at a point or along a path, must show at once.
void require_region(const Context& g, const Claim& c, const Point& point, const Node& node) {
  require_domain(g, substitute(c.st.where_domain, point.values()), node);
  for (const auto& r : c.st.where)
    if (!g.immediate(AtPoint(r.p, point).poly()).within(signs_of(r.rel))) node.fail("not shown to satisfy 'where': " + to_text(r.p) + " " + to_text(r.rel) + " 0");
}

void infimum(const Claim& c, const Node& proof) {
  const Frame& s = c.base;
  const Context& g = s.region(proof);
  const bool attained = c.st.text->attained;
  prove_sign_within(g, defined(g, s.f, proof) - c.st.value, proof.at("bound"), attained ? nonnegative : positive);
  if (attained) {
    proof.only({"bound", "point", "proof"});
    const Point point(read_point(s.params, proof.at("point"), s.over, {}));
    require_region(s.params, c, point, proof.at("point"));
    const AtPoint value = defined(s.params, s.f.at(point), proof.at("point"));
    prove_sign_within(s.params, value - AtPoint(c.st.value, point), proof.at("proof"), zero);
    return;
  }
  proof.only({"bound", "path", "limit"});
  const Context eps = near_zero(s.params, proof.at("limit"));
  const Point path(read_point(eps, proof.at("path"), s.over, {}));
  require_region(eps, c, path, proof.at("path"));
  prove_limit_is(s.params, s.f.at(path), c.st.value, proof.at("limit"));
}

void minimizers(const Claim& c, const Node& proof) {
  const Frame& s = c.base;
  const Context& region = s.region(proof);
  const auto& sets = c.st.sets;
  const Poly gap = defined(region, s.f, proof) - c.st.value;
  const Point point(read_point(s.params, proof.at("point"), s.over, {}));
  const auto index = static_cast<std::size_t>(proof.at("set").integer(0, static_cast<long>(sets.size()) - 1));
  require_region(s.params, c, point, proof.at("point"));
  prove_member(s.params, sets[index], point, proof.at("member"));
  const auto on = want_count(proof.at("on"), sets.size()).items();
  for (std::size_t i = 0; i < sets.size(); ++i) prove_sign_within(with_all(region, sets[i]), gap, on[i], zero);
  for_each_outside(region, sets, proof.at("off"), [&](const Context& g, const Node& n) { prove_sign_within(g, gap, n, positive); });
}

void critical_set(const Claim& c, const Node& proof) {
  const auto& sets = c.st.sets;
  const Context& region = c.base.region(proof);
  Setting s(c.base, proof);
  const auto on = want_count(proof.at("on"), sets.size()).items();
  for (std::size_t i = 0; i < sets.size(); ++i) {
    on[i].only({"pieces", "gradient"});
    s.g = PointContext(with_all(region, sets[i]));
    prove_critical(s, on[i]);
  }
  for_each_outside(region, sets, proof.at("off"), [&](const Context& g, const Node& n) {
    s.g = PointContext(g);
    prove_not(s, Mode::Critical, n);
  });
}

void always(const Claim& c, const Node& proof) {
  const Context& region = c.base.region(proof);
  const auto items = want_count(proof.at("proofs"), c.st.statement.size()).items();
  for (std::size_t i = 0; i < items.size(); ++i) prove_relation(region, c.st.statement[i], items[i]);
}

void value(const Claim& c, const Node& proof) {
  const Setting s(c.base, proof);
  prove_sign_within(s.g, s.value() - s.at_point(c.st.value), proof.at("proof"), zero);
}

void critical_point(const Claim& c, const Node& proof) {
  prove_critical(Setting(c.base, proof), proof);
}

void no_critical_point(const Claim& c, const Node& proof) {
  prove_not(Setting(c.base, proof), Mode::Differentiable, proof.at("tree"));
}

void no_local_minimum(const Claim& c, const Node& proof) {
  prove_not(Setting(c.base, proof), Mode::Minimum, proof.at("tree"));
}

void critical_points_satisfy(const Claim& c, const Node& proof) {
  const Setting s(c.base, proof);
  if (!is_smooth(piece_nearby(s, proof), 1)) proof.fail("the function is not shown to be differentiable everywhere in the region: a relu needs a piece");
  Setting outside = s;
  outside.g.assume(s.at_point(c.st.statement[0].p), negated(c.st.statement[0].rel));
  prove_not(outside, Mode::Differentiable, proof.at("tree"));
}

void local_minimum(const Claim& c, const Node& proof) {
  if (!prove_minimum(Setting(c.base, proof), proof.at("minimum")) && c.st.text->strict) proof.at("minimum").fail("the claim is strict, the proof is not");
}

void saddle(const Claim& c, const Node& proof) {
  const Setting s(c.base, proof);
  prove_critical(s, proof);
  prove_not(s, Mode::Minimum, proof.at("lower"));
  prove_not(s.negated(), Mode::Minimum, proof.at("higher"));
}

void suboptimal(const Claim& c, const Node& proof) {
  const Setting s(c.base, proof);
  Point lower;
  for (const auto& [v, e] : read_point(s.g, proof.at("point"), s.over, s.at)) lower.give(v, s.at_point(e).poly());
  prove_sign_within(s.g, defined(s.g, s.f.at(lower), proof.at("point")) - s.value(), proof.at("proof"), negative);
}

void lower_bound(const Claim& c, const Node& proof) {
  const Context& region = c.base.region(proof);
  prove_sign_within(region, defined(region, c.base.f, proof) - c.st.value, proof.at("proof"), c.st.text->strict ? positive : nonnegative);
}

// To the claimed value, or to the claimed infinity.
void prove_claimed_limit(const Claim& c, const GuardedAt& f, const Node& node) {
  const std::string& infinity = c.st.text->infinity;
  if (infinity.empty()) return prove_limit_is(c.base.g, f, c.st.value, node);
  for_each_limit(c.base.g, f, node, "eps0", [&](const Context&, const Limit& l, const Node& n) {
    if (l.sort != (infinity == "oo" ? LimitSort::PlusInfinity : LimitSort::MinusInfinity)) n.fail("the limit is not " + infinity);
  });
}

void limit(const Claim& c, const Node& proof) {
  prove_claimed_limit(c, c.st.of.at(c.base.at), proof.at("limit"));
}

void divergence_path(const Claim& c, const Node& proof) {
  const Frame& s = c.base;
  const ClaimText& text = *c.st.text;
  prove_claimed_limit(c, s.f.at(s.at), proof.at("limit"));
  const auto diverges = want_count(proof.at("diverges"), c.st.diverges.size()).items();
  for (std::size_t i = 0; i < diverges.size(); ++i)
    for_each_limit(s.g, c.st.diverges[i].at(s.at), diverges[i], "eps0", [](const Context&, const Limit& l, const Node& n) {
      if (l.sort == LimitSort::Finite) n.fail("the limit is finite");
    });
  if (text.decreasing != proof.has("decreasing"))
    proof.fail(text.decreasing ? "'decreasing' is missing" : "the claim does not say that the function decreases");
  if (!text.decreasing) return;
  const Node node = proof.at("decreasing");
  node.only({"eps0", "pieces", "proof"});
  prove_sign_within(near_zero(s.g, node), eps_derivative(s, node), node.at("proof"), positive);
}

}  // namespace

AtPoint eps_derivative(const Frame& s, const Node& node) {
  const PointContext g = near_zero(s.g, node);
  const Poly f = apply_pieces_pointwise(g, node, defined(g, s.f.opened().at(s.at), node).poly());  // opened, as it is differentiated
  if (!is_smooth(f, 1)) node.fail("not shown to be C^1 along the path: a relu needs a piece");
  return AtPoint::constant(derivative(f, symbol_id("eps")));
}

const Table<ClaimRule>& proving_rules() {
  static const Table<ClaimRule> rules = {
      {"always", {"proofs"}, always},
      {"value", {"proof"}, value},
      {"critical-point", {"pieces", "gradient"}, critical_point},
      {"no-critical-point", {"tree"}, no_critical_point},
      {"no-local-minimum", {"tree"}, no_local_minimum},
      {"critical-points-satisfy", {"tree", "pieces"}, critical_points_satisfy},
      {"local-minimum", {"minimum"}, local_minimum},
      {"local-maximum", {"minimum"}, local_minimum},
      {"saddle", {"pieces", "gradient", "lower", "higher"}, saddle},
      {"suboptimal", {"point", "proof"}, suboptimal},
      {"lower-bound", {"proof"}, lower_bound},
      {"infimum", {"bound", "point", "proof", "path", "limit"}, infimum},
      {"minimizers", {"point", "set", "member", "on", "off"}, minimizers},
      {"critical-set", {"on", "off"}, critical_set},
      {"limit", {"limit"}, limit},
      {"divergence-path", {"limit", "diverges", "decreasing"}, divergence_path},
  };
  return rules;
}

}  // namespace losscert::check
