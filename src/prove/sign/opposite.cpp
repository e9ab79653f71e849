// A sign by contradiction: where e had a sign that is not wanted, some relation of the context could not hold. cases { wanted: assumption; not wanted: absurd by that relation }.
#include <algorithm>

#include "prove/algebra/expressions.hpp"
#include "prove/sign/strategies.hpp"

namespace losscert::prove::sign {

using symbolic::symbols_of;

namespace {

constexpr std::size_t kMostRelations = 12;
constexpr int kFew = 11;  ///< depth from which the search goes on: without samples nothing else would stop it

/// Evidence that g, to which `e rel 0` was added, has no point: one of its other relations has an impossible sign.
std::optional<proof::Absurd> impossible(Search& search, const Context& g, const Expr& e, const Scope& scope) {
  if (auto found = search.contradiction(g, scope)) return found;
  for (std::size_t k = 0; k < g.relations().size(); ++k) {
    const auto& r = g.relations()[k];
    if (ratio(r.expr, e)) continue;
    const auto its = symbols_of(r.expr);
    if (std::none_of(its.begin(), its.end(), [&](const Symbol& v) { return symbolic::contains(e, v); })) continue;
    const Signs others = kAll & ~signs_of(r.rel);
    const auto p = search.sign({g.without_relation(k), r.expr, others, 0, scope});
    if (p.within(others)) return proof::absurd(r.expr, p.node);
  }
  return std::nullopt;
}

}  // namespace

bool opposite(Search& search, const SignAttempt& a) {
  const Context& g = a.context;
  if (g.relations().size() > kMostRelations) return false;
  const Expr& e = a.canonical;
  Scope scope = a.scope;
  scope.depth = std::max(scope.depth, kFew);
  proof::Branches<proof::SignJudgement> branches;
  for (const auto& [key, rel, sign] : {std::tuple{"<", Rel::Less, kNegative}, {"=", Rel::Equal, kZero}, {">", Rel::Greater, kPositive}}) {
    if (a.wanted & sign) {
      branches.emplace_back(key, proof::assumption());
      continue;
    }
    const Context there = g.with({e, rel});
    if (!there.samples().empty()) return false;
    const auto absurd = impossible(search, there, e, scope);
    if (!absurd) return false;
    branches.emplace_back(key, *absurd);
  }
  return a.best.offer(a.wanted, proof::cases<proof::SignJudgement>(e, branches));
}

}  // namespace losscert::prove::sign
