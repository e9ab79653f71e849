// Claims along paths: limit, divergence-path.
#include <functional>

#include "prove/claim/kinds.hpp"
#include "symbolic/abstract.hpp"
#include "symbolic/factor.hpp"

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

namespace {

constexpr int kMostCases = 3;

/// The evidence that a limit is a wanted one, if it is.
using Accept = std::function<std::optional<proof::Limit>(const Context& g, const LimitProof& l)>;

/// A wanted limit of e; where a rate depends on an open sign, in each case of that.
std::optional<proof::Limit> wanted_limit(Search& search, const Context& g, const Scope& scope, const Expr& e, const Accept& accept, int cases = kMostCases) {
  Expr open = 0;
  if (const auto l = search.limit({g, e, scope, &open})) return accept(g, *l);
  if (cases == 0) return std::nullopt;
  for (const auto& [f, n] : symbolic::factors(canonical(open))) {
    if (symbolic::is_constant(f)) continue;
    proof::Limit out;
    out.on = f;
    for (const auto& [key, rel] : {std::pair{"<", Rel::Less}, {"=", Rel::Equal}, {">", Rel::Greater}}) {
      const Context branch = g.with({f, rel});
      if (auto absurd = search.contradiction(branch, scope)) {
        out.cases.push_back({key, std::move(absurd), {}});
        continue;
      }
      const auto l = wanted_limit(search, branch, scope, e, accept, cases - 1);
      if (!l) return std::nullopt;
      out.cases.push_back({key, std::nullopt, *l});
    }
    return out;
  }
  return std::nullopt;
}

}  // namespace

std::optional<Compared> compared_limit(Search& search, const Context& g, const Scope& scope, const Expr& e, LimitSort sort, const Expr& value) {
  std::optional<proof::Limit> other;
  const auto same = wanted_limit(search, g, scope, e, [&](const Context& branch, const LimitProof& l) -> std::optional<proof::Limit> {
    auto node = l.node;
    const bool whole = branch.relations().size() == g.relations().size();  // what differs in a case says nothing of the others
    if (l.sort != sort) {
      if (whole) other = node;
      return std::nullopt;
    }
    if (sort != LimitSort::Finite || canonical(l.value - value).is_zero()) return node;
    if (const auto equal = search.sign({branch, l.value - value, kZero, 0, scope}); equal.within(kZero)) {
      node.equal = equal.node;
      return node;
    }
    if (const auto unequal = whole ? search.sign({branch, l.value - value, kNonzero, 0, scope}) : SignProof{}; unequal.within(kNonzero)) {
      node.differs = unequal.node;
      other = node;
    }
    return std::nullopt;
  });
  if (same) return Compared{*same, false};
  if (other) return Compared{*other, true};
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
    const auto d = wanted_limit(search, goal.params, goal.scope, goal.along(e), [](const Context&, const LimitProof& l) { return l.sort == LimitSort::Finite ? std::nullopt : std::optional(l.node); });
    if (!d) return {};
    unbounded.push_back(*d);
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
