// Signs that show in how an expression is written and are lost when it is expanded, as that of 1 + (x - y)^2.
#pragma once
#include "check/algebra/poly.hpp"

namespace losscert::check {

/// Signs of p at every point where it is defined: from the signs of its monomials, and from what was noted; all signs where nothing shows.
Signs evident_signs(const Poly& p);

/// `whole` has been written as the sum, the product, or the power `n` of the parts. What the parts show is noted of it, if they are defined everywhere: so it holds everywhere.
void note_sum(const Poly& whole, const std::vector<Poly>& parts);
void note_product(const Poly& whole, const std::vector<Poly>& parts);
void note_power(const Poly& whole, const Poly& base, long n);
void forget_signs();

}  // namespace losscert::check
