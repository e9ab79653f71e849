#include <arb.h>

#include "check/enclosure/enclose.hpp"
#include "check/text/reject.hpp"
#include "reading.hpp"
#include "support/catch.hpp"

using namespace losscert::check;

namespace {

Box box(const Rational& lo, const Rational& hi) {
  Box b;
  b.ranges[symbol_id("x")] = {lo, hi};
  b.ranges[symbol_id("y")] = {Rational(-2), Rational(3)};
  return b;
}

}  // namespace

TEST_CASE("values at points lie in the enclosure over a box, for forms and for trees") {
  int tested = 0;
  for (const char* t : {"x^2", "x^3 - 3*x", "exp(x)*x", "sin(5*x) + cos(x)^2", "arctan(x)^3", "relu(x - 1/7)^2 - relu(-x)", "1/(x^2 + 1)", "log(x^2 + 1/9)",
                        "(x + 3)^(1/2)", "(x + 3)^(-5/3)", "x*y - y^2", "step(x + 10)*x", "(x - 1)^(-3)*0 + x"})
    for (int i = -10; i < 9; ++i) {
      const Rational lo = Rational(i) / Rational(7), hi = lo + Rational(2) / Rational(3);
      const auto tree = parse_expression(t);
      const Poly f = core(t);
      std::vector<Interval> over{enclose(f, box(lo, hi), 96)};
      if (std::string(t).find("*0") == std::string::npos) over.push_back(enclose(*tree, box(lo, hi), 96));
      for (int k = 0; k <= 4; ++k) {
        Box at = box(lo + (hi - lo) * (Rational(k) / Rational(4)), lo + (hi - lo) * (Rational(k) / Rational(4)));
        at.ranges[symbol_id("y")] = {Rational(k - 2), Rational(k - 2)};
        const Interval value = enclose(f, at, 256);
        for (const auto& o : over) {
          INFO(t << " on [" << lo.text() << ", " << hi.text() << "]");
          CHECK(value.meet(o).has_value());
          CHECK(sub(o.hull(value), o, 256).finite());
          ++tested;
        }
      }
    }
  CHECK(tested == (12 * 2 + 1) * 19 * 5);
}

TEST_CASE("infinite ends") {
  const Box all;
  CHECK(enclose(core("1 + exp(x*y)"), all, 64).signs() == positive);
  CHECK(enclose(core("exp(x)"), all, 64).signs() == nonnegative);
  CHECK(enclose(core("x^2"), all, 64).signs() == nonnegative);
  CHECK(enclose(core("1/(1 + x^2)"), all, 64).signs() == nonnegative);
  CHECK(enclose(core("x^2 - x"), all, 64).signs() == any_sign);
  CHECK(enclose(core("2 - sin(x)"), all, 64).signs() == positive);
  CHECK(enclose(core("2 - arctan(x)"), all, 64).signs() == positive);
  CHECK(enclose(core("0*x + relu(y)"), all, 64).signs() == nonnegative);
  CHECK(enclose(core("exp(-exp(exp(x)))"), all, 64).signs() == nonnegative);
}

TEST_CASE("even powers are sharp") {
  CHECK(enclose(core("x^2"), box(Rational(-1), Rational(2)), 64).signs() == nonnegative);
  CHECK(enclose(core("x^2"), box(Rational(-2), Rational(-1)), 64).lower().rational() == Rational(1));
  CHECK(enclose(core("x^2"), box(Rational(-2), Rational(1)), 64).upper().rational() == Rational(4));
  CHECK(enclose(core("x^2"), box(Rational(0), Rational(0)), 64).signs() == zero);
  CHECK(enclose(core("x^3"), box(Rational(-2), Rational(-1)), 64).lower().rational() == Rational(-8));
  CHECK(enclose(core("x^(-2)"), box(Rational(-2), Rational(-1)), 64).upper().rational() == Rational(1));
}

TEST_CASE("no interval where something may be undefined") {
  const Box b = box(Rational(-1), Rational(1));
  for (const char* t : {"1/x", "log(x)", "x^(1/2)", "log(x + 1)", "step(x)", "1/(x^2 - x^2*y)", "x^(-2)", "1/relu(x)", "log(exp(y)*x)"}) {
    INFO(t);
    CHECK_THROWS_AS(enclose(core(t), b, 64), Reject);
    CHECK_THROWS_AS(enclose(*parse_expression(t), b, 64), Reject);
  }
  // the tree shows what the form has lost
  CHECK_NOTHROW(enclose(core("x/x"), b, 64));
  CHECK_THROWS_AS(enclose(*parse_expression("x/x"), b, 64), Reject);
  CHECK_THROWS_AS(enclose(*parse_expression("log(x) - log(x)"), b, 64), Reject);
  CHECK_THROWS_AS(enclose(core("x"), box(Rational(1), Rational(0)), 64), Reject);
}

TEST_CASE("huge arguments stay enclosed") {
  const Interval big = enclose(core("exp(10^100)"), {}, 64);
  CHECK(big.signs().within(nonnegative));
  const Interval small = enclose(core("exp(-10^1000)"), {}, 64);
  CHECK(small.signs().within(nonnegative));
  CHECK(enclose(core("sin(10^900)"), {}, 64).within(Interval(Rational(-1), Rational(1), 64)));
}

TEST_CASE("sign sets") {
  CHECK(positive + positive == positive);
  CHECK(positive + zero == positive);
  CHECK(nonnegative + nonnegative == nonnegative);
  CHECK(nonnegative + positive == positive);
  CHECK(positive + negative == any_sign);
  CHECK(nonnegative + negative == any_sign);
  CHECK((Signs() + positive).empty());
  CHECK(negative * negative == positive);
  CHECK(nonpositive * nonpositive == nonnegative);
  CHECK(nonzero * nonzero == nonzero);
  CHECK(zero * any_sign == zero);
  CHECK((Signs() * any_sign).empty());
  CHECK(any_sign.power(2) == nonnegative);
  CHECK(nonzero.power(2) == positive);
  CHECK(nonzero.power(3) == nonzero);
  CHECK(zero.power(4) == zero);
  CHECK(nonnegative.times(-1) == nonpositive);
  CHECK(nonzero.times(-2) == nonzero);
}
