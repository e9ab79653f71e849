// Where a function is defined and how often it can be differentiated: what the checker will ask, seen beforehand.
#pragma once
#include "prove/goal/goal.hpp"

namespace losscert::prove {

/// The arguments, canonical, of logarithms, roots and divisions in e as it is written, and the signs that they must have; a root is defined at 0, but not differentiable.
std::vector<std::pair<Expr, Signs>> domain_conditions(const Expr& e, bool differentiable);

/// e is defined throughout g, by immediate signs.
bool is_defined_at_once(const Context& g, const Expr& e);

/// Along `path`, a substitution by polynomials in t, e has an expansion up to t^order with a smaller remainder. An abstract function needs only as many derivatives as the
/// order in t of its argument's change asks for; a kink is none along the path.
bool expands_along(const Expr& e, const Substitution& path, const Symbol& t, int order);

}  // namespace losscert::prove
