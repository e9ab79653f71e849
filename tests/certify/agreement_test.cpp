// The two graphs of a case, the search's in floating point and the checker's in balls, are the same function.
#include "both.hpp"
#include "check/meaning/graph_builder.hpp"
#include "graph/build.hpp"
#include "support/catch.hpp"

using namespace losscert;

namespace {

double middle(arb_srcptr x) { return arf_get_d(arb_midref(x), ARF_RND_NEAR); }
bool near(double a, double b) { return std::abs(a - b) <= 1e-10 * (1 + std::abs(a) + std::abs(b)); }

// Compares at points around `centre`; returns the number of unknowns.
std::size_t compare(const std::string& text, double centre = 0.3) {
  const test::ScratchFile file(text);
  const problem::Case ours = problem::read_case(file.path());
  const check::CaseFile theirs = check::read_case(file.path());
  graph::Builder a(ours, {});
  const auto root = a.objective();
  const graph::Function f{a.take(), root};
  check::GraphBuilder b(theirs, {});
  const auto g = b.objective();
  const std::size_t n = f.graph.variables();
  REQUIRE(n == b.graph().variables());
  for (int k = 0; k < 2; ++k) {
    std::vector<double> x;
    std::vector<check::RealBall> balls(n);
    for (std::size_t i = 0; i < n; ++i) {
      x.push_back(centre + 0.37 * std::sin(1.7 * static_cast<double>(i) + k));
      arb_set_d(balls[i].raw(), x.back());
    }
    const graph::Evaluation<double> e(f, x);
    const check::Enclosure c(b.graph(), g, balls, 128);
    CHECK(near(e.value(), middle(c.value().raw())));
    const auto gradient = e.gradient();
    const auto other = c.gradient();
    const Eigen::MatrixXd h = hessian(e);
    const check::BallMatrix m = c.hessian();
    const graph::SpreadMatrix spread = hessian(graph::Evaluation<graph::Spread>(f, std::vector<graph::Spread>(x.begin(), x.end())));
    for (std::size_t i = 0; i < n; ++i) {
      CHECK(near(gradient[i], middle(other[i].raw())));
      for (std::size_t j = 0; j < n; ++j) {
        const auto r = static_cast<Eigen::Index>(i), s = static_cast<Eigen::Index>(j);
        CHECK(near(h(r, s), middle(m.at(i, j))));
        CHECK(near(spread.mid(r, s), h(r, s)));
      }
    }
  }
  return n;
}

std::string network(const std::string& activation, const std::string& loss, const std::string& y) {
  return "title = \"t\"\n[network]\ninputs = 2\nlayers = [\n{ units = 3, activation = " + activation + ", weights = \"V\", bias = \"c\" },\n{ units = 2, activation = \"tanh\", weights = \"W\" },\n" +
         "{ units = 2, activation = \"identity\", weights = \"U\", bias = \"b\" },\n]\n[data]\nx = [[\"1\", \"0.5\"], [\"-1\", \"2\"], [\"0\", \"1/3\"]]\ny = " + y + "\n[loss]\n" + loss +
         "\nreduction = \"mean\"\n[regulariser]\nexpression = \"1e-2*(normsq(V) + normsq(W)) + normsq(U)/50\"\n[[claims]]\nid = \"c\"\nkind = \"no-critical-point\"\n";
}

}  // namespace

TEST_CASE("expressions are read alike") {
  const std::string claims = "[[claims]]\nid = \"c\"\nkind = \"no-critical-point\"\n";
  for (const std::string e :
       {"exp(x*y) + z^2 - x/(2 + y^2)", "log(2 + x) * sin(y) + cos(z*x)", "tanh(x + 2*y)^2 + z*x", "sigmoid(x*y - z)/(3 + z)", "softplus(x - y, 2) * softplus(z)", "sqrt(3 + x) * (2 + y)^(-3/2) * z^3",
        "arctan(x*z) + arctan(y)^4", "swish(x + y*z)", "relu(2 + x)*abs(y - 3) + max(x, 4 + z)*min(y, 5)", "elu(x + 2, 1/3) + elu(y - 2, 1/3)*z", "leaky_relu(z - 2, 1/5)*x + selu(y + 2)",
        "softsign(x + 2)*y", "softplus2(x*y*z)", "normsq([x, y, z] - [y, z, x]) * dot([x, y], [z, x])", "sum([[x, y], [z, x*y]] * [[y, 1], [2, z]])", "(x + y + z)^5 - 1e-1*(x*y)^2", "power(x + 3, 2/3)*y",
        "-x^2*y - (-x)^3 + 2.5e1*z - x", "log(exp(x) + exp(2*y) + 1)", "identity(x) * quadratic(y - z) / 3 / (x + 7) * 2"}) {
    INFO(e);
    CHECK(compare(test::scalar_case(e, claims)) == 3);
  }
}

TEST_CASE("networks are read alike") {
  for (const std::string activation : {"\"tanh\"", "\"sigmoid\"", "\"softplus\"", "\"swish\"", "{ name = \"softplus\", argument = \"2\" }", "{ expression = \"t^3 + arctan(t)\" }"}) {
    INFO(activation);
    CHECK(compare(network(activation, "kind = \"squared\"", "[[\"1\", \"0\"], [\"2\", \"-1\"], [\"0\", \"1/7\"]]")) == 21);
  }
  for (const std::string loss : {"kind = \"cross_entropy\"", "kind = \"logistic\"", "kind = \"logistic2\"", "kind = \"exponential\"", "kind = \"hinge\"\npower = 3", "expression = \"(q[1] - y[1])^4 + q[2]*y[2]\""}) {
    INFO(loss);
    compare(network("\"tanh\"", loss, "[[\"1\", \"0\"], [\"0\", \"1\"], [\"1\", \"0\"]]"), 0.1);
  }
}
