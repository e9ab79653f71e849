#include "prove/claim/domain.hpp"

#include <functional>
#include <set>

#include "prove/algebra/expressions.hpp"
#include "prove/algebra/immediate.hpp"
#include "symbolic/factor.hpp"

namespace losscert::prove {

using claim::Kind;
using GiNaC::is_a;
using symbolic::canonical;

namespace {

using Conditions = std::vector<Relation>;

// Arguments of logarithms, roots and divisions that no enclosure over the whole box may settle.
Conditions partial_functions(const Expr& function) {
  Conditions all;
  const std::function<void(const Expr&)> walk = [&](const Expr& e) {
    if (has_head(e, symbolic::Head::Log)) all.push_back({e.op(0), Rel::Greater});
    if (is_a<GiNaC::power>(e) && !e.op(1).info(GiNaC::info_flags::posint)) all.push_back({e.op(0), e.op(1).info(GiNaC::info_flags::integer) ? Rel::NotEqual : Rel::Greater});
    for (const auto& c : operands(e)) walk(c);
  };
  walk(function);
  return all;
}

}  // namespace

Definedness defined_in_region(Search& search, const ClaimGoal& goal) {
  const auto& c = goal.claim;
  const Context g = c.kind == Kind::Value && c.path ? goal.g0.with({symbolic::symbol("eps"), Rel::Greater}) : goal.g0;
  Definedness result;
  std::set<std::string> seen;
  for (const auto& r : goal.conditions()) {
    const Expr p = canonical(r.expr);
    const std::string text = symbolic::to_text(p);
    const Signs wanted = signs_of(r.rel);
    if (!seen.insert(text + symbolic::to_text(r.rel)).second || (immediate_signs(g, p) & ~wanted) == 0) continue;
    const auto proof = search.sign(goal.sign(g, r.expr, wanted, 1));  // as it is written: a square shows its sign, expanded it may not
    if (!proof.within(wanted)) {
      result.open = Relation{p, r.rel};
      return result;
    }
    result.entries.push_back({text, proof.node});
  }
  return result;
}

std::vector<proof::Part> more_entries(Search& search, const ClaimGoal& goal, const std::vector<Expr>& denominators) {
  const auto& c = goal.claim;
  Conditions all = c.domains.function;
  for (auto& r : all)
    if (r.rel == Rel::GreaterEqual) r.rel = Rel::Greater;  // which is asked where F is differentiated, and is enough elsewhere
  for (auto& r : partial_functions(c.function)) all.push_back(std::move(r));
  for (const auto& d : denominators) {
    all.push_back({d, Rel::NotEqual});
    for (const auto& [f, n] : symbolic::factors(canonical(d))) all.push_back({f, Rel::NotEqual});  // what is left of it where a part cancels
  }
  std::vector<proof::Part> entries;
  std::set<std::string> seen;
  for (const auto& r : all) {
    const Expr p = canonical(r.expr);
    const std::string text = symbolic::to_text(p);
    if (symbolic::is_constant(p) || !seen.insert(text).second) continue;
    const auto proof = search.sign(goal.sign(goal.g0, r.expr, signs_of(r.rel), 1));
    if (proof.within(signs_of(r.rel))) entries.push_back({text, proof.node});
  }
  if (!c.path) return entries;
  // On the path, near its end.
  const Symbol eps = symbolic::symbol("eps");
  const Context near = goal.params.with({eps, Rel::Greater}).with({eps - 1, Rel::LessEqual});
  Conditions on_path = c.domains.path;
  for (auto& r : on_path) r.expr = goal.along(r.expr);
  for (auto& r : partial_functions(goal.along(c.kind == Kind::Limit ? c.of : c.function))) on_path.push_back(std::move(r));
  for (const auto& r : on_path) {
    const Expr p = canonical(r.expr);
    const std::string text = symbolic::to_text(p);
    if (!symbolic::contains(p, eps) || (immediate_signs(near, p) & ~signs_of(r.rel)) == 0 || !seen.insert(text).second) continue;
    auto proof = search.sign(goal.sign(near, r.expr, signs_of(r.rel), 1));
    if (!proof.within(signs_of(r.rel))) {
      const auto [numerator, denominator] = symbolic::fraction(p);
      proof = search.sign(goal.sign(near, numerator / denominator, signs_of(r.rel), 1));
    }
    if (proof.within(signs_of(r.rel))) entries.push_back({text, proof.node});
  }
  return entries;
}

}  // namespace losscert::prove
