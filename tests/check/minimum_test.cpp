#include "bench.hpp"
#include "support/catch.hpp"

using namespace losscert::check;

namespace {

std::string minimum(const std::string& function, const std::string& more, const std::string& m, const std::string& model = "{}",
                    const std::string& kind = "local-minimum") {
  return judge(with_claim("kind = \"" + kind + "\"\nfunction = \"" + function + "\"\n" + more), "c", "'model':" + model + ",'proof':{'minimum':" + m + "}");
}
const std::string origin = "over = [\"x\", \"y\"]\nat = { x = \"0\", y = \"0\" }\n", strict = "strict = true\n";
const std::string gradient = "'gradient':{'x':{'rule':'zero'},'y':{'rule':'zero'}}";
const std::string interval = "{'rule':'interval'}", zero = "{'rule':'zero'}";

}  // namespace

TEST_CASE("definite") {
  const std::string good = "{'rule':'definite'," + gradient + ",'minors':[{'rule':'interval'},{'rule':'interval'}]}";
  CHECK(minimum("x^2 + x*y + y^2", origin + strict, good) == "ok");
  CHECK(minimum("cos(x) - 1 - y^2", origin + strict, good, "{}", "local-maximum") == "ok");
  CHECK(has(minimum("x^2 + 3*x*y + y^2", origin + strict, good), "needed: {+}"));
  CHECK(has(minimum("-x^2 - y^2", origin + strict, good), "needed: {+}"));
  CHECK(has(minimum("x^2 + y^2 + x", origin + strict, good), "not shown to be 0"));
  CHECK(has(minimum("x^2 + y^4", origin + strict, good), "needed: {+}"));
  CHECK(has(minimum("x^2 + y^2 + relu(x)^2", origin + strict, good), "not shown to be C^2"));
  CHECK(has(minimum("x^2 + y^2", origin, "{'rule':'definite','gradient':{'x':{'rule':'zero'}},'minors':[{'rule':'interval'},{'rule':'interval'}]}"),
            "one proof for each variable"));
  CHECK(has(minimum("x^2 + y^2", origin, "{'rule':'definite'," + gradient + ",'minors':[{'rule':'interval'}]}"), "each leading principal minor"));
  CHECK(has(minimum("x^2 + y^2 + 1/z", origin, good), "not shown to be defined: z != 0"));
}

TEST_CASE("lower bound attained") {
  const std::string good = "{'rule':'lower-bound','value':'0','at':{'rule':'zero'},'bound':{'rule':'square','base':'x - y'}}";
  CHECK(minimum("(x - y)^2", origin, good) == "ok");
  CHECK(has(minimum("(x - y)^2", origin + strict, good), "the claim is strict"));
  CHECK(has(minimum("(x - y)^2 + 1", origin, good), "not shown to be 0"));
  CHECK(has(minimum("(x - y)^2", "over = [\"x\", \"y\"]\nat = { x = \"0\", y = \"1\" }\n", good), "not shown to be 0"));
  CHECK(has(minimum("x", "over = [\"x\"]\n at = { x = \"p\" }\n", "{'rule':'lower-bound','value':'x','at':{'rule':'zero'},'bound':{'rule':'zero'}}"),
            "contains the variable"));
  // x >= 0 holds at the point only; with it the bound would be trivial
  CHECK(has(minimum("x", "over = [\"x\"]\nat = { x = \"p\" }\nwhere = [\"p == 0\", \"x >= 0\"]\n",
                    "{'rule':'lower-bound','value':'0','at':{'rule':'assumption'},'bound':{'rule':'assumption'}}", "{'p':'0'}"),
            "nothing is assumed of x"));
  // for every y: (x - y)^2 at x = 0 is not minimal when y moves too
  CHECK(has(minimum("(x - y)^2", "over = [\"x\", \"y\"]\nat = { x = \"0\" }\n", good), "not shown to be 0"));
  CHECK(minimum("(x - y)^2", "over = [\"x\", \"y\"]\nat = { x = \"0\" }\nwhere = [\"y == 0\"]\n",
                "{'rule':'lower-bound','value':'0','at':{'rule':'substitute','variable':'y','by':'0','proof':{'rule':'zero'}},'bound':{'rule':'square','base':'"
                "x - y'}}",
                "{'y':'0'}") == "ok");
  CHECK(has(minimum("(x - y)^2", "over = [\"x\", \"y\"]\nat = { x = \"0\" }\nwhere = [\"y >= 0\"]\n",
                    "{'rule':'lower-bound','value':'y^2','at':{'rule':'zero'},'bound':{'rule':'zero'}}", "{'y':'0'}"),
            "contains the variable"));
  // the function must be defined for the neighbours
  CHECK(has(
      minimum("x^2 + log(y)^2", "over = [\"x\", \"y\"]\nat = { x = \"0\", y = \"1\" }\n",
              "{'rule':'lower-bound','value':'0','at':{'rule':'zero'},'bound':{'rule':'sum','terms':[{'expr':'x^2','proof':{'rule':'square','base':'x'}}]}}"),
      "not shown to be defined: y > 0"));
}

TEST_CASE("definite on a box") {
  const std::string head = "{'rule':'definite-box','gradient':{'x':{'rule':'zero'}},";
  const std::string at = "over = [\"x\"]\nat = { x = \"0\" }\nstrict = true\n";
  CHECK(minimum("exp(x) - x", at, head + "'radius':'1/2','modulus':'1/2'}") == "ok");
  CHECK(has(minimum("exp(x) - x", at, head + "'radius':'1/2','modulus':'9/10'}"), "not shown to be positive definite"));
  CHECK(has(minimum("exp(x) - x", at, head + "'radius':'0','modulus':'1/2'}"), "radius > 0"));
  CHECK(has(minimum("exp(x) - x", at, head + "'radius':'1/2','modulus':'-1'}"), "modulus >= 0"));
  CHECK(has(minimum("x^2 - x^4", at, head + "'radius':'1','modulus':'0'}"), "not shown to be positive definite"));
  CHECK(minimum("x^2 - x^4", at, head + "'radius':'1/3','modulus':'0'}") == "ok");
  CHECK(has(minimum("x^4", at, head + "'radius':'1/3','modulus':'0'}"), "not shown to be positive definite"));
  CHECK(has(
      minimum(
          "x^2 - 3*relu(x - 1/2)", at,
          "{'rule':'definite-box','pieces':[{'argument':'x - 1/2','proof':{'rule':'interval'}}],'gradient':{'x':{'rule':'zero'}},'radius':'1','modulus':'1'}"),
      "does not keep its sign"));
  CHECK(minimum("x^2 - 3*relu(x - 1/2)", at,
                "{'rule':'definite-box','pieces':[{'argument':'x - "
                "1/2','proof':{'rule':'interval'}}],'gradient':{'x':{'rule':'zero'}},'radius':'1/3','modulus':'1'}") == "ok");
  CHECK(has(minimum("(x - p)^2", "over = [\"x\"]\nat = { x = \"p\" }\n", head + "'radius':'1','modulus':'1'}"), "must be a constant"));
  CHECK(has(minimum("x^2 + 0*log(x + 1)", at, head + "'radius':'1','modulus':'1'}"), "not shown to be defined on the box"));
  const std::string two = "{'rule':'definite-box'," + gradient + ",'radius':'1/10','modulus':'1/10'}";
  CHECK(minimum("x^2 + x*y + y^2 + x^3", origin + strict, two) == "ok");
  CHECK(has(minimum("x^2 + 2*x*y + y^2 + x^4", origin + strict, two), "not shown to be positive definite"));
}

TEST_CASE("fibrewise") {
  const std::string good = "{'rule':'fibrewise','flat':['y'],'manifold':{'x':'0'},'neighbourhood':'1/2'," + gradient + ",'minors':[{'rule':'interval'}]}";
  CHECK(minimum("x^2*(1 + y^2)", origin, good) == "ok");
  CHECK(has(minimum("x^2*(1 + y^2)", origin + strict, good), "the claim is strict"));
  CHECK(minimum("x^2*(1 + y)", origin, good) == "ok");
  CHECK(has(minimum("x^2*y^2", origin, good), "needed: {+}"));          // degenerate in the fibre
  CHECK(has(minimum("x^2 + y^3", origin, good), "not shown to be 0"));  // not constant on the manifold
  CHECK(has(minimum("x^2 + x*y", origin, good), "not shown to be 0"));  // not critical on the manifold
  CHECK(has(minimum("x^2*(1 + y^2)", origin, "{'rule':'fibrewise','flat':['y'],'manifold':{'x':'0'}," + gradient + ",'minors':[{'rule':'interval'}]}"),
            "a neighbourhood is needed"));
  CHECK(has(minimum("x^2*(1 + y^2)", origin,
                    "{'rule':'fibrewise','flat':['y'],'manifold':{'x':'0'},'neighbourhood':'0'," + gradient + ",'minors':[{'rule':'interval'}]}"),
            "must be positive"));
  CHECK(has(minimum("x^2*(1 + y^2)", origin,
                    "{'rule':'fibrewise','flat':['y'],'manifold':{'x':'1'},'neighbourhood':'1'," + gradient + ",'minors':[{'rule':'interval'}]}"),
            "pass through the point"));
  CHECK(has(minimum("x^2*(1 + y^2)", origin,
                    "{'rule':'fibrewise','flat':['y'],'manifold':{'x':'x'},'neighbourhood':'1'," + gradient + ",'minors':[{'rule':'interval'}]}"),
            "flat variables only"));
  CHECK(has(
      minimum("x^2*(1 + y^2)", origin, "{'rule':'fibrewise','flat':['y'],'manifold':{},'neighbourhood':'1'," + gradient + ",'minors':[{'rule':'interval'}]}"),
      "exactly the variables"));
  CHECK(has(minimum("x^2*(1 + y^2)", origin,
                    "{'rule':'fibrewise','flat':['y','y'],'manifold':{'x':'0'},'neighbourhood':'1'," + gradient + ",'minors':[{'rule':'interval'}]}"),
            "listed twice"));
  CHECK(has(minimum("x^2*(1 + y^2)", origin,
                    "{'rule':'fibrewise','flat':['z'],'manifold':{'x':'0'},'neighbourhood':'1'," + gradient + ",'minors':[{'rule':'interval'}]}"),
            "not a variable here"));
  CHECK(minimum("(x - y^2)^2", origin,
                "{'rule':'fibrewise','flat':['y'],'manifold':{'x':'y^2'},'neighbourhood':'1'," + gradient + ",'minors':[{'rule':'interval'}]}") == "ok");
  // |y| is a manifold of minima, but not C^1
  CHECK(has(minimum("(x - y^2)^2", origin,
                    "{'rule':'fibrewise','flat':['y'],'manifold':{'x':'relu(y)'},'neighbourhood':'1'," + gradient + ",'minors':[{'rule':'interval'}]}"),
            "not shown to be C^1"));
  CHECK(has(minimum("(x - y^2)^2", origin,
                    "{'rule':'fibrewise','flat':['y'],'manifold':{'x':'y^2/y'},'neighbourhood':'1'," + gradient + ",'minors':[{'rule':'interval'}]}"),
            "undefined at the point"));
}

TEST_CASE("fibrewise: only open conditions hold nearby") {
  const std::string m =
      "{'rule':'fibrewise','flat':['y'],'manifold':{'x':'0'},'gradient':{'x':{'rule':'zero'},'y':{'rule':'pieces','pieces':[{'argument':'y','proof':{'rule':'"
      "assumption'}}],'proof':{'rule':'zero'}}},'minors':[{'rule':'interval'}]}";
  // f = x^2 - relu(-y)^3: at x = 0 a minimum for y > 0, not for y = 0
  const auto at = [&](const std::string& where) {
    return minimum("x^2 - relu(-y)^3", "over = [\"x\", \"y\"]\nat = { x = \"0\" }\nwhere = [\"" + where + "\"]\n", m, "{'y':'1'}");
  };
  const std::string sign = "{'argument':'-y','proof':{'rule':'assumption'}}";
  const std::string n = "{'rule':'fibrewise','flat':['y'],'manifold':{'x':'0'},'gradient':{'x':{'rule':'zero'},'y':{'rule':'pieces','pieces':[" + sign +
                        "],'proof':{'rule':'zero'}}},'minors':[{'rule':'interval'}]}";
  const auto with = [&](const std::string& where) {
    return minimum("x^2 - relu(-y)^3", "over = [\"x\", \"y\"]\nat = { x = \"0\" }\nwhere = [\"" + where + "\"]\n", n, "{'y':'1'}");
  };
  CHECK(with("y > 0") == "ok");
  CHECK(has(with("y >= 0"), "nothing is assumed"));
  CHECK(has(with("y == 1"), "nothing is assumed"));
  CHECK(has(at("y >= 0"), "nothing is assumed"));
  // what holds of parameters holds for neighbours too
  CHECK(minimum("p*x^2", "over = [\"x\", \"y\"]\nat = { x = \"0\" }\nwhere = [\"p >= 1\"]\n",
                "{'rule':'fibrewise','flat':['y'],'manifold':{'x':'0'}," + gradient + ",'minors':[{'rule':'interval'}]}", "{'p':'1'}") == "ok");
}

TEST_CASE("minorant") {
  const std::string h = "{'rule':'definite'," + gradient + ",'minors':[{'rule':'interval'},{'rule':'interval'}]}";
  const std::string bound = "{'rule':'square','base':'x^2 - y'}";
  const std::string good = "{'rule':'minorant','function':'x^2 + y^2','at':{'rule':'zero'},'bound':" + bound + ",'minimum':" + h + "}";
  CHECK(minimum("x^2 + y^2 + (x^2 - y)^2", origin, good) == "ok");
  CHECK(minimum("x^2 + y^2 + (x^2 - y)^2", origin + strict, good) == "ok");
  CHECK(has(minimum("x^2 + y^2 - (x^2 - y)^2", origin, good), "not shown to be equal"));
  CHECK(has(minimum("x^2 + y^2 + (x^2 - y)^2 + 1", origin, good), "not shown to be 0"));
  CHECK(has(minimum("x^2 + y^2 + (x^2 - y)^2", origin,
                    "{'rule':'minorant','function':'x^2 + y^2 + log(z) - log(z)','at':{'rule':'zero'},'bound':" + bound + ",'minimum':" + h + "}"),
            "not shown to be defined: z > 0"));
  CHECK(has(
      minimum("x^2 - y^2 + (x^2 - y)^2", origin, "{'rule':'minorant','function':'x^2 - y^2','at':{'rule':'zero'},'bound':" + bound + ",'minimum':" + h + "}"),
      "needed: {+}"));
}
