// Section 6 of FORMAT.md, second table: what refutes a claim of each kind. A claim speaks of all parameters and free variables that satisfy its hypotheses;
// the witness satisfies them, and at the witness the negation is proved.
#include <algorithm>

#include "check/enclosure/zero.hpp"
#include "check/rules/certificate.hpp"
#include "check/text/reject.hpp"

namespace losscert::check {

namespace {

using Relations = std::vector<Relation>;

Signs opposite(Rel r) { return signs_of(negated(r)); }

const Relations& chosen(const std::vector<Relations>& sets, const Node& node) {
  return sets.at(static_cast<std::size_t>(node.integer(0, static_cast<long>(sets.size()) - 1)));
}

// The witness lies in the set.
void prove_inside(const Setting& s, const Relations& set, const Node& proofs) {
  const auto items = proofs.items();
  if (items.size() != set.size()) proofs.fail("one proof for each relation of the set is needed");
  for (std::size_t i = 0; i < set.size(); ++i) prove_sign_within(s.g, s.at_point(set[i].p), items[i], signs_of(set[i].rel));
}

// The witness lies in none of the sets.
void prove_outside(const Setting& s, const std::vector<Relations>& sets, const Node& proofs) {
  const auto items = proofs.items();
  if (items.size() != sets.size()) proofs.fail("one entry for each set is needed");
  for (std::size_t i = 0; i < sets.size(); ++i) {
    items[i].only({"index", "proof"});
    const auto& r = sets[i].at(static_cast<std::size_t>(items[i].at("index").integer(0, static_cast<long>(sets[i].size()) - 1)));
    prove_sign_within(s.g, s.at_point(r.p), items[i].at("proof"), opposite(r.rel));
  }
}

// f(x(eps)) = f(s) along a path x that is continuous on [0, reach], as every function is where it is defined, with x(0) = s and x(eps) != s for eps > 0: not a strict local minimum.
void prove_constant_path(const Setting& s, const Node& proof) {
  const Rational reach = read_rational(proof.at("reach"));
  if (reach.sign() <= 0) proof.at("reach").fail("must be positive");
  const AtomId eps = symbol_id("eps");
  PointContext closed = s.g;
  closed.eps = true;
  closed.assume(AtPoint::constant(symbol(eps)), Rel::GreaterEqual);
  closed.assume(AtPoint::constant(symbol(eps) - Poly(reach)), Rel::LessEqual);
  PointContext near = closed;
  near.assume(AtPoint::constant(symbol(eps)), Rel::Greater);
  Point path = s.at;
  bool moves = false;
  for (const auto& [v, e] : read_assignment(closed, proof.at("path"), s.over, s.at)) {
    const AtPoint x = s.at_point(e), moved = x - s.at_point(symbol(v));
    if (!is_zero(substitute(moved.poly(), {{eps, Poly()}}))) proof.at("path").fail("the path is not shown to start at the point");
    path.give(v, x.poly());
    moves = moves || near.immediate(moved).within(nonzero);
  }
  if (!moves) proof.at("path").fail("the path is not shown to leave the point");
  prove_sign_within(near, defined(near, s.f.at(path), proof) - s.value(), proof.at("proof"), zero);
}

// What `where` says of the variables at the witness's constants: who satisfies it is among those of whom the claim speaks there.
Context region_at_witness(const Claim& c, const Node& proof) {
  Substitution constants;
  for (const auto& [v, p] : c.base.at.values())
    if (std::count(c.base.over.begin(), c.base.over.end(), v) == 0) constants[v] = p;
  Context g = c.base.params;
  for (const auto& r : c.st.where) {
    const Poly p = substitute(r.p, constants);
    const auto moves = [&](AtomId v) { return contains(p, v); };
    if (std::any_of(c.base.over.begin(), c.base.over.end(), moves)) g.assume(p, r.rel);
  }
  require_domain(g, substitute(c.st.where_domain, constants), proof);
  return g;
}

void infimum(const Claim& c, const Node& proof) {
  if (proof.members().size() != 1) proof.fail("exactly one of below, above, attained, strict is needed");
  const bool attained = c.st.text->attained;
  if (proof.has("below") || proof.has("attained")) {
    const Setting s(c.base, proof);
    const AtPoint gap = s.value() - s.at_point(c.st.value);
    if (proof.has("below")) return prove_sign_within(s.g, gap, proof.at("below"), negative);
    if (attained) proof.at("attained").fail("the claim itself says that the value is attained");
    return prove_sign_within(s.g, gap, proof.at("attained"), zero);
  }
  const Frame& s = c.base;
  const Context region = region_at_witness(c, proof);
  const Poly f = defined(region, s.f, proof);
  if (proof.has("strict")) {
    if (!attained) proof.at("strict").fail("the claim itself says that the value is not attained");
    return prove_sign_within(region, f - c.st.value, proof.at("strict"), positive);
  }
  const Node above = proof.at("above");
  above.only({"value", "bound", "gap"});
  const Poly higher = read_expression(s.params, above.at("value"));
  for (const AtomId v : s.over)
    if (contains(higher, v)) above.at("value").fail("the value contains the variable '" + atom(v).name + "'");
  prove_sign_within(region, f - higher, above.at("bound"), nonnegative);
  prove_sign_within(s.params, higher - c.st.value, above.at("gap"), positive);
}

void minimizers(const Claim& c, const Node& proof) {
  const Setting s(c.base, proof);
  const AtPoint gap = s.value() - s.at_point(c.st.value);
  if (proof.has("below")) {
    proof.only({"below"});
    prove_sign_within(s.g, gap, proof.at("below"), negative);
  } else if (proof.has("set")) {
    proof.only({"set", "member", "proof"});
    prove_inside(s, chosen(c.st.sets, proof.at("set")), proof.at("member"));
    prove_sign_within(s.g, gap, proof.at("proof"), nonzero);
  } else {
    proof.only({"outside", "proof"});
    prove_outside(s, c.st.sets, proof.at("outside"));
    prove_sign_within(s.g, gap, proof.at("proof"), nonpositive);
  }
}

void critical_set(const Claim& c, const Node& proof) {
  const Setting s(c.base, proof);
  if (proof.has("set")) {
    proof.only({"set", "member", "tree"});
    prove_inside(s, chosen(c.st.sets, proof.at("set")), proof.at("member"));
    prove_not(s, Mode::Critical, proof.at("tree"));
  } else {
    proof.only({"outside", "pieces", "gradient"});
    prove_outside(s, c.st.sets, proof.at("outside"));
    prove_critical(s, proof);
  }
}

// The limit exists and is not the claimed one.
void prove_other_limit(const Claim& c, const GuardedAt& f, const Node& node) {
  const Limit l = prove_limit(c.base.g, f, node, "differs");
  const std::string& claimed = c.st.text->infinity;
  if (l.sort == LimitSort::Finite && claimed.empty()) return prove_sign_within(c.base.g, AtPoint::constant(l.value - c.st.value), node.at("differs"), nonzero);
  if (node.has("differs")) node.at("differs").fail("only for finite limits");
  if ((l.sort == LimitSort::PlusInfinity && claimed == "oo") || (l.sort == LimitSort::MinusInfinity && claimed == "-oo"))
    node.fail("the limit is the claimed one");
}

void divergence_path(const Claim& c, const Node& proof) {
  const Frame& s = c.base;
  const std::string& part = proof.at("part").text();
  if (part == "limit") {
    proof.only({"part", "limit"});
    prove_other_limit(c, s.f.at(s.at), proof.at("limit"));
  } else if (part == "diverges") {
    proof.only({"part", "index", "limit"});
    const auto i = static_cast<std::size_t>(proof.at("index").integer(0, static_cast<long>(c.st.diverges.size()) - 1));
    const Node limit = proof.at("limit");
    if (limit.has("equal") || limit.has("differs")) limit.fail("'equal' and 'differs' do not belong here");
    if (prove_limit(s.g, c.st.diverges[i].at(s.at), limit).sort != LimitSort::Finite)
      limit.fail("the limit is infinite, as claimed");
  } else if (part == "decreasing") {
    proof.only({"part", "eps0", "pieces", "proof"});
    if (!c.st.text->decreasing) proof.fail("the claim does not say that the function decreases");
    prove_sign_within(near_zero(s.g, proof), eps_derivative(s, proof), proof.at("proof"), nonpositive);
  } else {
    proof.at("part").fail("limit, diverges or decreasing");
  }
}

void always(const Claim& c, const Node& proof) {
  const auto& r = c.st.statement.at(static_cast<std::size_t>(proof.at("index").integer(0, static_cast<long>(c.st.statement.size()) - 1)));
  prove_sign_within(c.base.g, c.base.at_point(r.p), proof.at("proof"), opposite(r.rel));
}

void value(const Claim& c, const Node& proof) {
  const Setting s(c.base, proof);
  prove_sign_within(s.g, s.value() - s.at_point(c.st.value), proof.at("proof"), nonzero);
}

void critical_point(const Claim& c, const Node& proof) {
  prove_not(Setting(c.base, proof), Mode::Critical, proof.at("tree"));
}

void no_critical_point(const Claim& c, const Node& proof) {
  prove_critical(Setting(c.base, proof), proof);
}

void critical_points_satisfy(const Claim& c, const Node& proof) {
  const Setting s(c.base, proof);
  prove_critical(s, proof);
  prove_sign_within(s.g, s.at_point(c.st.statement[0].p), proof.at("condition"), opposite(c.st.statement[0].rel));
}

void no_local_minimum(const Claim& c, const Node& proof) {
  prove_minimum(Setting(c.base, proof), proof.at("minimum"));
}

void local_minimum(const Claim& c, const Node& proof) {
  const Setting s(c.base, proof);
  if (proof.has("tree") == proof.has("path")) proof.fail("exactly one of tree and path is needed");
  if (proof.has("tree")) {
    proof.only({"tree"});
    return prove_not(s, Mode::Minimum, proof.at("tree"));
  }
  if (!c.st.text->strict) proof.fail("'path' refutes strict claims only");
  prove_constant_path(s, proof);
}

void saddle(const Claim& c, const Node& proof) {
  const Setting s(c.base, proof);
  if (proof.members().size() != 1) proof.fail("exactly one of tree, minimum, maximum is needed");
  if (proof.has("tree"))
    prove_not(s, Mode::Critical, proof.at("tree"));
  else if (proof.has("minimum"))
    prove_minimum(s, proof.at("minimum"));
  else
    prove_minimum(s.negated(), proof.at("maximum"));
}

void suboptimal(const Claim& c, const Node& proof) {
  prove_bound_attained(Setting(c.base, proof), proof);
}

void lower_bound(const Claim& c, const Node& proof) {
  const Setting s(c.base, proof);
  prove_sign_within(s.g, s.value() - s.at_point(c.st.value), proof.at("proof"), c.st.text->strict ? nonpositive : negative);
}

void limit(const Claim& c, const Node& proof) {
  prove_other_limit(c, c.st.of.at(c.base.at), proof.at("limit"));
}

}  // namespace

const Table<ClaimRule>& refuting_rules() {
  static const Table<ClaimRule> rules = {
      {"always", {"index", "proof"}, always},
      {"value", {"proof"}, value},
      {"critical-point", {"tree"}, critical_point},
      {"no-critical-point", {"pieces", "gradient"}, no_critical_point},
      {"critical-points-satisfy", {"pieces", "gradient", "condition"}, critical_points_satisfy},
      {"no-local-minimum", {"minimum"}, no_local_minimum},
      {"local-minimum", {"tree", "path", "reach", "proof"}, local_minimum},
      {"local-maximum", {"tree", "path", "reach", "proof"}, local_minimum},
      {"saddle", {"tree", "minimum", "maximum"}, saddle},
      {"suboptimal", {"value", "at", "bound"}, suboptimal},
      {"lower-bound", {"proof"}, lower_bound},
      {"infimum", {"below", "above", "attained", "strict"}, infimum},
      {"minimizers", {"below", "set", "member", "outside", "proof"}, minimizers},
      {"critical-set", {"set", "member", "tree", "outside", "pieces", "gradient"}, critical_set},
      {"limit", {"limit"}, limit},
      {"divergence-path", {"part", "index", "limit", "eps0", "pieces", "proof"}, divergence_path},
  };
  return rules;
}

}  // namespace losscert::check
