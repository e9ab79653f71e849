#include "prove/limit/limit.hpp"

#include <algorithm>

#include "prove/algebra/expressions.hpp"
#include "prove/limit/asymptotics.hpp"

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

/// The same until no root is left that a power of eps divides: with eps^q for eps where its index q does not divide that power.
Expr with_roots_opened(Expr e) {
  constexpr int kMostRoots = 3;  // one within the other
  for (int k = 0; k < kMostRoots; ++k) {
    int root_left = 0;
    e = canonical(with_powers_outside_roots(e, root_left));
    if (root_left == 0) break;
    e = canonical(symbolic::substitute(e, {{symbolic::symbol("eps"), GiNaC::pow(symbolic::symbol("eps"), root_left)}}));
  }
  return e;
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

/// By the terms of e, without scales and Taylor polynomials: as the checker sees it then.
std::optional<LimitProof> by_plain_terms(Search& search, const LimitGoal& goal, const Expr& e, proof::Limit node) {
  Asymptotics a(search, goal, std::nullopt);
  try {
    const auto limit = a.of(with_roots_opened(e));
    if (!limit || !a.scales().empty()) return std::nullopt;
    node.signs = a.lemmas();
    return LimitProof{limit->sort, limit->value, node};
  } catch (const std::domain_error&) {
  } catch (const symbolic::TooLarge&) {
  }
  return std::nullopt;
}

/// By the terms of e, without Taylor polynomials and with.
std::optional<LimitProof> by_terms(Search& search, const LimitGoal& goal, const Expr& e, proof::Limit node) {
  for (const std::optional<int> order : {std::optional<int>(), std::optional(0), std::optional(1), std::optional(2), std::optional(4), std::optional(7)}) {
    Asymptotics a(search, goal, order);
    std::optional<Asymptotics::Limit> limit;
    try {
      limit = a.of(e);
    } catch (const std::domain_error&) {
    } catch (const symbolic::TooLarge&) {
      return std::nullopt;
    }
    if (limit) {
      node.signs = a.lemmas();
      node.scales = a.scales();
      node.order = order;
      return LimitProof{limit->sort, limit->value, node};
    }
    if (const Expr open = a.open_sign(); !open.is_zero()) {
      if (goal.open != nullptr) *goal.open = open;
      search.trace().remark([open] { return "the sign of " + to_text(open) + ", on which a growth rate depends, stays open"; });
    } else {
      search.trace().remark([] { return std::string("the growth rates could not be ordered"); });
    }
  }
  return std::nullopt;
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
    auto limit = by_plain_terms(search, goal, e, node);
    if (!limit) limit = by_terms(search, goal, e, node);
    if (limit) entry.proved();
    return limit;
  }
  return std::nullopt;
}

}  // namespace losscert::prove
