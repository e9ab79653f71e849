#include "prove/limit/limit.hpp"

#include <algorithm>
#include <map>

#include "prove/algebra/expressions.hpp"

namespace losscert::prove {

using claim::LimitSort;
using GiNaC::is_a;
using GiNaC::numeric;
using symbolic::canonical;
using symbolic::contains;
using symbolic::to_text;

Context small_eps(const Context& params, const numeric& eps0) {
  const Symbol eps = symbolic::symbol("eps");
  return params.with({eps, Rel::Greater}).with({eps - eps0, Rel::LessEqual});
}

namespace {

/// One term c * s^k * exp(P) * atoms of the canonical form in s = 1/eps.
struct Term {
  Expr coefficient = 1, exponent = 0;
  int power = 0;
  std::vector<Expr> atoms;
};

class Asymptotics {
public:
  Asymptotics(Search& search, const LimitGoal& goal) : search_(search), goal_(goal) {}

  struct Limit {
    LimitSort sort = LimitSort::Finite;
    Expr value = 0;
  };

  std::optional<Limit> of(const Expr& e, int depth = 0) {
    if (depth > 8) return std::nullopt;
    Expr finite = 0;
    std::map<std::string, std::pair<Term, Expr>> unbounded;
    const auto one = [&](const Expr& t) -> bool {
      const auto term = split(t);
      if (!term) return false;
      Expr atoms = 1;
      for (const auto& a : term->atoms) {
        const auto l = atom(a, depth);
        if (!l) return false;
        atoms *= *l;
      }
      // 0 times something unbounded is nothing known.
      const bool vanishing = !term->atoms.empty() && sign(atoms, kZero, 0).within(kZero);
      const Expr p = canonical(term->exponent);
      const int d = p.is_zero() ? 0 : p.degree(s_);
      if (d >= 1) {
        const auto sign = sign_of(p.coeff(s_, d));
        if (!sign) return false;
        if (*sign == kNegative) return true;  // tends to 0
        if (vanishing) return false;
      } else {
        if (term->power < 0) return true;
        if (term->power == 0) {
          finite += term->coefficient * symbolic::exp_of(p.coeff(s_, 0)) * atoms;
          return true;
        }
        if (vanishing) return false;
      }
      Term key = *term;
      const Expr p0 = p.coeff(s_, 0);
      key.exponent = canonical(p - p0);
      const std::string name = to_text(key.exponent) + " | " + std::to_string(key.power);
      auto& group = unbounded.try_emplace(name, key, Expr(0)).first->second;
      group.second += term->coefficient * symbolic::exp_of(p0) * atoms;
      group.first.atoms.insert(group.first.atoms.end(), term->atoms.begin(), term->atoms.end());
      return true;
    };
    if (is_a<GiNaC::add>(e)) {
      for (const auto& t : operands(e))
        if (!one(t)) return std::nullopt;
    } else if (!one(e)) {
      return std::nullopt;
    }
    const auto cancels = [](const auto& g) { return canonical(g.second.second).is_zero(); };
    // Where only the limits of atoms cancel, what is left may still grow: the checker drops a group only if it is 0 as it stands.
    if (std::any_of(unbounded.begin(), unbounded.end(), [&](const auto& g) { return !g.second.first.atoms.empty() && cancels(g); })) return std::nullopt;
    std::erase_if(unbounded, cancels);
    if (unbounded.empty()) return Limit{LimitSort::Finite, canonical(finite)};
    // All groups of one sign, or one that dominates.
    Signs together = 0;
    for (const auto& [name, g] : unbounded) {
      const auto sign = sign_of(canonical(g.second));
      if (!sign) {
        together = kNonzero;
        break;
      }
      together |= *sign;
    }
    if (together == kPositive) return Limit{LimitSort::PlusInfinity, 0};
    if (together == kNegative) return Limit{LimitSort::MinusInfinity, 0};
    for (const auto& [name, g] : unbounded) {
      bool dominates = true;
      for (const auto& [other, h] : unbounded)
        if (other != name) dominates &= grows_faster(g.first, h.first);
      if (!dominates) continue;
      const auto sign = sign_of(canonical(g.second));
      if (!sign) return std::nullopt;
      return Limit{*sign == kPositive ? LimitSort::PlusInfinity : LimitSort::MinusInfinity, 0};
    }
    return std::nullopt;
  }

  const std::vector<proof::Part>& lemmas() const { return lemmas_; }
  const Symbol& s() const { return s_; }
  /// What `of` gave up on.
  Remark open_end() const { return open_end_; }

private:
  SignProof sign(const Expr& e, Signs wanted, int splits) { return search_.sign({goal_.context, e, wanted, splits, goal_.scope}); }

  std::optional<Signs> sign_of(const Expr& e) {
    const Context& g = goal_.context;
    const auto p = sign(e, g.samples().empty() ? 0 : g.observed(e), 1);
    if (p.signs != kPositive && p.signs != kNegative) {
      open_end_ = [e] { return "the sign of " + to_text(e) + ", on which a growth rate depends, stays open"; };
      return std::nullopt;
    }
    if (!is_a<numeric>(e)) lemmas_.push_back({e, p.node});
    return p.signs;
  }

  bool grows_faster(const Term& a, const Term& b) {
    const Expr d = canonical(a.exponent - b.exponent);
    if (d.is_zero()) return a.power > b.power;
    const int degree = d.degree(s_);
    if (degree < 1) return a.power > b.power;
    const auto sign = sign_of(d.coeff(s_, degree));
    return sign && *sign == kPositive;
  }

  std::optional<Term> split(const Expr& t) const {
    Term r;
    const auto one = [&](const Expr& f) {
      if (!contains(f, s_)) {
        r.coefficient *= f;
        return true;
      }
      if (f.is_equal(s_)) {
        r.power += 1;
        return true;
      }
      if (is_a<GiNaC::power>(f) && f.op(0).is_equal(s_) && f.op(1).info(GiNaC::info_flags::integer)) {
        r.power += GiNaC::ex_to<numeric>(f.op(1)).to_int();
        return true;
      }
      if (has_head(f, symbolic::Head::Exp)) {
        const Expr p = f.op(0).expand();
        if (!(p * GiNaC::pow(s_, 64)).expand().is_polynomial(s_)) return false;
        r.exponent += p;
        return true;
      }
      r.atoms.push_back(f);
      return true;
    };
    if (is_a<GiNaC::mul>(t)) {
      for (const auto& f : operands(t))
        if (!one(f)) return std::nullopt;
    } else if (!one(t)) {
      return std::nullopt;
    }
    return r;
  }

  /// The limit of phi(g)^n, continuous at the finite limit of g; 1/g with g unbounded tends to 0.
  std::optional<Expr> atom(const Expr& a, int depth) {
    if (is_a<GiNaC::power>(a)) {
      const auto inner = of(canonical(a.op(0)), depth + 1);
      if (!inner) {
        const auto base = atom(a.op(0), depth + 1);
        if (!base) return std::nullopt;
        return GiNaC::pow(*base, a.op(1));
      }
      if (inner->sort != LimitSort::Finite) return a.op(1).info(GiNaC::info_flags::negint) ? std::optional<Expr>(0) : std::nullopt;
      if (!a.op(1).info(GiNaC::info_flags::posint) && !sign_of(inner->value)) return std::nullopt;
      return GiNaC::pow(inner->value, a.op(1));
    }
    if (!GiNaC::is_exactly_a<GiNaC::function>(a)) return std::nullopt;
    const auto inner = of(canonical(a.op(0)), depth + 1);
    if (!inner || inner->sort != LimitSort::Finite) return std::nullopt;
    if (has_head(a, symbolic::Head::Log) && sign_of(inner->value) != std::optional<Signs>(kPositive)) return std::nullopt;
    if (has_head(a, symbolic::Head::Step)) return std::nullopt;
    return symbolic::same_function(a, inner->value);
  }

  Search& search_;
  const LimitGoal& goal_;
  Symbol s_ = symbolic::symbol("_s");
  Remark open_end_ = [] { return std::string("the growth rates could not be ordered"); };
  std::vector<proof::Part> lemmas_;
};

}  // namespace

namespace {

/// e with the powers of eps taken out of its roots: eps is positive. `root_left`: the index of a root out of which a power cannot be taken whole.
Expr with_powers_outside_roots(const Expr& e, int& root_left) {
  const Symbol eps = symbolic::symbol("eps");
  if (!contains(e, eps) || e.nops() == 0) return e;
  if (!is_a<GiNaC::power>(e) || !is_a<numeric>(e.op(1)) || e.op(1).info(GiNaC::info_flags::integer)) {
    struct Inside : GiNaC::map_function {
      explicit Inside(int& r) : root_left(r) {}
      Expr operator()(const Expr& x) override { return with_powers_outside_roots(x, root_left); }
      int& root_left;
    } inside(root_left);
    return e.map(inside);
  }
  const Expr p = canonical(with_powers_outside_roots(e.op(0), root_left));
  const numeric r = GiNaC::ex_to<numeric>(e.op(1));
  const long q = r.denom().to_long();
  std::optional<long> least;
  for (const auto& t : summands(p)) {
    const long k = t.ldegree(eps);
    least = least ? std::min(*least, k) : k;
  }
  const long whole = *least / q;
  if (*least % q != 0) {
    root_left = static_cast<int>(q);
    return symbolic::power_of(p, r);
  }
  if (whole == 0) return symbolic::power_of(p, r);
  return GiNaC::pow(eps, whole * q * r) * symbolic::power_of(canonical(p * GiNaC::pow(eps, -whole * q)), r);
}

/// A kink near eps = 0: its argument does not change its sign there.
SignProof side_of(Search& search, const Context& near, const Expr& z, const Scope& scope) {
  for (const Signs wanted : {kPositive | kZero, kNegative | kZero})
    if (auto p = search.sign({near, z, wanted, 1, scope}); p.within(wanted)) return p;
  return {};
}

/// e for 0 < eps <= eps0 without kinks in eps, and the evidence; false if a kink stays open.
bool resolve(Search& search, const LimitGoal& goal, const numeric& eps0, Expr& e, proof::Pieces& pieces) {
  const Context near = small_eps(goal.context, eps0);
  for (const auto& z : kink_arguments(e)) {
    if (!contains(z, symbolic::symbol("eps"))) continue;
    const auto p = side_of(search, near, z, goal.scope);
    if (!p.found()) return false;
    pieces.push_back({z, p.node});
    e = canonical(resolve_kink(e, z, p.signs));
  }
  return true;
}

}  // namespace

std::optional<LimitProof> prove_limit(Search& search, const LimitGoal& goal) {
  Trace::Entry entry(search.trace(), name(Judgement::Limit), Judgement::Limit, goal.e, "has a limit as eps -> 0+");
  for (const numeric& eps0 : {numeric(1), numeric(1, 8), numeric(1, 64)}) {
    proof::Limit node;
    node.eps0 = eps0;
    Expr e = canonical(goal.e);
    if (!resolve(search, goal, eps0, e, node.pieces)) {
      search.trace().remark([eps0] { return "the sign of a kink's argument stays open for 0 < eps <= " + to_text(eps0); });
      continue;
    }
    constexpr int kMostRoots = 3;  // one within the other
    for (int k = 0; k < kMostRoots; ++k) {
      int root_left = 0;
      e = canonical(with_powers_outside_roots(e, root_left));
      if (root_left == 0) break;
      e = canonical(symbolic::substitute(e, {{symbolic::symbol("eps"), GiNaC::pow(symbolic::symbol("eps"), root_left)}}));
    }
    Asymptotics a(search, goal);
    const auto limit = a.of(canonical(symbolic::substitute(e, {{symbolic::symbol("eps"), GiNaC::pow(a.s(), -1)}})));
    if (!limit) {
      search.trace().remark(a.open_end());
      continue;
    }
    node.signs = a.lemmas();
    entry.proved();
    return LimitProof{limit->sort, limit->value, node};
  }
  return std::nullopt;
}

}  // namespace losscert::prove
