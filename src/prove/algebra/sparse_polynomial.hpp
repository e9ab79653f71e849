// Polynomials over the rationals by their exponents.
#pragma once
#include <ginac/ginac.h>

#include <map>
#include <vector>

namespace losscert::prove {

using Monomial = std::vector<int>;  ///< exponents, one per variable
using Polynomial = std::map<Monomial, GiNaC::numeric>;

}  // namespace losscert::prove
