// Abstract functions in the prover's algebra.
#include "support/catch.hpp"
#include "symbolic/abstract.hpp"

using namespace losscert::symbolic;
using GiNaC::numeric;

namespace {
const Symbol vx = symbol("x");
const Expr x = vx, y = symbol("y");
const Abstract f = interned({"sigma", 2, {{1, Rel::Greater, 0}}});
Expr s(const Expr& z, int order = 0) { return abstract_of(f, order, z); }
std::string d(const Expr& e) { return to_text(derivative(e, vx)); }
}  // namespace

TEST_CASE("equal declarations are one function, others of the same name are not") {
  CHECK(interned({"sigma", 2, {{1, Rel::Greater, 0}}}) == f);
  const Abstract other = interned({"sigma", 1, {}});
  CHECK(other != f);
  CHECK_FALSE(canonical(s(x) - abstract_of(other, 0, x)).is_zero());
}

TEST_CASE("derivatives, text and LaTeX of abstract functions") {
  CHECK(d(s(x)) == "sigma_1(x)");
  CHECK(d(power_of(s(2 * x), 3)) == "6*sigma(2*x)^2*sigma_1(2*x)");
  CHECK(d(s(s(x))) == "sigma_1(sigma(x))*sigma_1(x)");
  CHECK(d(s(y)) == "0");
  CHECK(d(s(x, 2)) == "sigma_3(x)");
  CHECK(exists(s(x, 2)));
  CHECK_FALSE(exists(exp_of(1 + s(x, 3))));
  CHECK(to_text(canonical(s(x * y + x * y))) == "sigma(2*x*y)");
  CHECK(to_text(power_of(s(x), -1)) == "1/sigma(x)");
  CHECK(to_latex(s(x, 1)) == "\\sigma'\\left(x\\right)");
  CHECK(to_latex(s(x, 4)) == "\\sigma^{(4)}\\left(x\\right)");
}

TEST_CASE("what is unknown of abstract functions stays unknown") {
  CHECK(zero_test(s(1) - s(2)) == ZeroTest::Unknown);
  CHECK(zero_test(s(0)) == ZeroTest::Unknown);
  CHECK(zero_test(s(x) * s(y) - s(y) * s(x)) == ZeroTest::Zero);
  CHECK_FALSE(is_constant(s(0)));
  CHECK(is_constant(exp_of(1)));
  CHECK(symbols_of(s(x + y)).size() == 2);
  CHECK(abstract_atoms(s(s(x)) + s(0)).size() == 3);
}

TEST_CASE("functions put in, and examples") {
  const Expr t = symbol("t");
  const Functions squares{{f, power_of(t, 2)}};
  CHECK(to_text(canonical(put_in(s(x + 1) + s(y, 1) + s(0, 2), squares))) == "2*x+x^2+2*y+3");
  CHECK(to_text(canonical(put_in(s(s(x)), squares))) == "x^4");
  CHECK(to_text(substitute(s(x), {{vx, t}})) == "sigma(t)");
  set_examples(f, {t, exp_of(t)});
  REQUIRE(example(f, 3, 2) != nullptr);
  CHECK(to_text(*example(f, 3, 2)) == "exp(t)");
  CHECK(bounds({f, 1}).first == numeric(0));
  CHECK_FALSE(bounds({f, 0}).first);
}
