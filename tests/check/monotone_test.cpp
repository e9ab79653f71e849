// Sign rules by monotony and convexity: logarithms, arctan-difference, convex, mean-value with open or infinite ends, from-infinity.
#include "bench.hpp"
#include "support/catch.hpp"

using namespace losscert::check;

namespace {

const std::string interval = "{'rule':'interval'}", zero = "{'rule':'zero'}", assumption = "{'rule':'assumption'}", exponential = "{'rule':'exp'}";

}  // namespace

TEST_CASE("logarithms") {
  const auto by = [](const std::string& relation, const std::string& proof, const std::string& where = "\"x > 0\"") {
    return judge_sign(relation, where, "{'rule':'logarithms','proof':" + proof + "}", "{'x':'1'}");
  };
  CHECK(by("log(1 + x) > log(x)", interval) == "ok");
  CHECK(by("log(3)/2 < log(2)", interval) == "ok");
  CHECK(by("3*log(2) == log(8)", interval) == "ok");
  CHECK(has(by("log(x)/2 + log(x)/3 == 5/6*log(x)", interval), "no rational multiple of a logarithm"));  // no logarithm is left
  CHECK(by("2*log(1 + x) >= log(1 + 2*x)", "{'rule':'square','base':'x'}") == "ok");
  CHECK(has(by("2*log(1 + x) > log(1 + 2*x)", "{'rule':'square','base':'x'}"), "needed: {+}"));
  CHECK(has(by("log(x) > log(1 + x)", interval), "needed: {+}"));
  // other terms: exp(-x)*(1 + exp(x)) - 1 = exp(-x); with n = 2, exp(-2*x)*(1 + exp(x)) - 1 has no one sign
  CHECK(by("log(1 + exp(x)) > x", exponential) == "ok");
  CHECK(has(by("log(1 + exp(x)) > 1 + x", exponential), "not a number times an exponential"));
  CHECK(has(by("log(1 + exp(x))/2 > x", exponential), "not a number times an exponential"));
  CHECK(has(by("x*log(1 + x) > 0", interval), "no rational multiple of a logarithm"));
  CHECK(has(by("log(1 + x)^2 > 0", interval), "no rational multiple of a logarithm"));
  CHECK(has(by("65*log(1 + x) > 0", interval), "the coefficients are too large"));
  CHECK(has(by("log(1 + x)/65 - log(x)/2 > 0", interval), "the coefficients are too large"));
  CHECK(by("64*log(2) > 63*log(2)", interval) == "ok");
  // the arguments are positive where the statement has a sense, and that is shown first
  CHECK(has(by("log(x) < log(1 + x)", interval, "\"x >= 0\""), "not shown to be defined: x > 0"));
}

TEST_CASE("differences of arctangents") {
  const auto by = [](const std::string& relation, const std::string& proof) { return judge_sign(relation, "\"x > 0\"", "{'rule':'arctan-difference','proof':" + proof + "}", "{'x':'1'}"); };
  CHECK(by("2*arctan(1 + x) > 2*arctan(x)", interval) == "ok");
  CHECK(by("arctan(x) > 0", assumption) == "ok");
  CHECK(by("0 > -3*arctan(x)", "{'rule':'interval'}") != "ok");
  CHECK(by("-3*arctan(x) < 0", "{'rule':'product','factors':[{'expr':'-1','proof':{'rule':'interval'}},{'expr':'x','proof':{'rule':'assumption'}}]}") == "ok");
  CHECK(has(by("arctan(x) > arctan(1 + x)", interval), "needed: {+}"));
  for (const char* no : {"2*arctan(1 + x) > arctan(x)", "arctan(x) > 1", "x*arctan(x) > 0", "arctan(x)^2 > 0", "arctan(x) + 2*arctan(1 + x) > 0", "arctan(x) + arctan(2*x) > arctan(3*x)"})
    CHECK(has(by(no, interval), "not a multiple of the difference of two arctangents"));
}

TEST_CASE("convex") {
  const auto by = [](const std::string& relation, const std::string& function, const std::string& at, const std::string& base, const std::string& second, const std::string& variable = "u", const std::string& where = "") {
    return judge_sign(relation, where, "{'rule':'convex','variable':'" + variable + "','function':'" + function + "','at':'" + at + "','base':'" + base + "','second':" + second + "}", where.empty() ? "{}" : "{'x':'1'}");
  };
  CHECK(by("exp(x) >= 1 + x", "exp(u)", "x", "0", exponential) == "ok");
  CHECK(by("exp(x) >= exp(y)*(1 + x - y)", "exp(u)", "x", "y", exponential) == "ok");
  CHECK(by("1 + x <= exp(x)", "exp(u)", "x", "0", exponential) != "ok");  // of left minus right, it is the concave function
  CHECK(by("1 + x <= exp(x)", "-exp(u)", "x", "0", exponential) == "ok");
  CHECK(has(by("exp(x) > 1 + x", "exp(u)", "x", "0", exponential), "needed: {+}"));
  CHECK(has(by("exp(x) <= 1 + x", "exp(u)", "x", "0", exponential), "needed: {-,0}"));
  CHECK(has(by("exp(x) >= 1", "exp(u)", "x", "0", exponential), "not shown to be the distance from the tangent"));
  CHECK(has(by("x^3 >= 0", "u^3", "x", "0", interval), "may have both signs"));
  // what is known of x is not known of u
  CHECK(has(by("x^3 >= 0", "u^3", "x", "0", interval, "u", "\"x > 0\""), "may have both signs"));
  CHECK(has(by("x^3 >= 0", "x^3", "x", "0", interval, "x", "\"x > 0\""), "cannot be the name of a new symbol"));
  CHECK(has(by("x - log(x) >= 1", "-log(u)", "x", "1", interval, "u", "\"x > 0\""), "not shown to be defined: u > 0"));
  CHECK(has(by("1/x >= 2 - x", "1/u", "x", "1", interval, "u", "\"x > 0\""), "not shown to be defined: u != 0"));
  CHECK(has(by("exp(x) >= 1 + x", "exp(u)", "x + u - u", "0*u", exponential), "ok") == true);
  CHECK(has(by("exp(x) >= 1 + x", "exp(u)", "u", "0", exponential), "the points contain the new variable"));
  CHECK(has(by("exp(x) >= 1 + x", "exp(u)", "x", "u", exponential), "the points contain the new variable"));
  CHECK(has(by("relu(x) >= 0", "relu(u)", "x", "0", zero), "not shown to be C^2"));
  CHECK(has(by("exp(x) >= 1 + x", "exp(u)", "x + log(z) - log(z)", "0", exponential), "not shown to be defined: z > 0"));
  CHECK(has(by("exp(x) >= 1 + x", "exp(u)", "x", "log(z) - log(z)", exponential), "not shown to be defined: z > 0"));
}

TEST_CASE("mean value: ends") {
  const auto by = [](const std::string& relation, const std::string& where, const std::string& base, const std::string& low, const std::string& high, const std::string& at, const std::string& slope, const std::string& side) {
    return judge_sign(relation, where, "{'rule':'mean-value','variable':'x','base':'" + base + "','low':'" + low + "','high':'" + high + "','at':" + at + ",'slope':" + slope + ",'side':" + side + "}", "{'x':'1','y':'1'}");
  };
  const std::string above = "\"x > 0\"";
  CHECK(by("exp(x) - x > 0", above, "0", "0", "oo", interval, "{'rule':'exp-difference','proof':{'rule':'interval'}}", assumption) == "ok");
  CHECK(by("exp(x) > 1", above, "0", "-oo", "oo", zero, exponential, assumption) == "ok");
  CHECK(has(by("exp(x) > 1", "\"x >= 0\"", "0", "-oo", "oo", zero, exponential, assumption), "needed: {+}"));
  // 1/x falls, but only on one side of 0
  CHECK(has(by("1/x > -1", "\"x > 0\"", "-1", "-oo", "oo", zero, interval, interval), "not shown to be defined: x != 0"));
  CHECK(has(by("1/x <= 1", "\"x >= 1\"", "1", "-1", "oo", zero, interval, interval), "not shown to be defined: x != 0"));
  CHECK(by("1/x <= 1", "\"x >= 1\"", "1", "1", "oo", zero, "{'rule':'product','factors':[{'expr':'-1','proof':{'rule':'interval'}},{'expr':'1/x','power':2,'proof':{'rule':'inverse','of':'x','proof':{'rule':'interval'}}}]}", interval) == "ok");
  // the slope is taken strictly between base and variable
  const std::string growth = "{'rule':'exp-difference','proof':" + assumption + "}";
  CHECK(by("exp(x) - x > 1", above, "0", "0", "oo", zero, growth, assumption) == "ok");
  CHECK(has(by("exp(x) - x > 1", "\"x >= 0\"", "0", "0", "oo", zero, growth, assumption), "needed: {+}"));
  CHECK(by("exp(x) - x >= 1", "\"x >= 0\"", "0", "0", "oo", zero, growth, assumption) == "ok");
  CHECK(has(by("exp(x) - x > 1", "\"x > -1\"", "0", "-1", "oo", zero, growth, interval), "nothing is assumed of x"));
  // nothing lies between: what follows from a slope there is no contradiction
  const std::string nowhere = "{'rule':'absurd','expr':'x','proof':" + interval + "}";
  CHECK(has(judge_sign("x < 0", "\"x >= 0\", \"x <= 0\"", "{'rule':'mean-value','variable':'x','base':'0','low':'0','high':'0','at':" + zero + ",'slope':" + nowhere + ",'side':" + assumption + "}", "{'x':'0'}"), "the sign of x is in {0}; needed: {-}"));
  // an end is open only if neither the variable nor the base takes it: at 0 there is no logarithm
  CHECK(has(by("log(1 + x)/x - log(1 + x)/x + x > 0", "\"x >= 0\"", "1", "0", "oo", interval, interval, interval), "not shown to be defined"));
  CHECK(has(by("x + 0 > 0", "\"x > 0\"", "0", "1", "oo", zero, interval, assumption), "is not known to lie in [low, high]"));
  CHECK(has(by("x > 0", "\"x >= 0\"", "-1", "0", "oo", interval, interval, interval), "the base is not known to lie"));
  CHECK(has(by("x > 0", "\"x >= 0\"", "y", "-oo", "1", interval, interval, interval), "the variable is not known to lie"));
  CHECK(has(by("x > 0", "\"x > 0\"", "y", "0", "oo", interval, interval, interval), "the base is not known to lie"));
  CHECK(has(by("x > 0", "\"x > 0\"", "1", "oo", "oo", interval, interval, interval), "a rational number is needed"));
  CHECK(has(by("x > 0", "\"x > 0\"", "1", "-oo", "-oo", interval, interval, interval), "a rational number is needed"));
  CHECK(has(judge_sign("x > 0", "\"x > 0\"", "{'rule':'mean-value','variable':'x','base':'0','low':'0','at':" + zero + ",'slope':" + interval + ",'side':" + interval + "}", "{'x':'1'}"), "'high' is missing"));
  // log(x) - log(y) between y and x, both positive: the end 0 is open
  const std::string rising = "{'rule':'inverse','of':'x','proof':" + assumption + "}";
  CHECK(by("log(x) - log(y) > 0", "\"y > 0\", \"x > y\", \"x > 0\"", "y", "0", "oo", zero, rising, assumption) != "ok");  // the model x = y = 1
  CHECK(judge_sign("log(x) - log(y) > 0", "\"y > 0\", \"x > 0\", \"x > y\"", "{'rule':'mean-value','variable':'x','base':'y','low':'0','high':'oo','at':" + zero + ",'slope':" + rising + ",'side':" + assumption + "}", "{'x':'2','y':'1'}") == "ok");
  CHECK(has(judge_sign("log(x + y) - log(y) > 0", "\"y > 0\", \"x > 0\"", "{'rule':'mean-value','variable':'x','base':'0','low':'0','high':'oo','at':" + zero + ",'slope':{'rule':'inverse','of':'x + y','proof':{'rule':'assumption'}},'side':" + assumption + "}", "{'x':'2','y':'1'}"),
            "nothing is assumed of x + y"));
}

TEST_CASE("from infinity") {
  const auto by = [](const std::string& relation, const std::string& where, const std::string& end, const std::string& value, const std::string& slope, const std::string& limit = "{}", const std::string& variable = "x") {
    return judge_sign(relation, where, "{'rule':'from-infinity','variable':'" + variable + "','end':'" + end + "','limit':" + limit + ",'value':" + value + ",'slope':" + slope + "}", "{'x':'1','y':'1'}");
  };
  const std::string minus = "{'rule':'product','factors':[{'expr':'-1','proof':{'rule':'interval'}},{'expr':'exp(-x)','proof':{'rule':'exp'}}]}";
  CHECK(by("exp(x) > 0", "", "-oo", zero, exponential) == "ok");
  CHECK(by("exp(-x) > 0", "", "oo", zero, exponential) == "ok");
  CHECK(by("exp(-x) - y < 0", "\"x > 0\", \"y >= 1\"", "oo", interval, exponential) != "ok");  // falls, but from above
  CHECK(by("exp(x) - 1 > 0", "\"x > 0\"", "-oo", interval, exponential) != "ok");
  CHECK(has(by("exp(-x) < 0", "", "oo", zero, exponential), "needed: {-}"));
  CHECK(has(by("exp(x) > 0", "", "oo", zero, exponential), "the limit is not finite"));
  CHECK(has(by("exp(x) > 0", "", "+oo", zero, exponential), "-oo or oo"));
  CHECK(has(by("sin(x) > 0", "", "oo", zero, interval), "no limit is known"));
  CHECK(has(by("relu(-x) >= 0", "", "oo", zero, interval), "not continuously differentiable"));
  CHECK(by("relu(-x)^2 >= 0", "", "oo", zero, "{'rule':'product','factors':[{'expr':'-2','proof':{'rule':'interval'}},{'expr':'relu(-x)','proof':{'rule':'relu'}}]}", "{'pieces':[{'argument':'-1/eps','proof':{'rule':'product','factors':[{'expr':'-1','proof':{'rule':'interval'}},{'expr':'1/eps','proof':{'rule':'inverse','of':'eps','proof':{'rule':'assumption'}}}]}}]}") == "ok");
  CHECK(has(by("exp(x) > 0", "", "-oo", zero, exponential, "{}", "w"), "unknown symbol"));
  CHECK(has(by("exp(x) > 0", "", "-oo", zero, exponential, "{'equal':{'rule':'zero'}}"), "unknown member"));
  // on the way from the end 1/x is not defined; from the other end it is
  CHECK(has(by("1/x < 0", "\"x > 0\"", "-oo", zero, interval), "not shown to be defined: x != 0"));
  const std::string falling = "{'rule':'product','factors':[{'expr':'-1','proof':{'rule':'interval'}},{'expr':'1/x','power':2,'proof':{'rule':'inverse','of':'x','proof':{'rule':'interval'}}}]}";
  CHECK(by("1/x > 0", "\"x >= 1\"", "oo", zero, falling) == "ok");
  CHECK(has(by("1/x > 0", "\"x > 0\"", "oo", zero, falling), "not shown to be defined: x != 0"));  // x = 0 belongs to the closed half line
  // what is known of the point is not known on the way to it, but for its lower end
  CHECK(has(by("y*x/(1 + x^2) < 0", "\"x < -1\", \"y == -x\"", "-oo", zero, interval), "not shown to hold"));
  CHECK(has(judge_sign("exp(-x^2) > 0", "\"x > 1/2\", \"x < 1\"", "{'rule':'from-infinity','variable':'x','end':'-oo','limit':{},'value':" + zero + ",'slope':" + interval + "}", "{'x':'3/4'}"), "needed: {+}"));
  // a root does not vary, and eps moves already
  CHECK(has(judge(with_claim("kind = \"value\"\nover = [\"x\"]\npath = \"way\"\nfunction = \"x - x\"\nvalue = \"0\"\n", "", "[paths.way]\nx = \"eps\"\n"), "c",
                  "'model':{},'proof':{'proof':{'rule':'from-infinity','variable':'y','end':'oo','limit':{},'value':" + zero + ",'slope':" + zero + "}}"),
            "eps moves here already"));
  CHECK(has(judge(with_claim("kind = \"always\"\nstatement = \"exp(r) > 0\"\n", "", "[roots.r]\nvariable = \"z\"\nequation = \"z - 1\"\nin = [\"0\", \"3\"]\n"), "c",
                  "'model':{},'roots':{'r':{'tree':{'unique':true}}},'proof':{'proofs':[{'rule':'from-infinity','variable':'r','end':'-oo','limit':{},'value':" + zero + ",'slope':" + exponential + "}]}"),
            "a root does not vary"));
}
