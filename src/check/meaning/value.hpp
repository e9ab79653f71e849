// Scalars, vectors and matrices of canonical sums, and the operations that can leave a domain.
#pragma once
#include "check/algebra/poly.hpp"

namespace losscert::check {

struct Value {
  int shape = 0;  ///< 0 scalar, 1 vector, 2 matrix
  int rows = 1, cols = 1;
  std::vector<Poly> e;  ///< by rows
};

Value scalar_value(Poly p);
const Poly& want_scalar(const Value& v, const std::string& where);  ///< throws Reject, naming the place
Value sum(const Value& a, const Value& b, bool minus);              ///< wants equal shapes
Value product(const Value& a, const Value& b);                      ///< scalar*anything, matrix*vector, matrix*matrix

// These record the condition under which they are defined. Division, rational powers and log are the only ones that need one.
Poly divide(const Poly& a, const Poly& b, Obligations& domain);
Poly raise(const Poly& base, const Rational& exponent, Obligations& domain);
Poly logarithm(const Poly& p, Obligations& domain);

}  // namespace losscert::check
