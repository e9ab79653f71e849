#include "prove/exclude/strategies.hpp"

namespace losscert::prove::exclude {

proof::Exclusion contradicted(Search& search, const AtPoint& goal) {
  if (const auto absurd = search.contradiction(goal.context, goal.scope)) return *absurd;
  return {};
}

}  // namespace losscert::prove::exclude
