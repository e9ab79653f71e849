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

namespace {

constexpr long word_bits = 62;  // what fits into a long with a sign

void set(mpz_ptr out, const GiNaC::numeric& n) {
  if (n.int_length() <= word_bits) {
    mpz_set_si(out, n.to_long());
    return;
  }
  std::ostringstream text;
  text << n;
  mpz_set_str(out, text.str().c_str(), 10);
}

}  // namespace

Fraction::Fraction(const GiNaC::numeric& q) {
  if (!q.is_rational()) throw symbolic::InexactNumber("an inexact number in an exact expression");
  mpq_init(q_);
  set(mpq_numref(q_), q.numer());
  set(mpq_denref(q_), q.denom());
}

GiNaC::numeric to_numeric(mpfr_srcptr x) {
  if (!mpfr_number_p(x)) throw std::domain_error("an infinite end of an interval");
  if (mpfr_zero_p(x)) return 0;
  mpz_t mantissa;
  mpz_init(mantissa);
  mpfr_exp_t exponent = mpfr_get_z_2exp(mantissa, x);
  const mp_bitcnt_t zeros = mpz_scan1(mantissa, 0);
  mpz_tdiv_q_2exp(mantissa, mantissa, zeros);
  exponent += static_cast<mpfr_exp_t>(zeros);
  GiNaC::numeric m;
  if (mpz_sizeinbase(mantissa, 2) <= static_cast<std::size_t>(word_bits)) m = GiNaC::numeric(mpz_get_si(mantissa));
  else {
    std::string digits(mpz_sizeinbase(mantissa, 10) + 2, '\0');
    mpz_get_str(digits.data(), 10, mantissa);
    m = GiNaC::numeric(digits.c_str());
  }
  mpz_clear(mantissa);
  return exponent == 0 ? m : m * GiNaC::numeric(2).power(GiNaC::numeric(static_cast<long>(exponent)));
}

}  // namespace losscert::interval
