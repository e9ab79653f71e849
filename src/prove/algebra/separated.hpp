// Differences f(p)*h(q) - f(q)*h(p): the two variables apart.
#pragma once
#include "prove/algebra/expressions.hpp"

namespace losscert::prove {

/// e = f(p)*h(q) - f(q)*h(p) with logarithms in f or h.
struct Separated {
  Symbol p, q;
  Expr f, h;  ///< f(p), h(q)
};
std::optional<Separated> separated(const Expr& e);

}  // namespace losscert::prove
