// Exact asymptotics of exponential-polynomial expressions as eps -> 0+.
//
// A term is c eps^(-k) exp(P) times atoms, P = sum p_j eps^(-j), p_j free of eps. exp(P) with leading coefficient p_d, d >= 1, beats every power of eps; so the
// term tends to 0 if p_d < 0 and is unbounded if p_d > 0. Bounded terms converge one by one. Unbounded ones are grouped by (k, P - p_0): a group is its factor
// eps^(-k) exp(P - p_0) times a coefficient with a finite limit, which must be certified not to be 0.
#include "check/rules/limit.hpp"

#include <algorithm>

#include "check/enclosure/zero.hpp"
#include "check/text/reject.hpp"

namespace losscert::check {

namespace {

using Exponents = std::map<long, Poly>;  // j -> p_j of sum p_j eps^(-j), no p_j of the form 0

class Asymptotics {
public:
  Asymptotics(const Context& g, const Node& signs) : g_(g), eps_(symbol_id("eps")) {
    for (const auto& n : signs.items()) {
      n.only({"expr", "proof"});
      const Poly e = read_expression(g, n.at("expr"));
      const Shown s = prove_sign(g, e, n.at("proof"));
      if (s.is_no_point()) n.at("proof").fail("no parameters satisfy what is assumed: no limit is taken");
      lemmas_.emplace_back(e, s.signs());
    }
  }
  explicit Asymptotics(const Context& g) : g_(g), eps_(symbol_id("eps")) {}

  Limit of(const Poly& f) {
    if (++depth_ > 200) throw Reject("the limit is nested too deeply");
    Limit l = limit(f);
    --depth_;
    return l;
  }

private:
  struct Group {
    long k;
    Exponents p;        // j != 0
    Poly limit;         // of the coefficient
    bool exact = true;  // the coefficient is free of eps, so it is its limit
  };

  Signs sign(const Poly& e) const {
    const Shown at_once = g_.immediate(e);
    if (at_once.is_no_point()) throw Reject("no parameters satisfy what is assumed: no limit is taken");
    Signs s = at_once.signs();
    for (const auto& [p, t] : lemmas_)
      if (!p.empty() && !e.empty() && p * Poly(e.leading() / p.leading()) == e) s = s & t.times((e.leading() / p.leading()).sign());
    return s;
  }

  int strict_sign(const Poly& e) const {
    const Signs s = sign(e);
    if (!s.within(positive) && !s.within(negative)) throw Reject("the sign of " + to_text(e) + " decides the limit and is not shown");
    return s.within(positive) ? 1 : -1;
  }

  // p as a sum of powers of 1/eps.
  Exponents by_powers(const Poly& p) const {
    Exponents out;
    for (const auto& [m, c] : p.terms()) {
      Monomial rest = m;
      long j = 0;
      std::erase_if(rest.powers, [&](const auto& f) { return f.first == eps_ ? (j = -f.second, true) : false; });
      Poly t;
      t.add(rest, c);
      if (contains(t, eps_)) throw Reject("eps occurs in the exponent other than by its powers: " + to_text(p));
      out[j] += t;
    }
    std::erase_if(out, [](const auto& x) { return x.second.empty(); });
    return out;
  }

  // > 0: exp(p) grows faster than every power of 1/eps; < 0: it tends to 0 faster; 0: it tends to exp(p_0).
  int growth(const Exponents& p) const { return p.empty() || p.rbegin()->first < 1 ? 0 : strict_sign(p.rbegin()->second); }

  // An atom that contains eps, at its limit: phi(l), or 0 for 1/g with g unbounded.
  Poly atom_limit(AtomId id, int n) {
    const Atom& a = atom(id);
    const Limit l = of(arg(a.arg));
    if (l.sort != LimitSort::Finite) {
      if (a.kind == Kind::Sum && n < 0) return {};
      throw Reject("no limit is known of " + to_text(symbol(id)));
    }
    if (a.kind == Kind::Root && n > 0 && l.value.empty()) return {};  // a root is continuous at 0, from the side where it is defined
    if (a.kind == Kind::Log || a.kind == Kind::Root) {
      if (strict_sign(l.value) < 0) throw Reject("the limit leaves the domain of " + to_text(symbol(id)));
    }
    if (a.kind == Kind::Sum || a.kind == Kind::Step) strict_sign(l.value);
    const Poly value = same_function(a, l.value);
    if (n < 0 && a.kind != Kind::Sum) strict_sign(value);
    return pow(value, n);
  }

  Limit limit(const Poly& f) {
    Poly finite;
    std::vector<Group> unbounded;
    for (const auto& [m, c] : f.terms()) {
      long k = 0;
      Poly coefficient(c);
      bool exact = true;
      for (const auto& [id, n] : m.powers) {
        if (id == eps_) {
          k = -n;
          continue;
        }
        Poly factor;
        factor.add(Monomial{{{id, n}}, 0}, 1);
        if (contains(factor, eps_)) factor = atom_limit(id, n), exact = false;
        coefficient = coefficient * factor;
      }
      Exponents p = by_powers(arg(m.exp));
      if (const auto constant = p.find(0); constant != p.end()) {
        coefficient = coefficient * exp_of(constant->second);
        p.erase(constant);
      }
      const int g = growth(p);
      if (g < 0 || (g == 0 && k < 0)) continue;  // tends to 0
      if (g == 0 && k == 0) {
        finite += coefficient;
        continue;
      }
      auto same = std::find_if(unbounded.begin(), unbounded.end(), [&](const Group& x) { return x.k == k && x.p == p; });
      if (same == unbounded.end()) same = unbounded.insert(unbounded.end(), Group{k, p, Poly(), true});
      same->limit += coefficient;
      same->exact = same->exact && exact;
    }
    std::erase_if(unbounded, [](const Group& x) { return x.exact && is_zero(x.limit); });
    if (unbounded.empty()) return {LimitSort::Finite, finite};
    return {direction(unbounded) > 0 ? LimitSort::PlusInfinity : LimitSort::MinusInfinity, {}};
  }

  // All of one sign, or one group that dominates all others.
  int direction(const std::vector<Group>& groups) const {
    std::vector<int> signs;
    std::string why;
    for (const auto& x : groups) {
      try {
        signs.push_back(strict_sign(x.limit));
      } catch (const Reject& r) {
        signs.push_back(0);
        why = r.what();
      }
    }
    if (signs[0] != 0 && std::all_of(signs.begin(), signs.end(), [&](int s) { return s == signs[0]; })) return signs[0];
    for (std::size_t i = 0; i < groups.size(); ++i) {
      if (signs[i] == 0) continue;
      bool all = true;
      for (std::size_t j = 0; j < groups.size() && all; ++j) all = i == j || dominates(groups[i], groups[j]);
      if (all) return signs[i];
    }
    throw Reject("no unbounded term is shown to dominate the others" + (why.empty() ? "" : ": " + why));
  }

  // The quotient of the factors of a and b tends to infinity.
  bool dominates(const Group& a, const Group& b) const {
    Exponents d = a.p;
    for (const auto& [j, p] : b.p) d[j] += -p;
    std::erase_if(d, [](const auto& x) { return x.second.empty(); });
    try {
      const int g = growth(d);
      return g > 0 || (g == 0 && a.k > b.k);
    } catch (const Reject&) {
      return false;
    }
  }

  const Context& g_;
  AtomId eps_;
  std::vector<std::pair<Poly, Signs>> lemmas_;
  int depth_ = 0;
};

// (p)^(1/q) with eps^m, m != 0, the largest power of eps in every term of p: eps^(m/q) (p eps^(-m))^(1/q), as eps > 0. If q does not divide m, with eps^q for eps in all of f, which tends to 0 from above as eps does.
Poly with_powers_outside_roots(Poly f) {
  const AtomId eps = symbol_id("eps");
  for (int rewritten = 0;; ++rewritten) {
    if (rewritten > 100) throw Reject("more than 100 roots contain eps");
    std::optional<Substitution> next;
    for (const AtomId id : atoms_of(f)) {
      const Atom& a = atom(id);
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

}  // namespace

Context near_zero(const Context& g, const Node& node) {
  const Rational eps0 = node.has("eps0") ? read_rational(node.at("eps0")) : Rational(1);
  if (eps0.sign() <= 0) node.at("eps0").fail("must be positive");
  Context near = g;
  near.eps = true;
  near.assume(symbol("eps"), Rel::Greater);
  near.assume(symbol("eps") - Poly(eps0), Rel::LessEqual);
  return near;
}

Limit prove_limit(const Context& g, const GuardedAt& f, const Node& proof, std::string_view comparison) {
  proof.only({"eps0", "pieces", "signs", comparison});
  return prove_limit_of(g, f, proof, [](const AtPoint& e) { return e; });
}

Limit prove_limit_of(const Context& g, const GuardedAt& f, const Node& proof, const std::function<AtPoint(const AtPoint&)>& made) {
  try {
    const Context near = near_zero(g, proof);
    const Poly along = apply_pieces_pointwise(near, proof, made(defined(near, f, proof)).poly());
    const Poly opened = with_powers_outside_roots(along);
    return (proof.has("signs") ? Asymptotics(g, proof.at("signs")) : Asymptotics(g)).of(opened);
  } catch (const Reject& r) {
    if (!r.path.empty()) throw;
    proof.fail(r.what());
  }
}

void prove_limit_is(const Context& g, const GuardedAt& f, const Poly& value, const Node& proof) {
  const Limit l = prove_limit(g, f, proof, "equal");
  if (l.sort != LimitSort::Finite) proof.fail("the limit is infinite");
  const Poly difference = l.value - value;
  if (proof.has("equal")) return prove_sign_within(g, difference, proof.at("equal"), zero);
  if (!is_zero(difference)) proof.fail("the limit is " + to_text(l.value) + ", not shown to be equal to " + to_text(value));
}

}  // namespace losscert::check
