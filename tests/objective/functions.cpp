// Every function of the language: against its core formula of cases/README.md by the zero test, and against std:: in numbers.
#include <cmath>
#include <functional>

#include "interval/enclosure.hpp"
#include "objective/bench.hpp"
#include "support/catch.hpp"

using namespace losscert;
using namespace losscert::test;

TEST_CASE("functions reduce to the core as documented") {
  const std::vector<std::pair<std::string, std::string>> table = {
      {"sqrt(t)", "t^(1/2)"},
      {"abs(t)", "relu(t) + relu(-t)"},
      {"max(t, u)", "t + relu(u - t)"},
      {"max(0, t)", "relu(t)"},
      {"max(t, 0)", "relu(t)"},
      {"max(t - t, u)", "relu(u)"},
      {"min(t, u)", "t - relu(t - u)"},
      {"min(t, 0)", "-relu(-t)"},
      {"min(0, t)", "-relu(-t)"},
      {"sigmoid(t)", "1/(1 + exp(-t))"},
      {"tanh(t)", "1 - 2/(1 + exp(2*t))"},
      {"softplus(t)", "log(1 + exp(t))"},
      {"softplus2(t)", "log(1 + exp(t))/log(2)"},
      {"softplus(t, 3)", "log(1 + exp(3*t))/3"},
      {"swish(t)", "t/(1 + exp(-t))"},
      {"softsign(t)", "t/(1 + relu(t) + relu(-t))"},
      {"leaky_relu(t, 1/10)", "relu(t) - relu(-t)/10"},
      {"leaky_relu(t, a)", "relu(t) - a*relu(-t)"},
      {"elu(t, a)", "relu(t) + a*(exp(-relu(-t)) - 1)"},
      {"selu(t)", "1.0507009873554804934193349852946*relu(t) + 1.0507009873554804934193349852946*1.6732632423543772848170429916717*(exp(-relu(-t)) - 1)"},
      {"quadratic(t)", "t*t"},
      {"power(t, 3)", "t*t*t"},
      {"identity(t)", "t"},
  };
  for (const auto& [function, core] : table) {
    INFO(function);
    CHECK(equal(scalar(function), core));
    CHECK(symbolic::is_exact(scalar(function)));
  }
}

TEST_CASE("functions have the values of their names") {
  auto relu = [](double t) { return std::max(t, 0.0); };
  auto selu = [](double t) { return 1.0507009873554805 * (t > 0 ? t : 1.6732632423543773 * std::expm1(t)); };
  const std::map<std::string, std::function<double(double)>> table = {
      {"exp(t)", [](double t) { return std::exp(t); }},
      {"log(t + 4)", [](double t) { return std::log(t + 4); }},
      {"sqrt(t + 4)", [](double t) { return std::sqrt(t + 4); }},
      {"sin(t)", [](double t) { return std::sin(t); }},
      {"cos(t)", [](double t) { return std::cos(t); }},
      {"tanh(t)", [](double t) { return std::tanh(t); }},
      {"arctan(t)", [](double t) { return std::atan(t); }},
      {"sigmoid(t)", [](double t) { return 1 / (1 + std::exp(-t)); }},
      {"relu(t)", relu},
      {"abs(t)", [](double t) { return std::fabs(t); }},
      {"max(t, 1/2)", [](double t) { return std::max(t, 0.5); }},
      {"min(t, 1/2)", [](double t) { return std::min(t, 0.5); }},
      {"min(t, 0)", [](double t) { return std::min(t, 0.0); }},
      {"leaky_relu(t, 0.1)", [](double t) { return t > 0 ? t : t / 10; }},
      {"elu(t, 2)", [](double t) { return t > 0 ? t : 2 * std::expm1(t); }},
      {"selu(t)", selu},
      {"softplus(t)", [](double t) { return std::log1p(std::exp(t)); }},
      {"softplus2(t)", [](double t) { return std::log2(1 + std::exp(t)); }},
      {"softplus(t, 3)", [](double t) { return std::log1p(std::exp(3 * t)) / 3; }},
      {"softsign(t)", [](double t) { return t / (1 + std::fabs(t)); }},
      {"swish(t)", [](double t) { return t / (1 + std::exp(-t)); }},
      {"quadratic(t)", [](double t) { return t * t; }},
      {"power(t, -2)", [](double t) { return 1 / (t * t); }},
      {"power(t + 4, 2/3)", [](double t) { return std::pow(t + 4, 2.0 / 3); }},
      {"identity(t)", [](double t) { return t; }},
      {"-t^2", [](double t) { return -(t * t); }},
      {"2^-1*t", [](double t) { return t / 2; }},
      {"2^3^2", [](double) { return 512.0; }},
      {"1 - 2 - t", [](double t) { return -1 - t; }},
      {"12/2/3*t", [](double t) { return 2 * t; }},
      {"0.125 + 007", [](double) { return 7.125; }},
  };
  for (const auto& [text, f] : table)
    for (const double t : {-3.0, -0.75, 0.25, 0.5, 2.0}) {
      INFO(text << " at " << t);
      const auto value = interval::approx_value(scalar(text), {{"t", t}});
      REQUIRE(value);
      CHECK(*value == Approx(f(t)).epsilon(1e-12).margin(1e-12));
    }
}

TEST_CASE("vectors and matrices, by rows") {
  using Strings = std::vector<std::string>;
  CHECK(components("[a, b] + v") == Strings{"a+v[1]", "b+v[2]"});
  CHECK(components("2*v - w/2") == components("[2*v[1] - w[1]/2, 2*v[2] - w[2]/2]"));
  CHECK(components("-[a, b]") == Strings{"-a", "-b"});
  CHECK(components("[[1, 2], [3, 4]]") == Strings{"1", "2", "3", "4"});
  CHECK(components("M*v") == components("[M[1,1]*v[1] + M[1,2]*v[2], M[2,1]*v[1] + M[2,2]*v[2]]"));
  CHECK(components("[[1, 2], [3, 4]]*[[5, 6], [7, 8]]") == Strings{"19", "22", "43", "50"});
  CHECK(components("M*N*v") == components("M*(N*v)"));
  CHECK(components("x*v").size() == 1);
  CHECK(value("x*v").shape == objective::Value::Shape::Vector);
  CHECK(value("x*M").cols == 2);
  CHECK(components("2*M*v/a") == components("[(2*M[1,1]*v[1] + 2*M[1,2]*v[2])/a, (2*M[2,1]*v[1] + 2*M[2,2]*v[2])/a]"));
  CHECK(components("v*a") == components("a*v"));
  CHECK(equal(scalar("dot(v, w)"), "v[1]*w[1] + v[2]*w[2]"));
  CHECK(equal(scalar("normsq(v - w)"), "(v[1] - w[1])^2 + (v[2] - w[2])^2"));
  CHECK(equal(scalar("normsq(M)"), "M[1,1]^2 + M[1,2]^2 + M[2,1]^2 + M[2,2]^2"));
  CHECK(equal(scalar("sum(v)"), "v[1] + v[2]"));
  CHECK(equal(scalar("[a, [b, t][2]][2]"), "t"));
  CHECK(equal(scalar("(M*v)[2]"), "M[2,1]*v[1] + M[2,2]*v[2]"));
  CHECK(equal(scalar("[[a, b], [t, u]][2,1]"), "t"));
  for (const char* wrong :
       {"v*w",  "v*M",    "M*x",  "v + 1", "v + M",  "dot(M, N)", "dot(v, [1, 2, 3])", "exp(v)", "v^2", "2^v", "1/v", "sum(a)", "[v, a]", "[M]", "v[3]",
        "v[0]", "v[1,1]", "M[1]", "a[1]",  "M[3,1]", "M[1,3]"}) {
    INFO(wrong);
    CHECK_THROWS_AS(value(wrong), InputError);
  }
}

TEST_CASE("partial derivatives") {
  CHECK(equal(scalar("diff(t^3*u, t)"), "3*t^2*u"));
  CHECK(equal(scalar("diff(normsq(v), v[2])"), "2*v[2]"));
  CHECK(equal(scalar("diff(diff(exp(a*b), a), b)"), "exp(a*b)*(1 + a*b)"));
  CHECK(equal(scalar("diff(relu(t)^3, t)"), "3*relu(t)^2"));
  CHECK(equal(scalar("diff(a, t)"), "0"));
  CHECK_THROWS_AS(scalar("diff(t^2, v)"), InputError);
}

TEST_CASE("decimals are exact and long numbers are kept") {
  CHECK(scalar("0.1 + 0.2 - 0.3").is_zero());
  CHECK(scalar("0.2").is_equal(GiNaC::numeric(1, 5)));
  CHECK(scalar("12345678901234567890.5").is_equal(GiNaC::numeric("24691357802469135781") / 2));
  CHECK(symbolic::to_text(scalar("2^200")) == "1606938044258990275541962092341162602522202993782792835301376");
}
