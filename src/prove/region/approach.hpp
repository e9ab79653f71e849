// Paths along which a function seems to tend to a value that it does not take: to the border of its region, or away to infinity. Hints, to be verified.
#pragma once
#include "prove/goal/context.hpp"

namespace losscert::prove {

/// Variable -> expression in eps, for all variables, in doubles within the region for small eps > 0; other symbols are what `at` says. Simple paths first.
std::vector<Substitution> approaches(const Expr& f, const Expr& value, const std::vector<Relation>& region, const std::vector<Symbol>& over, const Sample& at);

}  // namespace losscert::prove
