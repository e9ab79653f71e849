// Convex functions of one expression among the summands of another: where tangents are bounds (FORMAT.md, rules `square` and `convex`).
#pragma once
#include <optional>

#include "prove/algebra/expressions.hpp"

namespace losscert::prove {

/// scale*phi(inside), scale > 0, phi convex and C^2. phi and phi'' are expressions in `inner()`.
struct Convex {
  GiNaC::numeric scale = 1;
  Expr inside, function, second;

  bool is_square() const { return second.is_equal(2); }
  Expr at(const Expr& phi, const Expr& value) const;        ///< phi (or a derivative of it) at a value
  Expr above_tangent(const Expr& base) const;               ///< phi(inside) less its tangent at `base`, as written: >= 0
  Expr tangent(const Expr& base) const;                     ///< scale times that tangent
};
/// The symbol in which phi is written.
const Symbol& inner();

/// A summand c*p^2, c*exp(p), c*log(1 + exp(p)) or c*relu(p)^k, k >= 3, c > 0; nothing for others.
std::optional<Convex> convex_summand(const Expr& t);

}  // namespace losscert::prove
