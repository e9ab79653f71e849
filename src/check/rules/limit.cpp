#include "check/rules/limit.hpp"

#include "check/enclosure/zero.hpp"
#include "check/text/reject.hpp"

namespace losscert::check {

Context near_zero(const Context& g, const Node& node) {
  const Rational eps0 = node.has("eps0") ? read_rational(node.at("eps0")) : Rational(1);
  if (eps0.sign() <= 0) node.at("eps0").fail("must be positive");
  Context near = g;
  near.eps = true;
  near.assume(symbol("eps"), Rel::Greater);
  near.assume(symbol("eps") - Poly(eps0), Rel::LessEqual);
  return near;
}

namespace {

// By the terms of the canonical form.
Limit asymptotics(const Context& g, const Context& near, const Poly& f, const Node& proof) {
  Asymptotics a(g);
  if (proof.has("signs"))
    for (const auto& n : proof.at("signs").items()) {
      n.only({"expr", "proof"});
      const Poly e = read_expression(g, n.at("expr"));
      const Shown s = prove_sign(g, e, n.at("proof"));
      if (s.is_no_point()) n.at("proof").fail("no parameters satisfy what is assumed: no limit is taken");
      a.lemma(e, s.signs());
    }
  if (proof.has("scales"))
    for (const auto& n : proof.at("scales").items()) {
      n.only({"argument", "scale"});
      a.scale(parse_expression_at(near, n.at("argument")).unproved(), read_expression(near, n.at("scale")));
    }
  if (proof.has("order")) a.expand(static_cast<int>(proof.at("order").integer(0, 12)));
  return a.of(apply_pieces_pointwise(near, proof, f));
}

}  // namespace

Limit prove_limit(const Context& g, const GuardedAt& f, const Node& proof, std::string_view comparison) {
  proof.only({"eps0", "pieces", "signs", "scales", "order", comparison});
  try {
    const Context near = near_zero(g, proof);
    return asymptotics(g, near, defined(near, f, proof).poly(), proof);
  } catch (const Reject& r) {
    if (!r.path.empty()) throw;
    proof.fail(r.what());
  }
}

void for_each_limit(const Context& g, const GuardedAt& f, const Node& proof, std::string_view comparison, const LimitUse& use) {
  if (!proof.has("branches")) return use(g, prove_limit(g, f, proof, comparison), proof);
  const Nesting nesting(g.session());
  proof.only({"eps0", "on", "branches"});
  for (const auto& b : split_cases(g, proof)) {
    const Context branch = b.within(g);
    if (!b.proof.has("absurd")) {
      for_each_limit(branch, f, b.proof, comparison, use);
      continue;
    }
    b.proof.only({"absurd"});
    check_absurd(branch, b.proof.at("absurd"));
  }
}

void prove_limit_is(const Context& g, const GuardedAt& f, const Poly& value, const Node& proof) {
  for_each_limit(g, f, proof, "equal", [&](const Context& branch, const Limit& l, const Node& node) {
    if (l.sort != LimitSort::Finite) node.fail("the limit is infinite");
    const Poly difference = l.value - value;
    if (node.has("equal")) return prove_sign_within(branch, difference, node.at("equal"), zero);
    if (!is_zero(difference)) node.fail("the limit is " + to_text(l.value) + ", not shown to be equal to " + to_text(value));
  });
}

}  // namespace losscert::check
