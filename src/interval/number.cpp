#include "interval/number.hpp"

#include <sstream>
#include <stdexcept>

namespace losscert::interval {

Number::Number(unsigned bits) {
  mpfi_set_prec(get(), static_cast<mpfr_prec_t>(bits));
  mpfi_set_ui(get(), 0);
}

Number::Number(const Number& other) : Number(other.bits()) { mpfi_set(get(), other.get()); }

void Number::set_whole_line() {
  mpfr_set_inf(lower(), -1);
  mpfr_set_inf(upper(), 1);
}

void Number::set(const Number& other) {
  mpfr_set(lower(), other.lower(), MPFR_RNDD);
  mpfr_set(upper(), other.upper(), MPFR_RNDU);
}

Fraction::Fraction(const GiNaC::numeric& q) {
  if (!q.is_rational()) throw symbolic::InexactNumber("an inexact number in an exact expression");
  std::ostringstream text;
  text << q;
  mpq_init(q_);
  mpq_set_str(q_, text.str().c_str(), 10);
  mpq_canonicalize(q_);
}

GiNaC::numeric to_numeric(mpfr_srcptr x) {
  if (!mpfr_number_p(x)) throw std::domain_error("an infinite end of an interval");
  if (mpfr_zero_p(x)) return 0;
  mpz_t mantissa;
  mpz_init(mantissa);
  const mpfr_exp_t exponent = mpfr_get_z_2exp(mantissa, x);
  std::string digits(mpz_sizeinbase(mantissa, 10) + 2, '\0');
  mpz_get_str(digits.data(), 10, mantissa);
  mpz_clear(mantissa);
  const GiNaC::numeric m(digits.c_str());
  return m * GiNaC::numeric(2).power(GiNaC::numeric(static_cast<long>(exponent)));
}

}  // namespace losscert::interval
