// A canonical form as a polynomial in independent kernels: one per atom, and one per member of a basis of the arguments of exponentials.
#pragma once
#include <optional>
#include <vector>

#include "symbolic/multivariate.hpp"
#include "symbolic/polynomial.hpp"

namespace losscert::symbolic::detail {

enum class ExpBasis {
  Generated, ///< integer combinations of the arguments that occur: small degrees
  Saturated  ///< all integer vectors of their span: exp(a+b), exp(a-b) become monomials in exp(a), exp(b)
};

class Kernels {
public:
  /// Kernels for p; none if the exponents in the basis are too large.
  static std::optional<Kernels> make(const Poly& p, ExpBasis basis);

  /// p = value(unit) * value(polynomial), the polynomial without monomial factors.
  Monomial unit() const { return unit_; }
  const Multivariate& polynomial() const { return polynomial_; }
  /// The kernels put back in.
  Poly value(const Multivariate& polynomial) const;

private:
  std::vector<Poly> kernels_;
  Monomial unit_;
  Multivariate polynomial_;
};

}  // namespace losscert::symbolic::detail
