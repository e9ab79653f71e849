// The public interval: a value type around Number.
#include <stdexcept>

#include "interval/impl.hpp"

namespace losscert::interval {
namespace {

constexpr unsigned default_bits = 64;  // the whole line needs no precision

std::string printed(mpfr_srcptr x, const char* format, unsigned digits) {
  char* text = nullptr;
  if (mpfr_asprintf(&text, format, static_cast<int>(digits), x) < 0) throw std::bad_alloc();
  std::string out = text;
  mpfr_free_str(text);
  return out;
}

// Numbers like exp(-10^9) are exact dyadics with 10^9 digits.
constexpr mpfr_exp_t smallest_exponent = -(1L << 20);
bool is_minute(mpfr_srcptr x) { return mpfr_regular_p(x) && mpfr_get_exp(x) < smallest_exponent; }
GiNaC::numeric smallest() { return GiNaC::numeric(2).power(GiNaC::numeric(static_cast<long>(smallest_exponent))); }

}  // namespace

Interval::Interval() : p_(std::make_unique<Impl>(default_bits)) { p_->value.set_whole_line(); }

Interval::Interval(const std::optional<GiNaC::numeric>& lo, const std::optional<GiNaC::numeric>& hi, unsigned bits) : p_(std::make_unique<Impl>(bits)) {
  if (lo && hi && *lo > *hi) throw std::invalid_argument("an interval whose lower end lies above its upper end");
  p_->value.set_whole_line();
  if (lo) mpfr_set_q(p_->value.lower(), Fraction(*lo).get(), MPFR_RNDD);
  if (hi) mpfr_set_q(p_->value.upper(), Fraction(*hi).get(), MPFR_RNDU);
}

Interval::Interval(std::unique_ptr<Impl> p) : p_(std::move(p)) {}
Interval::Interval(const Interval& other) : p_(std::make_unique<Impl>(*other.p_)) {}
Interval::Interval(Interval&&) noexcept = default;
Interval& Interval::operator=(const Interval& other) {
  if (this != &other) p_ = std::make_unique<Impl>(*other.p_);
  return *this;
}
Interval& Interval::operator=(Interval&&) noexcept = default;
Interval::~Interval() = default;

bool Interval::is_positive() const { return mpfr_sgn(p_->value.lower()) > 0; }
bool Interval::is_negative() const { return mpfr_sgn(p_->value.upper()) < 0; }
bool Interval::is_nonnegative() const { return mpfr_sgn(p_->value.lower()) >= 0; }
bool Interval::is_nonpositive() const { return mpfr_sgn(p_->value.upper()) <= 0; }
bool Interval::contains_zero() const { return p_->value.contains_zero(); }
bool Interval::is_finite() const { return p_->value.is_finite(); }
bool Interval::lower_is_finite() const { return mpfr_number_p(p_->value.lower()) != 0; }
bool Interval::upper_is_finite() const { return mpfr_number_p(p_->value.upper()) != 0; }

bool Interval::is_inside(const Interval& other) const {
  const Number &a = p_->value, &b = other.p_->value;
  return (mpfr_inf_p(b.lower()) || mpfr_greater_p(a.lower(), b.lower())) && (mpfr_inf_p(b.upper()) || mpfr_less_p(a.upper(), b.upper()));
}

bool Interval::contains(const GiNaC::numeric& q) const {
  const Fraction x(q);
  return mpfr_cmp_q(p_->value.lower(), x.get()) <= 0 && mpfr_cmp_q(p_->value.upper(), x.get()) >= 0;
}

GiNaC::numeric Interval::lower() const {
  const mpfr_srcptr x = p_->value.lower();
  if (!is_minute(x)) return to_numeric(x);
  return mpfr_sgn(x) > 0 ? GiNaC::numeric(0) : -smallest();
}
GiNaC::numeric Interval::upper() const {
  const mpfr_srcptr x = p_->value.upper();
  if (!is_minute(x)) return to_numeric(x);
  return mpfr_sgn(x) > 0 ? smallest() : GiNaC::numeric(0);
}

std::string Interval::decimal(unsigned digits) const {
  return "[" + printed(p_->value.lower(), "%.*RDg", digits) + ", " + printed(p_->value.upper(), "%.*RUg", digits) + "]";
}

}  // namespace losscert::interval
