// Interval operations with outward rounding, on storage of set precision. Internal to this folder.
//
// Each gives an interval that contains f(x) for all real x in the arguments. Ends may be infinite; they stand for no element, so 0 * infinity counts as 0. A NaN, an inverted
// interval, or an end on the wrong side of the line becomes the whole line. `out` may be an argument unless said otherwise.
#pragma once
#include "interval/number.hpp"

namespace losscert::interval {

void add(Number& out, const Number& a, const Number& b);
void subtract(Number& out, const Number& a, const Number& b);
void negate(Number& out, const Number& a);
void multiply(Number& out, const Number& a, const Number& b);

// False: undefined for some element; `out` is then the whole line.
bool invert(Number& out, const Number& a);
bool power(Number& out, const Number& a, long n);                  ///< sharp for even n; n < 0 wants 0 not in a
bool power(Number& out, const Number& a, long p, unsigned long q); ///< the positive root of a^p; wants a >= 0, or a > 0 for p < 0; q > 1
bool log(Number& out, const Number& a);                            ///< wants a > 0
bool step(Number& out, const Number& a);                           ///< wants 0 not in a

void exp(Number& out, const Number& a);
void sin(Number& out, const Number& a);
void cos(Number& out, const Number& a);
void arctan(Number& out, const Number& a);
void relu(Number& out, const Number& a);

}  // namespace losscert::interval
