// Derivative rules; values are compared with difference quotients in tests/interval.
#include "support/catch.hpp"

#include <chrono>

#include "symbolic/random_expression.hpp"

using namespace losscert::symbolic;
using GiNaC::numeric;

namespace {
const Symbol vx = symbol("x");
const Expr x = vx, y = symbol("y");
std::string d(const Expr& e) { return to_text(derivative(e, vx)); }

// On a piece: every relu(z) is z or every one 0, with the steps that go with it. Formally so, whether or not there are such points.
Expr piece(const Expr& e, bool positive) {
  const Head h = head(e);
  if (h == Head::Number || h == Head::Symbol) return e;
  if (h == Head::Relu) return positive ? piece(e.op(0), positive) : Expr(0);
  if (h == Head::Step) return positive ? 1 : 0;
  if (h == Head::Power) return power_of(piece(e.op(0), positive), GiNaC::ex_to<numeric>(e.op(1)));
  if (is_function(h)) return apply(h, piece(e.op(0), positive));
  Expr out = h == Head::Sum ? 0 : 1;
  for (const Expr& part : e) out = h == Head::Sum ? out + piece(part, positive) : out * piece(part, positive);
  return out;
}
}  // namespace

TEST_CASE("derivatives of each function") {
  CHECK(d(power_of(x, 3) * y) == "3*x^2*y");
  CHECK(d(exp_of(x * y)) == "y*exp(x*y)");
  CHECK(d(log_of(x)) == "1/x");
  CHECK(d(log_of(1 + exp_of(x))) == "exp(x)/(exp(x)+1)");
  CHECK(d(sin_of(2 * x)) == "2*cos(2*x)");
  CHECK(d(cos_of(2 * x)) == "-2*sin(2*x)");
  CHECK(d(arctan_of(x)) == "1/(x^2+1)");
  CHECK(d(power_of(x, numeric(1, 2))) == "1/2/x^(1/2)");
  CHECK(d(power_of(1 + x, numeric(1, 2))) == "1/2/(x+1)^(1/2)");
  CHECK(d(power_of(1 + x * y, -2)) == "-2*y/(x*y+1)^3");
}

TEST_CASE("derivatives of relu") {
  CHECK(d(relu_of(x)) == "step(x)");
  CHECK(d(relu_of(2 * x - y)) == "2*step(2*x-y)");
  CHECK(d(power_of(relu_of(x), 2)) == "2*relu(x)");
  CHECK(d(power_of(relu_of(3 * x), 3)) == "81*relu(x)^2");
  CHECK(d(relu_of(x) * relu_of(-x)) == "relu(-x)*step(x)-relu(x)*step(-x)");
  CHECK(d(x * relu_of(x)) == "2*relu(x)");
  CHECK(d(step_of(x)) == "0");
  CHECK(d(power_of(relu_of(power_of(relu_of(x), 2) - y), 2)) == "4*relu(relu(x)^2-y)*relu(x)");
}

TEST_CASE("mixed derivatives commute and GiNaC's diff agrees") {
  losscert::test::RandomExpression random(4);
  const Symbol u = symbol("u"), v = symbol("v");
  for (int k = 0; k < 200; ++k) {
    const Expr e = random.any(3);
    INFO(to_text(e));
    CHECK(zero_test(derivative(derivative(e, u), v) - derivative(derivative(e, v), u)) == ZeroTest::Zero);
    // x*relu(x) is relu(x)^2 for us, where GiNaC has an x*step(x) in the derivative.
    for (const bool positive : {false, true}) CHECK(zero_test(piece(derivative(e, u) - e.diff(u), positive)) == ZeroTest::Zero);
  }
}

TEST_CASE("the Hessian of a small network is quick") {
  const auto start = std::chrono::steady_clock::now();
  std::vector<Symbol> p;
  for (int k = 1; k <= 10; ++k) p.push_back(symbol("p[" + std::to_string(k) + "]"));
  Expr loss = 0;
  for (int s = 0; s < 6; ++s) {
    Expr out = p[9];
    for (std::size_t h = 0; h < 3; ++h) out = out + p[h] * (1 - 2 / (1 + exp_of(2 * (p[3 + h] * numeric(s + 1, 3) + p[6 + h]))));
    loss = loss + power_of(out - numeric(s, 2), 2);
  }
  std::size_t terms = 0;
  for (const Symbol& a : p)
    for (const Symbol& b : p) terms += derivative(derivative(loss, a), b).nops();
  CHECK(terms > 1000);
  CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(1));
}
