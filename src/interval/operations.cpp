#include "interval/operations.hpp"

#include <array>

namespace losscert::interval {
namespace {

// Ends of more than 2^20 bits before the point are moved outward: as exact rationals (Interval::upper) they would fill the memory.
constexpr mpfr_exp_t largest_exponent = 1L << 20;
bool is_enormous(mpfr_srcptr x) { return mpfr_regular_p(x) && mpfr_get_exp(x) > largest_exponent; }
void limit(Number& out) {
  const mpfr_ptr lo = out.lower(), hi = out.upper();
  if (is_enormous(lo)) {
    if (mpfr_sgn(lo) > 0) mpfr_set_ui_2exp(lo, 1, largest_exponent - 1, MPFR_RNDD);
    else mpfr_set_inf(lo, -1);
  }
  if (is_enormous(hi)) {
    if (mpfr_sgn(hi) < 0) mpfr_set_si_2exp(hi, -1, largest_exponent - 1, MPFR_RNDU);
    else mpfr_set_inf(hi, 1);
  }
}

// What no operation should have made: to the safe side.
void repair(Number& out) {
  limit(out);
  const mpfr_srcptr lo = out.lower(), hi = out.upper();
  const bool wrong = mpfr_nan_p(lo) || mpfr_nan_p(hi) || (mpfr_inf_p(lo) && mpfr_sgn(lo) > 0) || (mpfr_inf_p(hi) && mpfr_sgn(hi) < 0) || mpfr_cmp(lo, hi) > 0;
  if (wrong) out.set_whole_line();
}

bool undefined(Number& out) {
  out.set_whole_line();
  return false;
}

// Ends that are computed before `out` is written, because `out` may be the argument.
struct Ends {
  explicit Ends(unsigned bits) : number(bits) {}
  Number number;
  mpfr_ptr lo() { return number.lower(); }
  mpfr_ptr hi() { return number.upper(); }
  void into(Number& out) {
    mpfi_swap(out.get(), number.get());
    repair(out);
  }
};

using Rounded = int (*)(mpfr_ptr, mpfr_srcptr, mpfr_rnd_t);
void increasing(Number& out, const Number& a, Rounded f) {
  Ends r(out.bits());
  f(r.lo(), a.lower(), MPFR_RNDD);
  f(r.hi(), a.upper(), MPFR_RNDU);
  r.into(out);
}

// An end times an end; an infinite end is never attained, so that 0 times it is 0.
void end_product(mpfr_ptr out, mpfr_srcptr x, mpfr_srcptr y, mpfr_rnd_t rounding) {
  if (mpfr_zero_p(x) || mpfr_zero_p(y)) mpfr_set_zero(out, 1);
  else mpfr_mul(out, x, y, rounding);
}

using Periodic = int (*)(mpfi_ptr, mpfi_srcptr);
void bounded_by_one(Number& out, const Number& a, Periodic f) {
  // Reduction of an argument of so many bits would only cost time.
  constexpr mpfr_exp_t reducible = 10000;
  const auto is_huge = [](mpfr_srcptr x) { return mpfr_regular_p(x) && mpfr_get_exp(x) > reducible; };
  if (a.is_finite() && !is_huge(a.lower()) && !is_huge(a.upper())) {
    Ends r(out.bits());
    f(r.number.get(), a.get());
    r.into(out);
    return;
  }
  mpfi_interv_si(out.get(), -1, 1);
}

}  // namespace

void add(Number& out, const Number& a, const Number& b) {
  mpfi_add(out.get(), a.get(), b.get());
  repair(out);
}

void subtract(Number& out, const Number& a, const Number& b) {
  mpfi_sub(out.get(), a.get(), b.get());
  repair(out);
}

void negate(Number& out, const Number& a) {
  mpfi_neg(out.get(), a.get());
  repair(out);
}

void multiply(Number& out, const Number& a, const Number& b) {
  if (a.is_finite() && b.is_finite()) {
    mpfi_mul(out.get(), a.get(), b.get());
    repair(out);
    return;
  }
  Ends r(out.bits());
  Number trial(out.bits());
  const std::array<std::pair<mpfr_srcptr, mpfr_srcptr>, 4> pairs{{{a.lower(), b.lower()}, {a.lower(), b.upper()}, {a.upper(), b.lower()}, {a.upper(), b.upper()}}};
  for (std::size_t k = 0; k < pairs.size(); ++k) {
    end_product(trial.lower(), pairs[k].first, pairs[k].second, MPFR_RNDD);
    end_product(trial.upper(), pairs[k].first, pairs[k].second, MPFR_RNDU);
    if (k == 0 || mpfr_less_p(trial.lower(), r.lo())) mpfr_set(r.lo(), trial.lower(), MPFR_RNDD);
    if (k == 0 || mpfr_greater_p(trial.upper(), r.hi())) mpfr_set(r.hi(), trial.upper(), MPFR_RNDU);
  }
  r.into(out);
}

bool invert(Number& out, const Number& a) {
  if (a.contains_zero()) return undefined(out);
  Ends r(out.bits());
  mpfr_ui_div(r.lo(), 1, a.upper(), MPFR_RNDD);
  mpfr_ui_div(r.hi(), 1, a.lower(), MPFR_RNDU);
  r.into(out);
  return true;
}

bool power(Number& out, const Number& a, long n) {
  if (n < 0) {
    Number inverse(out.bits());
    return invert(inverse, a) && power(out, inverse, -n);
  }
  const auto exponent = static_cast<unsigned long>(n);
  Ends r(out.bits());
  if (n == 0) {
    mpfi_set_ui(r.number.get(), 1);
  } else if (n % 2 != 0 || mpfr_sgn(a.lower()) >= 0) {
    mpfr_pow_ui(r.lo(), a.lower(), exponent, MPFR_RNDD);
    mpfr_pow_ui(r.hi(), a.upper(), exponent, MPFR_RNDU);
  } else if (mpfr_sgn(a.upper()) <= 0) {
    mpfr_pow_ui(r.lo(), a.upper(), exponent, MPFR_RNDD);
    mpfr_pow_ui(r.hi(), a.lower(), exponent, MPFR_RNDU);
  } else {
    mpfr_set_zero(r.lo(), 1);
    mpfr_pow_ui(r.hi(), mpfr_cmpabs(a.lower(), a.upper()) > 0 ? a.lower() : a.upper(), exponent, MPFR_RNDU);
  }
  r.into(out);
  return true;
}

bool power(Number& out, const Number& a, long p, unsigned long q) {
  const int sign = mpfr_sgn(a.lower());
  if (sign < 0 || (sign == 0 && p < 0)) return undefined(out);
  Number root(out.bits());
  mpfr_rootn_ui(root.lower(), a.lower(), q, MPFR_RNDD);
  mpfr_rootn_ui(root.upper(), a.upper(), q, MPFR_RNDU);
  repair(root);
  return power(out, root, p);
}

bool log(Number& out, const Number& a) {
  if (mpfr_sgn(a.lower()) <= 0) return undefined(out);
  increasing(out, a, mpfr_log);
  return true;
}

bool step(Number& out, const Number& a) {
  if (a.contains_zero()) return undefined(out);
  mpfi_set_ui(out.get(), mpfr_sgn(a.lower()) > 0 ? 1 : 0);
  return true;
}

void exp(Number& out, const Number& a) { increasing(out, a, mpfr_exp); }
void arctan(Number& out, const Number& a) { increasing(out, a, mpfr_atan); }
void sin(Number& out, const Number& a) { bounded_by_one(out, a, mpfi_sin); }
void cos(Number& out, const Number& a) { bounded_by_one(out, a, mpfi_cos); }

void relu(Number& out, const Number& a) {
  out.set(a);
  if (mpfr_sgn(out.lower()) < 0) mpfr_set_zero(out.lower(), 1);
  if (mpfr_sgn(out.upper()) < 0) mpfr_set_zero(out.upper(), 1);
}

}  // namespace losscert::interval
