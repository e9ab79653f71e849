// Closed intervals with possibly infinite ends; every operation encloses the image of the operands' real points, rounded outward at `bits`.
//
// Where a function is not defined on the whole operand, the operation throws Reject: no interval is ever a guess.
#pragma once
#include <arf.h>

#include <optional>
#include <string>

#include "check/algebra/signs.hpp"
#include "check/text/rational.hpp"

namespace losscert::check {

class Arf {
public:
  Arf() { arf_init(v_); }
  Arf(const Arf& o) : Arf() { arf_set(v_, o.v_); }
  Arf(Arf&& o) noexcept : Arf() { arf_swap(v_, o.v_); }
  Arf& operator=(const Arf& o) {
    if (this != &o) arf_set(v_, o.v_);
    return *this;
  }
  Arf& operator=(Arf&& o) noexcept {
    arf_swap(v_, o.v_);
    return *this;
  }
  ~Arf() { arf_clear(v_); }
  arf_struct* raw() { return v_; }
  const arf_struct* raw() const { return v_; }
  bool finite() const { return arf_is_finite(v_); }
  Rational rational() const;  ///< wants a finite value; throws Reject beyond 200000 bits

private:
  arf_t v_;
};

class Interval {
public:
  Interval();                                                                                 ///< the whole line
  Interval(const std::optional<Rational>& lo, const std::optional<Rational>& hi, long bits);  ///< a missing end is infinite
  Interval(const Rational& q, long bits) : Interval(q, q, bits) {}
  Interval(Arf lo, Arf hi);  ///< wants lo <= hi; NaN ends become infinite

  const Arf& lower() const { return lo_; }
  const Arf& upper() const { return hi_; }
  Signs signs() const;  ///< of the elements
  bool finite() const { return lo_.finite() && hi_.finite(); }
  bool inside(const Interval& o) const;  ///< certain: contained in the interior of o
  bool within(const Interval& o) const;  ///< certain: contained in o
  std::optional<Interval> meet(const Interval& o) const;
  Interval hull(const Interval& o) const;

  friend Interval add(const Interval& a, const Interval& b, long bits);
  friend Interval sub(const Interval& a, const Interval& b, long bits);
  friend Interval mul(const Interval& a, const Interval& b, long bits);

private:
  Arf lo_, hi_;
};

Interval inverse(const Interval& a, long bits);           ///< wants 0 outside
Interval power(const Interval& a, long n, long bits);     ///< sharp for even n; n < 0 wants 0 outside
Interval root(const Interval& a, unsigned q, long bits);  ///< wants a >= 0
Interval exp(const Interval& a, long bits);
Interval log(const Interval& a, long bits);  ///< wants a > 0
Interval sin(const Interval& a, long bits);
Interval cos(const Interval& a, long bits);
Interval arctan(const Interval& a, long bits);
Interval relu(const Interval& a);
Interval step(const Interval& a, long bits);  ///< wants 0 outside

}  // namespace losscert::check
