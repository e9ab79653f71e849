// Rule coordinates, for minima and against them, and the names of new symbols.
#include "bench.hpp"
#include "support/catch.hpp"

using namespace losscert::check;

namespace {

const std::string interval = "{'rule':'interval'}", zero = "{'rule':'zero'}";
const std::string over = "over = [\"x\", \"y\"]\n", origin = over + "at = { x = \"0\", y = \"0\" }\n", strict = "strict = true\n";

std::string minimum(const std::string& function, const std::string& more, const std::string& m, const std::string& model = "{}") {
  return judge(with_claim("kind = \"local-minimum\"\nfunction = \"" + function + "\"\n" + more), "c", "'model':" + model + ",'proof':{'minimum':" + m + "}");
}
std::string no_minimum(const std::string& function, const std::string& more, const std::string& tree, const std::string& model = "{}") {
  return judge(with_claim("kind = \"no-local-minimum\"\nfunction = \"" + function + "\"\n" + more), "c", "'model':" + model + ",'proof':{'tree':" + tree + "}");
}

std::string definite(const std::string& u, const std::string& v) { return "{'rule':'definite','gradient':{'" + u + "':" + zero + ",'" + v + "':" + zero + "},'minors':[" + interval + "," + interval + "]}"; }

// x, y as functions of u, v
std::string change(const std::string& x, const std::string& y, const std::string& proof, const std::string& point = "'u':'0','v':'0'", const std::string& jacobian = "{'rule':'interval'}", const std::string& variables = "'u','v'") {
  return "{'rule':'coordinates','variables':[" + variables + "],'map':{'x':'" + x + "','y':'" + y + "'},'point':{" + point + "}" + (jacobian.empty() ? "" : ",'jacobian':" + jacobian) + ",'proof':" + proof + "}";
}
std::string curve(const std::string& c, int order) {
  std::string lower;
  for (int k = 1; k < order; ++k) lower += (k > 1 ? "," : "") + zero;
  return "{'rule':'curve','order':" + std::to_string(order) + ",'coefficients':{" + c + "},'lower':[" + lower + "],'proof':" + interval + "}";
}

}  // namespace

TEST_CASE("a minimum in other coordinates") {
  const std::string f = "(x - y^2)^2 + y^2";
  const std::string good = change("u + v^2", "v", definite("u", "v"));
  CHECK(minimum(f, origin + strict, good) == "ok");
  CHECK(has(minimum("(x - y^2)^2 - y^2", origin, good), "needed: {+}"));
  CHECK(has(minimum(f, origin, change("u^3", "v", definite("u", "v"))), "needed: {-,+}"));
  CHECK(has(minimum("x", over + "at = { x = \"0\", y = \"0\" }\n", change("u^2 + v^2", "v", definite("u", "v"))), "needed: {-,+}"));  // a fold
  CHECK(has(minimum(f, origin, change("u + 1", "v", definite("u", "v"))), "not shown to give the point"));
  CHECK(has(minimum(f, origin, change("u", "v", definite("u", "v"), "'u':'0','v':'1'")), "not shown to give the point"));
  CHECK(has(minimum(f, origin, change("u + relu(v)", "v", definite("u", "v"))), "not shown to be C^1"));
  CHECK(has(minimum(f, origin, change("u + v^2/v", "v", definite("u", "v"))), "undefined at the point"));
  CHECK(has(minimum(f, origin, change("u + 0*log(v + z)", "v", definite("u", "v"))), "not shown to be defined: z > 0"));
  CHECK(has(minimum(f, origin, change("u", "v", definite("u", "v"), "'u':'0','v':'0'", "")), "the member 'jacobian' is missing"));
  CHECK(has(minimum(f, origin, change("u", "u", definite("u", "v"), "'u':'0'", interval, "'u'")), "as many new variables as old ones"));
  CHECK(has(minimum(f, origin, change("u", "v", definite("u", "v"), "'u':'0','v':'0','w':'0'", interval, "'u','v','w'")), "as many new variables as old ones"));
  CHECK(has(minimum(f, origin, change("u", "v", definite("u", "v"), "'u':'0'")), "'v' is missing"));
  CHECK(has(minimum(f, origin, change("u", "v", definite("u", "v"), "'u':'0','v':'0','w':'0'")), "one value for each new variable"));
  CHECK(has(minimum(f, origin, change("u", "v", definite("u", "v"), "'u':'v','v':'0'")), "the point contains a new variable"));
  CHECK(has(minimum(f, origin, "{'rule':'coordinates','variables':['u','v'],'map':{'x':'u'},'point':{'u':'0','v':'0'},'jacobian':" + interval + ",'proof':" + definite("u", "v") + "}"), "one expression for each variable"));
  CHECK(has(minimum(f, origin, change("u", "v", definite("x", "y"))), "'u' is missing"));
  CHECK(has(minimum(f, origin, "{'rule':'coordinates','variables':[],'map':{'x':'0','y':'0'},'point':{},'jacobian':" + interval + ",'proof':" + definite("u", "v") + "}"), "at least one variable"));
  // strictness and its lack pass through
  const std::string bound = "{'rule':'lower-bound','value':'0','at':" + zero + ",'bound':{'rule':'square','base':'u'}}";
  CHECK(minimum("(x - y)^2", origin, change("u + v", "v", bound)) == "ok");
  CHECK(has(minimum("(x - y)^2", origin + strict, change("u + v", "v", bound)), "the claim is strict"));
  // twice
  CHECK(minimum("(x - y^2)^2 + y^2", origin + strict, change("u + v^2", "v", "{'rule':'coordinates','variables':['a','b'],'map':{'u':'a + b','v':'b'},'point':{'a':'0','b':'0'},'jacobian':" + interval + ",'proof':" + definite("a", "b") + "}")) == "ok");
}

TEST_CASE("in other coordinates what moved before is constant") {
  // x free: at each point of the line y = x the function (x - y)^2 has a minimum; -(x - y)^2 + 2*(x - c)^2, c the point's own x, is another function
  const std::string line = over + "at = { y = \"x\" }\n";
  const std::string bound = "{'rule':'lower-bound','value':'0','at':" + zero + ",'bound':{'rule':'square','base':'u - v'}}";
  CHECK(minimum("(x - y)^2", line, change("x + u", "x + v", bound)) == "ok");
  CHECK(has(minimum("(x - y)^2 - x", line, change("x + u", "x + v", "{'rule':'lower-bound','value':'-x','at':" + zero + ",'bound':{'rule':'square','base':'u - v'}}")), "not shown to be equal"));
  CHECK(has(minimum("x - y", line, change("x + u", "x + v", "{'rule':'lower-bound','value':'0','at':" + zero + ",'bound':" + zero + "}")), "not shown to be 0"));
  // a hypothesis about the point is one about a constant now; before, it was none about neighbours
  const std::string half = over + "at = { y = \"0\" }\nwhere = [\"x >= 0\"]\n", direct = "{'rule':'lower-bound','value':'0','at':{'rule':'substitute','variable':'x','by':'0','proof':" + zero + "},'bound':{'rule':'assumption'}}";
  CHECK(has(minimum("x", over + "at = { y = \"0\" }\nwhere = [\"x == 0\", \"x >= 0\"]\n", direct, "{'x':'0'}"), "nothing is assumed"));
  CHECK(has(minimum("x", half, change("x + u", "v", "{'rule':'lower-bound','value':'x','at':" + zero + ",'bound':{'rule':'assumption'}}"), "{'x':'1'}"), "nothing is assumed"));
  CHECK(has(minimum("x", over + "at = { y = \"0\" }\nwhere = [\"x == 0\"]\n", change("u", "v", "{'rule':'lower-bound','value':'0','at':" + zero + ",'bound':{'rule':'assumption'}}"), "{'x':'0'}"), "not shown to give the point"));
}

TEST_CASE("no minimum, in other coordinates") {
  // along u the point is left with y = u, x = u^2
  CHECK(no_minimum("x^2 - y^4/2 - x*y^2", origin, change("u^2", "u", curve("'u':['1']", 4), "'u':'0'", "", "'u'")) == "ok");
  CHECK(no_minimum("x^2 - y^2", origin, change("u", "v", "{'rule':'curvature','direction':{'v':'1'},'proof':" + interval + "}", "'u':'0','v':'0'", "")) == "ok");
  // a fold is good enough here: lower values are lower values
  CHECK(no_minimum("y - x", origin, change("u^2", "0", "{'rule':'curvature','direction':{'u':'1'},'proof':" + interval + "}", "'u':'0'", "", "'u'")) == "ok");
  CHECK(has(no_minimum("x^2 + y^2", origin, change("u^2", "u", curve("'u':['1']", 2), "'u':'0'", "", "'u'")), "needed: {-}"));
  CHECK(has(no_minimum("x^2 - y^2", origin, change("u", "v", "{'rule':'curvature','direction':{'v':'1'},'proof':" + interval + "}")), "unknown member 'jacobian'"));
  CHECK(has(no_minimum("x^2 + y^2 - z", origin, change("u", "v", "{'rule':'multiplier','multipliers':{'z':'1'},'proof':" + interval + "}", "'u':'0','v':'0'", "")), "not a variable here"));
  CHECK(has(no_minimum("x^2 + y^2 - x", over + "at = { x = \"1/2\", y = \"0\" }\n", change("1/2 + u", "v", "{'rule':'multiplier','multipliers':{'x':'1'},'proof':" + interval + "}", "'u':'0','v':'0'", "")), "not a variable here"));
  // not for critical points: at a point that is critical only in u, the gradient need not vanish, but the other way round the rule is of no use
  CHECK(has(judge(with_claim("kind = \"no-critical-point\"\nfunction = \"x + y^2\"\n" + origin), "c", "'model':{},'proof':{'tree':" + change("u", "v", "{'rule':'multiplier','multipliers':{'u':'1'},'proof':" + interval + "}", "'u':'0','v':'0'", "") + "}"),
            "no rule against critical points"));
}

TEST_CASE("names of new symbols") {
  const auto named = [](const std::string& u, const std::string& head = "") {
    const std::string d = definite(u, "v");
    return judge(with_claim("kind = \"local-minimum\"\nfunction = \"x^2 + y^2\"\n" + origin, "", head), "c",
                 "'model':{},'proof':{'minimum':" + change(u, "v", d, "'" + u + "':'0','v':'0'", interval, "'" + u + "','v'") + "}");
  };
  CHECK(named("u") == "ok");
  CHECK(named("x1") == "ok");
  for (const char* taken : {"x", "y", "z", "p", "L", "eps", "", "u[1]", "u v", "1"}) CHECK(has(named(taken), "cannot be the name of a new symbol"));
  CHECK(has(named("t", "[definitions]\nt = \"x\"\n"), "cannot be the name of a new symbol"));
  CHECK(has(named("f", "[definitions]\n\"f(s)\" = \"s\"\n"), "cannot be the name of a new symbol"));
  CHECK(has(named("r", "[roots.r]\nvariable = \"z\"\nequation = \"z - 1\"\nin = [\"0\", \"2\"]\n"), "cannot be the name of a new symbol"));
  // known where they are said, and nowhere else
  const std::string inner = change("u", "v", definite("u", "v"));
  CHECK(has(minimum("x^2 + y^2", origin, "{'rule':'cases','on':'p','branches':{'<':" + inner + ",'>=':{'rule':'lower-bound','value':'u - u','at':" + zero + ",'bound':" + interval + "}}}"), "unknown symbol 'u'"));
  CHECK(minimum("x^2 + y^2", origin, "{'rule':'cases','on':'p','branches':{'<':" + inner + ",'>=':" + inner + "}}") == "ok");
  CHECK(has(minimum("x^2 + y^2", origin, change("u", "v", change("u", "v", definite("u", "v")))), "cannot be the name of a new symbol"));
  CHECK(has(minimum("x^2 + y^2", origin, change("u", "v", "{'rule':'coordinates','variables':['v','w'],'map':{'u':'v','v':'w'},'point':{'v':'0','w':'0'},'jacobian':" + interval + ",'proof':" + definite("v", "w") + "}")), "cannot be the name of a new symbol"));
  // an entry of `domain` may speak of them: it is made where they are known
  const std::string by_log = "{'rule':'lower-bound','value':'0','at':" + zero + ",'bound':{'rule':'sum','terms':[{'expr':'u^2 + log(1 + exp(u)*u^2) - log(1 + exp(u)*u^2)','proof':{'rule':'square','base':'u'}},{'expr':'v^2','proof':{'rule':'square','base':'v'}}]}}";
  const std::string entry = ",'domain':[{'expr':'1 + exp(u)*u^2','proof':{'rule':'sum','terms':[{'expr':'1','proof':" + interval + "},{'expr':'exp(u)*u^2','proof':{'rule':'product','factors':[{'expr':'exp(u)','proof':{'rule':'exp'}},{'expr':'u^2','proof':{'rule':'square','base':'u'}}]}}]}}]";
  CHECK(judge(with_claim("kind = \"local-minimum\"\nfunction = \"x^2 + y^2\"\n" + origin), "c", "'model':{},'proof':{'minimum':" + change("u", "v", by_log) + "}" + entry) == "ok");
}
