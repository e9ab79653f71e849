// Claims about sets of points: minimizers, critical-set.
#include <algorithm>

#include "prove/claim/kinds.hpp"
#include "prove/algebra/closed_points.hpp"
#include "prove/algebra/immediate.hpp"
#include "prove/point/gradient.hpp"
#include "prove/region/better.hpp"

namespace losscert::prove {

using symbolic::canonical;
using symbolic::substitute;

namespace {

using Members = std::vector<proof::Sign>;

Context with_set(const Context& g, const claim::Set& set) {
  Context inside = g;
  for (const auto& r : set) inside.add(r);
  return inside;
}

// One context for each choice of a relation from each set, negated.
std::vector<Context> outside(const ClaimGoal& goal) {
  std::vector<Context> now{goal.g0};
  for (const auto& set : goal.claim.sets) {
    std::vector<Context> next;
    for (const auto& g : now)
      for (const auto& r : set) next.push_back(g.with({r.expr, symbolic::negate(r.rel)}));
    now = std::move(next);
  }
  return now;
}

bool lies_in_region(const ClaimGoal& goal, const Substitution& point) {
  return std::all_of(goal.claim.where.begin(), goal.claim.where.end(), [&](const Relation& r) { return (immediate_signs(goal.params, substitute(r.expr, point)) & ~signs_of(r.rel)) == 0; });
}

// A point of that set.
std::optional<std::pair<ValuedPoint, Members>> point_of(Search& search, const ClaimGoal& goal, const claim::Set& set) {
  std::optional<std::pair<ValuedPoint, Members>> found;
  Assignments points(goal.base, {}, goal.claim.over);
  points.any(4000, [&](const Substitution& a, const Sample& sample) {
    Members members;
    for (const auto& r : set) {
      const Expr e = canonical(substitute(r.expr, a));
      if (seen_at(e, goal.params.samples().empty() ? sample : goal.params.samples().front()) & ~signs_of(r.rel)) return false;
      const auto p = search.sign(goal.sign(goal.params, e, signs_of(r.rel), 0));
      if (!p.within(signs_of(r.rel))) return false;
      members.push_back(p.node);
    }
    if (!lies_in_region(goal, a)) return false;
    found = {ValuedPoint{a, {}, {}}, members};
    return true;
  });
  if (found) return found;
  const auto p = point_in_set(search, goal.params, goal.scope, set, goal.claim.over);
  if (p && lies_in_region(goal, p->first.point)) return p;
  // The set's equations and those of the region, solved in closed form.
  std::vector<Expr> equations;
  for (const auto* list : {&set, &goal.claim.where})
    for (const auto& r : *list)
      if (r.rel == Rel::Equal) equations.push_back(r.expr);
  const Sample at = goal.params.samples().empty() ? Sample{} : goal.params.samples().front();
  for (const auto& point : closed_points(equations, goal.claim.over, at, 24)) {
    Members members;
    for (const auto& r : set) {
      const auto p = search.sign(goal.sign(goal.params, substitute(r.expr, point), signs_of(r.rel), 0));
      if (!p.within(signs_of(r.rel))) break;
      members.push_back(p.node);
    }
    if (members.size() == set.size() && lies_in_region(goal, point)) return std::pair{ValuedPoint{point, {}, denominators_of(point)}, members};
  }
  return std::nullopt;
}

// The witness lies in the set, which its sample says first.
std::optional<Members> membership(Search& search, const ClaimGoal& goal, const claim::Set& set, const Witness& w) {
  Members members;
  for (const auto& r : set) {
    const auto p = search.sign(goal.sign(goal.base, substitute(r.expr, w.assignment), signs_of(r.rel), 0));
    if (!p.within(signs_of(r.rel))) return std::nullopt;
    members.push_back(p.node);
  }
  return members;
}

// The witness lies in no set.
std::optional<std::vector<proof::Failure>> failures(Search& search, const ClaimGoal& goal, const Witness& w) {
  std::vector<proof::Failure> list;
  for (const auto& set : goal.claim.sets) {
    std::optional<proof::Failure> failure;
    for (std::size_t i = 0; i < set.size() && !failure; ++i) {
      const Signs wanted = kAll & ~signs_of(set[i].rel);
      const auto p = search.sign(goal.sign(goal.base, substitute(set[i].expr, w.assignment), wanted, 0));
      if (p.within(wanted)) failure = proof::Failure{static_cast<int>(i), p.node};
    }
    if (!failure) return std::nullopt;
    list.push_back(*failure);
  }
  return list;
}

bool seems_inside(const claim::Set& set, const Sample& sample) {
  return std::all_of(set.begin(), set.end(), [&](const Relation& r) { return (seen_at(r.expr, sample) & ~signs_of(r.rel)) == 0; });
}

WitnessSearch everywhere(const ClaimGoal& goal) {
  WitnessSearch where{goal.claim.over, 4000};
  for (const auto& v : goal.constants_of(goal.claim.function)) where.extra.push_back(v);
  for (const auto& set : goal.claim.sets) {  // members of the sets, as far as equations make them
    std::vector<Expr> equations;
    for (const auto& r : set)
      if (r.rel == Rel::Equal) equations.push_back(r.expr);
    if (!equations.empty()) where.zeros.push_back(std::move(equations));
  }
  return where;
}

}  // namespace

Proven prove_minimizers(Search& search, const ClaimGoal& goal) {
  const auto& c = goal.claim;
  const Expr excess = c.function - c.value;
  Members on, off;
  for (const auto& set : c.sets) {
    const auto p = search.sign(goal.sign(with_set(goal.g0, set), excess, kZero, 1));
    if (!p.within(kZero)) return {};
    on.push_back(p.node);
  }
  for (const auto& g : outside(goal)) {
    const auto p = search.sign(goal.sign(g, excess, kPositive, 2));
    if (!p.within(kPositive)) return {};
    off.push_back(p.node);
  }
  for (std::size_t k = 0; k < c.sets.size(); ++k)
    if (const auto p = point_of(search, goal, c.sets[k])) return {proof::proved::minimizers(assigned(p->first.point), static_cast<int>(k), p->second, on, off), p->first.denominators};
  search.trace().remark("the value on the sets and outside of them is shown, but no exact point of a set in the region was found");
  return {};
}

Refutation refute_minimizers(Search& search, const ClaimGoal& goal) {
  const auto& c = goal.claim;
  WitnessSearch where = everywhere(goal);
  where.lows = {c.function - c.value};
  return with_witness(search, goal, where, [&](const Witness& w, const Sample& sample, int& effort) -> proof::Refuted {
    ++effort;
    const Expr excess = substitute(c.function, w.assignment) - substitute(c.value, w.assignment);
    if (seen_at(excess, sample) == kNegative)
      if (const auto p = search.sign(goal.sign(goal.base, excess, kNegative, 0)); p.within(kNegative)) return proof::refuted::below(p.node);
    bool is_outside = true;
    for (std::size_t k = 0; k < c.sets.size(); ++k) {
      if (!seems_inside(c.sets[k], sample)) continue;
      const auto members = membership(search, goal, c.sets[k], w);
      if (!members) continue;
      is_outside = false;
      const auto p = search.sign(goal.sign(goal.base, excess, kNonzero, 0));
      if (p.within(kNonzero)) return proof::refuted::inside(static_cast<int>(k), *members, p.node);
    }
    if (!is_outside) return {};
    const auto fails = failures(search, goal, w);
    if (!fails) return {};
    const auto p = search.sign(goal.sign(goal.base, excess, kNegative | kZero, 0));
    return p.within(kNegative | kZero) ? proof::refuted::outside(*fails, p.node) : proof::Refuted();
  });
}

Proven prove_critical_set(Search& search, const ClaimGoal& goal) {
  const auto& c = goal.claim;
  std::vector<proof::Gradient> on;
  std::vector<proof::Exclusion> off;
  for (const auto& set : c.sets) {
    const auto p = vanishing_gradient(search, with_set(goal.g0, set), c.function, c.over, {}, goal.scope);
    if (!p) return {};
    on.push_back({p->pieces, p->gradient});
  }
  for (const auto& g : outside(goal)) {
    const auto p = search.exclude(goal.point(g, c.function, {}, Mode::Critical));
    if (!p) return {};
    off.push_back(p);
  }
  return {proof::proved::critical_set(on, off)};
}

Refutation refute_critical_set(Search& search, const ClaimGoal& goal) {
  const auto& c = goal.claim;
  std::vector<Expr> gradient;
  for (const auto& v : c.over) gradient.push_back(symbolic::derivative(c.function, v));
  WitnessSearch where = everywhere(goal);
  where.zeros.push_back(gradient);
  // A witness is critical outside of the sets, or in one of them and not critical.
  where.seems = [&](const Sample& sample) {
    const bool flat = std::all_of(gradient.begin(), gradient.end(), [&](const Expr& d) { return seen_at(d, sample) == kZero; });
    return flat != std::any_of(c.sets.begin(), c.sets.end(), [&](const claim::Set& set) { return seems_inside(set, sample); });
  };
  return with_witness(search, goal, where, [&](const Witness& w, const Sample& sample, int& effort) -> proof::Refuted {
    ++effort;
    bool is_outside = true;
    for (std::size_t k = 0; k < c.sets.size(); ++k) {
      if (!seems_inside(c.sets[k], sample)) continue;
      const auto members = membership(search, goal, c.sets[k], w);
      if (!members) continue;
      is_outside = false;
      if (const auto tree = search.exclude(goal.point(goal.base, w.function, w.point, Mode::Critical))) return proof::refuted::inside(static_cast<int>(k), *members, tree);
    }
    if (!is_outside) return {};
    const auto fails = failures(search, goal, w);
    if (!fails) return {};
    const auto p = vanishing_gradient(search, goal.base, w.function, c.over, w.point, goal.scope);
    return p ? proof::refuted::outside(*fails, proof::Gradient{p->pieces, p->gradient}) : proof::Refuted();
  });
}

}  // namespace losscert::prove
