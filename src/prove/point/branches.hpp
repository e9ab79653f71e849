// Where a polynomial is lowest near 0, order by order (Newton 1676, Puiseux 1850): its forms of lowest weighted degree, one for each face of its Newton polytope, and where such a form is 0 the next order along that branch.
#pragma once
#include <functional>
#include <vector>

#include "symbolic/expr.hpp"

namespace losscert::prove {

/// x_1(t), ..: polynomials in `t` without constant term.
using Branch = std::vector<symbolic::Expr>;

/// Hands curves for small t > 0 to `use` on which p, a polynomial in x with constant coefficients, is negative to leading order, simple ones first, until it returns true or there are no more.
bool falling_branches(const symbolic::Expr& p, const std::vector<symbolic::Symbol>& x, const symbolic::Symbol& t, const std::function<bool(const Branch&)>& use);

}  // namespace losscert::prove
