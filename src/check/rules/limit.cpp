#include "check/rules/limit.hpp"

#include <algorithm>

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

// (p)^(1/q) with eps^m, m != 0, the largest power of eps in every term of p: eps^(m/q) (p eps^(-m))^(1/q), as eps > 0. If q does not divide m, with eps^q for eps in all of f, which tends to 0 from above as eps does. log(eps^k) is k log(eps).
Poly with_powers_outside_roots(Poly f) {
  const AtomId eps = symbol_id("eps");
  for (int rewritten = 0;; ++rewritten) {
    if (rewritten > 100) throw Reject("more than 100 roots contain eps");
    std::optional<Substitution> next;
    for (const AtomId id : atoms_of(f)) {
      const Atom& a = atom(id);
      if (a.kind == Kind::Log && arg(a.arg).terms().size() == 1) {
        const auto& [m, c] = *arg(a.arg).terms().begin();
        const bool is_power = m.exp == 0 && m.powers.size() == 1 && m.powers[0].first == eps && c.is_one();
        if (is_power && m.powers[0].second != 1) {
          next = {{id, log_of(symbol(eps)) * Poly(m.powers[0].second)}};
          break;
        }
      }
      if (a.kind != Kind::Root) continue;
      std::optional<long> least;
      for (const auto& [m, c] : arg(a.arg).terms()) {
        const auto power = std::find_if(m.powers.begin(), m.powers.end(), [&](const auto& x) { return x.first == eps; });
        const long k = power == m.powers.end() ? 0 : power->second;
        least = least ? std::min(*least, k) : k;
      }
      if (!least || *least == 0) continue;
      const long q = a.root, whole = *least / q;
      if (*least % q != 0) next = {{eps, pow(symbol(eps), q)}};
      else next = {{id, pow(symbol(eps), whole) * function_of(Kind::Root, arg(a.arg) * pow(symbol(eps), -whole * q), a.root)}};
      break;
    }
    if (!next) return f;
    f = substitute(f, *next);
  }
}

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
  const Poly along = apply_pieces_pointwise(near, proof, f);
  return a.of(proof.has("scales") || proof.has("order") ? along : with_powers_outside_roots(along));
}

}  // namespace

Limit prove_limit(const Context& g, const GuardedAt& f, const Node& proof, std::string_view comparison) {
  proof.only({"eps0", "pieces", "signs", "scales", "order", comparison});
  return prove_limit_of(g, f, proof, [](const AtPoint& e) { return e; });
}

Limit prove_limit_of(const Context& g, const GuardedAt& f, const Node& proof, const std::function<AtPoint(const AtPoint&)>& made) {
  try {
    const Context near = near_zero(g, proof);
    return asymptotics(g, near, made(defined(near, f, proof)).poly(), proof);
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
