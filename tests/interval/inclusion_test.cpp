// Inclusion: x in X gives f(x) in F(X), the value taken from Arb; for every function, for random expressions, and for their canonical forms and derivatives.
#include "support/catch.hpp"

#include "interval/arb_oracle.hpp"
#include "interval/arithmetic.hpp"
#include "symbolic/random_expression.hpp"

using namespace losscert;
using namespace losscert::symbolic;
using interval::Box;
using interval::Interval;
using GiNaC::numeric;

namespace {

const Expr x = symbol("x"), y = symbol("y");
constexpr unsigned precisions[] = {24, 53, 128, 1000};

struct Function {
  const char* name;
  Expr expr;
  numeric lowest;  ///< of the argument
};

std::vector<Function> functions() {
  const auto power = [](int p, int q) { return power_of(x, numeric(p, q)); };
  return {{"exp", exp_of(x), -40},          {"log", log_of(x), numeric(1, 1000)}, {"sin", sin_of(x), -40},         {"cos", cos_of(x), -40},
          {"arctan", arctan_of(x), -40},    {"relu", relu_of(x), -40},            {"step", step_of(x), numeric(1, 9)}, {"x^2", power(2, 1), -40},
          {"x^3", power(3, 1), -40},        {"x^10", power(10, 1), -40},          {"1/x", power(-1, 1), numeric(1, 7)}, {"x^(-4)", power(-4, 1), numeric(1, 7)},
          {"x^(1/2)", power(1, 2), 0},      {"x^(2/3)", power(2, 3), 0},          {"x^(-5/2)", power(-5, 2), numeric(1, 7)}};
}

}  // namespace

TEST_CASE("each function on random intervals, at several precisions") {
  test::RandomExpression random(11);
  for (const Function& f : functions()) {
    int sharp_values = 0;
    for (int k = 0; k < 200; ++k) {
      const numeric start = f.lowest + numeric(random.integer(0, 8000), 97), length = numeric(random.integer(0, 1), 1) * numeric(random.integer(0, 4000), 83);
      const numeric at = start + length * numeric(random.integer(0, 16), 16);
      const unsigned bits = precisions[k % 4];
      INFO(f.name << " at " << at << " in " << start << " + " << length << ", bits " << bits);
      const auto v = interval::enclose(f.expr, {{"x", Interval(start, start + length, bits)}}, bits);
      REQUIRE(v.interval);
      bool sharp = false;
      CHECK(test::may_contain(*v.interval, f.expr, {{"x", at}}, bits + 64, sharp));
      sharp_values += sharp;
      if (length.is_zero()) {
        // One rounding of the argument and one of the value, and the slope of the function; no function here is steeper than 2^40 on its range relative to its size.
        REQUIRE(v.interval->is_finite());
        const numeric size = GiNaC::abs(v.interval->upper()) + 1;
        CHECK(interval::width(*v.interval) <= size * numeric(2).power(numeric(16) - numeric(static_cast<long>(bits))));
      }
    }
    CHECK(sharp_values == 200);
  }
}

TEST_CASE("sine and cosine over many periods and near their extrema") {
  test::RandomExpression random(12);
  for (const Expr& f : {sin_of(x), cos_of(x)})
    for (int k = 0; k < 400; ++k) {
      // Multiples of a good approximation of pi/2, so that an end falls close to an extremum or a zero.
      const numeric quarter = numeric("157079632679489661923132169163975144") / numeric(10).power(35);
      const numeric start = quarter * random.integer(-60, 60) + random.rational() / numeric(10).power(numeric(random.integer(0, 30)));
      const numeric length = numeric(random.integer(0, 40), 10), at = start + length * numeric(random.integer(0, 8), 8);
      const auto v = interval::enclose(f, {{"x", Interval(start, start + length, 64)}}, 64);
      bool sharp = false;
      REQUIRE(v.interval);
      CHECK(test::may_contain(*v.interval, f, {{"x", at}}, 256, sharp));
      CHECK(sharp);
      CHECK(v.interval->lower() >= -1);
      CHECK(v.interval->upper() <= 1);
    }
}

TEST_CASE("random expressions, canonical forms and derivatives") {
  test::RandomExpression random(13);
  int compared = 0, kinks = 0, outside = 0;
  for (int k = 0; k < 250; ++k) {
    const Expr e = random.any(3), c = canonical(e), d = derivative(e, symbol("u")), g = e.diff(symbol("u"));
    test::Point at;
    Box box, wide;
    for (const char* name : {"u", "v", "w[1]", "w[2]"}) {
      at[name] = random.rational();
      box.emplace(name, Interval(at[name], at[name], 128));
      wide.emplace(name, Interval(at[name] - numeric(random.integer(0, 3), 7), at[name] + numeric(random.integer(0, 3), 7), 128));
    }
    INFO(to_text(e));
    // (value, written as): the oracle walks the first, the tape the second.
    const std::pair<Expr, Expr> pairs[] = {{e, e}, {e, c}, {c, e}, {g, d}, {d, g}};
    for (const auto& [value, form] : pairs)
      for (const Box& b : {box, wide}) {
        const auto v = interval::enclose(form, b, 128);
        kinks += v.failure == interval::Failure::Kink;
        outside += v.failure == interval::Failure::OutsideDomain;
        if (!v.interval) continue;
        bool sharp = false;
        CHECK(test::may_contain(*v.interval, value, at, 256, sharp));
        compared += sharp;
      }
  }
  WARN("compared " << compared << ", kinks " << kinks << ", outside the domain " << outside);
  CHECK(compared > 1800);
}

TEST_CASE("the faithful class: factors of its canonical forms keep their values") {
  test::RandomExpression random(14);
  int compared = 0;
  for (int k = 0; k < 150; ++k) {
    const Expr e = random.faithful(3), f = random.rewritten(e);
    test::Point at;
    Box box;
    for (const char* name : {"u", "v", "w[1]", "w[2]"}) {
      at[name] = random.rational(3) / 2;
      box.emplace(name, Interval(at[name], at[name], 256));
    }
    for (const Expr& form : {canonical(e), canonical(f), f}) {
      const auto v = interval::enclose(form, box, 256);
      REQUIRE(v.interval);
      bool sharp = false;
      CHECK(test::may_contain(*v.interval, e, at, 512, sharp));
      compared += sharp;
    }
  }
  CHECK(compared > 440);
}
