#include "prove/point/lemma.hpp"

#include <algorithm>

namespace losscert::prove {

using symbolic::canonical;
using symbolic::substitute;

bool all_among(const std::vector<Symbol>& some, const std::vector<Symbol>& all) {
  return std::all_of(some.begin(), some.end(), [&](const Symbol& v) { return std::any_of(all.begin(), all.end(), [&](const Symbol& o) { return o.is_equal(v); }); });
}

namespace {

// Where the point that the lemma gives has a parameter alone for a variable, the goal's point tells its value.
Substitution values_from_point(const claim::Claim& lemma, const std::vector<Symbol>& over, const Substitution& at) {
  Substitution by;
  const auto moves = [&](const Symbol& v) { return all_among({v}, over) || all_among({v}, lemma.over); };
  for (const auto& [v, e] : lemma.at) {
    const auto linear = linear_in_one_symbol(canonical(e));
    const auto here = at.find(v);
    if (!linear || here == at.end() || moves(linear->v) || by.count(linear->v) > 0) continue;
    const Expr value = canonical((here->second - linear->r) / linear->q);
    const auto symbols = symbolic::symbols_of(value);
    if (!value.is_equal(linear->v) && std::none_of(symbols.begin(), symbols.end(), moves)) by[linear->v] = value;
  }
  return by;
}

}  // namespace

std::optional<AppliedLemma> applied(Search& search, const claim::Claim& lemma, const Expr& said, const Context& g, const Expr& f, const std::vector<Symbol>& over, const Substitution& at, const Scope& scope) {
  AppliedLemma out{values_from_point(lemma, over, at), {}};
  const auto here = [&](const Expr& e) { return canonical(substitute(substitute(e, out.by), at)); };
  if (!canonical(substitute(said, out.by) - f).is_zero()) {
    out.by.clear();
    if (!canonical(said - f).is_zero()) return std::nullopt;
  }
  std::vector<Relation> wanted = search.notes<Lemmas>().assumptions;
  wanted.insert(wanted.end(), lemma.where.begin(), lemma.where.end());
  for (const Symbol& v : lemma.over)
    if (const auto it = lemma.at.find(v); it != lemma.at.end()) wanted.push_back({v - it->second, Rel::Equal});
  for (const auto& r : wanted) {
    const auto p = search.sign({g, here(r.expr), signs_of(r.rel), 1, scope});
    if (!p.within(signs_of(r.rel))) {
      search.trace().remark("a hypothesis of the lemma '" + lemma.id + "' stays open: " + symbolic::to_text(here(r.expr)) + " " + symbolic::to_text(r.rel) + " 0");
      return std::nullopt;
    }
    out.hypotheses.push_back(p.node);
  }
  return out;
}

}  // namespace losscert::prove
