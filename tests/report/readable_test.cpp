// The functions of the case put back for their reductions: equal values everywhere.
#include <cmath>

#include "report/situation.hpp"
#include "support/catch.hpp"

using namespace losscert;
using namespace losscert::report;
using symbolic::Expr;

namespace {

const symbolic::Symbol x = symbolic::symbol("x"), y = symbolic::symbol("y");

Expr tanh_of(const Expr& z) { return 1 - 2 / (1 + symbolic::exp_of(2 * z)); }
Expr sigmoid_of(const Expr& z) { return 1 / (1 + symbolic::exp_of(-z)); }
Expr abs_of(const Expr& z) { return symbolic::relu_of(z) + symbolic::relu_of(-z); }

std::string read(const Expr& e, const std::set<std::string>& functions) { return shown(symbolic::canonical(e), functions, 100); }

}  // namespace

TEST_CASE("tanh, sigmoid, softplus and abs are shown as such where the case has them") {
  CHECK(read(y * tanh_of(x), {"tanh"}) == "tanh(x)*y");
  CHECK(read(tanh_of(-x), {"tanh"}) == "-tanh(x)");
  CHECK(read(symbolic::derivative(symbolic::canonical(tanh_of(x)), x), {"tanh"}) == "-tanh(x)^2+1");
  CHECK(read(symbolic::power_of(sigmoid_of(x) - y, 2), {"sigmoid"}) == "-2*sigmoid(x)*y+sigmoid(x)^2+y^2");
  CHECK(read(symbolic::derivative(symbolic::canonical(sigmoid_of(x)), x), {"sigmoid"}) == "sigmoid(x)-sigmoid(x)^2");
  CHECK(read(symbolic::log_of(1 + symbolic::exp_of(x)), {"softplus"}) == "softplus(x)");
  CHECK(read(y * abs_of(x - 1), {"abs"}) == "abs(x-1)*y");
  CHECK(read(tanh_of(x), {}) == symbolic::to_text(symbolic::canonical(tanh_of(x))));
}

TEST_CASE("signs are added and multiplied") {
  CHECK(sum_of(kPositive, kZero | kPositive) == kPositive);
  CHECK(sum_of(kPositive, kNegative) == kAnySign);
  CHECK(product_of(kNegative, kZero | kNegative) == (kZero | kPositive));
  CHECK(power_of(kNegative | kPositive, 2) == kPositive);
  CHECK(power_of(kAnySign, 2) == (kZero | kPositive));
  CHECK(opposite(kZero | kPositive) == (kZero | kNegative));
}
