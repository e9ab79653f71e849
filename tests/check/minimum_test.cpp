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

TEST_CASE("lower bound in a ball, and strict") {
  const std::string at = "over = [\"x\"]\nat = { x = \"0\" }\n", sharp = at + strict;
  const auto bound = [](const std::string& more, const std::string& proof, const std::string& value = "0") {
    return "{'rule':'lower-bound','value':'" + value + "','at':{'rule':'zero'},'bound':" + proof + more + "}";
  };
  const std::string product = "{'rule':'product','factors':[{'expr':'x','power':2,'proof':{'rule':'interval'}},{'expr':'1 - x','proof':{'rule':'interval'}}]}";
  CHECK(minimum("x^2 - x^3", at, bound(",'radius':'1/2'", product)) == "ok");
  CHECK(has(minimum("x^2 - x^3", at, bound("", product)), "needed: {0,+}"));
  CHECK(has(minimum("x^2 - x^3", at, bound(",'radius':'2'", product)), "needed: {0,+}"));
  CHECK(has(minimum("x^2 - x^3", at, bound(",'radius':'0'", product)), "radius > 0"));
  CHECK(has(minimum("(x - p)^2", "over = [\"x\"]\nat = { x = \"p\" }\n", bound(",'radius':'1'", "{'rule':'square','base':'x - p'}")), "the point must be a constant"));
  CHECK(has(minimum("x^2 + 0*log(1 + x)", at, bound(",'radius':'1'", "{'rule':'square','base':'x'}")), "not shown to be defined: 1 + x > 0"));
  CHECK(minimum("x^2 + 0*log(1 + x)", at, bound(",'radius':'1/2'", "{'rule':'square','base':'x'}")) == "ok");
  // an irrational point lies in the ball too
  CHECK(minimum("relu(x - 2^(1/2))^3*x + relu(2^(1/2) - x)", "over = [\"x\"]\nat = { x = \"2^(1/2)\" }\n",
                bound(",'radius':'1'", "{'rule':'sum','terms':[{'expr':'relu(2^(1/2) - x)','proof':{'rule':'relu'}},{'expr':'relu(x - 2^(1/2))^3*x','proof':{'rule':'product','factors':[{'expr':'relu(x - "
                                       "2^(1/2))^3','proof':{'rule':'relu'}},{'expr':'x','proof':{'rule':'interval'}}]}}]}")) == "ok");

  const std::string apart = "{'rule':'product','factors':[{'expr':'x','power':2,'proof':{'rule':'assumption'}}]}";
  CHECK(minimum("x^2", sharp, bound(",'apart':{'x':" + apart + "}", "{'rule':'square','base':'x'}")) == "ok");
  CHECK(has(minimum("x^2", sharp, bound("", "{'rule':'square','base':'x'}")), "the claim is strict"));
  CHECK(has(minimum("x^2", sharp, bound(",'apart':{'x':{'rule':'square','base':'x'}}", "{'rule':'square','base':'x'}")), "needed: {+}"));
  CHECK(has(minimum("x^2", sharp, bound(",'apart':{}", "{'rule':'square','base':'x'}")), "one proof for each variable"));
  CHECK(has(minimum("relu(x)", sharp, bound(",'apart':{'x':{'rule':'relu'}}", "{'rule':'relu'}")), "needed: {+}"));
  // x alone does not tell points apart
  CHECK(has(minimum("x^2", origin + strict, bound(",'apart':{'x':" + apart + "}", "{'rule':'square','base':'x'}")), "one proof for each variable"));
  CHECK(has(minimum("x^2", origin + strict, bound(",'apart':{'x':" + apart + ",'y':" + apart + "}", "{'rule':'square','base':'x'}")), "nothing is assumed of x"));
  CHECK(has(minimum("x^2", "over = [\"x\", \"y\"]\nat = { x = \"0\" }\n" + strict, bound(",'apart':{'x':" + apart + ",'y':" + apart + "}", "{'rule':'square','base':'x'}")), "the point must give every variable"));
  CHECK(has(minimum("(x - y)^2", "over = [\"x\", \"y\"]\nat = { x = \"y\" }\n" + strict,
                    bound(",'apart':{'x':{'rule':'product','factors':[{'expr':'x - y','power':2,'proof':{'rule':'assumption'}}]},'y':{'rule':'interval'}}", "{'rule':'square','base':'x - y'}")),
            "the point must give every variable"));
  // in the ball only
  const std::string beside = "{'rule':'product','factors':[{'expr':'x','power':2,'proof':{'rule':'assumption'}},{'expr':'1 - x','proof':{'rule':'interval'}}]}";
  CHECK(minimum("x^2 - x^3", sharp, bound(",'radius':'1/2','apart':{'x':" + beside + "}", product)) == "ok");
  CHECK(has(minimum("x^2 - x^3", sharp, bound(",'radius':'1','apart':{'x':" + beside + "}", product)), "needed: {+}"));
}

TEST_CASE("minima by cases") {
  const std::string at = "over = [\"x\"]\nat = { x = \"0\" }\n";
  const auto definite = [](const std::string& minor) { return "{'rule':'definite','gradient':{'x':{'rule':'zero'}},'minors':[" + minor + "]}"; };
  const auto split = [](const std::string& on, const std::string& branches) { return "{'rule':'cases','on':'" + on + "','branches':{" + branches + "}}"; };
  const std::string bound = "{'rule':'lower-bound','value':'0','at':{'rule':'zero'},'bound':{'rule':'product','factors':[{'expr':'p','proof':{'rule':'assumption'}},{'expr':'x','power':2,'proof':{'rule':'interval'}}]}}";
  // what a branch says of a parameter holds for neighbours too
  CHECK(minimum("relu(p)*x^2 + 0*p", at, split("p", "'>':{'rule':'minorant','function':'p*x^2','at':{'rule':'pieces','pieces':[{'argument':'p','proof':{'rule':'assumption'}}],'proof':{'rule':'zero'}},'bound':{'rule':'pieces','pieces':[{"
                                                     "'argument':'p','proof':{'rule':'assumption'}}],'proof':{'rule':'zero'}},'minimum':" +
                                                         bound + "},'<=':{'rule':'lower-bound','value':'0','at':{'rule':'zero'},'bound':{'rule':'pieces','pieces':[{'argument':'p','proof':{'rule':'assumption'}}],'proof':{'rule':'zero'}}}")) == "ok");
  CHECK(has(minimum("p*x^2", at, split("p", "'>':" + bound)), "do not cover every sign"));
  CHECK(has(minimum("p*x^2", at, split("p", "'>=':" + bound + ",'<':" + bound)), "needed: {0,+}"));
  CHECK(minimum("p*x^2", at + "where = [\"p >= 0\"]\n", split("p", "'>=':" + bound + ",'<':{'rule':'absurd','expr':'p','proof':{'rule':'interval'}}"), "{'p':'1'}") == "ok");
  CHECK(minimum("p*x^2", at + "where = [\"p >= 0\"]\n", split("p", "'>':" + bound + ",'=':" + bound + ",'<':" + bound), "{'p':'1'}") == "ok");  // the last branch has no point
  // of a variable in `over` it holds at the point only
  const std::string side = "{'rule':'lower-bound','value':'0','at':{'rule':'zero'},'bound':{'rule':'assumption'}}";
  CHECK(has(minimum("x", at, split("x", "'>=':" + side + ",'<':" + side)), "nothing is assumed of x"));
  CHECK(has(minimum("x*p", at, split("x*p", "'>=':" + side + ",'<':" + side)), "nothing is assumed of p*x"));
  // strict only if every branch is
  const std::string sharp = definite("{'rule':'assumption'}"), one = "'>':" + sharp + ",'<=':{'rule':'lower-bound','value':'0','at':{'rule':'zero'},'bound':{'rule':'square','base':'x'}}";
  CHECK(minimum("x^2", at, split("p", "'>':" + definite("{'rule':'interval'}") + ",'<=':" + definite("{'rule':'interval'}")) , "{}") == "ok");
  CHECK(minimum("x^2", at + strict, split("p", "'>':" + definite("{'rule':'interval'}") + ",'<=':" + definite("{'rule':'interval'}"))) == "ok");
  CHECK(has(minimum("x^2", at + strict, split("p", "'>':" + definite("{'rule':'interval'}") + ",'<=':{'rule':'lower-bound','value':'0','at':{'rule':'zero'},'bound':{'rule':'square','base':'x'}}")), "the claim is strict"));
  CHECK(has(minimum("p*x^2", at, split("p", one)), "the power is not shown"));
}

TEST_CASE("minors by diagonal blocks") {
  const std::string at = "over = [\"x\", \"y\", \"z\"]\nat = { x = \"0\", y = \"0\", z = \"0\" }\n" + strict;
  const auto definite = [](int n) {
    std::string m;
    for (int i = 0; i < n; ++i) m += std::string(i > 0 ? "," : "") + "{'rule':'interval'}";
    return "{'rule':'definite','gradient':{'x':{'rule':'zero'},'y':{'rule':'zero'},'z':{'rule':'zero'}},'minors':[" + m + "]}";
  };
  CHECK(minimum("x^2 + x*z + z^2 + y^2", at, definite(3)) == "ok");
  CHECK(has(minimum("x^2 + x*z + z^2 + y^2", at, definite(2)), "each leading principal minor of each diagonal block"));
  CHECK(has(minimum("x^2 + 3*x*z + z^2 + y^2", at, definite(3)), "needed: {+}"));
  CHECK(has(minimum("x^2 + x*z + z^2 - y^2", at, definite(3)), "needed: {+}"));
  // x - y - z is one block though h[x][z] = 0: the whole is indefinite, every pair of neighbours is not
  CHECK(has(minimum("x^2 + y^2 + z^2 + 3/2*x*y + 3/2*y*z", at, definite(3)), "needed: {+}"));
  CHECK(minimum("x^2 + y^2 + z^2 + 4/3*x*y + 4/3*y*z", at, definite(3)) == "ok");
}

TEST_CASE("strictness passes through a minorant") {
  const std::string at = "over = [\"x\"]\nat = { x = \"0\" }\n";
  const auto by = [](const std::string& minimum) { return "{'rule':'minorant','function':'x^2','at':{'rule':'zero'},'bound':{'rule':'square','base':'x^2'},'minimum':" + minimum + "}"; };
  CHECK(minimum("x^2 + x^4", at + strict, by("{'rule':'definite','gradient':{'x':{'rule':'zero'}},'minors':[{'rule':'interval'}]}")) == "ok");
  CHECK(has(minimum("x^2 + x^4", at + strict, by("{'rule':'lower-bound','value':'0','at':{'rule':'zero'},'bound':{'rule':'square','base':'x'}}")), "the claim is strict"));
}
