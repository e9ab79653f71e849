// Lower bounds and infima (FORMAT.md, section 6).
#include <algorithm>
#include <cmath>

#include "prove/region/better.hpp"
#include "prove/claim/claim_search.hpp"

namespace losscert::prove {

using claim::LimitSort;
using symbolic::canonical;
using symbolic::substitute;

std::optional<Json> ClaimSearch::bounded_below() {
  const Expr gap = claim_.function - claim_.value;
  const Signs wanted = claim_.strict ? kPositive : kPositive | kZero;
  if (const auto p = sum_of_squares(gap); p.within(wanted)) return Json{{"proof", p.node}};
  if (const auto p = above_tangents_at_low_point(signs_, g0_, gap); p.within(wanted)) return Json{{"proof", p.node}};
  const auto p = signs_.search(g0_, gap, wanted, 2);
  if (!p.within(wanted)) return std::nullopt;
  return Json{{"proof", p.node}};
}

std::optional<std::pair<Substitution, Json>> ClaimSearch::named_point_of_value() {
  for (const auto& entry : instance_.points) {
    const Substitution& named = entry.second;
    Substitution point;
    const auto is_free = [&](const Symbol& u) {
      return std::any_of(instance_.variables.begin(), instance_.variables.end(), [&](const Symbol& x) { return x.is_equal(u); });
    };
    const bool whole = std::all_of(claim_.over.begin(), claim_.over.end(), [&](const Symbol& v) {
      const auto it = named.find(v);
      if (it != named.end()) point[v] = it->second;
      const auto symbols = it == named.end() ? std::vector<Symbol>{v} : symbolic::symbols_of(it->second);
      return std::none_of(symbols.begin(), symbols.end(), is_free);
    });
    if (!whole) continue;
    const auto p = signs_.search(params_, substitute(claim_.function, point) - claim_.value, kZero, 1);
    if (p.within(kZero)) return std::pair{point, p.node};
  }
  return std::nullopt;
}

std::optional<Json> ClaimSearch::prove_infimum() {
  const Signs wanted = claim_.attained ? kPositive | kZero : kPositive;
  auto bound = sum_of_squares(claim_.function - claim_.value);
  if (!bound.within(wanted)) bound = signs_.search(params_, claim_.function - claim_.value, wanted, 2);
  if (!bound.within(wanted)) return std::nullopt;
  if (claim_.attained) {
    if (const auto named = named_point_of_value()) return Json{{"bound", bound.node}, {"point", to_json(named->first)}, {"proof", named->second}};
    std::optional<Json> found;
    Assignments points(signs_, base_, {}, claim_.over);
    points.any(400, [&](const Substitution& a, const Sample& sample) {
      const Expr difference = substitute(claim_.function, a) - claim_.value;
      const auto x = interval::approx_value(difference, params_.samples().empty() ? sample : params_.samples().front());
      if (!x || std::fabs(*x) > 1e-9) return false;
      const auto p = signs_.search(params_, difference, kZero, 0);
      if (!p.within(kZero)) return false;
      found = Json{{"bound", bound.node}, {"point", to_json(a)}, {"proof", p.node}};
      return true;
    });
    if (found) return found;
    const auto p = point_of_value(signs_, params_, claim_.function, claim_.value, claim_.over);
    if (!p) return std::nullopt;
    return Json{{"bound", bound.node}, {"point", take(*p)}, {"proof", p->proof}};
  }
  std::vector<Substitution> paths;
  if (claim_.path) paths.push_back(*claim_.path);
  for (const auto& [name, p] : instance_.paths) paths.push_back(p);
  for (const auto& v : claim_.over)
    for (const int sign : {1, -1})
      if (paths.size() < 8) paths.push_back({{v, sign / Expr(symbolic::symbol("eps"))}});
  for (auto path : paths) {
    for (const auto& v : claim_.over)
      if (!path.count(v)) path[v] = 0;
    // What the path leaves free elsewhere may be chosen: set it to 0.
    Substitution zero;
    for (const auto& v : claim_.over) zero[v] = 0;
    Substitution own;
    for (const auto& v : claim_.over) own[v] = substitute(path[v], zero);
    const auto l = limit_at_zero(signs_, params_, substitute(claim_.function, own));
    if (!l || l->sort != LimitSort::Finite) continue;
    Json node = l->node.json();
    if (!canonical(l->value - claim_.value).is_zero()) {
      const auto equal = signs_.search(params_, l->value - claim_.value, kZero, 0);
      if (!equal.within(kZero)) continue;
      node["equal"] = equal.node;
    }
    return Json{{"bound", bound.node}, {"path", to_json(own)}, {"limit", node}};
  }
  return std::nullopt;
}

}  // namespace losscert::prove
