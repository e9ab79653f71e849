#include "interval/arb_oracle.hpp"

#include <arb.h>
#include <flint/fmpq.h>

#include <sstream>

#include "symbolic/functions.hpp"

namespace losscert::test {
namespace {

using symbolic::Expr;
using symbolic::Head;
using GiNaC::numeric;

class Ball {
public:
  Ball() { arb_init(x); }
  Ball(const Ball&) = delete;
  Ball& operator=(const Ball&) = delete;
  ~Ball() { arb_clear(x); }
  arb_t x;
};

void set(arb_t out, const numeric& q, long bits) {
  std::ostringstream text;
  text << q;
  fmpq_t f;
  fmpq_init(f);
  fmpq_set_str(f, text.str().c_str(), 10);
  arb_set_fmpq(out, f, bits);
  fmpq_clear(f);
}

void evaluate(arb_t out, const Expr& e, const Point& at, long bits) {
  const Head h = symbolic::head(e);
  if (h == Head::Number) return set(out, GiNaC::ex_to<numeric>(e), bits);
  if (h == Head::Symbol) return set(out, at.at(GiNaC::ex_to<symbolic::Symbol>(e).get_name()), bits);
  Ball z;
  evaluate(z.x, e.op(0), at, bits);
  switch (h) {
    case Head::Sum:
    case Head::Product:
      arb_set(out, z.x);
      for (std::size_t k = 1; k < e.nops(); ++k) {
        evaluate(z.x, e.op(k), at, bits);
        if (h == Head::Sum) arb_add(out, out, z.x, bits);
        else arb_mul(out, out, z.x, bits);
      }
      return;
    case Head::Power: {
      const numeric n = GiNaC::ex_to<numeric>(e.op(1));
      if (!n.is_integer()) arb_root_ui(z.x, z.x, static_cast<ulong>(n.denom().to_long()), bits);
      const long p = n.numer().to_long();
      if (p < 0) arb_inv(z.x, z.x, bits);
      arb_pow_ui(out, z.x, static_cast<ulong>(p < 0 ? -p : p), bits);
      return;
    }
    case Head::Exp: arb_exp(out, z.x, bits); return;
    case Head::Log: arb_log(out, z.x, bits); return;
    case Head::Sin: arb_sin(out, z.x, bits); return;
    case Head::Cos: arb_cos(out, z.x, bits); return;
    case Head::Arctan: arb_atan(out, z.x, bits); return;
    case Head::Relu: {
      Ball zero;
      arb_max(out, z.x, zero.x, bits);
      return;
    }
    default:  // step
      if (arb_is_positive(z.x)) arb_one(out);
      else if (arb_is_negative(z.x)) arb_zero(out);
      else arb_indeterminate(out);
  }
}

}  // namespace

bool may_contain(const interval::Interval& enclosure, const Expr& e, const Point& at, long bits, bool& sharp) {
  Ball value, end;
  evaluate(value.x, e, at, bits);
  sharp = arb_is_finite(value.x) && arb_rel_accuracy_bits(value.x) > bits / 2;
  if (arb_is_finite(value.x) && !sharp) {
    mag_t bound;
    mag_init(bound);
    mag_set_ui_2exp_si(bound, 1, -bits / 2);
    sharp = mag_cmp(arb_radref(value.x), bound) < 0;
    mag_clear(bound);
  }
  if (enclosure.lower_is_finite()) {
    set(end.x, enclosure.lower(), 8192);
    if (arb_lt(value.x, end.x)) return false;
  }
  if (enclosure.upper_is_finite()) {
    set(end.x, enclosure.upper(), 8192);
    if (arb_gt(value.x, end.x)) return false;
  }
  return true;
}

}  // namespace losscert::test
