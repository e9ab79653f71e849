// The interval type itself, and signs of constants.
#include "support/catch.hpp"

#include <cmath>

#include "interval/arithmetic.hpp"
#include "interval/constant.hpp"
#include "symbolic/abstract.hpp"

using namespace losscert;
using namespace losscert::symbolic;
using interval::Interval;
using GiNaC::numeric;

namespace {
Expr root(const Expr& e) { return power_of(e, numeric(1, 2)); }
const std::optional<numeric> infinite;
}  // namespace

TEST_CASE("ends are rounded outward") {
  const Interval third(numeric(1, 3), numeric(1, 3), 53);
  CHECK(third.lower() < numeric(1, 3));
  CHECK(third.upper() > numeric(1, 3));
  CHECK(interval::width(third) == numeric(2).power(numeric(-54)));
  CHECK(third.contains(numeric(1, 3)));
  CHECK_FALSE(third.contains(numeric(333, 1000)));
  const Interval exact(numeric(-3, 8), numeric(5), 53);
  CHECK(exact.lower() == numeric(-3, 8));
  CHECK(exact.upper() == 5);
  CHECK(interval::midpoint(exact) == numeric(37, 16));
  CHECK(third.decimal(5) == "[0.33333, 0.33334]");
  CHECK(Interval(numeric(-1, 3), infinite, 53).decimal(3) == "[-0.334, inf]");
  CHECK(Interval().decimal(3) == "[-inf, inf]");
}

TEST_CASE("predicates") {
  const Interval zero(numeric(0), numeric(0), 64), unit(numeric(0), numeric(1), 64), below(numeric(-2), numeric(-1), 64), inner(numeric(1, 4), numeric(3, 4), 64), right(numeric(1), infinite, 64);
  CHECK((zero.is_nonnegative() && zero.is_nonpositive() && zero.contains_zero() && !zero.is_positive() && !zero.is_negative()));
  CHECK((unit.is_nonnegative() && !unit.is_positive() && unit.contains_zero()));
  CHECK((below.is_negative() && below.is_nonpositive() && !below.contains_zero()));
  CHECK((inner.is_inside(unit) && !unit.is_inside(unit) && !unit.is_inside(inner)));
  CHECK((right.is_inside(Interval()) && Interval().is_inside(Interval()) && !Interval().is_inside(right)));
  CHECK((right.lower_is_finite() && !right.upper_is_finite() && !right.is_finite() && right.is_positive()));
  CHECK_FALSE(interval::intersection(inner, below));
  CHECK(interval::hull(inner, below).lower() == -2);
  CHECK_FALSE(interval::divided(unit, unit));
}

TEST_CASE("copies and moves keep value and precision") {
  const Interval a(numeric(1, 3), numeric(2, 3), 300);
  Interval b = a, c;
  c = b;
  Interval d = std::move(b);
  for (const Interval& x : {c, d}) {
    CHECK(x.lower() == a.lower());
    CHECK(x.upper() == a.upper());
  }
  c = std::move(d);
  CHECK(c.lower() == a.lower());
}

TEST_CASE("signs of constants") {
  CHECK(interval::sign_of_constant(exp_of(-100)) == 1);
  CHECK(interval::sign_of_constant(root(2) - numeric(3, 2)) == -1);
  CHECK(interval::sign_of_constant(root(2) * root(3) - root(6)) == 0);
  // Equal beyond the canonical form: never a sign.
  CHECK_FALSE(interval::sign_of_constant(root(3 + 2 * root(2)) - root(2) - 1));
  // Ramanujan's number differs from an integer after the twelfth decimal only.
  const Expr pi = 4 * arctan_of(1), r = exp_of(pi * root(163));
  CHECK(interval::sign_of_constant(r - numeric("262537412640768744"), 64) == std::nullopt);
  CHECK(interval::sign_of_constant(r - numeric("262537412640768744"), 256) == -1);
  CHECK(interval::sign_of_constant(log_of(symbol("x")), 256, {{"x", Interval(numeric(2), numeric(3), 64)}}) == 1);
  CHECK(interval::sign_of_constant(log_of(symbol("x")), 256) == std::nullopt);
  CHECK(interval::sign_of_constant(step_of(relu_of(-1) + root(2) - root(2)), 256) == std::nullopt);
}

TEST_CASE("approximate values") {
  CHECK(*interval::approx_value(exp_of(symbol("x")), {{"x", 0.5}}) == Approx(1.6487212707));
  CHECK_FALSE(interval::approx_value(log_of(symbol("x")), {{"x", -1}}));
  CHECK_FALSE(interval::approx_value(symbol("x"), {}));
  CHECK(*interval::approx_value(relu_of(symbol("x")), {{"x", -1}}) == 0);
  const Expr x = symbol("x"), y = symbol("y");
  // Examples stand for an abstract function.
  for (const double at : {-1.5, 0.0, 0.25, 2.0}) {
    CHECK(*interval::approx_value(3 * x * x * y - y / (1 + x * x) + sin_of(x), {{"x", at}, {"y", 2}}) == Approx(6 * at * at - 2 / (1 + at * at) + std::sin(at)));
    const Abstract sigma = interned({"sigma", 1, {}});
    set_examples(sigma, {power_of(symbol("t"), 2), exp_of(symbol("t"))});
    CHECK(*interval::approx_value(abstract_of(sigma, 0, x) + abstract_of(sigma, 1, 2 * x) * y, {{"x", at}, {"y", 3}, {"sigma", 0}}) == Approx(at * at + 12 * at));
    CHECK(*interval::approx_value(abstract_of(sigma, 1, abstract_of(sigma, 0, x)), {{"x", at}, {"sigma", 1}}) == Approx(std::exp(std::exp(at))));
  }
  CHECK_FALSE(interval::approx_value(power_of(x, -1), {{"x", 0}}));
  CHECK_FALSE(interval::approx_value(exp_of(x), {{"x", 1000}}));
}
