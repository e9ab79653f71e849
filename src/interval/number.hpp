// Storage of one interval: Boost.Multiprecision's mpfi backend with an explicit precision. Internal to this folder.
//
// The backend's own constructors, assignments and operators take their precision from a default per thread, in decimal digits; a copy may so be rounded to another
// precision without a word. Here every number is given its bits when made, copies keep those of the source, and arithmetic (operations.hpp) writes into a
// number whose precision is already set. The default per thread is never read.
#pragma once
#include <boost/multiprecision/mpfi.hpp>

#include "symbolic/expr.hpp"

namespace losscert::interval {

class Number {
public:
  explicit Number(unsigned bits);  ///< [0, 0]
  Number(const Number& other);
  Number(Number&& other) noexcept : Number(2) { mpfi_swap(get(), other.get()); }
  Number& operator=(Number other) noexcept {
    mpfi_swap(get(), other.get());
    return *this;
  }

  mpfi_ptr get() { return value_.backend().data(); }
  mpfi_srcptr get() const { return value_.backend().data(); }
  mpfr_ptr lower() { return &get()->left; }
  mpfr_ptr upper() { return &get()->right; }
  mpfr_srcptr lower() const { return &get()->left; }
  mpfr_srcptr upper() const { return &get()->right; }
  unsigned bits() const { return static_cast<unsigned>(mpfi_get_prec(get())); }

  void set_whole_line();
  void set(const Number& other);  ///< outward to the precision of this
  bool is_finite() const { return mpfr_number_p(lower()) && mpfr_number_p(upper()); }
  bool contains_zero() const { return mpfr_sgn(lower()) <= 0 && mpfr_sgn(upper()) >= 0; }

private:
  boost::multiprecision::number<boost::multiprecision::mpfi_float_backend<0>, boost::multiprecision::et_off> value_;
};

/// An exact rational for GMP.
class Fraction {
public:
  explicit Fraction(const GiNaC::numeric& q);  ///< throws symbolic::InexactNumber
  Fraction(const Fraction&) = delete;
  Fraction& operator=(const Fraction&) = delete;
  ~Fraction() { mpq_clear(q_); }
  mpq_srcptr get() const { return q_; }

private:
  mpq_t q_;
};

/// The exact value of a finite end.
GiNaC::numeric to_numeric(mpfr_srcptr x);

}  // namespace losscert::interval
