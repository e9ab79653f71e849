#include "bench.hpp"
#include "support/catch.hpp"

using namespace losscert::check;

namespace {

// kind no-critical-point or no-local-minimum with a tree.
std::string tree(const std::string& kind, const std::string& function, const std::string& more, const std::string& tree_text, const std::string& model = "{}") {
  return judge(with_claim("kind = \"" + kind + "\"\nfunction = \"" + function + "\"\n" + more), "c",
               "'model':" + model + ",'proof':{'tree':" + tree_text + "}");
}
const std::string critical = "no-critical-point", minimum = "no-local-minimum";
const std::string origin = "at = { x = \"0\", y = \"0\" }\nover = [\"x\", \"y\"]\n", over_x = "over = [\"x\"]\n", at_0 = "over = [\"x\"]\nat = { x = \"0\" }\n";
const std::string interval = "{'rule':'interval'}", zero = "{'rule':'zero'}";

}  // namespace

TEST_CASE("multiplier") {
  CHECK(tree(critical, "x + x^3", over_x, "{'rule':'multiplier','multipliers':{'x':'1'},'proof':{'rule':'interval'}}") == "ok");
  CHECK(tree(minimum, "x + x^3", over_x, "{'rule':'multiplier','multipliers':{'x':'1'},'proof':{'rule':'interval'}}") == "ok");
  CHECK(has(tree(critical, "x^3", over_x, "{'rule':'multiplier','multipliers':{'x':'1'},'proof':{'rule':'interval'}}"), "needed: {-,+}"));
  CHECK(has(tree(critical, "x + x^3", over_x, "{'rule':'multiplier','multipliers':{'y':'1'},'proof':{'rule':'interval'}}"), "not a variable here"));
  CHECK(
      has(tree(critical, "x + x^3", over_x, "{'rule':'multiplier','multipliers':{'x':'1/y'},'proof':{'rule':'interval'}}"), "not shown to be defined: y != 0"));
  CHECK(has(tree(critical, "x + x^3", over_x, "{'rule':'multiplier','multipliers':{},'proof':{'rule':'interval'}}"), "needed"));
  CHECK(has(tree(critical, "abs(x) + 2*x", over_x, "{'rule':'multiplier','multipliers':{'x':'1'},'proof':{'rule':'interval'}}"), "not shown to be C^1"));
  CHECK(
      has(tree(critical, "x + log(x)", over_x, "{'rule':'multiplier','multipliers':{'x':'1'},'proof':{'rule':'interval'}}"), "not shown to be defined: x > 0"));
  CHECK(tree(critical, "x + log(x)", over_x + "where = [\"x > 1\"]\n", "{'rule':'multiplier','multipliers':{'x':'x'},'proof':{'rule':'interval'}}",
             "{'x':'2'}") == "ok");
  // a multiplier is a number at the point: it is not differentiated
  CHECK(has(tree(critical, "x^2", over_x + "where = [\"x > -1\"]\n", "{'rule':'multiplier','multipliers':{'x':'x'},'proof':{'rule':'interval'}}", "{'x':'2'}"),
            "needed"));
}

TEST_CASE("pieces at a point want strict signs") {
  const std::string at = "over = [\"x\"]\nat = { x = \"0\" }\n";
  const auto with = [&](const std::string& f, const std::string& argument, const std::string& sign) {
    return tree(critical, f, at,
                "{'rule':'multiplier','multipliers':{'x':'1'},'pieces':[{'argument':'" + argument + "','proof':" + sign + "}],'proof':{'rule':'interval'}}");
  };
  CHECK(with("relu(x + 1)", "x + 1", interval) == "ok");
  CHECK(with("relu(x + 1)", "2*x + 2", interval) == "ok");
  CHECK(has(with("relu(x)", "x", zero), "not known well enough"));
  CHECK(has(with("relu(x + 1)", "x - 1", interval), "not shown to be C^1"));
  CHECK(has(with("relu(x - 1)", "x - 1", interval), "needed"));
  CHECK(has(with("relu(x) + relu(x + 1)", "x + 1", interval), "not shown to be C^1"));
}

TEST_CASE("curvature and indefinite") {
  CHECK(tree(minimum, "x^2 - y^2", origin, "{'rule':'curvature','direction':{'y':'1'},'proof':{'rule':'interval'}}") == "ok");
  CHECK(has(tree(minimum, "x^2 - y^2", origin, "{'rule':'curvature','direction':{'x':'1'},'proof':{'rule':'interval'}}"), "needed: {-}"));
  CHECK(has(tree(critical, "x^2 - y^2", origin, "{'rule':'curvature','direction':{'y':'1'},'proof':{'rule':'interval'}}"), "no rule against critical points"));
  CHECK(tree(minimum, "x*y", origin, "{'rule':'indefinite','first':{'x':'1'},'second':{'y':'1'},'proof':{'rule':'interval'}}") == "ok");
  CHECK(has(tree(minimum, "x^2 + y^2", origin, "{'rule':'indefinite','first':{'x':'1'},'second':{'y':'1'},'proof':{'rule':'interval'}}"), "needed: {+}"));
  CHECK(has(tree(minimum, "x^2*relu(y)^2 - y^2", origin, "{'rule':'curvature','direction':{'y':'1'},'proof':{'rule':'interval'}}"), "not shown to be C^2"));
  // x^4 - y^4 has no negative curvature at 0
  CHECK(has(tree(minimum, "x^4 - y^4", origin, "{'rule':'curvature','direction':{'y':'1'},'proof':{'rule':'interval'}}"), "needed"));
}

TEST_CASE("curve") {
  CHECK(tree(minimum, "x^2 - y^4", origin,
             "{'rule':'curve','order':4,'coefficients':{'y':['1']},'lower':[{'rule':'zero'},{'rule':'zero'},{'rule':'zero'}],'proof':{'rule':'interval'}}") ==
        "ok");
  CHECK(tree(minimum, "x^3", at_0,
             "{'rule':'curve','order':3,'coefficients':{'x':['-1']},'lower':[{'rule':'zero'},{'rule':'zero'}],'proof':{'rule':'interval'}}") == "ok");
  CHECK(has(
      tree(minimum, "x^3", at_0, "{'rule':'curve','order':3,'coefficients':{'x':['1']},'lower':[{'rule':'zero'},{'rule':'zero'}],'proof':{'rule':'interval'}}"),
      "needed: {-}"));
  CHECK(has(tree(minimum, "x^3", at_0, "{'rule':'curve','order':3,'coefficients':{'x':['-1']},'lower':[{'rule':'zero'}],'proof':{'rule':'interval'}}"),
            "one proof for each order"));
  CHECK(has(tree(minimum, "x^2 - x^3", at_0,
                 "{'rule':'curve','order':3,'coefficients':{'x':['1']},'lower':[{'rule':'zero'},{'rule':'zero'}],'proof':{'rule':'interval'}}"),
            "not shown to be 0"));
  CHECK(tree(minimum, "x^3", at_0,
             "{'rule':'curve','order':3,'coefficients':{'x':['-1','0','0','9']},'lower':[{'rule':'zero'},{'rule':'zero'}],'proof':{'rule':'interval'}}") ==
        "ok");
  CHECK(has(tree(minimum, "x^3", at_0, "{'rule':'curve','order':1,'coefficients':{'x':['0','0','0','-1']},'lower':[],'proof':{'rule':'interval'}}"),
            "needed: {-}"));
  CHECK(has(tree(minimum, "x^3", at_0,
                 "{'rule':'curve','order':3,'coefficients':{'x':['-1','0','0','0','0','0','0','0','0','0','0','0','0','0','0','0','0','0','0','0','0','0','0','"
                 "0','0']},"
                 "'lower':[{'rule':'zero'},{'rule':'zero'}],'proof':{'rule':'interval'}}"),
            "more than 24 coefficients"));
  CHECK(has(tree(minimum, "x^3", at_0, "{'rule':'curve','order':0,'coefficients':{'x':[]},'lower':[],'proof':{'rule':'interval'}}"), "integer from 1"));
  CHECK(has(tree(minimum, "x^3", at_0,
                 "{'rule':'curve','order':3,'coefficients':{'y':['-1']},'lower':[{'rule':'zero'},{'rule':'zero'}],'proof':{'rule':'interval'}}"),
            "not a variable here"));
  CHECK(has(tree(minimum, "-relu(x)^3", at_0,
                 "{'rule':'curve','order':3,'coefficients':{'x':['1']},'lower':[{'rule':'zero'},{'rule':'zero'}],'proof':{'rule':'interval'}}"),
            "not shown to be C^3"));
  // Peano: (y - x^2)(y - 3x^2) along y = 2x^2
  CHECK(tree(minimum, "(y - x^2)*(y - 3*x^2)", origin,
             "{'rule':'curve','order':4,'coefficients':{'x':['1'],'y':['0','2']},'lower':[{'rule':'zero'},{'rule':'zero'},{'rule':'zero'}],'proof':{'rule':'"
             "interval'}}") == "ok");
  CHECK(has(tree(minimum, "(y - x^2)*(y - 3*x^2)", origin,
                 "{'rule':'curve','order':2,'coefficients':{'x':['1'],'y':['1']},'lower':[{'rule':'zero'}],'proof':{'rule':'interval'}}"),
            "needed"));
  // the curve's exponential part
  CHECK(tree(minimum, "exp(x) - x - x^2", at_0,
             "{'rule':'curve','order':2,'coefficients':{'x':['1']},'lower':[{'rule':'zero'}],'proof':{'rule':'interval'}}") == "ok");
  // coefficients may speak of the point, where over-variables stand for their values
  CHECK(tree(minimum, "x*y", "over = [\"x\", \"y\"]\nat = { x = \"p\", y = \"0\" }\nwhere = [\"p != 0\"]\n",
             "{'rule':'curve','order':1,'coefficients':{'y':['-p']},'lower':[],'proof':{'rule':'product','factors':[{'expr':'-1','proof':{'rule':'interval'}},{"
             "'expr':'p','power':2,'proof':{'rule':'assumption'}}]}}",
             "{'p':'1'}") == "ok");
  CHECK(tree(minimum, "x*y", "over = [\"x\", \"y\"]\nat = { x = \"p\", y = \"0\" }\nwhere = [\"p != 0\"]\n",
             "{'rule':'curve','order':1,'coefficients':{'y':['-x']},'lower':[],'proof':{'rule':'product','factors':[{'expr':'-1','proof':{'rule':'interval'}},{"
             "'expr':'p','power':2,'proof':{'rule':'assumption'}}]}}",
             "{'p':'1'}") == "ok");
}

TEST_CASE("case splits about points") {
  const std::string f = "(1 + x*exp(y))^2 + p*x^2", more = "over = [\"x\", \"y\"]\nwhere = [\"p > 0\"]\n";
  const std::string product =
      "{'rule':'product','factors':[{'expr':'2*p','proof':{'rule':'assumption'}},{'expr':'x','power':2,'proof':{'rule':'assumption'}}]}";
  const std::string first = "{'rule':'multiplier','multipliers':{'x':'x','y':'-1'},'proof':" + product + "}";
  const std::string second = "{'rule':'substitute','variable':'x','by':'0','proof':{'rule':'multiplier','multipliers':{'x':'1'},'proof':{'rule':'exp'}}}";
  CHECK(tree(critical, f, more, "{'rule':'cases','on':'x','branches':{'!=':" + first + ",'=':" + second + "}}", "{'p':'1'}") == "ok");
  CHECK(has(tree(critical, f, more, "{'rule':'cases','on':'x','branches':{'!=':" + first + "}}", "{'p':'1'}"), "do not cover"));
  CHECK(has(tree(critical, f, more, "{'rule':'cases','on':'x','branches':{'!=':" + second + ",'=':" + second + "}}", "{'p':'1'}"),
            "the equation is not assumed"));
  CHECK(has(tree(critical, f, more, "{'rule':'cases','on':'x','branches':{'!=':" + first + ",'=':" + first + "}}", "{'p':'1'}"), "needed"));
  CHECK(
      has(tree(critical, f, "over = [\"x\", \"y\"]\n", "{'rule':'cases','on':'x','branches':{'!=':" + first + ",'=':" + second + "}}"), "nothing is assumed"));
  CHECK(tree(critical, "x^2", over_x + "where = [\"x >= 1\"]\n",
             "{'rule':'partition','variable':'x','points':['0'],'cells':[{'rule':'absurd','expr':'x - "
             "1','proof':{'rule':'interval'}},{'rule':'multiplier','multipliers':{'x':'1'},'proof':{'rule':'interval'}}]}",
             "{'x':'2'}")
            .find("no contradiction") == std::string::npos);
  CHECK(has(tree(critical, "x^2", over_x,
                 "{'rule':'partition','variable':'x','points':['0'],'cells':[{'rule':'multiplier','multipliers':{'x':'1'},'proof':{'rule':'interval'}},{'rule':"
                 "'multiplier','multipliers':{'x':'1'},'proof':{'rule':'interval'}}]}"),
            "needed"));
  CHECK(has(tree(critical, "x^2", over_x, "{'rule':'zero'}"), "no rule against critical points"));
}

TEST_CASE("what where says of the point is not available for neighbours") {
  // x at 0 with x >= 0: not a minimum, and the certificate that ignores the neighbours below 0 fails
  CHECK(tree(minimum, "x", "over = [\"x\"]\nat = { x = \"0\" }\nwhere = [\"x >= 0\"]\n",
             "{'rule':'curve','order':1,'coefficients':{'x':['-1']},'lower':[],'proof':{'rule':'interval'}}") == "ok");
}

TEST_CASE("curves from kinks") {
  const auto along = [](const std::string& cx, const std::string& cy, int order, const std::string& kinks) {
    std::string lower;
    for (int k = 1; k < order; ++k) lower += std::string(k > 1 ? "," : "") + "{'rule':'zero'}";
    return "{'rule':'curve','order':" + std::to_string(order) + ",'coefficients':{'x':[" + cx + "],'y':[" + cy + "]},'kinks':[" + kinks + "],'lower':[" + lower + "],'proof':{'rule':'interval'}}";
  };
  const auto kink = [](const std::string& z, int order) {
    std::string lower;
    for (int k = 0; k < order; ++k) lower += std::string(k > 0 ? "," : "") + "{'rule':'zero'}";
    return "{'argument':'" + z + "','order':" + std::to_string(order) + ",'lower':[" + lower + "],'proof':{'rule':'interval'}}";
  };
  CHECK(tree(minimum, "relu(x) - 2*relu(-x)", origin, along("'-1'", "", 1, kink("x", 1) + "," + kink("-x", 1))) == "ok");
  CHECK(has(tree(minimum, "relu(x) - 2*relu(-x)", origin, along("'1'", "", 1, kink("x", 1) + "," + kink("-x", 1))), "needed: {-}"));
  CHECK(has(tree(minimum, "relu(x) + relu(-x)", origin, along("'-1'", "", 1, kink("x", 1) + "," + kink("-x", 1))), "needed: {-}"));
  CHECK(has(tree(minimum, "relu(x) - 2*relu(-x)", origin, along("'-1'", "", 1, kink("x", 1))), "not shown to be C^1"));
  CHECK(has(tree(minimum, "relu(x) - 2*relu(-x)", origin, along("'-1'", "", 1, kink("x", 0) + "," + kink("-x", 1))), "leading coefficient is not known"));
  CHECK(has(tree(minimum, "relu(x) - 2*relu(-x)", origin, along("'-1'", "", 1, kink("x", 1) + "," + kink("-x", 2))), "not shown to be 0"));
  // the leading term decides, not a later one: x - y = t^2 - t < 0
  CHECK(tree(minimum, "relu(x - y) - y^2/4", origin, along("'0','1'", "'1','0'", 2, kink("x - y", 1))) == "ok");
  CHECK(has(tree(minimum, "relu(x - y) - y^2/4", origin, along("'0','1'", "'1','0'", 2, kink("x - y", 2))), "not shown to be 0"));
  CHECK(has(tree(minimum, "relu(x) - y", origin, along("'0'", "'0'", 1, kink("x", 1))), "leading coefficient is not known"));  // x stays at the kink
  CHECK(has(tree(minimum, "relu(x) - y", origin, along("'0'", "'1'", 1, "{'argument':'x','order':1,'lower':[],'proof':{'rule':'interval'}}")), "one proof for each order below the last"));
  CHECK(has(tree(minimum, "relu(x) - y", origin, along("'1'", "'1'", 1, kink("x", 25))), "integer from 0 to 24"));
  // a kink within a kink: relu(relu(x) - y)
  CHECK(tree(minimum, "relu(relu(x) - y) - x", origin, along("'1'", "'2'", 1, kink("x", 1) + "," + kink("relu(x) - y", 1))) == "ok");
  CHECK(has(tree(minimum, "relu(relu(x) - y) - x", origin, along("'1'", "'2'", 1, kink("relu(x) - y", 1) + "," + kink("x", 1))), "not shown to be C^1 along the curve"));
  CHECK(has(tree(minimum, "relu(relu(x) - y) - x", origin, along("'1'", "'0'", 1, kink("x", 1) + "," + kink("relu(x) - y", 1))), "needed: {-}"));
  CHECK(has(tree(minimum, "relu(x) - y", origin, along("'1'", "'2'", 1, kink("x + log(z) - log(z)", 1))), "not shown to be defined: z > 0"));
  CHECK(has(tree(minimum, "relu(x) - y", origin, along("'1'", "'2'", 1, "{'argument':'x','order':1,'lower':[{'rule':'zero'}],'proof':{'rule':'interval'},'sign':'+'}")), "unknown member"));
  CHECK(has(tree(critical, "relu(x) - y", origin, along("'1'", "'2'", 1, kink("x", 1))), "no rule against critical points"));
}
