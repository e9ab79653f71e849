// Canonical expressions as polynomials: in symbols, functions as they stand, and exponentials of monomials. What a polynomial identity in them says is true of the expressions.
#pragma once
#include "prove/algebra/expressions.hpp"
#include "prove/algebra/sparse_polynomial.hpp"

namespace losscert::prove {

class Generators {
public:
  /// Reads all expressions (canonical) with common generators. Nothing if one of them has a root or an inverse that depends on a symbol, or an exponent that is no polynomial.
  /// exp(q*m) is the power of a generator exp(g*m); so that no exponent is negative, the i-th polynomial is the i-th expression times a product of generators (`shift`, an Expr).
  static std::optional<Generators> read(const std::vector<Expr>& expressions);

  std::size_t size() const { return list_.size(); }
  const Expr& operator[](std::size_t k) const { return list_[k]; }
  const std::vector<Polynomial>& polynomials() const { return polynomials_; }
  const std::vector<Expr>& shifts() const { return shifts_; }
  Expr write(const Polynomial& p) const;

private:
  std::vector<Expr> list_;
  std::vector<Polynomial> polynomials_;
  std::vector<Expr> shifts_;  ///< positive; 1 where nothing was shifted
};

}  // namespace losscert::prove
