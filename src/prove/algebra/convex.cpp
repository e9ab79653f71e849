#include "prove/algebra/convex.hpp"

namespace losscert::prove {

using GiNaC::is_a;
using GiNaC::numeric;
using symbolic::Head;

const Symbol& inner() {
  static const Symbol u = symbolic::symbol("inner");
  return u;
}

Expr Convex::at(const Expr& phi, const Expr& value) const { return symbolic::substitute(phi, {{inner(), value}}); }

Expr Convex::above_tangent(const Expr& base) const {
  if (is_square()) return GiNaC::pow(inside - base, 2);
  return at(function, inside) - at(function, base) - at(symbolic::derivative(function, inner()), base) * (inside - base);
}

Expr Convex::tangent(const Expr& base) const {
  if (is_square()) return scale * base * (2 * inside - base);  // the square of a long residual is never multiplied out
  return scale * (at(function, base) + at(symbolic::derivative(function, inner()), base) * (inside - base));
}

std::optional<Convex> convex_summand(const Expr& t) {
  Convex r;
  std::optional<Expr> factor;
  for (const auto& f : is_a<GiNaC::mul>(t) ? operands(t) : std::vector<Expr>{t}) {
    if (is_a<numeric>(f) && GiNaC::ex_to<numeric>(f).is_positive()) r.scale *= GiNaC::ex_to<numeric>(f);
    else if (!factor) factor = f;
    else return std::nullopt;
  }
  if (!factor || is_a<numeric>(*factor)) return std::nullopt;
  const Expr u = inner(), e = symbolic::exp_of(u);
  const bool is_power = is_a<GiNaC::power>(*factor) && factor->op(1).info(GiNaC::info_flags::posint);
  if (is_power && factor->op(1).is_equal(2)) {
    r.inside = first_term_positive(factor->op(0)), r.function = u * u, r.second = 2;
  } else if (is_power && has_head(factor->op(0), Head::Relu) && factor->op(1) > 2) {
    const Expr k = factor->op(1);
    r.inside = factor->op(0).op(0), r.function = GiNaC::pow(symbolic::relu_of(u), k), r.second = k * (k - 1) * GiNaC::pow(symbolic::relu_of(u), k - 2);
  } else if (has_head(*factor, Head::Exp)) {
    r.inside = factor->op(0), r.function = e, r.second = e;
  } else if (has_head(*factor, Head::Log)) {
    const Expr rest = (factor->op(0) - 1).expand();
    if (!has_head(rest, Head::Exp)) return std::nullopt;
    r.inside = rest.op(0), r.function = symbolic::log_of(1 + e), r.second = e * GiNaC::pow(1 + e, -2);
  } else {
    return std::nullopt;
  }
  return r;
}

}  // namespace losscert::prove
