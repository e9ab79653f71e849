#include "prove/point/gradient.hpp"

namespace losscert::prove {

using symbolic::canonical;
using symbolic::substitute;

std::optional<VanishingGradient> vanishing_gradient(Search& search, const Scope& scope, Near& near, int k) {
  const auto p = near.piece(k);
  if (!p) return std::nullopt;
  VanishingGradient out{p->pieces, {}};
  for (std::size_t j = 0; j < near.over().size(); ++j) {
    const auto zero = search.sign({near.context(), canonical(substitute(p->derivatives->gradient(j), near.at())), kZero, 1, scope});
    if (!zero.within(kZero)) {
      search.trace().remark("the derivative in " + near.over()[j].get_name() + " is not shown to vanish at the point");
      return std::nullopt;
    }
    out.gradient.emplace_back(near.over()[j], zero.node);
  }
  return out;
}

std::optional<VanishingGradient> vanishing_gradient(Search& search, const Context& g, const Expr& f, const std::vector<Symbol>& over, const Substitution& s, const Scope& scope) {
  Near near(search, g, scope, f, over, s);
  return vanishing_gradient(search, scope, near);
}

}  // namespace losscert::prove
