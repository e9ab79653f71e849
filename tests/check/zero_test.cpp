#include "check/enclosure/zero.hpp"
#include "reading.hpp"
#include "support/catch.hpp"

using namespace losscert::check;

TEST_CASE("identities are shown to be zero") {
  for (const char* t : {"(x + y)^2 - x^2 - 2*x*y - y^2", "1/(x*(x + 1)) - 1/x + 1/(x + 1)", "1/(1 + exp(-x)) - exp(x)/(1 + exp(x))",
                        "tanh(x) - 2*sigmoid(2*x) + 1", "sqrt(2)*sqrt(3) - sqrt(6)", "sqrt(3 + 2*sqrt(2)) - 1 - sqrt(2)", "exp(log(2)/2) - sqrt(2)",
                        "log(6) - log(2) - log(3)", "log(1 + sqrt(2)) + log(sqrt(2) - 1)", "x*(log(8) - 3*log(2)) + y*(sin(1)^2 + cos(1)^2 - 1)",
                        "exp(x + log(2)) - 2*exp(x)", "1/(1/(x + 1) + 1/(x + 2)) - (x + 1)*(x + 2)/(2*x + 3)", "arctan(1) - 2*arctan(sqrt(2) - 1)",
                        "sqrt(x)*sqrt(x) - x", "relu(sqrt(2) - 1) - sqrt(2) + 1", "sin(x*y)^2 + cos(x*y)^2 - 1", "cos(x)^4 - sin(x)^4 + 2*sin(x)^2 - 1",
                        "1/cos(x)^2 - 1 - sin(x)^2/cos(x)^2", "1/(1 - sin(x)) - (1 + sin(x))/cos(x)^2", "sin(cos(y))^2*cos(y)^2 + cos(cos(y))^2*cos(y)^2 + sin(y)^2 - 1"}) {
    reset_table();
    INFO(t);
    CHECK(is_zero(poly(t)));
  }
}

TEST_CASE("near identities are not") {
  for (const char* t : {"(x + y)^2 - x^2 - 2*x*y", "x - x*(1 + 1/10^200)", "exp(x) - 1 - x", "exp(1) - 271828182845904523536/10^20",
                        "sqrt(2)*sqrt(3) - sqrt(6) + 1/10^80", "log(2) - 69314718055994530941723212145818/10^32", "relu(x) - x", "relu(x) + relu(-x) - x",
                        "1/x - 1/(x + 1/10^50)", "exp(x*log(2)) - exp(x)", "sin(x)^2 + cos(x)^2 - 1 + exp(-1000)", "x^1000 - x^999", "sqrt(x) - x", "sin(x)^2 + cos(y)^2 - 1",
                        "sin(x)^2 + cos(2*x)^2 - 1", "cos(x) - 1 + sin(x)^2", "cos(x)^3 - cos(x) + sin(x)^2", "sin(x)^2 - cos(x)^2 - 1", "1/cos(x) - cos(x)/(1 + sin(x)^2)"}) {
    reset_table();
    INFO(t);
    CHECK_FALSE(is_zero(poly(t)));
  }
}

TEST_CASE("denominators are cleared to the last one") {
  const Poly p = poly("1/(1 + 1/(1 + 1/(1 + x))) + x^2/(3 + y)^5");
  const Poly cleared = clear_denominators(p);
  for (const AtomId a : atoms_of(cleared)) CHECK(atom(a).kind == Kind::Symbol);
  CHECK_FALSE(cleared.empty());
}
