// Hints: factorisations multiply out to the expression, eliminations satisfy their identity.
#include "support/catch.hpp"

#include "symbolic/factor.hpp"
#include "symbolic/poly_reduce.hpp"
#include "symbolic/random_expression.hpp"

using namespace losscert::symbolic;
using GiNaC::numeric;

namespace {
const Expr x = symbol("x"), y = symbol("y"), w = symbol("w"), b = symbol("b"), lambda = symbol("lambda"), x1 = symbol("x1"), x2 = symbol("x2");

std::string shown(const Expr& e) {
  std::string out;
  for (const auto& [f, n] : factors(canonical(e))) out += "{" + to_text(f) + "}^" + std::to_string(n);
  return out;
}

void check_elimination(const Expr& e, const Expr& p) {
  for (const Elimination& r : eliminations(e, p)) CHECK(canonical(r.remainder + r.multiplier * p - e).is_zero());
}
}  // namespace

TEST_CASE("factors") {
  CHECK(shown((x - 1) * relu_of(x)) == "{relu(x)}^1{x-1}^1");
  CHECK(shown(y * power_of(relu_of(-x), 2) * (x + 1)) == "{relu(-x)}^2{x+1}^1{y}^1");
  CHECK(shown(relu_of(x) + power_of(relu_of(x), 2) + y) == "{relu(x)+relu(x)^2+y}^1");
  CHECK(shown(3 * power_of(lambda * exp_of(w + b) - y, 2) * exp_of(x)) == "{3}^1{exp(x)}^1{lambda*exp(b+w)-y}^2");
  CHECK(shown(x * x * exp_of(2 * w + 2 * b) - y * y) == "{x*exp(b+w)+y}^1{x*exp(b+w)-y}^1");
  CHECK(shown(exp_of(2 * w + 2 * b) + exp_of(w + b)) == "{exp(b+w)}^1{exp(b+w)+1}^1");
  CHECK(shown(exp_of(w + b) - exp_of(w - b)) == "{exp(-b+w)}^1{exp(b)+1}^1{exp(b)-1}^1");
  CHECK(shown(x1 * exp_of(w * x1 + b) - x2 * exp_of(w * x2 + b)) == "{x1*exp(b+w*x1)-x2*exp(b+w*x2)}^1");
  CHECK(shown(power_of(x * x - 1, 3) * power_of(relu_of(x), 2) / power_of(y + 1, 2)) == "{1/(y+1)}^2{relu(x)}^2{x+1}^3{x-1}^3");
  CHECK(shown(x * x + 1) == "{x^2+1}^1");
  CHECK(shown(-2 * x) == "{-2}^1{x}^1");
  CHECK(shown(numeric(3, 4)) == "{3/4}^1");
  CHECK(shown(0) == "{0}^1");
}

TEST_CASE("factors multiply out") {
  losscert::test::RandomExpression random(5);
  int split = 0;
  for (int k = 0; k < 60; ++k) {
    const Expr e = canonical(random.faithful(1) * random.faithful(2));
    Expr product = 1;
    const auto fs = factors(e);
    for (const auto& [f, n] : fs) {
      CHECK(n >= 1);
      product = product * power_of(f, n);
    }
    INFO(to_text(e));
    CHECK(zero_test(e - product) == ZeroTest::Zero);
    split += fs.size() > 1;
  }
  CHECK(split > 30);
}

TEST_CASE("eliminations") {
  const Expr e = x1 * exp_of(w * x1 + b) - x2 * exp_of(w * x2 + b), p = exp_of(w * x1 + b) - exp_of(w * x2 + b);
  const auto r = eliminate(e, p);
  REQUIRE(r);
  CHECK(symbols_of(r->second).size() == 4);
  CHECK(canonical(r->second - (x1 - x2) * exp_of(w * x1 + b)).is_zero());
  check_elimination(e, p);

  const Expr g = 2 * lambda * b + exp_of(2 * b) - exp_of(b) * x;
  const auto s = eliminate(g * w, g);
  REQUIRE(s);
  CHECK(s->second.is_zero());
  CHECK(s->first.is_equal(w));

  check_elimination(lambda * x * x + y, lambda * x - 2 * y + 1);
  check_elimination(power_of(x, 3) - 2 * x * y + 1, x - power_of(y, 2));
  CHECK(canonical(eliminate(power_of(x, 3) + y, x - power_of(y, 2))->second - power_of(y, 6) - y).is_zero());
  CHECK_FALSE(eliminate(x + y, w - 1));
  CHECK_FALSE(eliminate(x + y, 0));

  losscert::test::RandomExpression random(6);
  for (int k = 0; k < 60; ++k) {
    const Expr q = random.polynomial() + random.nonzero_rational() * exp_of(random.polynomial());
    check_elimination(random.faithful(2) * q + random.variable(), q);
  }
}
