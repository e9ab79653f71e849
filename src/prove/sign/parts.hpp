// What several strategies do with the parts of an expression.
#pragma once
#include "prove/sign/attempt.hpp"

namespace losscert::prove {

/// Offers what is read off: relations of g, properties of functions, exp and relu.
bool offer_known(const Context& g, const Expr& canonical, Best& best);

/// The sign of a sum by the signs of the given terms.
SignProof sum_of(Search& search, const SignAttempt& a, const std::vector<Expr>& terms);

/// The sign of a product by the signs of the given factors, with their powers.
SignProof product_of(Search& search, const SignAttempt& a, const std::vector<std::pair<Expr, int>>& factors);

/// The factors of a canonical form, found once.
const std::vector<std::pair<Expr, int>>& factors_of(Search& search, const Expr& canonical);

}  // namespace losscert::prove
