// Section 6 of FORMAT.md, second table: what refutes a claim of each kind. A claim speaks of all parameters and free variables that satisfy its hypotheses;
// the witness satisfies them, and at the witness the negation is proved.
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

// f(s + t*c) = f(s) for all t, with c != 0: not a strict local minimum.
void prove_constant_line(const Setting& s, const Node& proof) {
  const Rational reach = read_rational(proof.at("reach"));
  if (reach.sign() <= 0) proof.at("reach").fail("must be positive");
  Context near = s.g;
  near.eps = true;
  near.assume(symbol("eps"), Rel::Greater);
  near.assume(symbol("eps") - Poly(reach), Rel::LessEqual);
  Substitution line = s.at;
  bool moves = false;
  for (const auto& [v, e] : read_assignment(s.g, proof.at("constant"), s.over, s.at)) {
    const Poly c = s.at_point(e);
    for (const AtomId a : atoms_of(c))
      if (atom(a).kind == Kind::Symbol && s.g.session().roots.ranges.count(a) == 0) proof.at("constant").fail("the direction must be constants");
    line[v] = s.at_point(symbol(v)) + c * symbol("eps");
    moves = moves || s.g.immediate(c).within(nonzero);
  }
  if (!moves) proof.at("constant").fail("the direction is not shown to be other than 0");
  require_domain(near, substitute(s.domain, line), proof);
  prove_sign_within(near, substitute(s.f, line) - s.at_point(s.f), proof.at("proof"), zero);
}

void infimum(const Claim& c, const Node& proof) {
  const Setting& s = c.base;
  proof.only({"below", "above", "attained", "strict"});
  if (proof.members().size() != 1) proof.fail("exactly one of below, above, attained, strict is needed");
  const bool attained = c.st.text->attained;
  const Poly gap = s.f - c.st.value;
  if (proof.has("below") || proof.has("attained")) {
    require_domain(s.g, substitute(s.domain, s.at), proof);
    if (proof.has("below")) return prove_sign_within(s.g, s.at_point(gap), proof.at("below"), negative);
    if (attained) proof.at("attained").fail("the claim itself says that the value is attained");
    return prove_sign_within(s.g, s.at_point(gap), proof.at("attained"), zero);
  }
  require_domain(s.params, s.domain, proof);
  if (proof.has("strict")) {
    if (!attained) proof.at("strict").fail("the claim itself says that the value is not attained");
    return prove_sign_within(s.params, gap, proof.at("strict"), positive);
  }
  const Node above = proof.at("above");
  above.only({"value", "bound", "gap"});
  const Poly higher = read_expression(s.params, above.at("value"));
  for (const AtomId v : s.over)
    if (contains(higher, v)) above.at("value").fail("the value contains the variable '" + atom(v).name + "'");
  prove_sign_within(s.params, s.f - higher, above.at("bound"), nonnegative);
  prove_sign_within(s.params, higher - c.st.value, above.at("gap"), positive);
}

void minimizers(const Claim& c, const Node& proof) {
  const Setting& s = c.base;
  const Poly gap = s.at_point(s.f - c.st.value);
  require_domain(s.g, substitute(s.domain, s.at), proof);
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
  const Setting& s = c.base;
  require_domain(s.g, substitute(s.domain, s.at), proof);
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
void prove_other_limit(const Claim& c, const Poly& f, const Obligations& domain, const Node& node) {
  const Limit l = prove_limit(c.base.g, f, domain, node, "differs");
  const std::string& claimed = c.st.text->infinity;
  if (l.sort == LimitSort::Finite && claimed.empty()) return prove_sign_within(c.base.g, l.value - c.st.value, node.at("differs"), nonzero);
  if (node.has("differs")) node.at("differs").fail("only for finite limits");
  if ((l.sort == LimitSort::PlusInfinity && claimed == "oo") || (l.sort == LimitSort::MinusInfinity && claimed == "-oo"))
    node.fail("the limit is the claimed one");
}

void divergence_path(const Claim& c, const Node& proof) {
  const Setting& s = c.base;
  const std::string& part = proof.at("part").text();
  if (part == "limit") {
    proof.only({"part", "limit"});
    prove_other_limit(c, s.at_point(s.f), substitute(s.domain, s.at), proof.at("limit"));
  } else if (part == "diverges") {
    proof.only({"part", "index", "limit"});
    const auto i = static_cast<std::size_t>(proof.at("index").integer(0, static_cast<long>(c.st.diverges.size()) - 1));
    const Node limit = proof.at("limit");
    if (limit.has("equal") || limit.has("differs")) limit.fail("'equal' and 'differs' do not belong here");
    if (prove_limit(s.g, s.at_point(c.st.diverges[i]), substitute(c.st.path_domain, s.at), limit).sort != LimitSort::Finite)
      limit.fail("the limit is infinite, as claimed");
  } else if (part == "decreasing") {
    proof.only({"part", "eps0", "pieces", "proof"});
    if (!c.st.text->decreasing) proof.fail("the claim does not say that the function decreases");
    prove_sign_within(near_zero(s.g, proof), eps_derivative(s, proof), proof.at("proof"), nonpositive);
  } else {
    proof.at("part").fail("limit, diverges or decreasing");
  }
}

}  // namespace

void check_refuted(const Claim& c, const Node& proof) {
  const Setting& s = c.base;
  const std::string& kind = c.st.text->kind;
  const auto defined_at_point = [&] { require_domain(s.g, substitute(s.domain, s.at), proof); };
  if (kind == "always") {
    proof.only({"index", "proof"});
    const auto& r = c.st.statement.at(static_cast<std::size_t>(proof.at("index").integer(0, static_cast<long>(c.st.statement.size()) - 1)));
    prove_sign_within(s.g, r.p, proof.at("proof"), opposite(r.rel));
  } else if (kind == "value") {
    proof.only({"proof"});
    defined_at_point();
    prove_sign_within(s.g, s.at_point(s.f) - c.st.value, proof.at("proof"), nonzero);
  } else if (kind == "critical-point") {
    proof.only({"tree"});
    defined_at_point();
    prove_not(s, Mode::Critical, proof.at("tree"));
  } else if (kind == "no-critical-point") {
    proof.only({"pieces", "gradient"});
    defined_at_point();
    prove_critical(s, proof);
  } else if (kind == "critical-points-satisfy") {
    proof.only({"pieces", "gradient", "condition"});
    defined_at_point();
    prove_critical(s, proof);
    prove_sign_within(s.g, c.st.statement[0].p, proof.at("condition"), opposite(c.st.statement[0].rel));
  } else if (kind == "no-local-minimum") {
    proof.only({"minimum"});
    defined_at_point();
    prove_minimum(s, proof.at("minimum"));
  } else if (kind == "local-minimum" || kind == "local-maximum") {
    defined_at_point();
    if (proof.has("tree") == proof.has("constant")) proof.fail("exactly one of tree and constant is needed");
    if (proof.has("tree")) {
      proof.only({"tree"});
      return prove_not(s, Mode::Minimum, proof.at("tree"));
    }
    proof.only({"constant", "reach", "proof"});
    if (!c.st.text->strict) proof.fail("'constant' refutes strict claims only");
    prove_constant_line(s, proof);
  } else if (kind == "saddle") {
    proof.only({"tree", "minimum", "maximum"});
    defined_at_point();
    if (proof.members().size() != 1) proof.fail("exactly one of tree, minimum, maximum is needed");
    if (proof.has("tree"))
      prove_not(s, Mode::Critical, proof.at("tree"));
    else if (proof.has("minimum"))
      prove_minimum(s, proof.at("minimum"));
    else
      prove_minimum(s.negated(), proof.at("maximum"));
  } else if (kind == "suboptimal") {
    proof.only({"value", "at", "bound"});
    defined_at_point();
    prove_bound_attained(s, proof);
  } else if (kind == "lower-bound") {
    proof.only({"proof"});
    defined_at_point();
    prove_sign_within(s.g, s.at_point(s.f) - c.st.value, proof.at("proof"), c.st.text->strict ? nonpositive : negative);
  } else if (kind == "infimum") {
    infimum(c, proof);
  } else if (kind == "minimizers") {
    minimizers(c, proof);
  } else if (kind == "critical-set") {
    critical_set(c, proof);
  } else if (kind == "limit") {
    proof.only({"limit"});
    prove_other_limit(c, s.at_point(c.st.of), substitute(c.st.path_domain, s.at), proof.at("limit"));
  } else {
    divergence_path(c, proof);
  }
}

}  // namespace losscert::check
