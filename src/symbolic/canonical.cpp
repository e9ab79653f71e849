// The canonical form: through the polynomials of polynomial.hpp and back. Idempotent, because both directions depend on the polynomial alone.
#include "symbolic/polynomial.hpp"
#include "symbolic/stored.hpp"

namespace losscert::symbolic {

Expr canonical(const Expr& e) {
  static auto& known = *new Memo<Expr>(20000);
  if (const Expr* found = known.find(e)) return *found;
  return known.keep(e, detail::to_expr(detail::to_poly(e)));
}

std::pair<Expr, Expr> fraction(const Expr& e) {
  const auto [p, q] = detail::cleared(detail::to_poly(e));
  return {detail::to_expr(p), detail::to_expr(q)};
}

}  // namespace losscert::symbolic
