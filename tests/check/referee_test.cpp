// False statements that the checker once accepted.
#include "bench.hpp"
#include "support/catch.hpp"

using namespace losscert::check;

namespace {
const std::string z = "{'rule':'zero'}";
}  // namespace

TEST_CASE("what 'fix' puts in must be defined, also where it cancels") {
  const std::string always = "kind = \"always\"\nfix = { y = \"1/p\" }\nstatement = \"y*p == 1\"\n", proofs = ",'proof':{'proofs':[" + z + "]}";
  CHECK(has(judge(with_claim(always), "c", "'model':{}" + proofs), "not shown to be defined: p != 0"));
  CHECK(judge(with_claim(always + "where = [\"p > 0\"]\n"), "c", "'model':{'p':'1'}" + proofs) == "ok");
  CHECK(has(judge(with_claim("kind = \"always\"\nfix = { y = \"1/p\" }\nwhere = [\"p == 0\"]\nstatement = \"y*p != 1\"\n"), "c",
                  "'verdict':'refuted','witness':{'p':'0'},'proof':{'index':0,'proof':" + z + "}"),
            "undefined at the point: p becomes 0"));

  const std::string way = "[paths.way]\nx = \"eps\"\n";
  const std::string limit = "kind = \"limit\"\nover = [\"x\"]\nfix = { y = \"1/p\" }\npath = \"way\"\nof = \"y*p + x\"\nequals = \"1\"\n";
  CHECK(has(judge(with_claim(limit, "", way), "c", "'model':{},'proof':{'limit':{}}"), "not shown to be defined: p != 0"));
  CHECK(judge(with_claim(limit + "where = [\"p > 0\"]\n", "", way), "c", "'model':{'p':'1'},'proof':{'limit':{}}") == "ok");
}

TEST_CASE("a constant that 'at' gives does not move with the variables in 'over'") {
  // -(x - y)^2 has a strict maximum in x at x = y; with y replaced by x it would be 0 everywhere
  const std::string m = "'model':{},'proof':{'minimum':{'rule':'lower-bound','value':'0','at':" + z + ",'bound':" + z + "}}";
  const std::string claim = "kind = \"local-minimum\"\nfunction = \"-(x - y)^2\"\nover = [\"x\"]\n";
  CHECK(has(judge(with_claim(claim + "at = { y = \"x\" }\n"), "c", m), "which is not in 'over', by a variable in 'over'"));
  CHECK(has(judge(with_claim(claim + "at = { y = \"z\" }\nfix = { z = \"x\" }\n"), "c", m), "which is not in 'over', by a variable in 'over'"));
}

TEST_CASE("'fix' and 'at' together do not define a variable by itself") {
  const std::string value = "kind = \"value\"\nover = [\"x\"]\n", proof_of_value = "'model':{},'proof':{'proof':" + z + "}";
  CHECK(has(judge(with_claim(value + "function = \"y\"\nfix = { y = \"z\" }\nat = { z = \"y + 1\" }\nvalue = \"z + 1\"\n"), "c", proof_of_value),
            "contain a variable that they give"));
  CHECK(has(judge(with_claim(value + "function = \"x\"\nfix = { y = \"x\" }\nat = { x = \"y + 1\" }\nvalue = \"y + 1\"\n"), "c", proof_of_value),
            "the point contains a variable that it gives"));
}
