#include "prove/goal/claim_goal.hpp"

#include <algorithm>

namespace losscert::prove {

std::vector<Relation> ClaimGoal::hypotheses() const {
  std::vector<Relation> all = instance.assumptions;
  all.insert(all.end(), claim.where.begin(), claim.where.end());
  return all;
}

std::vector<Relation> ClaimGoal::conditions() const {
  using claim::Kind;
  std::vector<Relation> all;
  const auto append = [&](const std::vector<Relation>& from, const Substitution& s) {
    for (const auto& r : from) all.push_back({symbolic::substitute(r.expr, s), r.rel});
  };
  const auto& domains = claim.domains;
  const bool is_limit = claim.kind == Kind::Limit || claim.kind == Kind::DivergencePath;
  const bool on_path = claim.path && claim.kind != Kind::Infimum;  // there it is a hint
  if (!on_path || claim.kind == Kind::Value) append(domains.at, {});
  append(domains.where, {});
  append(domains.own, {});
  if (claim.kind == Kind::Always || is_limit) return all;
  // Where F is differentiated at the point, roots are taken of positive numbers only; before the point is put in, for of a constant p >= 0 nothing is left. Where p is 0 it is not differentiated.
  static const std::vector<Kind> differentiate{Kind::CriticalPoint, Kind::NoCriticalPoint, Kind::CriticalPointsSatisfy, Kind::NoLocalMinimum, Kind::Saddle, Kind::CriticalSet};
  auto of_function = domains.function;
  if (std::find(differentiate.begin(), differentiate.end(), claim.kind) != differentiate.end())
    for (auto& r : of_function)
      if (r.rel == Rel::GreaterEqual && !symbolic::canonical(symbolic::substitute(r.expr, claim.at)).is_zero()) r.rel = Rel::Greater;
  append(of_function, on_path ? *claim.path : claim.at);
  return all;
}

Expr ClaimGoal::along(const Expr& e) const { return claim.path ? symbolic::substitute(e, *claim.path) : e; }

bool ClaimGoal::moves(const Symbol& v) const { return is_one_of(v, claim.over); }

std::vector<Symbol> ClaimGoal::constants_of(const Expr& e) const {
  std::vector<Symbol> out;
  for (const auto& v : symbolic::symbols_of(e))
    if (!base.box().count(v.get_name()) && !moves(v)) out.push_back(v);
  return out;
}

bool is_one_of(const Symbol& v, const std::vector<Symbol>& list) {
  return std::any_of(list.begin(), list.end(), [&](const Symbol& o) { return o.is_equal(v); });
}

}  // namespace losscert::prove
