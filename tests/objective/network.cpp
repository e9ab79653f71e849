// Networks against formulas expanded by hand.
#include <algorithm>

#include "objective/bench.hpp"
#include "support/catch.hpp"

using namespace losscert;
using namespace losscert::test;
using symbolic::symbol;

namespace {

struct Net {
  std::string activation = "\"identity\"", output = "\"identity\"", loss = "kind = \"squared\"", reduction = "sum", extra, regulariser, units = "1",
              y = "[[\"2\"], [-1]]", claim = "kind = \"lower-bound\"\nvalue = 0\n";
};

// Two inputs, two hidden units with bias, two samples: (1, p), (0, 3).
std::string text_of(const Net& n) {
  return "title = \"t\"\n[parameters]\np = \"scalar\"\n[variables]\na = \"scalar\"\n[definitions]\n\"cube(s)\" = \"s^3\"\n[network]\ninputs = 2\nlayers = [\n{ "
         "units = 2, activation = " +
         n.activation + ", weights = \"V\", bias = \"c\" },\n{ units = " + n.units + ", activation = " + n.output + ", weights = \"U\" } ]\n" + n.extra +
         "\n[data]\nx = [[1, \"p\"], [\"0\", 3]]\ny = " + n.y + "\n[loss]\n" + n.loss + "\nreduction = \"" + n.reduction + "\"\n" + n.regulariser +
         "\n[[claims]]\nid = \"c1\"\n" + n.claim;
}

// The names of the network, for formulas by hand.
Expr by_hand(const std::string& formula) {
  problem::Case c;
  c.file = "hand";
  using Shape = problem::Declaration::Shape;
  c.parameters.push_back({"p", Shape::Scalar, "", "", 0});
  c.variables = {{"a", Shape::Scalar, "", "", 0}, {"V", Shape::Matrix, "2", "2", 0}, {"c", Shape::Vector, "2", "", 0}, {"U", Shape::Matrix, "2", "2", 0}};
  objective::Evaluator e(c, {});
  return e.scalar(problem::parse_expression(formula, "hand", 1), "formula").value;
}

std::string replaced(std::string s, const std::string& what, const std::string& by) {
  for (std::size_t i = 0; (i = s.find(what, i)) != std::string::npos; i += by.size()) s.replace(i, what.size(), by);
  return s;
}

// Output k of the network at the samples 1 and 2, with the activation as a formula in t.
std::string output(const std::string& activation, int sample, int k = 1) {
  const std::string x1 = sample == 1 ? "1" : "0", x2 = sample == 1 ? "p" : "3", row = std::to_string(k);
  auto hidden = [&](const std::string& j) {
    return "(" + replaced(activation, "t", "(V[" + j + ",1]*" + x1 + " + V[" + j + ",2]*" + x2 + " + c[" + j + "])") + ")";
  };
  return "(U[" + row + ",1]*" + hidden("1") + " + U[" + row + ",2]*" + hidden("2") + ")";
}

bool is_objective(const Net& n, const std::string& formula) {
  const Expr o = instance(text_of(n)).objective;
  return equal(o, by_hand(formula));
}

}  // namespace

TEST_CASE("variables of a network follow those declared, in layer order") {
  std::vector<std::string> names;
  const auto i = instance(text_of({}));
  for (const auto& s : i.variables) names.push_back(s.get_name());
  CHECK(names == std::vector<std::string>{"a", "V[1,1]", "V[1,2]", "V[2,1]", "V[2,2]", "c[1]", "c[2]", "U[1,1]", "U[1,2]"});
}

TEST_CASE("every activation") {
  const std::vector<std::pair<std::string, std::string>> table = {
      {"\"identity\"", "t"},
      {"\"relu\"", "relu(t)"},
      {"\"quadratic\"", "t*t"},
      {"\"exp\"", "exp(t)"},
      {"\"sin\"", "sin(t)"},
      {"\"cos\"", "cos(t)"},
      {"\"arctan\"", "arctan(t)"},
      {"\"abs\"", "relu(t) + relu(-t)"},
      {"\"sigmoid\"", "1/(1 + exp(-t))"},
      {"\"tanh\"", "1 - 2/(1 + exp(2*t))"},
      {"\"softplus\"", "log(1 + exp(t))"},
      {"\"softplus2\"", "log(1 + exp(t))/log(2)"},
      {"\"softsign\"", "t/(1 + relu(t) + relu(-t))"},
      {"\"swish\"", "t/(1 + exp(-t))"},
      {"\"selu\"", "1.0507009873554804934193349852946*(relu(t) + 1.6732632423543772848170429916717*(exp(-relu(-t)) - 1))"},
      {"{ name = \"leaky_relu\", argument = \"1/5\" }", "relu(t) - relu(-t)/5"},
      {"{ name = \"elu\", argument = \"p\" }", "relu(t) + p*(exp(-relu(-t)) - 1)"},
      {"{ name = \"softplus\", argument = 3 }", "log(1 + exp(3*t))/3"},
      {"{ name = \"power\", argument = \"3\" }", "t^3"},
      {"{ expression = \"t^3 + p*t\" }", "t^3 + p*t"},
      {"{ expression = \"cube(t) + a\" }", "t^3 + a"},
  };
  for (const auto& [activation, formula] : table) {
    INFO(activation);
    Net n;
    n.activation = activation;
    n.loss = "expression = \"q[1]*y[1]\"";
    std::string f = replaced(formula, "exp(", "E(");
    f = replaced(replaced(f, "sqrt(", "Q("), "arctan(", "A(");
    CHECK(is_objective(n, replaced(replaced("2*" + output(f, 1) + " - " + output(f, 2), "E(", "exp("), "A(", "arctan(")));
  }
}

TEST_CASE("every loss, sum and mean") {
  const std::string q1 = output("t", 1), q2 = output("t", 2);
  const std::vector<std::pair<std::string, std::string>> table = {
      {"kind = \"squared\"", "(Q - Y)^2"},
      {"kind = \"hinge\"\npower = 1", "relu(1 - Y*Q)"},
      {"kind = \"hinge\"\npower = \"3\"", "relu(1 - Y*Q)^3"},
      {"kind = \"logistic\"", "log(1 + exp(-Y*Q))"},
      {"kind = \"logistic2\"", "log(1 + exp(-Y*Q))/log(2)"},
      {"kind = \"exponential\"", "exp(-Y*Q)"},
      {"kind = \"cross_entropy\"", "-Y*(Q - log(exp(Q)))"},
      {"expression = \"relu(y[1] - q[1])^2 + p\"", "relu(Y - Q)^2 + p"},
  };
  for (const auto& [loss, formula] : table) {
    INFO(loss);
    const std::string sum = replaced(replaced(formula, "Q", q1), "Y", "2") + " + " + replaced(replaced(formula, "Q", q2), "Y", "(-1)");
    Net n;
    n.loss = loss;
    CHECK(is_objective(n, sum));
    n.reduction = "mean";
    CHECK(is_objective(n, "(" + sum + ")/2"));
    n.regulariser = "[regulariser]\nexpression = \"p*a^2 + normsq(U)\"";
    CHECK(is_objective(n, "(" + sum + ")/2 + p*a^2 + U[1,1]^2 + U[1,2]^2"));
  }
}

TEST_CASE("several outputs") {
  const std::string a1 = output("t", 1, 1), b1 = output("t", 1, 2), a2 = output("t", 2, 1), b2 = output("t", 2, 2);
  Net n;
  n.units = "2";
  n.y = "[[1, 0], [\"0\", \"p\"]]";
  CHECK(is_objective(n, "(" + a1 + " - 1)^2 + " + b1 + "^2 + " + a2 + "^2 + (" + b2 + " - p)^2"));
  n.loss = "kind = \"cross_entropy\"";
  CHECK(is_objective(n, "-(" + a1 + " - log(exp(" + a1 + ") + exp(" + b1 + "))) - p*(" + b2 + " - log(exp(" + a2 + ") + exp(" + b2 + ")))"));
  n.loss = "expression = \"dot(q, y) + normsq(q - y)\"";
  CHECK(is_objective(n, a1 + " + (" + a1 + " - 1)^2 + " + b1 + "^2 + p*" + b2 + " + " + a2 + "^2 + (" + b2 + " - p)^2"));
  n.loss = "kind = \"logistic\"";
  CHECK(is_objective(n, "log(1 + exp(-" + a1 + ")) + log(2) + log(2) + log(1 + exp(-p*" + b2 + "))"));
}

TEST_CASE("an extra term, and the outputs by name") {
  Net n;
  n.extra = "extra = \"a*exp(dot(z, V*z)) + z[2]\"";
  n.loss = "expression = \"q[1]*y[1]\"";
  n.claim = "kind = \"always\"\nstatement = [\"N1[1]*2 - N2[1] == L\", \"N1 == N1\"]\n";
  const std::string e1 = output("t", 1) + " + a*exp(V[1,1] + V[1,2]*p + p*(V[2,1] + V[2,2]*p)) + p", e2 = output("t", 2) + " + a*exp(9*V[2,2]) + 3";
  CHECK(is_objective(n, "2*(" + e1 + ") - (" + e2 + ")"));
  const auto i = instance(text_of(n));
  REQUIRE(i.claims[0].statement.size() == 2);
  CHECK(symbolic::zero_test(i.claims[0].statement[0].expr) == symbolic::ZeroTest::Zero);
}

TEST_CASE("the outputs stand in regulariser and definitions") {
  Net n;
  n.regulariser = "[regulariser]\nexpression = \"p*normsq(N2)\"";
  CHECK(is_objective(n, "(" + output("t", 1) + " - 2)^2 + (" + output("t", 2) + " + 1)^2 + p*" + output("t", 2) + "^2"));
}

TEST_CASE("sizes by dimension, three layers") {
  const auto list = instances(R"toml(title = "t"
[dimensions]
k = [1, 2]
[network]
inputs = 1
layers = [
  { units = "k", activation = "tanh", weights = "A" },
  { units = "k", activation = "relu", weights = "B", bias = "b" },
  { units = 1, activation = "identity", weights = "C" },
]
[data]
x = [["2"]]
y = [["1"]]
[loss]
kind = "squared"
reduction = "mean"
[[claims]]
id = "c"
kind = "lower-bound"
value = 0
)toml");
  REQUIRE(list.size() == 2);
  auto tanh = [](const Expr& z) { return 1 - 2 / (1 + symbolic::exp_of(2 * z)); };
  const Expr one = Expr(symbol("C[1,1]")) * symbolic::relu_of(symbol("B[1,1]") * tanh(2 * Expr(symbol("A[1,1]"))) + symbol("b[1]"));
  CHECK(equal(list[0].objective, pow(one - 1, 2)));
  auto hidden = [&](const std::string& j) {
    return symbolic::relu_of(symbol("B[" + j + ",1]") * tanh(2 * Expr(symbol("A[1,1]"))) + symbol("B[" + j + ",2]") * tanh(2 * Expr(symbol("A[2,1]"))) +
                             symbol("b[" + j + "]"));
  };
  CHECK(equal(list[1].objective, pow(symbol("C[1,1]") * hidden("1") + symbol("C[1,2]") * hidden("2") - 1, 2)));
}
