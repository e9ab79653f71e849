// The graph's enclosures of value, gradient and Hessian contain what is found at points of the box; and they are those of the canonical form's derivatives.
#include <random>

#include "check/enclosure/spectrum.hpp"
#include "check/meaning/graph_builder.hpp"
#include "check/text/reject.hpp"
#include "support/catch.hpp"

using namespace losscert::check;

namespace {

CaseFile with_objective(const std::string& expression) {
  return parse_case("title = \"t\"\n[variables]\nx = \"scalar\"\ny = \"scalar\"\nz = \"scalar\"\n[objective]\nexpression = \"" + expression +
                        "\"\n[[claims]]\nid = \"c\"\nkind = \"no-critical-point\"\n",
                    "t");
}

RealBall around(double c, double r) {
  RealBall b;
  arb_set_d(b.raw(), c);
  mag_set_d(arb_radref(b.raw()), r);
  return b;
}

bool contains(arb_srcptr a, arb_srcptr b) { return arb_overlaps(a, b) != 0 && arb_is_finite(b) != 0; }

// Everything at x lies in the enclosures `of`; the enclosures at x are tiny, so overlapping is lying in it up to them.
void check_contains(const Enclosure& of, const Enclosure& at) {
  CHECK(contains(of.value().raw(), at.value().raw()));
  const auto g = of.gradient(), h = at.gradient();
  const BallMatrix a = of.hessian(), b = at.hessian();
  for (std::size_t i = 0; i < 3; ++i) {
    CHECK(contains(g[i].raw(), h[i].raw()));
    for (std::size_t j = 0; j < 3; ++j) CHECK(contains(a.at(i, j), b.at(i, j)));
  }
}

const std::vector<std::string> functions = {
    "exp(x*y) + z^2", "log(2 + x) * sin(y) + cos(z*x)", "tanh(x + 2*y)^2 + z*x", "sigmoid(x*y - z)/(3 + z)", "softplus(x - y, 2) * softplus(z)", "sqrt(3 + x) * (2 + y)^(-3/2) * z^3",
    "arctan(x*z) + arctan(y)^4", "swish(x + y*z)", "relu(2 + x)*abs(y - 3) + max(x, 4 + z)*min(y, 5)", "elu(x + 2, 1/3) + elu(y - 2, 1/3)*z", "leaky_relu(z - 2, 1/5)*x + selu(y + 2)",
    "softsign(x + 2)*y", "softplus2(x*y*z)", "normsq([x, y, z] - [y, z, x]) * dot([x, y], [z, x])", "sum([[x, y], [z, x*y]] * [[y, 1], [2, z]])", "(x + y + z)^5 - 1e-1*(x*y)^2", "power(x + 3, 2/3)*y"};

}  // namespace

TEST_CASE("enclosures of a graph contain what is found at the points of the box") {
  std::mt19937 random(7);
  std::uniform_real_distribution<double> in(-1, 1);
  for (const auto& text : functions) {
    INFO(text);
    const CaseFile c = with_objective(text);
    GraphBuilder b(c, {});
    const auto f = b.objective();
    for (int k = 0; k < 6; ++k) {
      std::vector<double> centre;
      for (int i = 0; i < 3; ++i) centre.push_back(0.8 * in(random));
      const double r = k < 3 ? 0.1 : 1e-3;
      std::vector<RealBall> box;
      for (const double x : centre) box.push_back(around(x, r));
      const Enclosure whole(b.graph(), f, box, 64);
      for (int m = 0; m < 4; ++m) {
        std::vector<RealBall> point;
        for (const double x : centre) point.push_back(around(x + (m == 0 ? r : r * in(random)) * 0.999999, 0));
        check_contains(whole, Enclosure(b.graph(), f, point, 256));
      }
    }
  }
}

TEST_CASE("the graph's derivatives are those of the canonical form") {
  for (const auto& text : functions) {
    INFO(text);
    const CaseFile c = with_objective(text);
    GraphBuilder g(c, {});
    const auto f = g.objective();
    const std::vector<double> x{0.25, -0.5, 0.75};
    std::vector<RealBall> point;
    for (const double v : x) point.push_back(around(v, 0));
    const Enclosure e(g.graph(), f, point, 200);
    // divided differences of the gradient, and of the value
    const double step = 1e-30;
    const auto gradient = e.gradient();
    const BallMatrix h = e.hessian();
    for (std::size_t i = 0; i < 3; ++i) {
      auto moved = point;
      RealBall d = around(step, 0);
      arb_add(moved[i].raw(), moved[i].raw(), d.raw(), 400);
      const Enclosure there(g.graph(), f, moved, 400), here(g.graph(), f, point, 400);
      const auto difference = [&](const RealBall& a, const RealBall& b0) {
        RealBall q;
        arb_sub(q.raw(), a.raw(), b0.raw(), 400);
        arb_div(q.raw(), q.raw(), d.raw(), 400);
        return arf_get_d(arb_midref(q.raw()), ARF_RND_NEAR);
      };
      const auto near = [](double a, double b0) { return std::abs(a - b0) <= 1e-12 * (1 + std::abs(a)); };
      CHECK(near(difference(there.value(), here.value()), arf_get_d(arb_midref(gradient[i].raw()), ARF_RND_NEAR)));
      for (std::size_t j = 0; j < 3; ++j) CHECK(near(difference(there.gradient()[j], here.gradient()[j]), arf_get_d(arb_midref(h.at(i, j)), ARF_RND_NEAR)));
    }
  }
}

TEST_CASE("a factor that is exactly 0 does not take the other's second derivatives away") {
  const CaseFile c = with_objective("x*(y*z)");
  GraphBuilder g(c, {});
  const auto f = g.objective();
  const Enclosure e(g.graph(), f, {around(0, 0), around(2, 0), around(3, 0)}, 64);
  const BallMatrix h = e.hessian();
  CHECK(arb_equal_si(h.at(0, 1), 3));
  CHECK(arb_equal_si(h.at(0, 2), 2));
  CHECK(arb_is_zero(h.at(1, 2)));
}

TEST_CASE("what a graph refuses") {
  const auto refused = [](const std::string& text, double centre) {
    const CaseFile c = with_objective(text);
    try {
      GraphBuilder g(c, {});
      const auto f = g.objective();
      const Enclosure e(g.graph(), f, {around(centre, 0.5), around(centre, 0.5), around(centre, 0.5)}, 64);
    } catch (const Reject&) {
      return true;
    }
    return false;
  };
  CHECK(refused("log(x)", 0.25));
  CHECK(refused("x + 0*log(x)", 0.25));
  CHECK(refused("log(x) - log(x)", 0.25));
  CHECK(refused("1/x", 0.25));
  CHECK(refused("y/x*x", 0.25));
  CHECK(refused("sqrt(x)", 0.25));
  CHECK(refused("relu(x)", 0.25));
  CHECK(refused("relu(x)^2", 0.25));
  CHECK(refused("[x, 1/x][1]", 0.25));
  CHECK(refused("(x - x)^0", 1));
  CHECK(refused("diff(x^2, x)", 1));
  CHECK(refused("x^2000", 1));
  CHECK(refused("1/0*x", 1));
  CHECK_FALSE(refused("log(x) + 1/x + sqrt(x) + relu(x)", 1));
}
