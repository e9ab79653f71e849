#include "interval/arithmetic.hpp"

#include <algorithm>

#include "interval/impl.hpp"
#include "interval/operations.hpp"

namespace losscert::interval {
namespace {

Number result_of(const Interval& a, const Interval& b) { return Number(std::max(number_of(a).bits(), number_of(b).bits())); }

template <class Operation>
Interval binary(const Interval& a, const Interval& b, Operation f) {
  Number out = result_of(a, b);
  f(out, number_of(a), number_of(b));
  return to_interval(std::move(out));
}

}  // namespace

Interval operator+(const Interval& a, const Interval& b) { return binary(a, b, add); }
Interval operator-(const Interval& a, const Interval& b) { return binary(a, b, subtract); }
Interval operator*(const Interval& a, const Interval& b) { return binary(a, b, multiply); }
Interval operator-(const Interval& a) {
  Number out(number_of(a).bits());
  negate(out, number_of(a));
  return to_interval(std::move(out));
}

std::optional<Interval> divided(const Interval& a, const Interval& b) {
  Number inverse = result_of(a, b);
  if (!invert(inverse, number_of(b))) return std::nullopt;
  return a * to_interval(std::move(inverse));
}

std::optional<Interval> intersection(const Interval& a, const Interval& b) {
  Number out = result_of(a, b);
  mpfr_max(out.lower(), number_of(a).lower(), number_of(b).lower(), MPFR_RNDD);
  mpfr_min(out.upper(), number_of(a).upper(), number_of(b).upper(), MPFR_RNDU);
  if (mpfr_greater_p(out.lower(), out.upper())) return std::nullopt;
  return to_interval(std::move(out));
}

Interval hull(const Interval& a, const Interval& b) {
  Number out = result_of(a, b);
  mpfr_min(out.lower(), number_of(a).lower(), number_of(b).lower(), MPFR_RNDD);
  mpfr_max(out.upper(), number_of(a).upper(), number_of(b).upper(), MPFR_RNDU);
  return to_interval(std::move(out));
}

GiNaC::numeric midpoint(const Interval& a) { return (a.lower() + a.upper()) / 2; }
GiNaC::numeric width(const Interval& a) { return a.upper() - a.lower(); }
Interval point(const GiNaC::numeric& q, unsigned bits) { return Interval(q, q, bits); }

}  // namespace losscert::interval
