#include "check/enclosure/enclose.hpp"
#include "check/enclosure/zero.hpp"
#include "reading.hpp"
#include "support/catch.hpp"

using namespace losscert::check;

TEST_CASE("derivatives agree with the formulas") {
  const AtomId x = symbol_id("x");
  const std::pair<const char*, const char*> pairs[] = {{"x^5*y", "5*x^4*y"},
                                                       {"x^(-3)", "-3*x^(-4)"},
                                                       {"exp(x^2*y)", "2*x*y*exp(x^2*y)"},
                                                       {"log(x^2 + 1)", "2*x/(x^2 + 1)"},
                                                       {"sin(3*x)*cos(x)", "3*cos(3*x)*cos(x) - sin(3*x)*sin(x)"},
                                                       {"arctan(x*y)", "y/(1 + x^2*y^2)"},
                                                       {"(x^2 + 1)^(1/2)", "x/(x^2 + 1)^(1/2)"},
                                                       {"(x + 2)^(2/3)", "2/3*(x + 2)^(-1/3)"},
                                                       {"relu(x - 1)^3", "3*relu(x - 1)^2"},
                                                       {"relu(y - x)", "-step(y - x)"},
                                                       {"step(x)", "0"},
                                                       {"1/(1 + exp(-x))", "exp(-x)/(1 + exp(-x))^2"},
                                                       {"exp(sin(x))/x", "exp(sin(x))*(cos(x)/x - 1/x^2)"}};
  for (const auto& [f, d] : pairs) {
    INFO(f);
    CHECK(is_zero(derivative(core(f), x) - core(d)));
  }
}

// f(b) - f(a) lies in (b - a) f'([a, b]): a wrong derivative would miss it on narrow intervals.
TEST_CASE("the mean value theorem holds for the computed derivatives") {
  const AtomId x = symbol_id("x");
  int tested = 0;
  for (const char* t : {"x^3 - x", "exp(-16*(x - 1/5)^2)", "log(1 + exp(x))", "arctan(x)*sin(x)", "(x + 1)^(1/2)/(x^2 + 1)", "relu(x - 1/3)^2*exp(x)",
                        "cos(x^2)*x", "1/(1 + exp(-3*x)) + x^(2/3)"})
    for (int k = 1; k < 20; ++k) {
      const Rational a = Rational(k) / Rational(10), b = a + Rational(1) / Rational(1000);
      Box at_a, at_b, between;
      at_a.ranges[x] = {a, a};
      at_b.ranges[x] = {b, b};
      between.ranges[x] = {a, b};
      const Poly f = core(t);
      const Interval difference = sub(enclose(f, at_b, 128), enclose(f, at_a, 128), 128);
      const Interval slope = mul(enclose(derivative(f, x), between, 128), sub(Interval(b, 128), Interval(a, 128), 128), 128);
      INFO(t << " at " << a.text());
      CHECK(difference.meet(slope).has_value());
      CHECK(sub(slope.hull(difference), slope, 128).finite());
      ++tested;
    }
  CHECK(tested == 8 * 19);
}

TEST_CASE("smoothness counts the powers of relu") {
  CHECK(is_smooth(core("relu(x)^3 + exp(y)"), 2));
  CHECK_FALSE(is_smooth(core("relu(x)^2"), 2));
  CHECK(is_smooth(core("relu(x)^2"), 1));
  CHECK_FALSE(is_smooth(core("relu(x)"), 1));
  CHECK_FALSE(is_smooth(core("relu(x)*relu(-x)"), 1));
  CHECK_FALSE(is_smooth(core("exp(relu(x))"), 1));
  CHECK(is_smooth(core("exp(relu(x)^2)"), 1));
  CHECK_FALSE(is_smooth(core("log(1 + relu(x))"), 1));
  CHECK_FALSE(is_smooth(core("step(x)*relu(y)^5"), 1));
  CHECK_FALSE(is_smooth(core("relu(x)^(-1)"), 1));
  const AtomId x = symbol_id("x"), y = symbol_id("y");
  CHECK(is_smooth(core("relu(y)*x"), 1, &x));
  CHECK_FALSE(is_smooth(core("relu(y)*x"), 1, &y));
}
