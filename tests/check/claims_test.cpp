#include "bench.hpp"
#include "support/catch.hpp"

using namespace losscert::check;

namespace {

std::string prove(const std::string& kind, const std::string& function, const std::string& more, const std::string& p, const std::string& model = "{}",
                  const std::string& tables = "") {
  return judge(with_claim("kind = \"" + kind + "\"\nfunction = \"" + function + "\"\n" + more, "", tables), "c", "'model':" + model + ",'proof':" + p);
}
const std::string x = "over = [\"x\"]\n", x0 = "over = [\"x\"]\nat = { x = \"0\" }\n", i = "{'rule':'interval'}", z = "{'rule':'zero'}",
                  a = "{'rule':'assumption'}";
std::string square(const std::string& base) { return "{'rule':'square','base':'" + base + "'}"; }

}  // namespace

TEST_CASE("always: one proof for each scalar relation, in order") {
  const std::string chain = "statement = \"0 <= x^2 <= x^2 + y^2\"\n", both = "{'proofs':[" + square("x") + "," + square("y") + "]}";
  CHECK(has(prove("always", "x", chain, both), "not shown to be equal"));  // the difference is left minus right
  CHECK(prove("always", "x", "statement = [\"x^2 >= 0\", \"x^2 + y^2 >= x^2\"]\n", both) == "ok");
  CHECK(has(prove("always", "x", "statement = [\"x^2 >= 0\", \"x^2 + y^2 >= x^2\"]\n", "{'proofs':[" + square("x") + "]}"), "2 proofs are needed"));
  CHECK(has(prove("always", "x", "statement = [\"x^2 >= 0\", \"x^2 + y^2 >= x^2\"]\n", "{'proofs':[" + square("y") + "," + square("x") + "]}"),
            "not shown to be equal"));
  CHECK(prove("always", "x", "statement = \"[x, y] == [x + y - y, y]\"\n", "{'proofs':[" + z + "," + z + "]}") == "ok");
  CHECK(has(prove("always", "x", "statement = \"[x, y] == [x, x]\"\n", "{'proofs':[" + z + "," + z + "]}"), "not shown to be 0"));
  CHECK(prove("always", "x", "statement = \"x^2 + y^2 > 0\"\nwhere = [\"[x, y] != [0, 0]\"]\n", "{'proofs':[" + a + "]}", "{'x':'1','y':'0'}") == "ok");
}

TEST_CASE("value, at a point and along a path") {
  CHECK(prove("value", "x^2 + y", x0 + "value = \"y\"\n", "{'proof':" + z + "}") == "ok");
  CHECK(has(prove("value", "x^2 + y", x0 + "value = \"y + 1\"\n", "{'proof':" + z + "}"), "not shown to be 0"));
  CHECK(has(prove("value", "x^2 + y", x0 + "value = \"y + 1\"\n", "{'proof':" + i + "}"), "needed: {0}"));
  CHECK(has(prove("value", "x*log(x)", x0 + "value = \"0\"\n", "{'proof':" + z + "}"), "undefined at the point"));
  CHECK(has(prove("value", "x^2/x", x0 + "value = \"0\"\n", "{'proof':" + z + "}"), "undefined at the point"));
  const std::string path = "[paths.way]\nx = \"1/eps\"\n";
  CHECK(prove("value", "x^2", x + "path = \"way\"\nvalue = \"eps^(-2)\"\n", "{'proof':" + z + "}", "{}", path) == "ok");
  CHECK(has(prove("value", "x^2", x + "path = \"way\"\nvalue = \"1/eps\"\n", "{'proof':" + z + "}", "{}", path), "not shown to be 0"));
  CHECK(has(prove("value", "x", x + "path = \"way\"\nvalue = \"1/(eps - 1)\"\n", "{'proof':" + z + "}", "{}", "[paths.way]\nx = \"1/(eps - 1)\"\n"),
            "not shown to be defined"));
}

TEST_CASE("fix comes first, then at") {
  CHECK(prove("value", "x + y", "over = [\"x\"]\nfix = { y = \"2*x\" }\nat = { x = \"p\" }\nvalue = \"3*p\"\n", "{'proof':" + z + "}") == "ok");
  CHECK(prove("critical-point", "(x - y)^2", "over = [\"x\"]\nfix = { y = \"2*x\" }\nat = { x = \"0\" }\n", "{'gradient':{'x':" + z + "}}") == "ok");
  // with y = 2x the derivative is 2x, without it is 2(x - y)
  CHECK(has(prove("critical-point", "(x - y)^2", "over = [\"x\"]\nfix = { y = \"2*x\" }\nat = { x = \"p\" }\n", "{'gradient':{'x':" + z + "}}"),
            "not shown to be 0: 2*p"));
  CHECK(prove("always", "x", "fix = { y = \"p\" }\nwhere = [\"y > 0\"]\nstatement = \"p > 0\"\n", "{'proofs':[" + a + "]}", "{'p':'1'}") == "ok");
  CHECK(prove("critical-point", "x^2 + y*z", "over = [\"x\"]\nat = { x = \"0\", z = \"1\" }\n", "{'gradient':{'x':" + z + "}}") == "ok");
}

TEST_CASE("critical point") {
  CHECK(prove("critical-point", "x^3 + relu(x + 1)^2*0", x0, "{'gradient':{'x':" + z + "}}") == "ok");
  CHECK(has(prove("critical-point", "x^3 + x", x0, "{'gradient':{'x':" + z + "}}"), "not shown to be 0"));
  CHECK(has(prove("critical-point", "x^3", x0, "{'gradient':{}}"), "one proof for each variable"));
  CHECK(has(prove("critical-point", "x^3", x0, "{'gradient':{'y':" + z + "}}"), "'x' is missing"));
  CHECK(has(prove("critical-point", "abs(x)", x0, "{'gradient':{'x':" + z + "}}"), "not shown to be C^1"));
  CHECK(prove("critical-point", "relu(x)^2", x0, "{'gradient':{'x':" + z + "}}") == "ok");
  CHECK(has(prove("critical-point", "x^2", "at = { x = \"0\" }\nover = [\"x\", \"y\"]\n", "{'gradient':{'x':" + z + "}}"), "one proof for each variable"));
  CHECK(prove("critical-point", "x^2", "at = { x = \"0\" }\nover = [\"x\", \"y\"]\n", "{'gradient':{'x':" + z + ",'y':" + z + "}}") == "ok");
}

TEST_CASE("critical points satisfy") {
  const std::string split = "{'tree':{'rule':'multiplier','multipliers':{'x':'1/3'},'proof':" + a + "}}";
  CHECK(prove("critical-points-satisfy", "x^3 - 3*x", x + "condition = \"x^2 == 1\"\n", split) == "ok");
  CHECK(has(prove("critical-points-satisfy", "x^3 - 3*x", x + "condition = \"x > 0\"\n", split), "nothing is assumed"));
  // differentiable in the whole region, not only where the condition fails
  CHECK(has(prove("critical-points-satisfy", "x^3 - 3*x + abs(x - 1)*0 + relu(x - 1)", x + "condition = \"x^2 == 1\"\n", split), "differentiable everywhere"));
}

TEST_CASE("saddle") {
  const std::string up = "{'rule':'curve','order':3,'coefficients':{'x':['-1']},'lower':[" + z + "," + z + "],'proof':" + i + "}",
                    down = "{'rule':'curve','order':3,'coefficients':{'x':['1']},'lower':[" + z + "," + z + "],'proof':" + i + "}";
  CHECK(prove("saddle", "x^3", x0, "{'gradient':{'x':" + z + "},'lower':" + up + ",'higher':" + down + "}") == "ok");
  CHECK(has(prove("saddle", "x^3", x0, "{'gradient':{'x':" + z + "},'lower':" + up + ",'higher':" + up + "}"), "needed: {-}"));
  CHECK(has(prove("saddle", "x^3", x0, "{'gradient':{'x':" + z + "},'lower':" + down + ",'higher':" + down + "}"), "needed: {-}"));
  CHECK(has(prove("saddle", "x^3 + x", x0, "{'gradient':{'x':" + z + "},'lower':" + up + ",'higher':" + down + "}"), "not shown to be 0"));
  CHECK(has(prove("saddle", "x^3", x0, "{'gradient':{'x':" + z + "},'lower':" + up + "}"), "'higher' is missing"));
}

TEST_CASE("suboptimal") {
  CHECK(prove("suboptimal", "x^2", "over = [\"x\"]\nat = { x = \"1\" }\n", "{'point':{'x':'1/2'},'proof':" + i + "}") == "ok");
  CHECK(has(prove("suboptimal", "x^2", "over = [\"x\"]\nat = { x = \"1\" }\n", "{'point':{'x':'-1'},'proof':" + i + "}"), "needed: {-}"));
  CHECK(has(prove("suboptimal", "x^2 + y", "over = [\"x\"]\nat = { x = \"1\" }\n", "{'point':{'x':'0','y':'-9'},'proof':" + i + "}"), "not a variable here"));
  CHECK(has(prove("suboptimal", "x^2", "over = [\"x\"]\nat = { x = \"1\" }\n", "{'point':{},'proof':" + i + "}"), "'x' is missing"));
  CHECK(has(prove("suboptimal", "x*(1 + x)/(1 + x)", "over = [\"x\"]\nat = { x = \"1\" }\n", "{'point':{'x':'-1'},'proof':" + i + "}"),
            "undefined at the point"));
  CHECK(has(prove("suboptimal", "x", "over = [\"x\"]\nat = { x = \"1\" }\n", "{'point':{'x':'log(y)'},'proof':" + i + "}"), "not shown to be defined: y > 0"));
}

TEST_CASE("lower bound") {
  CHECK(prove("lower-bound", "x^2 + 1", x + "value = \"1\"\n", "{'proof':" + square("x") + "}") == "ok");
  CHECK(has(prove("lower-bound", "x^2 + 1", x + "value = \"1\"\nstrict = true\n", "{'proof':" + square("x") + "}"), "needed: {+}"));
  CHECK(has(prove("lower-bound", "x^2 - 1", x + "value = \"0\"\n", "{'proof':" + i + "}"), "needed"));
  CHECK(prove("lower-bound", "x", x + "value = \"2\"\nwhere = [\"x >= 2\"]\n", "{'proof':" + i + "}", "{'x':'2'}") == "ok");
  CHECK(has(prove("lower-bound", "x*log(x)", x + "value = \"-1\"\n", "{'proof':" + i + "}"), "not shown to be defined: x > 0"));
}

TEST_CASE("infimum") {
  const std::string attained = x + "value = \"1\"\nattained = true\n", open = x + "value = \"0\"\nattained = false\n";
  CHECK(prove("infimum", "x^2 + 1", attained, "{'bound':" + square("x") + ",'point':{'x':'0'},'proof':" + z + "}") == "ok");
  CHECK(has(prove("infimum", "x^2 + 1", attained, "{'bound':" + square("x") + ",'point':{'x':'1'},'proof':" + z + "}"), "not shown to be 0"));
  CHECK(has(prove("infimum", "x^2 + 2", attained, "{'bound':" + i + ",'point':{'x':'0'},'proof':" + z + "}"), "not shown to be 0"));
  CHECK(has(prove("infimum", "x^2", attained, "{'bound':" + i + ",'point':{'x':'1'},'proof':" + z + "}"), "needed: {0,+}"));
  CHECK(prove("infimum", "exp(x)", open, "{'bound':{'rule':'exp'},'path':{'x':'-1/eps'},'limit':{}}") == "ok");
  CHECK(has(prove("infimum", "exp(x)", open, "{'bound':{'rule':'exp'},'path':{'x':'1/eps'},'limit':{}}"), "the limit is infinite"));
  CHECK(has(prove("infimum", "exp(x)", open, "{'bound':{'rule':'exp'},'path':{'x':'eps'},'limit':{}}"), "not shown to be equal"));
  CHECK(has(prove("infimum", "exp(x)", open, "{'bound':{'rule':'exp'},'path':{'x':'-1/(eps - 1/2)'},'limit':{}}"), "not shown to be defined"));
  CHECK(has(prove("infimum", "x^2", open, "{'bound':" + square("x") + ",'path':{'x':'eps'},'limit':{}}"), "needed: {+}"));
  // over the points that satisfy where
  const std::string region = x + "value = \"0\"\nattained = false\nwhere = [\"x != 0\"]\n",
                    power = "{'rule':'product','factors':[{'expr':'x','power':2,'proof':" + a + "}]}";
  CHECK(prove("infimum", "x^2", region, "{'bound':" + power + ",'path':{'x':'eps'},'limit':{}}", "{'x':'1'}") == "ok");
  CHECK(has(prove("infimum", "x^2", region, "{'bound':" + power + ",'path':{'x':'eps*(eps - 1/2)'},'limit':{}}", "{'x':'1'}"), "not shown to satisfy 'where'"));
  CHECK(has(prove("infimum", "x^2", x + "value = \"0\"\nattained = true\nwhere = [\"x >= 1\"]\n", "{'bound':" + i + ",'point':{'x':'0'},'proof':" + z + "}",
                  "{'x':'1'}"),
            "not shown to satisfy 'where'"));
  CHECK(prove("infimum", "x^2", x + "value = \"1\"\nattained = true\nwhere = [\"x >= 1\"]\n",
              "{'bound':{'rule':'product','factors':[{'expr':'x - 1','proof':" + i + "},{'expr':'x + 1','proof':" + i + "}]},'point':{'x':'1'},'proof':" + z +
                  "}",
              "{'x':'1'}") == "ok");
}

TEST_CASE("minimizers") {
  const std::string claim = x + "value = \"0\"\nsets = [\"x == 1\", \"x == -1\"]\n", f = "(x^2 - 1)^2";
  const std::string on =
      "'on':[{'rule':'substitute','variable':'x','by':'1','proof':" + z + "},{'rule':'substitute','variable':'x','by':'-1','proof':" + z + "}]";
  const std::string off = "'off':[{'rule':'product','factors':[{'expr':'x - 1','power':2,'proof':" + a + "},{'expr':'x + 1','power':2,'proof':" + a + "}]}]";
  CHECK(prove("minimizers", f, claim, "{'point':{'x':'1'},'set':0,'member':[" + z + "]," + on + "," + off + "}") == "ok");
  CHECK(has(prove("minimizers", f, claim, "{'point':{'x':'2'},'set':0,'member':[" + z + "]," + on + "," + off + "}"), "not shown to be 0"));
  CHECK(has(prove("minimizers", f, claim, "{'point':{'x':'1'},'set':1,'member':[" + z + "]," + on + "," + off + "}"), "not shown to be 0"));
  CHECK(has(prove("minimizers", f, claim, "{'point':{'x':'1'},'set':2,'member':[" + z + "]," + on + "," + off + "}"), "integer from 0 to 1"));
  CHECK(has(prove("minimizers", f, x + "value = \"0\"\nsets = [\"x == 1\"]\n",
                  "{'point':{'x':'1'},'set':0,'member':[" + z + "],'on':[{'rule':'substitute','variable':'x','by':'1','proof':" + z + "}]," + off + "}"),
            "nothing is assumed"));
  CHECK(has(prove("minimizers", f, claim,
                  "{'point':{'x':'1'},'set':0,'member':[" + z + "],'on':[{'rule':'substitute','variable':'x','by':'1','proof':" + z + "}]," + off + "}"),
            "2 proofs are needed"));
  CHECK(has(prove("minimizers", f, claim, "{'point':{'x':'1'},'set':0,'member':[" + z + "]," + on + ",'off':[]}"), "1 proofs are needed"));
  CHECK(has(prove("minimizers", f, claim, "{'point':{'x':'1'},'set':0,'member':[]," + on + "," + off + "}"), "one proof for each relation"));
  // an interval of minimizers: two cases outside
  const std::string relu = "relu(x - 1)^2 + relu(-1 - x)^2", interval = x + "value = \"0\"\nsets = [\"-1 <= x <= 1\"]\n";
  const auto pieces = [](const std::string& right, const std::string& left, const std::string& p) {
    return "{'rule':'pieces','pieces':[{'argument':'x - 1','proof':" + right + "},{'argument':'-1 - x','proof':" + left + "}],'proof':" + p + "}";
  };
  const std::string inside = "'on':[" + pieces(i, i, z) + "]";
  const std::string left_out = pieces(i, i, "{'rule':'product','factors':[{'expr':'-1 - x','power':2,'proof':" + a + "}]}"),
                    right_out = pieces(i, i, "{'rule':'product','factors':[{'expr':'x - 1','power':2,'proof':" + a + "}]}");
  CHECK(prove("minimizers", relu, interval,
              "{'point':{'x':'0'},'set':0,'member':[" + i + "," + i + "]," + inside + ",'off':[" + left_out + "," + right_out + "]}") == "ok");
  CHECK(has(prove("minimizers", relu, interval,
                  "{'point':{'x':'0'},'set':0,'member':[" + i + "," + i + "]," + inside + ",'off':[" + right_out + "," + left_out + "]}"),
            ""));
  CHECK_FALSE(prove("minimizers", relu, interval,
                    "{'point':{'x':'0'},'set':0,'member':[" + i + "," + i + "]," + inside + ",'off':[" + right_out + "," + left_out + "]}") == "ok");
  CHECK_FALSE(prove("minimizers", relu, x + "value = \"0\"\nsets = [\"-1 < x < 1\"]\n",
                    "{'point':{'x':'0'},'set':0,'member':[" + i + "," + i + "]," + inside + ",'off':[" + left_out + "," + right_out + "]}") == "ok");
}

TEST_CASE("critical set") {
  const std::string claim = x + "sets = [\"x == 0\"]\n", on = "'on':[{'gradient':{'x':{'rule':'substitute','variable':'x','by':'0','proof':" + z + "}}}]",
                    off = "'off':[{'rule':'multiplier','multipliers':{'x':'1'},'proof':" + a + "}]";
  CHECK(prove("critical-set", "x^2", claim, "{" + on + "," + off + "}") == "ok");
  CHECK(has(prove("critical-set", "x^2 + x", claim, "{" + on + "," + off + "}"), "not shown to be 0"));
  CHECK(has(prove("critical-set", "x^2 - x^4", claim, "{" + on + "," + off + "}"), "nothing is assumed"));
  CHECK(prove("critical-set", "exp(x)", x + "sets = []\n", "{'on':[],'off':[{'rule':'multiplier','multipliers':{'x':'1'},'proof':{'rule':'exp'}}]}") == "ok");
  CHECK(has(prove("critical-set", "abs(x)", claim, "{" + on + "," + off + "}"), "not shown to be C^1"));
  CHECK(has(prove("critical-set", "x^2", claim, "{" + on + ",'off':[]}"), "1 proofs are needed"));
}
