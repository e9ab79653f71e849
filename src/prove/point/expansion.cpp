#include "prove/point/expansion.hpp"

#include "symbolic/series.hpp"


namespace losscert::prove {

const Symbol& curve_parameter() {
  static const Symbol t = symbolic::symbol("_t");
  return t;
}

std::optional<LeadingTerm> leading_term(Search& search, const Context& g, const Scope& scope, const Expr& e, const Symbol& t, int first, int largest) {
  LeadingTerm l;
  int known = -1;
  std::optional<std::vector<Expr>> c;
  for (int m = 0; m <= largest; ++m) {
    if (m > known) {
      known = std::min(largest, std::max(3, 2 * m));
      if (!(c = symbolic::series(e, t, known))) return std::nullopt;
    }
    if (m < first) continue;
    const Expr& x = (*c)[static_cast<std::size_t>(m)];
    if (const auto zero = search.sign({g, x, kZero, 0, scope}); zero.within(kZero)) {
      l.lower.push_back(zero.node);
      continue;
    }
    l.order = m;
    l.coefficient = x;
    return l;
  }
  return std::nullopt;
}

}  // namespace losscert::prove
