#include "prove/algebra/multiples.hpp"

namespace losscert::prove {

using GiNaC::is_a;
using GiNaC::numeric;

std::optional<std::vector<std::pair<numeric, Expr>>> multiples_of(symbolic::Head h, const Expr& e) {
  std::vector<std::pair<numeric, Expr>> terms;
  for (const auto& t : summands(e)) {
    numeric c = 1;
    std::optional<Expr> inside;
    for (const auto& [f, n] : factors_of_product(t)) {
      if (is_a<numeric>(f)) c *= GiNaC::pow(GiNaC::ex_to<numeric>(f), numeric(n));
      else if (has_head(f, h) && n == 1 && !inside) inside = f.op(0);
      else return std::nullopt;
    }
    if (!inside && h != symbolic::Head::Exp) return std::nullopt;
    terms.emplace_back(c, inside.value_or(0));
  }
  return terms;
}

}  // namespace losscert::prove
