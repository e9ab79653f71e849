#include "prove/algebra/solutions.hpp"

namespace losscert::prove {

using GiNaC::is_a;
using GiNaC::numeric;
using symbolic::canonical;
using symbolic::contains;
using symbolic::symbols_of;

std::vector<std::pair<Symbol, Expr>> solutions(const Expr& equation, const Context& g) {
  std::vector<std::pair<Symbol, Expr>> out;
  for (const auto& v : symbols_of(equation)) {
    if (g.is_root(v) || !equation.is_polynomial(v) || equation.degree(v) != 1 || !is_a<numeric>(equation.coeff(v, 1))) continue;
    const Expr by = canonical(-equation.coeff(v, 0) / equation.coeff(v, 1));
    if (!contains(by, v)) out.emplace_back(v, by);
  }
  return out;
}

}  // namespace losscert::prove
