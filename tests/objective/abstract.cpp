// Functions of which only a class is known, as the prover reads them.
#include "objective/bench.hpp"
#include "support/catch.hpp"

using namespace losscert;
using namespace losscert::test;

namespace {

const std::string head = "title = \"t\"\nassumptions = [\"sigma(0) > 0\"]\n[functions.sigma]\nclass = 2\nproperties = [\"sigma_1(t) > 1/2\"]\n[parameters]\np = \"scalar\"\n";
const std::string one_claim = "[[claims]]\nid = \"c\"\nkind = \"lower-bound\"\nvalue = \"sigma(0) - 1\"\n";

std::string objective_of(const std::string& expression) {
  return symbolic::to_text(symbolic::canonical(instance(head + "[variables]\nu = \"scalar\"\n[objective]\nexpression = \"" + expression + "\"\n" + one_claim).objective));
}

}  // namespace

TEST_CASE("a function of the case stands in expressions") {
  CHECK(objective_of("sigma(u + u)*p") == "p*sigma(2*u)");
  CHECK(objective_of("diff(sigma(u)^2, u)") == "2*sigma(u)*sigma_1(u)");
  CHECK(objective_of("diff(sigma_1(p*u), u)") == "p*sigma_2(p*u)");
  CHECK(objective_of("diff(sigma(p), u) + sigma(0)") == "sigma(0)");
  const auto i = instance(head + "[variables]\nu = \"scalar\"\n[objective]\nexpression = \"u^2\"\n" + one_claim);
  REQUIRE(i.functions.size() == 1);
  CHECK(i.functions[0]->smoothness == 2);
  REQUIRE(i.functions[0]->properties.size() == 1);
  CHECK(i.functions[0]->properties[0].order == 1);
  CHECK(i.functions[0]->properties[0].bound == GiNaC::numeric(1, 2));
  CHECK(symbolic::to_text(i.assumptions.at(0).expr) == "sigma(0)");
  CHECK(symbolic::to_text(i.claims.at(0).value) == "sigma(0)-1");
}

TEST_CASE("a function of the case is an activation") {
  const auto i = instance(head +
                          "[network]\ninputs = 1\nlayers = [ { units = 1, activation = \"sigma\", weights = \"W\" }, { units = 1, activation = \"sigma_1\", weights = \"V\" } ]\n"
                          "[data]\nx = [[\"p\"]]\ny = [[\"sigma(0)\"]]\n[loss]\nkind = \"squared\"\nreduction = \"sum\"\n" +
                          one_claim);
  const auto sigma = [&](int order, const Expr& z) { return symbolic::abstract_of(i.functions.at(0), order, z); };
  const Expr v = symbolic::symbol("V[1,1]"), w = symbolic::symbol("W[1,1]"), p = symbolic::symbol("p");
  CHECK(equal(i.objective, symbolic::power_of(sigma(1, v * sigma(0, p * w)) - sigma(0, 0), 2)));
}

TEST_CASE("dimensions do not multiply functions") {
  const auto all = instances(head + "[dimensions]\nn = [1, 2]\n[variables]\nu = \"vector n\"\n[objective]\nexpression = \"sigma(sum(u))\"\n" + one_claim);
  REQUIRE(all.size() == 2);
  CHECK(all[0].functions == all[1].functions);
}
