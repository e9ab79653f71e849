#include "check/text/rational.hpp"

#include "check/text/reject.hpp"
#include "check/text/work.hpp"

namespace losscert::check {

namespace {
constexpr flint_bitcnt_t max_bits = 200000;
}

Rational&& Rational::capped() && {
  if (fmpq_height_bits(q_) > max_bits) throw LimitReached("a number has more than 200000 bits");
  return std::move(*this);
}

Rational Rational::from_decimal(std::string_view digits) {
  if (digits.size() > 10000) throw Reject("a number has more than 10000 digits");
  if (const auto e = digits.find_first_of("eE"); e != std::string_view::npos) {
    const bool negative = e + 1 < digits.size() && digits[e + 1] == '-', sign = negative || (e + 1 < digits.size() && digits[e + 1] == '+');
    const auto exponent = from_decimal(digits.substr(e + (sign ? 2 : 1))).to_long();
    if (!exponent || *exponent > 1000) throw Reject("a number has an exponent beyond 1000");
    return from_decimal(digits.substr(0, e)) * Rational(10).pow(negative ? -*exponent : *exponent);
  }
  const auto point = digits.find('.');
  std::string all(digits.substr(0, point));
  Rational r;
  if (point != std::string_view::npos) {
    const auto tail = digits.substr(point + 1);
    all += tail;
    fmpz_set_ui(fmpq_denref(r.q_), 10);
    fmpz_pow_ui(fmpq_denref(r.q_), fmpq_denref(r.q_), tail.size());
  }
  if (fmpz_set_str(fmpq_numref(r.q_), all.c_str(), 10) != 0) throw Reject("'" + std::string(digits) + "' is not a number");
  fmpq_canonicalise(r.q_);
  return r;
}

std::optional<long> Rational::to_long() const {
  if (!is_integer() || !fmpz_fits_si(fmpq_numref(q_))) return {};
  return fmpz_get_si(fmpq_numref(q_));
}

Rational Rational::denominator() const {
  Rational r;
  fmpz_set(fmpq_numref(r.q_), fmpq_denref(q_));
  return r;
}

Rational Rational::numerator() const {
  Rational r;
  fmpz_set(fmpq_numref(r.q_), fmpq_numref(q_));
  return r;
}

Rational Rational::inverse() const {
  if (is_zero()) throw Reject("division by zero");
  Rational r;
  fmpq_inv(r.q_, q_);
  return r;
}

Rational Rational::pow(long n) const {
  if (n < 0) return inverse().pow(-n);
  const auto bits = fmpq_height_bits(q_);
  if (bits > 1 && static_cast<flint_bitcnt_t>(n) > max_bits / (bits - 1)) throw LimitReached("a number has more than 200000 bits");
  spend_words(bits > 1 ? (bits - 1) * static_cast<std::uint64_t>(n) / 64 : 0);
  Rational r;
  fmpq_pow_si(r.q_, q_, n);
  return r;
}

std::optional<Rational> Rational::exact_root(unsigned long n) const {
  spend_words(words());
  Rational r;
  if (!fmpz_root(fmpq_numref(r.q_), fmpq_numref(q_), static_cast<slong>(n))) return {};
  if (!fmpz_root(fmpq_denref(r.q_), fmpq_denref(q_), static_cast<slong>(n))) return {};
  return r;
}

std::string Rational::text() const {
  spend_words(words());
  char* s = fmpq_get_str(nullptr, 10, q_);
  std::string r(s);
  flint_free(s);
  return r;
}

Rational Rational::operator-() const {
  Rational r;
  fmpq_neg(r.q_, q_);
  return r;
}

Rational operator+(const Rational& a, const Rational& b) {
  Rational r;
  spend_words(a.words() + b.words());
  fmpq_add(r.q_, a.q_, b.q_);
  return std::move(r).capped();
}

Rational operator-(const Rational& a, const Rational& b) {
  Rational r;
  spend_words(a.words() + b.words());
  fmpq_sub(r.q_, a.q_, b.q_);
  return std::move(r).capped();
}

Rational operator*(const Rational& a, const Rational& b) {
  Rational r;
  spend_words(a.words() + b.words());
  fmpq_mul(r.q_, a.q_, b.q_);
  return std::move(r).capped();
}

}  // namespace losscert::check
