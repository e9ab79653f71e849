// Exact rationals over FLINT's fmpq. Hostile certificates: beyond 200000 bits of numerator or denominator every operation throws LimitReached, and long numbers count as work.
#pragma once
#include <flint/fmpq.h>

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace losscert::check {

class Rational {
public:
  Rational() { fmpq_init(q_); }
  template <std::signed_integral I>
  Rational(I n) : Rational() {
    fmpq_set_si(q_, n, 1);
  }
  template <std::floating_point D>
  Rational(D) = delete;
  Rational(const Rational& o) : Rational() { fmpq_set(q_, o.q_); }
  Rational(Rational&& o) noexcept : Rational() { fmpq_swap(q_, o.q_); }
  Rational& operator=(const Rational& o) {
    if (this != &o) fmpq_set(q_, o.q_);
    return *this;
  }
  Rational& operator=(Rational&& o) noexcept {
    fmpq_swap(q_, o.q_);
    return *this;
  }
  ~Rational() { fmpq_clear(q_); }

  /// "12", "0.25" or "2.5e-3", exactly; the text must consist of digits, at most one point between digits, and at most one exponent.
  static Rational from_decimal(std::string_view digits);

  int sign() const { return fmpq_sgn(q_); }
  bool is_zero() const { return fmpq_is_zero(q_); }
  bool is_one() const { return fmpq_is_one(q_); }
  bool is_integer() const { return fmpz_is_one(fmpq_denref(q_)); }
  std::optional<long> to_long() const;  ///< empty unless a small integer
  Rational denominator() const;
  Rational numerator() const;
  Rational abs() const { return sign() < 0 ? -*this : *this; }
  Rational inverse() const;  ///< throws Reject for 0
  Rational pow(long n) const;
  std::optional<Rational> exact_root(unsigned long n) const;  ///< the rational n-th root of a positive number, if there is one
  std::uint64_t words() const { return fmpq_height_bits(q_) / 64; }  ///< of the longer one of numerator and denominator; 0 for what fits into a word
  std::string text() const;
  fmpq* raw() { return q_; }
  const fmpq* raw() const { return q_; }

  Rational operator-() const;
  friend Rational operator+(const Rational& a, const Rational& b);
  friend Rational operator-(const Rational& a, const Rational& b);
  friend Rational operator*(const Rational& a, const Rational& b);
  friend Rational operator/(const Rational& a, const Rational& b) { return a * b.inverse(); }
  friend bool operator==(const Rational& a, const Rational& b) { return fmpq_equal(a.q_, b.q_); }
  friend bool operator<(const Rational& a, const Rational& b) { return fmpq_cmp(a.q_, b.q_) < 0; }
  friend bool operator<=(const Rational& a, const Rational& b) { return fmpq_cmp(a.q_, b.q_) <= 0; }
  friend bool operator>(const Rational& a, const Rational& b) { return b < a; }

private:
  Rational&& capped() &&;
  fmpq_t q_;
};

}  // namespace losscert::check
