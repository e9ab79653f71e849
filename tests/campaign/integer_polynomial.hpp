// Polynomials with small integer coefficients: enough to make functions by composition and to write them out.
#pragma once
#include <map>
#include <string>
#include <vector>

namespace losscert::test {

class IntegerPolynomial {
public:
  explicit IntegerPolynomial(std::size_t variables, long constant = 0);
  static IntegerPolynomial variable(std::size_t variables, std::size_t k);

  IntegerPolynomial operator+(const IntegerPolynomial& o) const;
  IntegerPolynomial operator*(const IntegerPolynomial& o) const;
  IntegerPolynomial operator*(long c) const { return *this * IntegerPolynomial(variables_, c); }
  IntegerPolynomial power(long n) const;
  /// Puts `by` for the variables.
  IntegerPolynomial compose(const std::vector<IntegerPolynomial>& by) const;
  /// In the grammar of the case language.
  std::string text(const std::vector<std::string>& names) const;

private:
  std::size_t variables_;
  std::map<std::vector<long>, long> terms_;  ///< exponents -> coefficient, not 0
};

}  // namespace losscert::test
