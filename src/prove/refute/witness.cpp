#include "prove/refute/witness.hpp"

#include <algorithm>
#include <cmath>

#include "prove/algebra/immediate.hpp"
#include "prove/refute/low.hpp"

namespace losscert::prove {

using symbolic::substitute;

namespace {

constexpr int kMostEffort = 40;
constexpr std::size_t kMostRanked = 40;

Witness witness_of(const ClaimGoal& goal, const Substitution& a) {
  Witness w;
  w.assignment = a;
  Substitution constants;
  for (const auto& [v, e] : a)
    if (!goal.moves(v)) constants[v] = e;
  w.function = substitute(goal.claim.function, constants);
  for (const auto& [v, e] : goal.claim.at) w.point[v] = substitute(e, a);
  for (const auto& [v, e] : a)
    if (!constants.count(v) && !goal.claim.at.count(v)) w.point[v] = e;
  return w;
}

// The claim's expressions are defined there, as the checker sees at once.
bool is_defined(const ClaimGoal& goal, const Substitution& a, unsigned bits) {
  const auto conditions = goal.conditions();
  return std::all_of(conditions.begin(), conditions.end(), [&](const Relation& r) { return (immediate_signs(goal.base, substitute(r.expr, a), bits) & ~signs_of(r.rel)) == 0; });
}

}  // namespace

Refutation with_witness(Search& search, const ClaimGoal& goal, const WitnessSearch& where, const Refute& refute) {
  std::vector<Relation> relations = goal.hypotheses();
  if (is_one_of(symbolic::symbol("eps"), where.extra)) relations.push_back({symbolic::symbol("eps"), Rel::Greater});
  std::vector<Relation> landmarks;
  for (const auto& set : goal.claim.sets) landmarks.insert(landmarks.end(), set.begin(), set.end());
  Assignments assignments(goal.base, relations, where.extra, landmarks, where.wishes);
  Refutation found;
  int effort = 0;
  const auto refuted_at = [&](const Substitution& a, const Sample& sample) {
    const auto proof = refute(witness_of(goal, a), sample, effort);
    if (!proof) return effort > kMostEffort;
    if (!is_defined(goal, a, std::max(goal.base.bits(), search.bits_used())) || !assignments.satisfied(search, goal.scope, a)) return false;
    found = {constants(a), proof};
    return true;
  };
  const auto attempt = [&](const Substitution& a, const Sample& sample) { return (!where.seems || where.seems(sample)) && refuted_at(a, sample); };
  for (const auto& together : where.zeros) {
    any_zero(goal.base, together, relations, where.extra, attempt);
    if (found) return found;
  }
  effort = 0;
  if (!where.rank) {
    assignments.any(where.tries, attempt);
    for (std::size_t k = 0; k < where.lows.size() && !found; ++k) {
      effort = 0;
      any_low(goal.base, where.lows[k], relations, where.extra, refuted_at);
    }
    return found;
  }
  struct Ranked {
    double rank;
    Substitution assignment;
    Sample sample;
  };
  std::vector<Ranked> candidates;
  assignments.any(where.tries, [&](const Substitution& a, const Sample& sample) {
    if (const auto r = where.rank(sample)) candidates.push_back({*r, a, sample});
    return candidates.size() >= kMostRanked;
  });
  std::stable_sort(candidates.begin(), candidates.end(), [](const Ranked& x, const Ranked& y) { return x.rank < y.rank; });
  for (const auto& c : candidates)
    if (attempt(c.assignment, c.sample)) break;
  return found;
}

Signs seen_at(const Expr& e, const Sample& sample) {
  const auto x = approx_value(e, sample);
  return !x ? kAll : std::fabs(*x) < 1e-9 ? kZero : *x > 0 ? kPositive : kNegative;
}

proof::Constants constants(const Substitution& a) {
  proof::Constants out;
  for (const auto& [v, e] : a) out.emplace_back(v.get_name(), e);
  return out;
}

proof::Assignment assigned(const Substitution& a) { return proof::Assignment(a.begin(), a.end()); }

}  // namespace losscert::prove
