// Text and LaTeX. That text parses back is tested with the parser of src/problem and src/objective.
#include "support/catch.hpp"

#include "symbolic/random_expression.hpp"
#include "symbolic/relation.hpp"

using namespace losscert::symbolic;
using GiNaC::numeric;

namespace {
const Expr x = symbol("x"), y = symbol("y"), w1 = symbol("w[1]");
}

TEST_CASE("text") {
  CHECK(to_text(0) == "0");
  CHECK(to_text(numeric(-3, 5)) == "-3/5");
  CHECK(to_text(-x) == "-x");
  CHECK(to_text(numeric(-3, 5) * x * power_of(w1, 2)) == "-3/5*w[1]^2*x");
  CHECK(to_text(x - y) == "x-y");
  CHECK(to_text(y - x) == "-x+y");
  CHECK(to_text(1 / x) == "1/x");
  CHECK(to_text(-2 / (3 * x * power_of(x + y, 2))) == "-2/3/(x+y)^2/x");
  CHECK(to_text(power_of(x, numeric(1, 2))) == "x^(1/2)");
  CHECK(to_text(power_of(x, numeric(-3, 2))) == "1/x^(3/2)");
  CHECK(to_text(power_of(power_of(x, 2), numeric(1, 2))) == "(x^2)^(1/2)");
  CHECK(to_text(power_of(numeric(2, 3), numeric(1, 2)) * x) == "(2/3)^(1/2)*x");
  CHECK(to_text(x * (x + y)) == "(x+y)*x");
  CHECK(to_text(power_of(exp_of(-x), 2)) == "exp(-x)^2");
  CHECK(to_text(relu_of(x - 1) * step_of(x)) == "relu(x-1)*step(x)");
  CHECK(to_text(log_of(2) * arctan_of(x) / cos_of(y)) == "arctan(x)*log(2)/cos(y)");
  CHECK(to_text(Rel::GreaterEqual) == ">=");
}

TEST_CASE("LaTeX") {
  const Expr lambda = symbol("lambda"), x1 = symbol("x1"), u = symbol("x1[2]"), W = symbol("W[1,2]"), eps = symbol("eps");
  CHECK(to_latex(lambda * power_of(w1, 2)) == "\\lambda \\, {w[1]}^{2}");
  CHECK(to_latex(exp_of(W * x1)) == "e^{W[1,2] \\, x_1}");
  CHECK(to_latex(x / (2 * y)) == "\\frac{x}{2 y}");
  CHECK(to_latex(numeric(-1, 2) * u) == "-\\frac{1}{2} x_1[2]");
  // Names that differ are never set alike.
  CHECK(to_latex(symbol("w1")) == "w_1");
  CHECK(to_latex(symbol("w[1]")) == "w[1]");
  CHECK(to_latex(symbol("w_1")) == "\\mathit{w\\_1}");
  CHECK(to_latex(symbol("x[1,2]")) == "x[1,2]");
  CHECK(to_latex(1 / (eps + 1)) == "\\frac{1}{\\varepsilon + 1}");
  CHECK(to_latex(power_of(2, numeric(1, 2)) * relu_of(x - y)) == "\\sqrt{2} \\, \\left[x - y\\right]_+");
}

TEST_CASE("text does not depend on the order in which symbols and terms were made") {
  // The same expressions in fresh symbols, made in the opposite order. Their names sort as the old ones do, and the mark is taken out of the text again.
  losscert::test::RandomExpression random(7);
  const std::pair<const char*, const char*> names[] = {{"w[2]", "w_[2]"}, {"w[1]", "w_[1]"}, {"v", "v_"}, {"u", "u_"}};
  Substitution renamed;
  for (const auto& [from, to] : names) renamed.emplace(symbol(from), symbol(to));
  for (int k = 0; k < 200; ++k) {
    const Expr e = random.any(3);
    std::string text = to_text(canonical(substitute(e, renamed)));
    std::erase(text, '_');
    CHECK(text == to_text(canonical(e)));
  }
}

TEST_CASE("relations") {
  for (const Rel r : {Rel::Equal, Rel::NotEqual, Rel::Greater, Rel::GreaterEqual, Rel::Less, Rel::LessEqual}) CHECK(negate(negate(r)) == r);
  CHECK(negate(Rel::Less) == Rel::GreaterEqual);
}
