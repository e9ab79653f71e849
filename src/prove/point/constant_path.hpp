// A path from a point along which a function does not change for a while: what refutes a strict minimum.
#pragma once
#include "prove/point/near.hpp"

namespace losscert::prove {

struct ConstantPath {
  proof::Assignment path;  ///< of the variables that move, in eps
  GiNaC::numeric reach;
  proof::Sign proof;  ///< of F(path) - F(s) for 0 < eps <= reach
};
std::optional<ConstantPath> constant_path(Search& search, const Context& g, const Expr& f, const std::vector<Symbol>& over, const Substitution& s, const Scope& scope = {});

}  // namespace losscert::prove
