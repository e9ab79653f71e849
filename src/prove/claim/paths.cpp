// Claims along paths: limit, divergence-path.
#include "prove/claim/kinds.hpp"

namespace losscert::prove {

using claim::LimitSort;
using GiNaC::numeric;
using symbolic::canonical;
using symbolic::substitute;

namespace {

// d/deps of f has the wanted signs near 0.
std::optional<proof::Decreasing> monotone(Search& search, const ClaimGoal& goal, const Context& g, const Expr& f, Signs wanted) {
  const Symbol eps = symbolic::symbol("eps");
  const Expr slope = symbolic::derivative(f, eps);
  if (!symbolic::exists(slope)) return std::nullopt;
  for (const numeric& eps0 : {numeric(1), numeric(1, 4), numeric(1, 16), numeric(1, 128)}) {
    const Context near = g.with({eps, Rel::Greater}).with({eps - eps0, Rel::LessEqual});
    const auto p = search.sign(goal.sign(near, slope, wanted, 1));
    if (p.within(wanted)) return proof::Decreasing{eps0, p.node};
  }
  return std::nullopt;
}

// The symbols of the expressions but for eps, which is no constant.
std::vector<Symbol> symbols_along(const std::vector<Expr>& expressions) {
  std::vector<Symbol> out;
  for (const auto& e : expressions)
    for (const auto& v : symbolic::symbols_of(e))
      if (v.get_name() != "eps") out.push_back(v);
  return out;
}

}  // namespace

std::optional<Compared> compared_limit(Search& search, const Context& g, const Scope& scope, const Expr& e, LimitSort sort, const Expr& value) {
  const auto l = search.limit({g, e, scope});
  if (!l) return std::nullopt;
  Compared c{l->node, l->sort != sort};
  if (c.differs || sort != LimitSort::Finite || canonical(l->value - value).is_zero()) return c;
  if (const auto equal = search.sign({g, l->value - value, kZero, 0, scope}); equal.within(kZero)) {
    c.node.equal = equal.node;
    return c;
  }
  if (const auto unequal = search.sign({g, l->value - value, kNonzero, 0, scope}); unequal.within(kNonzero)) {
    c.node.differs = unequal.node;
    c.differs = true;
    return c;
  }
  return std::nullopt;
}

Proven prove_limit(Search& search, const ClaimGoal& goal) {
  const auto& c = goal.claim;
  const auto l = compared_limit(search, goal.params, goal.scope, goal.along(c.of), c.limit, c.value);
  return l && !l->differs ? Proven{proof::proved::limit(l->node)} : Proven{};
}

Refutation refute_limit(Search& search, const ClaimGoal& goal) {
  const auto& c = goal.claim;
  const Expr e = goal.along(c.of);
  return with_witness(search, goal, {symbols_along({e}), 400}, [&](const Witness& w, const Sample&, int& effort) -> proof::Refuted {
    ++effort;
    const auto l = compared_limit(search, goal.base, goal.scope, substitute(e, w.assignment), c.limit, substitute(c.value, w.assignment));
    return l && l->differs ? proof::refuted::limit(l->node) : proof::Refuted();
  });
}

Proven prove_divergence(Search& search, const ClaimGoal& goal) {
  const auto& c = goal.claim;
  const auto l = compared_limit(search, goal.params, goal.scope, goal.along(c.function), c.limit, c.value);
  if (!l || l->differs) return {};
  std::vector<proof::Limit> unbounded;
  for (const auto& e : c.diverges) {
    const auto d = search.limit({goal.params, goal.along(e), goal.scope});
    if (!d || d->sort == LimitSort::Finite) return {};
    unbounded.push_back(d->node);
  }
  std::optional<proof::Decreasing> decreasing;
  if (c.decreasing) {
    decreasing = monotone(search, goal, goal.params, goal.along(c.function), kPositive);
    if (!decreasing) return {};
  }
  return {proof::proved::divergence_path(l->node, unbounded, decreasing)};
}

Refutation refute_divergence(Search& search, const ClaimGoal& goal) {
  const auto& c = goal.claim;
  std::vector<Expr> along{goal.along(c.function)};
  for (const auto& e : c.diverges) along.push_back(goal.along(e));
  return with_witness(search, goal, {symbols_along(along), 400}, [&](const Witness& w, const Sample&, int& effort) -> proof::Refuted {
    ++effort;
    const Expr f = substitute(along.front(), w.assignment);
    if (const auto l = compared_limit(search, goal.base, goal.scope, f, c.limit, substitute(c.value, w.assignment)); l && l->differs) return proof::refuted::path_limit(l->node);
    for (std::size_t k = 0; k < c.diverges.size(); ++k) {
      const auto l = search.limit({goal.base, substitute(along[k + 1], w.assignment), goal.scope});
      if (l && l->sort == LimitSort::Finite) return proof::refuted::path_diverges(static_cast<int>(k), l->node);
    }
    if (c.decreasing)
      if (const auto d = monotone(search, goal, goal.base, f, kNegative | kZero)) return proof::refuted::path_decreasing(*d);
    return {};
  });
}

}  // namespace losscert::prove
