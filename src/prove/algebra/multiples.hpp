// Sums of rational multiples of one function.
#pragma once
#include "prove/algebra/expressions.hpp"

namespace losscert::prove {

/// The c and p of the summands c*h(p), if e is a sum of such; for h = exp a rational term counts as c*exp(0).
std::optional<std::vector<std::pair<GiNaC::numeric, Expr>>> multiples_of(symbolic::Head h, const Expr& e);

}  // namespace losscert::prove
