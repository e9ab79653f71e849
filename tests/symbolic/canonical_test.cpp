// The rules of the canonical form (src/check/FORMAT.md, section 2), one by one, and its properties on random expressions.
#include "support/catch.hpp"

#include "symbolic/factor.hpp"
#include "symbolic/random_expression.hpp"
#include "symbolic/terms.hpp"

using namespace losscert::symbolic;
using GiNaC::numeric;

namespace {
const Expr x = symbol("x"), y = symbol("y");
std::string form(const Expr& e) { return to_text(canonical(e)); }
Expr root(const Expr& e, int q = 2) { return power_of(e, numeric(1, q)); }
}  // namespace

TEST_CASE("exponentials merge") {
  CHECK(form(exp_of(x) * exp_of(y)) == "exp(x+y)");
  CHECK(form(power_of(exp_of(x), -3)) == "exp(-3*x)");
  CHECK(form(exp_of(x) * exp_of(-x)) == "1");
  CHECK(form(power_of(exp_of(x) + 1, 2)) == "exp(2*x)+2*exp(x)+1");
  CHECK(form(root(exp_of(x))) == "exp(1/2*x)");
  CHECK(form(exp_of(exp_of(x) * exp_of(-x) + y)) == "exp(y+1)");
  const Substitution s{{symbol("y"), -x}};
  CHECK(form(substitute(exp_of(x) * exp_of(y), s)) == "1");
  CHECK(form(exp_of((x + y) * (x - y))) == "exp(x^2-y^2)");
}

TEST_CASE("exponentials of logarithms") {
  CHECK(form(exp_of(log_of(x))) == "x");
  CHECK(form(exp_of(2 * log_of(x + 1) + y)) == "exp(y)+2*x*exp(y)+x^2*exp(y)");
  CHECK(form(exp_of(-log_of(x + 1))) == "1/(x+1)");
  CHECK(form(exp_of(log_of(1 + root(2)))) == "2^(1/2)+1");
  CHECK(form(exp_of(log_of(x) / 2) * exp_of(log_of(x) / 2)) == "x");
  CHECK(form(exp_of(log_of(x) / 2)) == "exp(1/2*log(x))");
}

TEST_CASE("relu and step") {
  CHECK(form(relu_of(3 * x - 6 * y)) == "3*relu(x-2*y)");
  CHECK(form(relu_of(-x / 2)) == "1/2*relu(-x)");
  CHECK(form(relu_of(x) * step_of(x)) == "relu(x)");
  CHECK(form(relu_of(2 * x) * step_of(x / 3)) == "2*relu(x)");
  CHECK(form(power_of(step_of(5 * x), 3)) == "step(x)");
  CHECK(form(relu_of(x) * step_of(-x)) == "relu(x)*step(-x)");
  CHECK(form(x * relu_of(x)) == "relu(x)^2");
  CHECK(form(power_of(x, 3) * power_of(relu_of(2 * x), 2) * y) == "4*y*relu(x)^5");
  CHECK(form(x * relu_of(-x)) == "-relu(-x)^2");
  CHECK(form(power_of(x, 2) * relu_of(-x)) == "relu(-x)^3");
  CHECK(form(power_of(relu_of(x), 3) / x) == "relu(x)^2");
  CHECK(form(power_of(relu_of(-x), 3) / x) == "-relu(-x)^2");
  CHECK(form(power_of(relu_of(x), 2) / power_of(x, 3)) == "relu(x)/x^2");
  CHECK(form(x * relu_of(x) * step_of(x)) == "relu(x)^2");
  CHECK(form(relu_of(x) / x) == "relu(x)/x");
  CHECK(form(y * relu_of(x)) == "y*relu(x)");
  // Of a sum it takes the zero test.
  CHECK(zero_test((x - y) * relu_of(x - y) - power_of(relu_of(x - y), 2)) == ZeroTest::Zero);
  CHECK(zero_test((x - y) * power_of(relu_of(y - x), 2) + power_of(relu_of(y - x), 3)) == ZeroTest::Zero);
  CHECK(zero_test((x - y) * relu_of(y - x) - power_of(relu_of(y - x), 2)) != ZeroTest::Zero);
  CHECK(zero_test((x + y) * relu_of(x - y) - power_of(relu_of(x - y), 2)) != ZeroTest::Zero);
  CHECK(relu_of(numeric(-3, 2)).is_zero());
  CHECK(relu_of(numeric(3, 2)).is_equal(numeric(3, 2)));
  CHECK(step_of(numeric(1, 7)).is_equal(1));
  CHECK(form(step_of(x - x)) == "step(0)");
}

TEST_CASE("arctan is odd") {
  CHECK(form(arctan_of(-x)) == "-arctan(x)");
  CHECK(form(arctan_of(y - x)) == "-arctan(x-y)");
  CHECK(form(arctan_of(numeric(-1, 2))) == "-arctan(1/2)");
  CHECK(form(arctan_of(x - y) + arctan_of(y - x)) == "0");
}

TEST_CASE("roots of 0") {
  const Substitution zero{{symbol("x"), 0}};
  CHECK(substitute(root(x), zero).is_zero());
  CHECK(form(substitute(power_of(x * x + y * y, numeric(3, 2)), {{symbol("x"), 0}, {symbol("y"), 0}})) == "0");
  CHECK(form(substitute(canonical(root(x, 3) * y + 1), zero)) == "1");
  CHECK_THROWS_AS(substitute(power_of(x, numeric(-1, 2)), zero), std::domain_error);
  CHECK_THROWS_AS(substitute(derivative(root(x), symbol("x")), zero), std::domain_error);  // no derivative there
  CHECK(substitute(derivative(power_of(x, numeric(3, 2)), symbol("x")), zero).is_zero());
}

TEST_CASE("roots") {
  CHECK(form(root(12)) == "2*3^(1/2)");
  CHECK(form(root(numeric(3, 5)) * root(15)) == "3");
  CHECK(form(root(2) * root(3) - root(6)) == "0");
  CHECK(form(root(2, 3) * root(4, 3)) == "2");
  CHECK(form(root(x) * root(x)) == "x");
  CHECK(form(root(x + 1) * root(x + 1)) == "x+1");
  CHECK(form(canonical(power_of(x + 1, numeric(-1, 2))) * x) == "x/(x+1)^(1/2)");
  CHECK(zero_test(power_of(x + 1, numeric(-1, 2)) * (x + 1) - root(x + 1)) == ZeroTest::Zero);
  // |x| is not x, and neither factor of x*y need be positive.
  CHECK(zero_test(root(x * x) - x) != ZeroTest::Zero);
  CHECK(zero_test(root(x * y) - root(x) * root(y)) != ZeroTest::Zero);
  CHECK(form(root(numeric("1000000016000000063"))) == "1000000016000000063^(1/2)");  // two primes beyond trial division
  CHECK(form(root(numeric("1000000014000000049"))) == "1000000007");                 // the square of one
}

TEST_CASE("inverses of sums are normalised") {
  CHECK(form(power_of(2 * x - 2 * y, -1)) == "1/2/(x-y)");
  CHECK(form(power_of(y - x, -1)) == "-1/(x-y)");
  CHECK(form(power_of(y - x, -2)) == "1/(x-y)^2");
  CHECK(form(power_of(x / 2 + y / 3, -1)) == "6/(3*x+2*y)");
  CHECK(form(1 / (x * y)) == "1/x/y");
  CHECK(form(power_of(x * exp_of(y), -1)) == "exp(-y)/x");
  CHECK(form(power_of(power_of(x + 1, -1), -2)) == "2*x+x^2+1");
}

TEST_CASE("numbers stay exact, and what is undefined is refused") {
  CHECK(!is_exact(Expr(0.5) * x));
  CHECK(!is_exact(GiNaC::I * x));
  CHECK(is_exact(exp_of(1) + root(2)));
  CHECK(is_exact(exp_of(numeric(1, 3)) * sin_of(2) * log_of(3)));
  CHECK_THROWS_AS(canonical(Expr(0.1) * x), InexactNumber);
  CHECK_THROWS_AS(canonical(x + GiNaC::I), InexactNumber);
  CHECK_THROWS_AS(exp_of(0.25), InexactNumber);
  CHECK_THROWS_AS(canonical(GiNaC::exp(x)), std::domain_error);
  CHECK_THROWS_AS(canonical(x + GiNaC::Pi), std::domain_error);
  CHECK_THROWS_AS(canonical(GiNaC::pow(x, y)), std::domain_error);
  CHECK_THROWS_AS(log_of(0), std::domain_error);
  CHECK_THROWS_AS(log_of(-2), std::domain_error);
  CHECK_THROWS_AS(root(-2), std::domain_error);
  CHECK_THROWS_AS(power_of(0, -1), std::domain_error);
  CHECK_THROWS_AS(canonical(power_of((x + 1) * (x - 1) - x * x + 1, -1)), std::domain_error);
  CHECK_THROWS_AS(canonical(root(-exp_of(x))), std::domain_error);
  const Substitution minus_one{{symbol("x"), -1}, {symbol("y"), -1}};
  CHECK_THROWS_AS(substitute(root(x) * root(y), minus_one), std::domain_error);
  CHECK(exp_of(0).is_equal(1));
  CHECK(log_of(1).is_zero());
  CHECK((sin_of(0) + arctan_of(0)).is_zero());
  CHECK(cos_of(0).is_equal(1));
}

TEST_CASE("growth is bounded") {
  CHECK_THROWS_AS(power_of(power_of(power_of(2, 1000), 1000), 1000), TooLarge);
  CHECK_THROWS_AS(canonical(power_of(power_of(power_of(2 * x, 1000), 1000), 1000)), TooLarge);
  Expr sum = 1;
  for (int k = 0; k < 9; ++k) sum = sum + symbol("s" + std::to_string(k));
  CHECK_THROWS_AS(canonical(power_of(sum, 1000)), TooLarge);
}

TEST_CASE("substitution is simultaneous") {
  const Substitution swap{{symbol("x"), y}, {symbol("y"), x}};
  CHECK(form(substitute(x - 2 * y, swap)) == "-2*x+y");
}

TEST_CASE("terms") {
  const auto ts = terms_of(3 * power_of(x, 2) * exp_of(y + 1) * power_of(x + y, -1) - 5);
  REQUIRE(ts.size() == 2);
  CHECK(ts[0].coefficient.is_equal(3));
  CHECK(to_text(ts[0].exponent) == "y+1");
  REQUIRE(ts[0].powers.size() == 2);
  CHECK(ts[1].coefficient.is_equal(-5));
  CHECK(ts[1].powers.empty());
}

TEST_CASE("canonical is idempotent, exact, and blind to how an expression is written") {
  losscert::test::RandomExpression random(1);
  for (int k = 0; k < 300; ++k) {
    const Expr e = random.any(3), c = canonical(e);
    INFO(to_text(e));
    CHECK(is_exact(c));
    CHECK(canonical(c).is_equal(c));
    CHECK(canonical(e + x - e).is_equal(x));
    const auto [p, q] = fraction(e);
    CHECK(zero_test(p / q - e) == ZeroTest::Zero);
    Expr rebuilt = 0;
    for (const TermParts& t : terms_of(e)) rebuilt = rebuilt + to_expr(t);
    CHECK(canonical(rebuilt).is_equal(c));
  }
}
