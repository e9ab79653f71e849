// What the search says of claims about balls, with the checker's answer; and what it proposes for given points.
#include "both.hpp"
#include "graph/build.hpp"
#include "support/catch.hpp"

using namespace losscert;
using test::decided;
using test::scalar_case;

namespace {

std::string critical(const std::string& expression, const std::string& near, const std::string& radius, int index, const std::string& more = "") {
  return decided(scalar_case(expression, "[[claims]]\nid = \"c\"\nkind = \"critical-point-within\"\nnear = " + near + "\nradius = \"" + radius + "\"\nindex = " + std::to_string(index) + "\n" + more));
}
std::string none(const std::string& expression, const std::string& near, const std::string& radius) {
  return decided(scalar_case(expression, "[[claims]]\nid = \"c\"\nkind = \"no-critical-point-within\"\nnear = " + near + "\nradius = \"" + radius + "\"\n"));
}

const std::string well = "x^4/4 - x^2/2 + y^2 + z^2 - y*z";

}  // namespace

TEST_CASE("minima, saddles, maxima and slopes") {
  const std::string right = "{ x = \"1.001\", y = \"0.002\", z = \"-0.001\" }", middle = "{ x = \"0.001\", y = \"0\", z = \"0\" }";
  CHECK(critical(well, right, "1/10", 0) == "proved");
  CHECK(critical(well, right, "1/10", 0, "curvature = \"1/4\"\n") == "proved");
  CHECK(critical(well, right, "1/10", 0, "curvature = \"2\"\n") == "undecided");
  CHECK(critical(well, right, "1/10", 1) == "refuted");
  CHECK(critical(well, middle, "1/10", 1) == "proved");
  CHECK(critical(well, middle, "1/10", 0) == "refuted");   // a saddle called a minimum
  CHECK(critical(well, middle, "1/10", 2) == "refuted");
  CHECK(critical("0 - x^2 - y^2 - z^2 + x*y^3", middle, "1/10", 3) == "proved");
  CHECK(critical(well, right, "1e-3", 0) == "refuted");     // it is farther away
  CHECK(critical(well, middle, "2", 1) != "proved");        // there are three
  CHECK(none(well, right, "1e-3") == "proved");
  CHECK(none(well, right, "1/10") == "refuted");
  CHECK(none(well, "{ x = \"1/2\", y = \"0\", z = \"0\" }", "1/10") == "proved");
  CHECK(critical(well, "{ x = \"1/2\", y = \"0\", z = \"0\" }", "1/10", 0) == "refuted");
}

TEST_CASE("flat directions and kinks stay open") {
  const std::string origin = "{ x = \"0\", y = \"0\", z = \"0\" }";
  CHECK(critical("x^2 + y^2", origin, "1/10", 0) == "undecided");
  CHECK(critical("x^4 + y^2 + z^2", origin, "1/10", 0) == "undecided");
  CHECK(critical("(x*y - 1)^2 + z^2", "{ x = \"1\", y = \"1\", z = \"0\" }", "1/10", 0) == "undecided");
  CHECK(critical("abs(x) + y^2 + z^2", origin, "1/10", 0) == "undecided");
  CHECK(critical("relu(x)^2 + x^2 + y^2 + z^2", origin, "1/10", 0) == "undecided");
  CHECK(critical("relu(x + 1)^2 + x^2 + 2*x + y^2 + z^2", "{ x = \"-1\", y = \"0\", z = \"0\" }", "1/10", 0) == "undecided");
  CHECK(critical("relu(x)^2 + (x - 1)^2 + y^2 + z^2", "{ x = \"1/2\", y = \"0\", z = \"0\" }", "1/10", 0) == "proved");  // off the kink
}

TEST_CASE("what a point is proposed to be") {
  const auto classify = [](const std::string& expression, std::vector<certify::Real> point) {
    const test::ScratchFile file(scalar_case(expression, "[[claims]]\nid = \"c\"\nkind = \"no-critical-point\"\n"));
    const problem::Case c = problem::read_case(file.path());
    graph::Builder b(c, {});
    const auto root = b.objective();
    return certify::classify({b.take(), root}, point);
  };
  const auto minimum = classify(well, {1.01L, 0, 0});
  REQUIRE(minimum.proposals.size() == 1);
  CHECK(minimum.proposals[0].kind == "critical-point-within");
  CHECK(minimum.proposals[0].index == 0);
  CHECK(minimum.proposals[0].at_given);
  CHECK(minimum.distance == Approx(0.01));
  const auto saddle = classify(well, {0.01L, 0, 0});
  REQUIRE(saddle.proposals.size() == 1);
  CHECK(saddle.proposals[0].index == 1);
  const auto stopped = classify(well, {1.5L, 0, 0});
  REQUIRE(stopped.proposals.size() == 2);
  CHECK(stopped.proposals[0].kind == "no-critical-point-within");
  CHECK_FALSE(stopped.proposals[1].at_given);
  CHECK(classify("x^2 + y^2", {0, 0, 0}).proposals.empty());
  CHECK(classify("x^2 + y^2", {0, 0, 0}).open.find("singular") != std::string::npos);
}
