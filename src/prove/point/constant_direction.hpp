// A straight line along which a function does not change for a while: what refutes a strict minimum.
#pragma once
#include "prove/point/near.hpp"

namespace losscert::prove {

struct ConstantDirection {
  proof::Assignment direction;
  GiNaC::numeric reach;
  proof::Sign proof;  ///< of F(s + eps*direction) - F(s) for 0 < eps <= reach
};
std::optional<ConstantDirection> constant_direction(Search& search, const Context& g, const Expr& f, const std::vector<Symbol>& over, const Substitution& s, const Scope& scope = {});

}  // namespace losscert::prove
