// What an expression does along a curve: its first Taylor coefficient that is not 0.
#pragma once
#include "prove/goal/search.hpp"

namespace losscert::prove {

/// The symbol t of curves.
const Symbol& curve_parameter();

struct LeadingTerm {
  int order = 0;
  Expr coefficient;
  std::vector<proof::Sign> lower;  ///< that the coefficients of order first..order-1 are {0}
};
/// Of e, a power series in t, from order `first` on. None if all coefficients up to order `largest` vanish, or e is no power series there.
std::optional<LeadingTerm> leading_term(Search& search, const Context& g, const Scope& scope, const Expr& e, const Symbol& t, int first, int largest);

}  // namespace losscert::prove
