#include "check/enclosure/interval.hpp"

#include <arb.h>

#include <bit>
#include <utility>

#include "check/text/reject.hpp"
#include "check/text/work.hpp"

namespace losscert::check {

namespace {

class Arb {
public:
  Arb() { arb_init(v_); }
  explicit Arb(const Arf& x) : Arb() { arb_set_arf(v_, x.raw()); }
  Arb(const Arb&) = delete;
  Arb& operator=(const Arb&) = delete;
  ~Arb() { arb_clear(v_); }
  arb_struct* raw() { return v_; }
  Arf lower(long bits) const {
    Arf r;
    arb_get_lbound_arf(r.raw(), v_, bits);
    return r;
  }
  Arf upper(long bits) const {
    Arf r;
    arb_get_ubound_arf(r.raw(), v_, bits);
    return r;
  }

private:
  arb_t v_;
};

// Interval's constructor turns NaN, should Arb ever give it, into an infinite end.
template <class F>
Interval increasing(const Interval& a, long bits, F f) {
  Arb lo, hi;
  f(lo.raw(), Arb(a.lower()).raw());
  f(hi.raw(), Arb(a.upper()).raw());
  return Interval(lo.lower(bits), hi.upper(bits));
}

Arf infinity(int sign) {
  Arf r;
  if (sign > 0)
    arf_pos_inf(r.raw());
  else
    arf_neg_inf(r.raw());
  return r;
}

int compare(const Arf& a, const Arf& b) { return arf_cmp(a.raw(), b.raw()); }

// Ends are limits of real points, so 0 * infinity counts as 0.
Arf product(const Arf& a, const Arf& b, long bits, arf_rnd_t rounding) {
  Arf r;
  if (!arf_is_zero(a.raw()) && !arf_is_zero(b.raw())) arf_mul(r.raw(), a.raw(), b.raw(), bits, rounding);
  return r;
}

Arf integer_end(long n) {
  Arf r;
  arf_set_si(r.raw(), n);
  return r;
}

}  // namespace

Rational Arf::rational() const {
  if (!finite()) throw Reject("an enclosure is infinite where a number is needed");
  if (arf_is_zero(v_)) return {};
  if (arf_cmpabs_2exp_si(v_, 100000) > 0 || arf_cmpabs_2exp_si(v_, -100000) < 0) throw Reject("an enclosure has an end with more than 100000 bits");
  Rational r;
  arf_get_fmpq(r.raw(), v_);
  return r;
}

Interval::Interval() : lo_(infinity(-1)), hi_(infinity(1)) {}

Interval::Interval(Arf lo, Arf hi) : lo_(std::move(lo)), hi_(std::move(hi)) {
  if (arf_is_nan(lo_.raw()) || arf_is_pos_inf(lo_.raw())) lo_ = infinity(-1);
  if (arf_is_nan(hi_.raw()) || arf_is_neg_inf(hi_.raw())) hi_ = infinity(1);
}

Interval::Interval(const std::optional<Rational>& lo, const std::optional<Rational>& hi, long bits) : Interval() {
  spend((lo ? lo->words() : 0) / 8 + (hi ? hi->words() : 0) / 8);
  if (lo) arf_set_fmpq(lo_.raw(), lo->raw(), bits, ARF_RND_FLOOR);
  if (hi) arf_set_fmpq(hi_.raw(), hi->raw(), bits, ARF_RND_CEIL);
}

Signs Interval::signs() const {
  const int l = arf_sgn(lo_.raw()), u = arf_sgn(hi_.raw());
  return Signs((l < 0 ? 1U : 0U) | (l <= 0 && u >= 0 ? 2U : 0U) | (u > 0 ? 4U : 0U));
}

bool Interval::inside(const Interval& o) const { return compare(o.lo_, lo_) < 0 && compare(hi_, o.hi_) < 0; }
bool Interval::within(const Interval& o) const { return compare(o.lo_, lo_) <= 0 && compare(hi_, o.hi_) <= 0; }

std::optional<Interval> Interval::meet(const Interval& o) const {
  const Arf& lo = compare(lo_, o.lo_) < 0 ? o.lo_ : lo_;
  const Arf& hi = compare(hi_, o.hi_) < 0 ? hi_ : o.hi_;
  if (compare(lo, hi) > 0) return {};
  return Interval(lo, hi);
}

Interval Interval::hull(const Interval& o) const { return Interval(compare(lo_, o.lo_) < 0 ? lo_ : o.lo_, compare(hi_, o.hi_) < 0 ? o.hi_ : hi_); }

Interval add(const Interval& a, const Interval& b, long bits) {
  spend_enclosing(1, bits);
  Interval r;
  arf_add(r.lo_.raw(), a.lo_.raw(), b.lo_.raw(), bits, ARF_RND_FLOOR);
  arf_add(r.hi_.raw(), a.hi_.raw(), b.hi_.raw(), bits, ARF_RND_CEIL);
  return r;
}

Interval sub(const Interval& a, const Interval& b, long bits) {
  spend_enclosing(1, bits);
  Interval r;
  arf_sub(r.lo_.raw(), a.lo_.raw(), b.hi_.raw(), bits, ARF_RND_FLOOR);
  arf_sub(r.hi_.raw(), a.hi_.raw(), b.lo_.raw(), bits, ARF_RND_CEIL);
  return r;
}

Interval mul(const Interval& a, const Interval& b, long bits) {
  spend_enclosing(1, bits);
  std::optional<Arf> lo, hi;
  for (const Arf* x : {&a.lo_, &a.hi_})
    for (const Arf* y : {&b.lo_, &b.hi_}) {
      Arf l = product(*x, *y, bits, ARF_RND_FLOOR), u = product(*x, *y, bits, ARF_RND_CEIL);
      if (!lo || compare(l, *lo) < 0) lo = std::move(l);
      if (!hi || compare(*hi, u) < 0) hi = std::move(u);
    }
  return Interval(std::move(*lo), std::move(*hi));
}

Interval inverse(const Interval& a, long bits) {
  if (!a.signs().within(nonzero)) throw Reject("division by an interval that contains 0");
  Arf lo, hi;  // 1/infinity = 0
  if (a.upper().finite()) arf_ui_div(lo.raw(), 1, a.upper().raw(), bits, ARF_RND_FLOOR);
  if (a.lower().finite()) arf_ui_div(hi.raw(), 1, a.lower().raw(), bits, ARF_RND_CEIL);
  return Interval(std::move(lo), std::move(hi));
}

Interval power(const Interval& a, long n, long bits) {
  if (n < 0) return inverse(power(a, -n, bits), bits);
  if (n == 0) return Interval(Rational(1), bits);
  spend_enclosing(static_cast<std::uint64_t>(std::bit_width(static_cast<unsigned long>(n))), bits);
  const auto raise = [&](arb_ptr y, arb_srcptr x) { arb_pow_ui(y, x, static_cast<ulong>(n), bits); };
  const auto end = [&](const Arf& x) {  // encloses x^n; the whole line for an infinite end, which is never used below
    if (!x.finite()) return Interval();
    Arb y;
    raise(y.raw(), Arb(x).raw());
    return Interval(y.lower(bits), y.upper(bits));
  };
  const Interval lo = end(a.lower()), hi = end(a.upper());
  if (n % 2 != 0) return Interval(a.lower().finite() ? lo.lower() : infinity(-1), a.upper().finite() ? hi.upper() : infinity(1));
  // even: the larger end bounds above, the end nearer to 0 bounds below
  const bool left = !a.signs().within(nonnegative), right = !a.signs().within(nonpositive);
  Arf upper = !a.finite() ? infinity(1) : (compare(lo.upper(), hi.upper()) < 0 ? hi.upper() : lo.upper());
  if (left && right) return Interval(Arf(), std::move(upper));
  if ((a.signs() & zero) == zero) return Interval(Arf(), std::move(upper));
  return Interval(left ? hi.lower() : lo.lower(), std::move(upper));
}

Interval root(const Interval& a, unsigned q, long bits) {
  if (!a.signs().within(nonnegative)) throw Reject("root of an interval that may be negative");
  if (a.signs() == zero) return a;
  spend_enclosing(8, bits);
  const bool from_zero = !a.signs().within(positive), bounded = a.upper().finite();
  if (from_zero && !bounded) return Interval(Arf(), infinity(1));
  const Interval r = increasing(from_zero ? Interval(a.upper(), a.upper()) : a, bits, [&](arb_ptr y, arb_srcptr x) { arb_root_ui(y, x, q, bits); });
  return Interval(from_zero ? Arf() : r.lower(), bounded ? r.upper() : infinity(1));
}

Interval exp(const Interval& a, long bits) {
  spend_enclosing(8, bits);
  Arf lo, hi = infinity(1);
  if (a.lower().finite()) {
    Arb y;
    arb_exp(y.raw(), Arb(a.lower()).raw(), bits);
    lo = y.lower(bits);
    if (!lo.finite() || arf_sgn(lo.raw()) < 0) lo = Arf();
  }
  if (a.upper().finite()) {
    Arb y;
    arb_exp(y.raw(), Arb(a.upper()).raw(), bits);
    hi = y.upper(bits);
  }
  return Interval(std::move(lo), std::move(hi));
}

Interval log(const Interval& a, long bits) {
  if (!a.signs().within(positive)) throw Reject("logarithm of an interval that is not positive");
  spend_enclosing(8, bits);
  const Interval r = increasing(a, bits, [&](arb_ptr y, arb_srcptr x) { arb_log(y, x, bits); });
  return Interval(r.lower(), a.upper().finite() ? r.upper() : infinity(1));
}

namespace {
template <class F>
Interval bounded_by_one(const Interval& a, long bits, F f) {
  spend_enclosing(8, bits);
  Interval unit(integer_end(-1), integer_end(1));
  if (!a.finite()) return unit;
  Arb x, y;
  arb_set_interval_arf(x.raw(), a.lower().raw(), a.upper().raw(), bits);
  f(y.raw(), x.raw());
  const auto r = Interval(y.lower(bits), y.upper(bits)).meet(unit);
  return r ? *r : unit;
}
}  // namespace

Interval sin(const Interval& a, long bits) {
  return bounded_by_one(a, bits, [&](arb_ptr y, arb_srcptr x) { arb_sin(y, x, bits); });
}

Interval cos(const Interval& a, long bits) {
  return bounded_by_one(a, bits, [&](arb_ptr y, arb_srcptr x) { arb_cos(y, x, bits); });
}

Interval arctan(const Interval& a, long bits) {
  spend_enclosing(8, bits);
  return increasing(a, bits, [&](arb_ptr y, arb_srcptr x) { arb_atan(y, x, bits); });
}

Interval relu(const Interval& a) { return Interval(arf_sgn(a.lower().raw()) < 0 ? Arf() : a.lower(), arf_sgn(a.upper().raw()) < 0 ? Arf() : a.upper()); }

Interval step(const Interval& a, long bits) {
  if (a.signs() == positive) return Interval(Rational(1), bits);
  if (a.signs() == negative) return Interval(Rational(0), bits);
  throw Reject("step at an interval that contains 0");
}

}  // namespace losscert::check
