// Text -> expression -> text: parse(to_text(e)) is e, on random expressions of the whole core.
#include <random>

#include "objective/bench.hpp"
#include "support/catch.hpp"

using namespace losscert;
using namespace losscert::test;

namespace {

class Generator {
public:
  explicit Generator(unsigned seed) : random_(seed) {}
  int pick(int n) { return std::uniform_int_distribution<int>(0, n - 1)(random_); }

  std::string expression(int depth) {
    if (depth == 0) return leaf();
    auto sub = [&] { return expression(depth - 1 - pick(2) * (depth > 1)); };
    switch (pick(12)) {
      case 0:
        return sub() + " + " + sub();
      case 1:
        return sub() + " - (" + sub() + ")";
      case 2:
        return "(" + sub() + ")*(" + sub() + ")";
      case 3:
        return "-(" + sub() + ")";
      case 4:
        return "(" + sub() + ")^" + std::to_string(2 + pick(2));
      case 5:
        return "(" + sub() + ")/(1 + (" + sub() + ")^2)";
      case 6:
        return "exp(" + sub() + ")";
      case 7:
        return "relu(" + sub() + ")";
      case 8:
        return "log(1 + (" + sub() + ")^2)";
      case 9:
        return "sqrt(2 + (" + sub() + ")^2)";
      case 10:
        return std::vector<std::string>{"sin", "cos", "arctan"}[static_cast<std::size_t>(pick(3))] + "(" + sub() + ")";
      default:
        return leaf();
    }
  }

private:
  std::string leaf() {
    switch (pick(6)) {
      case 0:
        return std::to_string(pick(20));
      case 1:
        return std::to_string(pick(20)) + "/" + std::to_string(1 + pick(9));
      case 2:
        return std::to_string(pick(3)) + "." + std::to_string(pick(100));
      case 3:
        return "v[" + std::to_string(1 + pick(2)) + "]";
      case 4:
        return "M[" + std::to_string(1 + pick(2)) + "," + std::to_string(1 + pick(2)) + "]";
      default:
        return std::vector<std::string>{"a", "b", "t"}[static_cast<std::size_t>(pick(3))];
    }
  }
  std::mt19937 random_;
};

}  // namespace

TEST_CASE("parse(to_text(e)) is e") {
  Generator g(11);
  int compared = 0, constants = 0, too_large = 0;
  for (int round = 0; round < 400; ++round) {
    const std::string source = g.expression(1 + g.pick(4));
    INFO(source);
    Expr e, canonical;
    try {
      e = scalar(source);
      canonical = symbolic::canonical(e);
    } catch (const symbolic::TooLarge&) {
      ++too_large;
      continue;
    }
    for (const Expr& x : {e, canonical}) {
      const std::string text = symbolic::to_text(x);
      INFO(text);
      const Expr back = scalar(text);
      REQUIRE(symbolic::canonical(back - x).is_zero());
      REQUIRE(symbolic::to_text(symbolic::canonical(back)) == symbolic::to_text(canonical));
      ++compared;
    }
    if (symbolic::symbols_of(e).empty()) ++constants;
  }
  CHECK(compared > 600);
  CHECK(constants < 200);
  CHECK(too_large < 40);
}
