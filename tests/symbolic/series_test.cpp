// Power series: known ones, and the values of what they belong to near 0.
#include "support/catch.hpp"

#include "symbolic/random_expression.hpp"
#include "symbolic/series.hpp"

using namespace losscert::symbolic;
using GiNaC::numeric;

namespace {

const Symbol t = symbol("t");
const Expr a = symbol("a"), b = symbol("b");

std::string shown(const Expr& e, int order) {
  const auto s = series(e, t, order);
  if (!s) return "none";
  std::string out;
  for (const Expr& c : *s) out += (out.empty() ? "" : ", ") + to_text(c);
  return out;
}

}  // namespace

TEST_CASE("series of each function") {
  CHECK(shown(a + 2 * Expr(t) * b, 2) == "a, 2*b, 0");
  CHECK(shown(exp_of(t), 3) == "1, 1, 1/2, 1/6");
  CHECK(shown(exp_of(a + b * Expr(t)), 2) == "exp(a), b*exp(a), 1/2*b^2*exp(a)");
  CHECK(shown(log_of(1 + Expr(t)), 3) == "0, 1, -1/2, 1/3");
  CHECK(shown(sin_of(2 * Expr(t)), 3) == "0, 2, 0, -4/3");
  CHECK(shown(cos_of(t), 4) == "1, 0, -1/2, 0, 1/24");
  CHECK(shown(arctan_of(t), 5) == "0, 1, 0, -1/3, 0, 1/5");
  CHECK(shown(power_of(1 + Expr(t), numeric(1, 2)), 3) == "1, 1/2, -1/8, 1/16");
  CHECK(shown(power_of(1 - Expr(t), -1), 3) == "1, 1, 1, 1");
  CHECK(shown(3 * power_of(a + Expr(t), 2) / b, 2) == "3*a^2/b, 6*a/b, 3/b");
  CHECK(shown(a, 0) == "a");
}

TEST_CASE("no series at a pole, a root or a kink") {
  CHECK(shown(power_of(t, -1), 2) == "none");
  CHECK(shown(power_of(t, numeric(1, 2)), 2) == "none");
  CHECK(shown(relu_of(t), 2) == "none");
  CHECK(shown(1 + exp_of(power_of(t, -1)), 2) == "none");
}

TEST_CASE("coefficients are those of the derivatives at 0") {
  losscert::test::RandomExpression random(21);
  const Substitution along{{symbol("u"), symbol("u") + Expr(t)}, {symbol("v"), symbol("v") * exp_of(t)}};
  int compared = 0;
  for (int k = 0; k < 150; ++k) {
    const Expr e = substitute(random.any(2), along);
    const auto s = series(e, t, 2);
    if (!s) continue;  // a relu
    INFO(to_text(e));
    const Substitution at_0{{t, 0}};
    const Expr first = derivative(e, t), second = derivative(first, t);
    CHECK(zero_test((*s)[0] - substitute(e, at_0)) == ZeroTest::Zero);
    CHECK(zero_test((*s)[1] - substitute(first, at_0)) == ZeroTest::Zero);
    CHECK(zero_test((*s)[2] - substitute(second, at_0) / 2) == ZeroTest::Zero);
    ++compared;
  }
  CHECK(compared > 80);
}
