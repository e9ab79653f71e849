// Claims about lower values and bounds: suboptimal, lower-bound, infimum.
#include <algorithm>
#include <cmath>

#include "prove/claim/kinds.hpp"
#include "prove/algebra/closed_points.hpp"
#include "prove/algebra/extremes.hpp"
#include "prove/algebra/immediate.hpp"
#include "prove/algebra/linear.hpp"
#include "prove/hints/descend.hpp"
#include "prove/region/approach.hpp"
#include "prove/region/better.hpp"
#include "prove/region/squares.hpp"

namespace losscert::prove {

using claim::LimitSort;
using symbolic::canonical;
using symbolic::contains;
using symbolic::substitute;
using symbolic::symbols_of;

namespace {

constexpr int kSimplePoints = 400, kMostProofs = 20;

// What `where` says of the variables shows at once at the point, or along the path.
bool lies_in_region(const Context& g, const std::vector<Relation>& where, const Substitution& point) {
  return std::all_of(where.begin(), where.end(), [&](const Relation& r) { return (immediate_signs(g, substitute(r.expr, point)) & ~signs_of(r.rel)) == 0; });
}
bool lies_in_region(const Context& g, const ClaimGoal& goal, const Substitution& point) { return lies_in_region(g, goal.claim.where, point); }

// A point of the case, whole, where F has the value.
std::optional<ValuedPoint> named_point_of_value(Search& search, const ClaimGoal& goal) {
  for (const auto& entry : goal.instance.points) try {
    const Substitution& named = entry.second;
    Substitution point;
    const bool whole = std::all_of(goal.claim.over.begin(), goal.claim.over.end(), [&](const Symbol& v) {
      const auto it = named.find(v);
      if (it != named.end()) point[v] = it->second;
      const auto symbols = it == named.end() ? std::vector<Symbol>{v} : symbols_of(it->second);
      return std::none_of(symbols.begin(), symbols.end(), [&](const Symbol& u) { return is_one_of(u, goal.instance.variables); });
    });
    if (!whole || !lies_in_region(goal.params, goal, point)) continue;
    const auto p = search.sign(goal.sign(goal.params, substitute(goal.claim.function, point) - goal.claim.value, kZero, 1));
    if (p.within(kZero)) return ValuedPoint{point, p.node, {}};
  } catch (const std::domain_error&) {  // the function is not defined there
  }
  return std::nullopt;
}

std::optional<ValuedPoint> simple_point_of_value(Search& search, const ClaimGoal& goal) {
  std::optional<ValuedPoint> found;
  Assignments points(goal.base, {}, goal.claim.over, goal.claim.where);
  points.any(kSimplePoints, [&](const Substitution& a, const Sample& sample) {
    const Expr difference = substitute(goal.claim.function, a) - goal.claim.value;
    if (seen_at(difference, goal.params.samples().empty() ? sample : goal.params.samples().front()) != kZero || !lies_in_region(goal.params, goal, a)) return false;
    const auto p = search.sign(goal.sign(goal.params, difference, kZero, 0));
    if (!p.within(kZero)) return false;
    found = ValuedPoint{a, p.node, {}};
    return true;
  });
  return found;
}

Sample example(const ClaimGoal& goal) { return goal.params.samples().empty() ? Sample{} : goal.params.samples().front(); }

// A critical point in closed form, inside or on the border, where F has the value.
std::optional<ValuedPoint> extreme_point_of_value(Search& search, const ClaimGoal& goal) {
  const auto& c = goal.claim;
  const auto value = approx_value(c.value, example(goal));
  if (!value) return std::nullopt;
  for (const auto& extreme : extreme_points(c.function, c.where, c.over, example(goal))) {
    if (std::fabs(extreme.value - *value) > 1e-9 * (1 + std::fabs(*value)) || !lies_in_region(goal.params, goal, extreme.point)) continue;
    const auto p = search.sign(goal.sign(goal.params, substitute(c.function, extreme.point) - c.value, kZero, 1));
    if (p.within(kZero)) return ValuedPoint{extreme.point, p.node, denominators_of(extreme.point)};
  }
  return std::nullopt;
}

Proven prove_attained(Search& search, const ClaimGoal& goal, const proof::Sign& bound) {
  const auto& c = goal.claim;
  auto p = named_point_of_value(search, goal);
  if (!p) p = simple_point_of_value(search, goal);
  if (!p) p = extreme_point_of_value(search, goal);
  if (!p) p = point_of_value(search, goal.params, goal.scope, c.function, c.value, c.over);
  if (!p || !lies_in_region(goal.params, goal, p->point)) return {};
  return {proof::proved::infimum_attained(bound, assigned(p->point), p->proof), p->denominators};
}

Proven prove_approached(Search& search, const ClaimGoal& goal, const proof::Sign& bound) {
  const auto& c = goal.claim;
  const Symbol eps = symbolic::symbol("eps");
  const auto along = [&](const Substitution& path) -> Proven {
    try {
      auto l = compared_limit(search, goal.params, goal.scope, substitute(c.function, path), LimitSort::Finite, c.value);
      if (!l || l->differs) return {};
      for (int k = 0; k < 3; ++k, l->node.eps0 = l->node.eps0 / 8) {  // the path may lie in the region near its end only
        const Context near = goal.params.with({eps, Rel::Greater}).with({eps - l->node.eps0, Rel::LessEqual});
        if (lies_in_region(near, goal, path)) return {proof::proved::infimum_approached(bound, assigned(path), l->node)};
      }
    } catch (const std::domain_error&) {  // the function is not defined along it
    }
    return {};
  };
  std::vector<Substitution> paths;
  if (c.path) paths.push_back(*c.path);
  for (const auto& [name, p] : goal.instance.paths) paths.push_back(p);
  for (auto& path : paths) {
    for (const auto& v : c.over)
      if (!path.count(v)) path[v] = 0;
    // What the path leaves free elsewhere may be chosen: set it to 0.
    Substitution zero, own;
    for (const auto& v : c.over) zero[v] = 0;
    for (const auto& v : c.over) own[v] = substitute(path[v], zero);
    if (auto found = along(own)) return found;
  }
  for (const auto& path : approaches(c.function, c.value, c.where, c.over, example(goal)))
    if (auto found = along(path)) return found;
  return {};
}

// Numbers above the value that may be lower bounds: what F is where it is `least`, a little less than that, round distances.
std::vector<Expr> higher_values(const Expr& value, const std::optional<Extreme>& least, const Expr& least_value) {
  std::vector<Expr> out;
  const auto from = approx_value(value, {});
  if (least) out.push_back(least_value);
  if (from && *from < 0) out.emplace_back(0);
  if (least && from && least->value - *from > 1e-9)
    for (const double share : {0.99, 0.75}) out.push_back(canonical(value + near_rational((least->value - *from) * share, 10)));
  for (const int k : {0, 1, 2, 4, 8, 40, 100}) out.push_back(canonical(value + GiNaC::pow(GiNaC::numeric(2), GiNaC::numeric(-k))));
  return out;
}

}  // namespace

Proven prove_suboptimal(Search& search, const ClaimGoal& goal) {
  // Simple points and roots of the case first, then what a descent and exact interpolation find.
  const auto& c = goal.claim;
  const Expr here = substitute(c.function, c.at);
  const Sample free = goal.g0.samples().empty() ? Sample{} : goal.g0.samples().front();
  const auto height = approx_value(here, free);
  std::vector<Symbol> inputs = c.over;
  for (const auto& v : symbols_of(c.function))
    if (!is_one_of(v, inputs)) inputs.push_back(v);
  Program program({c.function}, inputs);
  Proven found;
  int effort = 0;
  Assignments simple(goal.base, {}, c.over);
  simple.any(kSimplePoints, [&](const Substitution& a, const Sample& sample) {
    Sample there = free;
    for (const auto& [name, x] : sample) there[name] = x;
    if (!height || !(program.value(coordinates(inputs, there)) < *height)) return false;
    const auto p = search.sign(goal.sign(goal.g0, substitute(c.function, a) - here, kNegative, 0));
    if (!p.within(kNegative)) return ++effort > kMostProofs;
    found.proof = proof::proved::suboptimal(assigned(a), p.node);
    return true;
  });
  if (found) return found;
  const auto better = better_point(search, goal.g0, goal.scope, c.function, c.over, c.at);
  if (!better) {
    search.trace().remark("no lower value was found in doubles, or none that is exact and certain");
    return {};
  }
  return {proof::proved::suboptimal(assigned(better->point), better->proof), better->denominators};
}

Refutation refute_suboptimal(Search& search, const ClaimGoal& goal) {
  std::vector<Symbol> extra;
  for (const auto& v : goal.claim.over)
    if (!goal.claim.at.count(v)) extra.push_back(v);
  for (const auto& v : goal.constants_of(goal.claim.function)) extra.push_back(v);
  return with_witness(search, goal, {extra, 300}, [&](const Witness& w, const Sample&, int& effort) -> proof::Refuted {
    ++effort;
    const Expr height = substitute(w.function, w.point), c = canonical(height);
    const auto at = search.sign(goal.sign(goal.base, height - c, kZero, 0));
    std::vector<Expr> values;
    for (const auto& [weight, base] : squares_of(w.function - c).terms) values.push_back(canonical(substitute(base, w.point)));
    auto bound = above_tangents(search, goal.base, goal.scope, w.function - c, values);
    if (!bound.found()) bound = search.sign(goal.sign(goal.base, w.function - c, kPositive | kZero, 2));
    return at.within(kZero) && bound.within(kPositive | kZero) ? proof::refuted::suboptimal(c, at.node, bound.node) : proof::Refuted();
  });
}

Proven prove_lower_bound(Search& search, const ClaimGoal& goal) {
  const Expr gap = goal.claim.function - goal.claim.value;
  const Signs wanted = goal.claim.strict ? kPositive : kPositive | kZero;
  auto p = sum_of_squares(gap);
  if (!p.within(wanted)) p = above_tangents_at_low_point(search, goal.g0, goal.scope, gap);
  if (!p.within(wanted)) p = search.sign(goal.sign(goal.g0, gap, wanted, 2));
  return p.within(wanted) ? Proven{proof::proved::lower_bound(p.node)} : Proven{};
}

Proven prove_infimum(Search& search, const ClaimGoal& goal) {
  const Expr gap = goal.claim.function - goal.claim.value;
  const Signs wanted = goal.claim.attained ? kPositive | kZero : kPositive;
  auto bound = sum_of_squares(gap);
  if (!bound.within(wanted)) bound = search.sign(goal.sign(goal.g0, gap, wanted, 2));
  if (!bound.within(wanted)) return {};
  const auto found = goal.claim.attained ? prove_attained(search, goal, bound.node) : prove_approached(search, goal, bound.node);
  if (!found)
    search.trace().remark(goal.claim.attained ? "the bound is shown, but no exact point in the region with that value was found; one in [points] would help"
                                              : "the bound is shown, but no path in the region along which the function tends to it was found; one in [paths] would help");
  return found;
}

Refutation refute_infimum(Search& search, const ClaimGoal& goal) {
  const auto& c = goal.claim;
  const Expr excess = c.function - c.value;
  const std::vector<Symbol> constants = goal.constants_of(excess);
  std::vector<Symbol> everything = c.over;
  everything.insert(everything.end(), constants.begin(), constants.end());
  const auto pointwise = [&](Signs wanted, proof::Refuted (*build)(const proof::Sign&)) {
    WitnessSearch where{everything, 20000};
    where.lows = {excess};
    where.seems = [&](const Sample& sample) { return (seen_at(excess, sample) & ~wanted) == 0; };
    return with_witness(search, goal, where, [&](const Witness& w, const Sample&, int& effort) -> proof::Refuted {
      ++effort;
      const auto p = search.sign(goal.sign(goal.base, substitute(excess, w.assignment), wanted, 0));
      return p.within(wanted) ? build(p.node) : proof::Refuted();
    });
  };
  if (auto r = pointwise(kNegative, proof::refuted::below)) return r;
  if (!c.attained)
    if (auto r = pointwise(kZero, proof::refuted::attained)) return r;
  return with_witness(search, goal, {constants, 20}, [&](const Witness& w, const Sample&, int&) -> proof::Refuted {
    Substitution fixed;
    for (const auto& [v, e] : w.assignment)
      if (!goal.moves(v)) fixed[v] = e;
    const Expr value = substitute(c.value, fixed);
    Context region = goal.base;
    std::vector<Relation> where;
    for (const auto& r : c.where) {
      where.push_back({substitute(r.expr, fixed), r.rel});
      if (std::any_of(c.over.begin(), c.over.end(), [&](const Symbol& v) { return contains(where.back().expr, v); })) region.add(where.back());
    }
    // Where F is least in closed form it tells at once whether there is anything to show.
    std::optional<Extreme> least;
    Expr least_value;
    if (const auto all = extreme_points(w.function, where, c.over, {}, true); !all.empty() && std::isfinite(all.front().value)) {
      least = all.front();
      least_value = canonical(substitute(w.function, least->point));
      if (!search.sign(goal.sign(goal.base, least_value - value, kPositive, 0)).within(kPositive) && lies_in_region(region, where, least->point)) return {};
    }
    if (c.attained)
      if (const auto p = search.sign(goal.sign(region, w.function - value, kPositive, 2)); p.within(kPositive)) return proof::refuted::strict(p.node);
    for (const Expr& higher : higher_values(value, least, least_value)) {
      const auto gap = search.sign(goal.sign(goal.base, higher - value, kPositive, 0));
      if (!gap.within(kPositive)) continue;
      const auto bound = search.sign(goal.sign(region, w.function - higher, kPositive | kZero, 2));
      if (bound.within(kPositive | kZero)) return proof::refuted::above(higher, bound.node, gap.node);
    }
    return {};
  });
}

}  // namespace losscert::prove
