// What is undefined gives a reason and never a number; infinite ends are sound.
#include "support/catch.hpp"

#include "interval/arithmetic.hpp"
#include "symbolic/random_expression.hpp"

using namespace losscert;
using namespace losscert::symbolic;
using interval::Box;
using interval::Failure;
using interval::Interval;
using GiNaC::numeric;

namespace {

const Expr x = symbol("x"), y = symbol("y");
const std::optional<numeric> infinite;

Interval span(std::optional<numeric> lo, std::optional<numeric> hi) { return Interval(lo, hi, 64); }
Failure failure(const Expr& e, const Interval& at) { return interval::enclose(e, {{"x", at}}, 64).failure; }
Interval value(const Expr& e, const Box& box) {
  const auto v = interval::enclose(e, box, 64);
  REQUIRE(v.interval);
  return *v.interval;
}

}  // namespace

TEST_CASE("outside the domain") {
  for (const auto& [lo, hi] : {std::pair{0, 1}, {-1, 0}, {-1, 1}, {0, 0}}) {
    CHECK(failure(1 / x, span(lo, hi)) == Failure::OutsideDomain);
    CHECK(failure(power_of(x, -2), span(lo, hi)) == Failure::OutsideDomain);
    CHECK(failure(log_of(x), span(lo, hi)) == Failure::OutsideDomain);
    CHECK(failure(power_of(x, numeric(-1, 2)), span(lo, hi)) == Failure::OutsideDomain);
    CHECK(failure(step_of(x), span(lo, hi)) == Failure::Kink);
    CHECK(failure(x * 0 + 3 * step_of(x) * 2, span(lo, hi)) == Failure::Kink);
  }
  CHECK(failure(power_of(x, numeric(1, 2)), span(-1, 4)) == Failure::OutsideDomain);
  CHECK(failure(power_of(x, numeric(1, 2)), span(0, 4)) == Failure::None);
  CHECK(failure(power_of(x, numeric(2, 3)), span(0, 0)) == Failure::None);
  CHECK(value(power_of(x, numeric(2, 3)), {{"x", span(0, 0)}}).upper() == 0);
  CHECK(value(power_of(x, numeric(3, 2)), {{"x", span(0, 4)}}).lower() == 0);
  CHECK(failure(log_of(x), span(-2, -1)) == Failure::OutsideDomain);
  CHECK(failure(log_of(x), Interval()) == Failure::OutsideDomain);
  CHECK(failure(1 / x, span(1, infinite)) == Failure::None);
  CHECK(failure(step_of(x), span(numeric(1, 1000), infinite)) == Failure::None);
  CHECK_THROWS_AS(interval::Tape(Expr(0.5) * x)({}, 64), InexactNumber);
  CHECK_THROWS_AS(interval::Tape(GiNaC::exp(x)), std::domain_error);
  CHECK_THROWS_AS(Interval(numeric(1), numeric(0), 64), std::invalid_argument);
  CHECK_THROWS_AS(Interval().lower(), std::domain_error);
}

TEST_CASE("infinite ends") {
  const Interval whole, positive = span(0, infinite), negative = span(infinite, -2), zero = span(0, 0);
  // A bounded factor of 0 times an unbounded one is 0: no element is infinite.
  CHECK(value(x * y, {{"x", zero}, {"y", whole}}).contains(0));
  CHECK(value(x * y, {{"x", zero}, {"y", whole}}).is_finite());
  CHECK_FALSE(value(x * y, {{"x", positive}, {"y", whole}}).lower_is_finite());
  CHECK_FALSE(value(x - y, {{"x", positive}, {"y", positive}}).lower_is_finite());
  CHECK_FALSE(value(x - y, {{"x", positive}, {"y", positive}}).upper_is_finite());
  CHECK(value(x * y, {{"x", negative}, {"y", negative}}).lower() == 4);
  CHECK(value(x * x, {}).is_nonnegative());
  CHECK(value(exp_of(x), {}).is_nonnegative());
  CHECK(value(exp_of(x), {{"x", negative}}).upper() < numeric(14, 100));
  CHECK(value(1 / x, {{"x", negative}}).lower() == numeric(-1, 2));
  CHECK(value(1 / x, {{"x", negative}}).is_nonpositive());
  CHECK(value(arctan_of(x), {}).upper() < 2);
  CHECK(value(sin_of(x), {}).upper() == 1);
  CHECK(value(cos_of(x * x), {{"x", positive}}).lower() == -1);
  CHECK(value(relu_of(x), {{"x", negative}}).upper() == 0);
  CHECK(value(power_of(x, 3), {{"x", negative}}).upper() == -8);
  CHECK(value(power_of(x, 4), {{"x", negative}}).lower() == 16);
  CHECK(value(power_of(1 + exp_of(-x), -1), {}).lower() == 0);
  CHECK(value(power_of(1 + exp_of(-x), -1), {}).upper() == 1);
  CHECK(value(power_of(x, numeric(-1, 2)), {{"x", span(4, infinite)}}).upper() == numeric(1, 2));
}

TEST_CASE("overflow and underflow stay enclosures") {
  const numeric huge = numeric(10).power(40);
  const Interval big = value(exp_of(x), {{"x", span(huge, huge)}}), small = value(exp_of(x), {{"x", span(-huge, -huge)}});
  CHECK_FALSE(big.upper_is_finite());
  CHECK(big.is_positive());
  CHECK(small.is_nonnegative());
  CHECK(small.contains(0));
  CHECK(small.upper() > 0);
  const Interval little = value(exp_of(x), {{"x", span(-numeric(10).power(8), -numeric(10).power(8))}});
  CHECK(little.is_positive());
  CHECK(little.lower() == 0);
  CHECK(little.upper() > 0);
  CHECK(value(-exp_of(x), {{"x", span(huge, huge)}}).upper() < -1000);
  CHECK(value(exp_of(x) * exp_of(-x), {{"x", span(huge, huge)}}).contains(1));
  CHECK(value(exp_of(x) - exp_of(x) + y, {{"x", span(huge, huge)}, {"y", span(3, 3)}}).contains(3));
  CHECK(value(sin_of(exp_of(x)), {{"x", span(100000, 100000)}}).upper() <= 1);
}

TEST_CASE("unbounded boxes contain what bounded ones contain") {
  test::RandomExpression random(31);
  int compared = 0;
  for (int k = 0; k < 300; ++k) {
    const Expr e = random.any(3);
    Box box, unbounded;
    for (const char* name : {"u", "v", "w[1]", "w[2]"}) {
      const numeric q = random.rational();
      box.emplace(name, span(q, q));
      const int side = random.integer(0, 2);
      unbounded.emplace(name, span(side == 0 ? infinite : q, side == 1 ? infinite : q));
    }
    const auto inner = interval::enclose(e, box, 64), outer = interval::enclose(e, unbounded, 64);
    if (!inner.interval || !outer.interval) continue;
    const auto common = interval::intersection(*inner.interval, *outer.interval);
    INFO(to_text(e));
    REQUIRE(common);
    CHECK(common->lower() == inner.interval->lower());
    CHECK(common->upper() == inner.interval->upper());
    ++compared;
  }
  CHECK(compared > 250);
}
