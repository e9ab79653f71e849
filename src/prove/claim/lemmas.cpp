#include "prove/claim/lemmas.hpp"

#include "prove/goal/lemmas.hpp"

namespace losscert::prove {

using claim::Kind;
using symbolic::canonical;
using symbolic::substitute;

namespace {

std::vector<Relation> signs_said(const claim::Claim& lemma) {
  const Expr gap = substitute(lemma.function, lemma.at) - lemma.value;
  switch (lemma.kind) {
    case Kind::Always: return lemma.statement;
    case Kind::LowerBound: return {{gap, lemma.strict ? Rel::Greater : Rel::GreaterEqual}};
    case Kind::Infimum: return {{gap, lemma.attained ? Rel::GreaterEqual : Rel::Greater}};
    case Kind::Minimizers: return {{gap, Rel::GreaterEqual}};
    case Kind::Value: return lemma.path ? std::vector<Relation>() : std::vector<Relation>{{gap, Rel::Equal}};
    default: return {};
  }
}

std::optional<std::vector<proof::Sign>> shown(Search& search, const ClaimGoal& goal, const Context& g, const std::vector<Relation>& hypotheses, const Substitution& at) {
  std::vector<proof::Sign> proofs;
  for (const auto& r : hypotheses) {
    const auto p = search.sign(goal.sign(g, canonical(substitute(r.expr, at)), signs_of(r.rel), 0));
    if (!p.within(signs_of(r.rel))) return std::nullopt;
    proofs.push_back(p.node);
  }
  return proofs;
}

}  // namespace

std::vector<proof::Instance> assume_lemmas(Search& search, ClaimGoal& goal) {
  std::vector<proof::Instance> out;
  const auto& [lemmas, assumptions] = search.notes<Lemmas>();
  if (goal.claim.path && goal.claim.kind != Kind::Infimum) return out;
  for (const claim::Claim* l : lemmas) {
    const auto said = signs_said(*l);
    if (said.empty()) continue;
    std::vector<Relation> hypotheses = assumptions;
    hypotheses.insert(hypotheses.end(), l->where.begin(), l->where.end());
    auto proofs = shown(search, goal, goal.params, hypotheses, {});
    const bool everywhere = proofs.has_value();
    if (!everywhere) proofs = shown(search, goal, goal.g0, hypotheses, goal.claim.at);
    if (!proofs) {
      search.trace().remark("a hypothesis of the lemma '" + l->id + "' stays open");
      continue;
    }
    for (const auto& r : said) {
      if (everywhere) goal.params.add({canonical(r.expr), r.rel});
      goal.g0.add({canonical(substitute(r.expr, goal.claim.at)), r.rel});
    }
    out.push_back({l->id, everywhere, std::move(*proofs)});
  }
  return out;
}

}  // namespace losscert::prove
