// Zeros of functions of one variable in closed form: hints for models and witnesses.
#pragma once
#include "prove/goal/context.hpp"

namespace losscert::prove {

/// Zeros of e in v, with their values where the other symbols are what `at` says (which decides what is real and what is positive): those that polynomials of degree 2, pure powers, exp, log, arctan, sin, cos and kinks give, one inside the
/// other; for sin and cos those nearest to 0. Some may be missing.
std::vector<std::pair<Expr, double>> closed_roots(const Expr& e, const Symbol& v, const Sample& at = {});

}  // namespace losscert::prove
