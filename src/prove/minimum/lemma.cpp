// A lemma that says of the point, or of a family to which it belongs, that it is a local minimum (rule `lemma`).
#include "prove/minimum/strategies.hpp"
#include "prove/point/lemma.hpp"
#include "prove/proof/lemma.hpp"

namespace losscert::prove::minimum {

using claim::Kind;

proof::Minimum lemma(Search& search, const AtMinimum& goal) {
  for (const claim::Claim* l : search.notes<Lemmas>().claims) {
    const bool fits = (l->kind == Kind::LocalMinimum || l->kind == Kind::LocalMaximum) && (l->strict || !goal.strict) && all_among(goal.over, l->over);
    if (!fits) continue;
    const Expr said = l->kind == Kind::LocalMaximum ? Expr(-l->function) : l->function;
    if (const auto use = applied(search, *l, said, goal.context, goal.f, goal.over, goal.at, goal.scope)) return proof::lemma(l->id, assignment(use->by), use->hypotheses);
  }
  return {};
}

}  // namespace losscert::prove::minimum
