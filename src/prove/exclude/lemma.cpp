// A lemma about critical points or local minima (rule `lemma`).
#include <algorithm>

#include "prove/exclude/strategies.hpp"
#include "prove/point/lemma.hpp"
#include "prove/proof/lemma.hpp"

namespace losscert::prove::exclude {

using claim::Kind;
using symbolic::substitute;

namespace {

bool excludes(const claim::Claim& lemma, Mode mode) {
  switch (lemma.kind) {
    case Kind::NoCriticalPoint:
    case Kind::CriticalPointsSatisfy:
    case Kind::CriticalSet: return true;
    case Kind::NoLocalMinimum: return mode == Mode::Minimum;
    default: return false;
  }
}

// Where every set of the lemma has a relation that is assumed already, it was used before and has nothing new to say.
bool is_known(const Context& g, const std::vector<Relation>& set) {
  return std::all_of(set.begin(), set.end(), [&](const Relation& r) {
    return std::any_of(g.relations().begin(), g.relations().end(), [&](const Relation& known) { return known.rel == r.rel && known.expr.is_equal(r.expr); });
  });
}

}  // namespace

proof::Exclusion lemma(Search& search, const AtPoint& goal) {
  for (const claim::Claim* l : search.notes<Lemmas>().claims) {
    if (!excludes(*l, goal.mode) || !all_among(l->over, goal.over)) continue;
    const bool of_minima = l->kind == Kind::NoLocalMinimum;
    if (!of_minima && !goal.near->piece(1)) continue;
    const auto use = applied(search, *l, l->function, goal.context, goal.f, goal.over, goal.at, goal.scope);
    if (!use) continue;
    auto sets = l->sets;
    if (l->condition) sets = {{*l->condition}};
    bool known = false;
    for (auto& set : sets) {
      for (auto& r : set) r.expr = symbolic::canonical(substitute(substitute(r.expr, use->by), goal.at));
      known = known || is_known(goal.context, set);
    }
    if (known) continue;
    std::vector<proof::Exclusion> branches;
    for (const auto& set : sets) {
      Context g = goal.context;
      for (const auto& r : set) g.add(r);
      branches.push_back(search.exclude(under(goal, g, goal.splits)));
      if (!branches.back()) break;
    }
    if (branches.size() == sets.size() && (branches.empty() || branches.back()))
      return proof::lemma(l->id, assignment(use->by), of_minima ? proof::Pieces() : goal.near->piece(1)->pieces, use->hypotheses, branches);
  }
  return {};
}

}  // namespace losscert::prove::exclude
