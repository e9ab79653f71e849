// Claims about points: critical or not, local minima or not, saddles.
#include "prove/algebra/expressions.hpp"
#include "prove/claim/kinds.hpp"
#include "prove/point/constant_path.hpp"
#include "prove/point/gradient.hpp"
#include "prove/refute/shape.hpp"

namespace losscert::prove {

using claim::Kind;
using symbolic::substitute;

namespace {

constexpr int kTries = 300, kTriesForCritical = 20000, kTriesForExtremum = 4000, kTriesForMinimum = 60000;

std::optional<proof::Gradient> critical(Search& search, const ClaimGoal& goal, const Context& g, const Expr& f, const Substitution& at) {
  const auto p = vanishing_gradient(search, g, f, goal.claim.over, at, goal.scope);
  if (!p) return std::nullopt;
  return proof::Gradient{p->pieces, p->gradient};
}

Proven excluded(Search& search, const ClaimGoal& goal, const Context& g, Mode mode) {
  const auto tree = search.exclude(goal.point(g, goal.claim.function, goal.claim.at, mode));
  return tree ? Proven{proof::proved::excluded(tree)} : Proven{};
}

// F, or -F for a maximum.
Expr turned(const ClaimGoal& goal, const Expr& f) { return goal.claim.kind == Kind::LocalMaximum ? Expr(-f) : f; }

// What the point itself needs: its free variables, and the constants of the function.
std::vector<Symbol> free_symbols(const ClaimGoal& goal) {
  std::vector<Symbol> extra;
  for (const auto& v : goal.claim.over)
    if (!goal.claim.at.count(v)) extra.push_back(v);
  for (const auto& v : goal.constants_of(goal.claim.function)) extra.push_back(v);
  return extra;
}

// All derivatives, which may vanish together in closed form; none where the claim gives the point.
std::vector<std::vector<Expr>> gradient_of(const ClaimGoal& goal) {
  constexpr std::size_t kFew = 3;
  if (goal.claim.over.size() > kFew || !goal.claim.at.empty()) return {};
  std::vector<Expr> gradient;
  for (const auto& v : goal.claim.over) gradient.push_back(symbolic::derivative(goal.claim.function, v));
  return {gradient};
}

template <class Evidence, class Build>
proof::Refuted built(const Evidence& evidence, Build build) {
  return evidence ? build(evidence) : proof::Refuted();
}

}  // namespace

Proven prove_critical_point(Search& search, const ClaimGoal& goal) {
  const auto gradient = critical(search, goal, goal.g0, goal.claim.function, goal.claim.at);
  return gradient ? Proven{proof::proved::critical_point(*gradient)} : Proven{};
}

Refutation refute_critical_point(Search& search, const ClaimGoal& goal) {
  return with_witness(search, goal, {free_symbols(goal), kTries}, [&](const Witness& w, const Sample&, int& effort) {
    ++effort;
    return built(search.exclude(goal.point(goal.base, w.function, w.point, Mode::Critical)), proof::refuted::excluded);
  });
}

Proven prove_no_critical_point(Search& search, const ClaimGoal& goal) { return excluded(search, goal, goal.g0, Mode::Differentiable); }

Refutation refute_no_critical_point(Search& search, const ClaimGoal& goal) {
  const Slopes slopes(goal, false);
  WitnessSearch where{free_symbols(goal), kTriesForCritical};
  if (goal.claim.at.empty())
    for (auto& z : where.zeros.emplace_back(goal.claim.over.begin(), goal.claim.over.end())) z = symbolic::derivative(goal.claim.function, GiNaC::ex_to<Symbol>(z));
  where.seems = [&](const Sample& sample) { return slopes.vanish(sample); };
  return with_witness(search, goal, where, [&](const Witness& w, const Sample&, int& effort) -> proof::Refuted {
    ++effort;
    const auto gradient = critical(search, goal, goal.base, w.function, w.point);
    return gradient ? proof::refuted::critical_point(*gradient) : proof::Refuted();
  });
}

Proven prove_critical_points_satisfy(Search& search, const ClaimGoal& goal) {
  // The claim says that F is differentiable in the whole region: its kinks lie outside.
  const auto& c = goal.claim;
  const auto piece = smooth_piece(search, goal.g0, goal.scope, c.function, c.over, c.at, 1);
  if (!piece) {
    search.trace().remark("the function is not shown to be differentiable everywhere in the region");
    return {};
  }
  const auto tree = search.exclude(goal.point(goal.g0.with({c.condition->expr, symbolic::negate(c.condition->rel)}), c.function, c.at, Mode::Differentiable));
  return tree ? Proven{proof::proved::excluded(tree, piece->pieces)} : Proven{};
}

Refutation refute_critical_points_satisfy(Search& search, const ClaimGoal& goal) {
  const Slopes slopes(goal, false);
  const Relation& condition = *goal.claim.condition;
  WitnessSearch where{free_symbols(goal), kTriesForCritical};
  where.seems = [&](const Sample& sample) { return !(seen_at(condition.expr, sample) & signs_of(condition.rel)) && slopes.vanish(sample); };
  return with_witness(search, goal, where, [&](const Witness& w, const Sample&, int& effort) -> proof::Refuted {
    ++effort;
    const auto gradient = critical(search, goal, goal.base, w.function, w.point);
    if (!gradient) return {};
    const Signs wanted = kAll & ~signs_of(condition.rel);
    const auto p = search.sign(goal.sign(goal.base, substitute(condition.expr, w.assignment), wanted, 0));
    return p.within(wanted) ? proof::refuted::critical_point(*gradient, p.node) : proof::Refuted();
  });
}

Proven prove_no_local_minimum(Search& search, const ClaimGoal& goal) { return excluded(search, goal, goal.g0, Mode::Minimum); }

Refutation refute_no_local_minimum(Search& search, const ClaimGoal& goal) {
  const Slopes slopes(goal, true);
  const Refute refute = [&](const Witness& w, const Sample&, int& effort) -> proof::Refuted {
    ++effort;
    return built(search.minimum(goal.minimum(goal.base, goal.base, w.function, w.point, false)), proof::refuted::minimum);
  };
  if (!Shape::is_affordable(goal) || !goal.instance.functions.empty()) {
    WitnessSearch where{free_symbols(goal), kTriesForCritical};
    where.zeros = gradient_of(goal);
    where.seems = [&](const Sample& sample) { return slopes.vanish(sample); };
    return with_witness(search, goal, where, refute);
  }
  // The lowest points first: global minima are shown most easily. Where the value overflows, so do the derivatives.
  Shape shape(goal);
  WitnessSearch where{free_symbols(goal), kTriesForMinimum};
  where.zeros = gradient_of(goal);
  where.rank = [&](const Sample& sample) { return !slopes.vanish(sample) || shape.falls_nearby(sample) ? std::nullopt : shape.value(sample); };
  return with_witness(search, goal, where, refute);
}

Proven prove_extremum(Search& search, const ClaimGoal& goal) {
  const auto m = search.minimum(goal.minimum(goal.g0, goal.params, turned(goal, goal.claim.function), goal.claim.at, goal.claim.strict));
  return m ? Proven{proof::proved::extremum(m)} : Proven{};
}

Refutation refute_extremum(Search& search, const ClaimGoal& goal) {
  const auto& c = goal.claim;
  const Refute refute = [&](const Witness& w, const Sample&, int& effort) -> proof::Refuted {
    ++effort;
    const Expr f = turned(goal, w.function);
    if (c.strict)
      if (const auto p = constant_path(search, goal.base, f, c.over, w.point, goal.scope)) return proof::refuted::constant_path(p->path, p->reach, p->proof);
    return built(search.exclude(goal.point(goal.base, f, w.point, Mode::Minimum)), proof::refuted::excluded);
  };
  if (Shape::is_affordable(goal) && is_smooth(symbolic::canonical(c.function), 2)) {
    Shape shape(goal);
    WitnessSearch where{free_symbols(goal), kTriesForExtremum};
    where.seems = [&](const Sample& sample) { return shape.is_no_extremum(sample, c.kind == Kind::LocalMaximum); };
    if (auto found = with_witness(search, goal, where, refute)) return found;
  }
  return with_witness(search, goal, {free_symbols(goal), kTries}, refute);
}

Proven prove_saddle(Search& search, const ClaimGoal& goal) {
  const auto& c = goal.claim;
  const auto gradient = critical(search, goal, goal.g0, c.function, c.at);
  if (!gradient) {
    search.trace().remark("the gradient is not shown to vanish at the point");
    return {};
  }
  const auto lower = search.exclude(goal.point(goal.g0, c.function, c.at, Mode::Minimum));
  if (!lower) {
    search.trace().remark("the point is critical, but no lower values next to it were certified");
    return {};
  }
  const auto higher = search.exclude(goal.point(goal.g0, -c.function, c.at, Mode::Minimum));
  if (higher) return {proof::proved::saddle(*gradient, lower, higher)};
  search.trace().remark("the point is critical with lower values next to it, but no higher ones were certified");
  return {};
}

Refutation refute_saddle(Search& search, const ClaimGoal& goal) {
  return with_witness(search, goal, {free_symbols(goal), kTries}, [&](const Witness& w, const Sample&, int& effort) -> proof::Refuted {
    ++effort;
    if (const auto tree = search.exclude(goal.point(goal.base, w.function, w.point, Mode::Critical))) return proof::refuted::excluded(tree);
    if (const auto m = search.minimum(goal.minimum(goal.base, goal.base, w.function, w.point, false))) return proof::refuted::minimum(m);
    return built(search.minimum(goal.minimum(goal.base, goal.base, -w.function, w.point, false)), proof::refuted::maximum);
  });
}

}  // namespace losscert::prove
