// Equations solved for a symbol.
#pragma once
#include "prove/goal/context.hpp"

namespace losscert::prove {

/// v = by, for each symbol v, no root, that the equation gives without a division.
std::vector<std::pair<Symbol, Expr>> solutions(const Expr& equation, const Context& g);

}  // namespace losscert::prove
