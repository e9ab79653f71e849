#include "bench.hpp"
#include "support/catch.hpp"

using namespace losscert::check;

namespace {

std::string refute(const std::string& kind, const std::string& function, const std::string& more, const std::string& witness, const std::string& p,
                   const std::string& tables = "") {
  return judge(with_claim("kind = \"" + kind + "\"\nfunction = \"" + function + "\"\n" + more, "", tables), "c",
               "'verdict':'refuted','witness':" + witness + ",'proof':" + p);
}
const std::string x = "over = [\"x\"]\n", x0 = "over = [\"x\"]\nat = { x = \"0\" }\n", i = "{'rule':'interval'}", z = "{'rule':'zero'}";

}  // namespace

TEST_CASE("refuted: a witness satisfies the hypotheses") {
  const std::string claim = "statement = \"x > 1\"\nwhere = [\"x > 0\", \"x < p\"]\n", p = "{'index':0,'proof':" + i + "}";
  CHECK(refute("always", "x", claim, "{'x':'1/2','p':'1'}", p) == "ok");
  CHECK(has(refute("always", "x", claim, "{'x':'1/2'}", p), "'p' needs a value"));
  CHECK(has(refute("always", "x", claim, "{'x':'-1','p':'1'}", p), "not shown to hold: x > 0"));
  CHECK(has(refute("always", "x", claim, "{'x':'1/2','p':'1/2'}", p), "not shown to hold"));
  CHECK(has(refute("always", "x", claim, "{'x':'2','p':'3'}", p), "needed: {-,0}"));
  CHECK(has(refute("always", "x", claim, "{'x':'1/2','p':'1'}", "{'index':1,'proof':" + i + "}"), "integer from 0 to 0"));
  CHECK(has(refute("always", "x", claim, "{'x':'p/2','p':'1'}", p), "a constant is needed"));
  CHECK(refute("always", "x", "statement = \"x^2 == 2*x\"\n", "{'x':'exp(1)'}", "{'index':0,'proof':" + i + "}") == "ok");
  // what the witness leaves open must be refuted for all values
  CHECK(has(refute("always", "x", "statement = \"x^2 + y > 0\"\n", "{'x':'0'}", "{'index':0,'proof':" + i + "}"), "needed"));
}

TEST_CASE("refuted: value and critical point") {
  CHECK(refute("value", "x^2 + p", x0 + "value = \"0\"\n", "{'p':'1'}", "{'proof':" + i + "}") == "ok");
  CHECK(has(refute("value", "x^2 + p", x0 + "value = \"0\"\n", "{'p':'0'}", "{'proof':" + i + "}"), "needed"));
  CHECK(refute("value", "x", x + "path = \"way\"\nvalue = \"1\"\n", "{'eps':'2'}", "{'proof':" + i + "}", "[paths.way]\nx = \"eps\"\n") == "ok");
  CHECK(has(refute("value", "x", x + "path = \"way\"\nvalue = \"1\"\n", "{'eps':'-2'}", "{'proof':" + i + "}", "[paths.way]\nx = \"eps\"\n"),
            "not shown to hold"));
  CHECK(refute("critical-point", "x^2 + p*x", x0, "{'p':'1'}", "{'tree':{'rule':'multiplier','multipliers':{'x':'1'},'proof':" + i + "}}") == "ok");
  CHECK(has(refute("critical-point", "x^2 + p*x", x0, "{'p':'0'}", "{'tree':{'rule':'multiplier','multipliers':{'x':'1'},'proof':" + i + "}}"), "needed"));
  CHECK(has(refute("critical-point", "x^2", x0, "{}", "{'tree':{'rule':'curvature','direction':{'x':'1'},'proof':" + i + "}}"),
            "no rule against critical points"));
  CHECK(has(refute("value", "x^2 + p", x0 + "value = \"0\"\n", "{'p':'1','x':'1'}", "{'proof':" + i + "}"), "the point gives"));
}

TEST_CASE("refuted: no critical point, no local minimum") {
  CHECK(refute("no-critical-point", "x^2 - 2*x", x, "{'x':'1'}", "{'gradient':{'x':" + z + "}}") == "ok");
  CHECK(has(refute("no-critical-point", "x^2 - 2*x", x, "{'x':'0'}", "{'gradient':{'x':" + z + "}}"), "not shown to be 0"));
  CHECK(has(refute("no-critical-point", "x^2", x + "where = [\"x > 0\"]\n", "{'x':'0'}", "{'gradient':{'x':" + z + "}}"), "not shown to hold"));
  CHECK(refute("no-critical-point", "x^2 + y", x, "{'x':'0'}", "{'gradient':{'x':" + z + "}}") == "ok");
  const std::string definite = "{'minimum':{'rule':'definite','gradient':{'x':" + z + "},'minors':[" + i + "]}}";
  CHECK(refute("no-local-minimum", "x^3 - 3*x", x, "{'x':'1'}", definite) == "ok");
  CHECK(has(refute("no-local-minimum", "x^3 - 3*x", x, "{'x':'-1'}", definite), "needed: {+}"));
  CHECK(refute("no-local-minimum", "(x - y)^2", "over = [\"x\", \"y\"]\n", "{'x':'2','y':'2'}",
               "{'minimum':{'rule':'lower-bound','value':'0','at':" + z + ",'bound':{'rule':'square','base':'x - y'}}}") == "ok");
  CHECK(refute("no-local-minimum", "x^2*(1 + y^2)", "over = [\"x\", \"y\"]\n", "{'x':'0','y':'3'}",
               "{'minimum':{'rule':'fibrewise','flat':['y'],'manifold':{'x':'0'},'neighbourhood':'1','gradient':{'x':" + z + ",'y':" + z + "},'minors':[" + i +
                   "]}}") == "ok");
}

TEST_CASE("refuted: critical points satisfy") {
  CHECK(refute("critical-points-satisfy", "x^3 - 3*x", x + "condition = \"x > 0\"\n", "{'x':'-1'}", "{'gradient':{'x':" + z + "},'condition':" + i + "}") ==
        "ok");
  CHECK(has(refute("critical-points-satisfy", "x^3 - 3*x", x + "condition = \"x > 0\"\n", "{'x':'1'}", "{'gradient':{'x':" + z + "},'condition':" + i + "}"),
            "needed"));
  CHECK(has(refute("critical-points-satisfy", "x^3 - 3*x", x + "condition = \"x > 0\"\n", "{'x':'-2'}", "{'gradient':{'x':" + z + "},'condition':" + i + "}"),
            "not shown to be 0"));
}

TEST_CASE("refuted: local minimum") {
  const std::string down = "{'tree':{'rule':'curvature','direction':{'x':'1'},'proof':" + i + "}}";
  CHECK(refute("local-minimum", "p*x^2", x0 + "where = [\"p != 0\"]\n", "{'p':'-1'}", down) == "ok");
  CHECK(has(refute("local-minimum", "p*x^2", x0 + "where = [\"p != 0\"]\n", "{'p':'1'}", down), "needed: {-}"));
  CHECK(refute("local-maximum", "x^2", x0, "{}", down) == "ok");
  CHECK(has(refute("local-maximum", "-x^2", x0, "{}", down), "needed"));
  const std::string xy = "over = [\"x\", \"y\"]\nat = { x = \"p\", y = \"p\" }\n";
  const auto path = [](const std::string& x, const std::string& y) { return "{'path':{'x':'" + x + "','y':'" + y + "'},'reach':'1','proof':{'rule':'zero'}}"; };
  const auto strict = [&](const std::string& proof) { return refute("local-minimum", "(x - y)^2", xy + "strict = true\n", "{}", proof); };
  CHECK(strict(path("p + eps", "p + eps")) == "ok");
  CHECK(has(refute("local-minimum", "(x - y)^2", xy, "{}", path("p + eps", "p + eps")), "strict claims only"));
  CHECK(has(strict(path("p + eps", "p")), "not shown to be"));
  CHECK(has(strict(path("p", "p")), "not shown to leave the point"));
  CHECK(has(strict(path("p + 1 + eps", "p + 1 + eps")), "not shown to start at the point"));
  CHECK(has(refute("local-minimum", "(x - y)^2", xy + "strict = true\n", "{}", "{}"), "exactly one of"));
}

TEST_CASE("refuted: saddle and suboptimal") {
  const std::string definite = "{'rule':'definite','gradient':{'x':" + z + "},'minors':[" + i + "]}";
  CHECK(refute("saddle", "x^2", x0, "{}", "{'minimum':" + definite + "}") == "ok");
  CHECK(refute("saddle", "-x^2", x0, "{}", "{'maximum':" + definite + "}") == "ok");
  CHECK(has(refute("saddle", "x^2", x0, "{}", "{'maximum':" + definite + "}"), "needed"));
  CHECK(refute("saddle", "x", x0, "{}", "{'tree':{'rule':'multiplier','multipliers':{'x':'1'},'proof':" + i + "}}") == "ok");
  CHECK(has(refute("saddle", "x^2", x0, "{}", "{'minimum':" + definite + ",'maximum':" + definite + "}"), "exactly one of"));
  CHECK(refute("suboptimal", "x^2 + y", x0, "{}", "{'value':'y','at':" + z + ",'bound':{'rule':'square','base':'x'}}") == "ok");
  CHECK(has(refute("suboptimal", "x^2 + y", "over = [\"x\"]\nat = { x = \"1\" }\n", "{}", "{'value':'y','at':" + z + ",'bound':{'rule':'square','base':'x'}}"),
            "not shown to be 0"));
}

TEST_CASE("refuted: bounds") {
  CHECK(refute("lower-bound", "x^2 - 1", x + "value = \"0\"\n", "{'x':'0'}", "{'proof':" + i + "}") == "ok");
  CHECK(has(refute("lower-bound", "x^2", x + "value = \"0\"\n", "{'x':'0'}", "{'proof':" + i + "}"), "needed: {-}"));
  CHECK(refute("lower-bound", "x^2", x + "value = \"0\"\nstrict = true\n", "{'x':'0'}", "{'proof':" + i + "}") == "ok");
  CHECK(has(refute("lower-bound", "x", x + "value = \"0\"\nwhere = [\"x >= 0\"]\n", "{'x':'-1'}", "{'proof':" + i + "}"), "not shown to hold"));
  const std::string attained = x + "value = \"0\"\nattained = true\n", open = x + "value = \"0\"\nattained = false\n";
  CHECK(refute("infimum", "x^2 - 1", attained, "{'x':'0'}", "{'below':" + i + "}") == "ok");
  CHECK(has(refute("infimum", "x^2", attained, "{'x':'0'}", "{'below':" + i + "}"), "needed: {-}"));
  CHECK(refute("infimum", "x^2", open, "{'x':'0'}", "{'attained':" + z + "}") == "ok");
  CHECK(has(refute("infimum", "x^2", attained, "{'x':'0'}", "{'attained':" + z + "}"), "the claim itself says"));
  CHECK(refute("infimum", "exp(x)", attained, "{}", "{'strict':{'rule':'exp'}}") == "ok");
  CHECK(has(refute("infimum", "exp(x)", open, "{}", "{'strict':{'rule':'exp'}}"), "the claim itself says"));
  CHECK(refute("infimum", "x^2 + 1", open, "{}", "{'above':{'value':'1/2','bound':" + i + ",'gap':" + i + "}}") == "ok");
  CHECK(has(refute("infimum", "x^2 + 1", open, "{}", "{'above':{'value':'2','bound':" + i + ",'gap':" + i + "}}"), "needed"));
  CHECK(has(refute("infimum", "x^2 + 1", open, "{}", "{'above':{'value':'0','bound':" + i + ",'gap':" + i + "}}"), "needed: {+}"));
  CHECK(has(refute("infimum", "x^2 + 1", open, "{}", "{'above':{'value':'x^2 + 1','bound':" + z + ",'gap':" + i + "}}"), "contains the variable"));
  // what `where` says of the variables is known of all points of whom the claim speaks
  const std::string where = "where = [\"x > p\", \"p > 0\"]\n", assumed = "{'rule':'assumption'}";
  CHECK(refute("infimum", "x - p", attained + where, "{'x':'2','p':'1'}", "{'strict':" + assumed + "}") == "ok");
  CHECK(has(refute("infimum", "x - p", attained + "where = [\"x >= p\"]\n", "{'x':'2','p':'1'}", "{'strict':" + assumed + "}"), "needed: {+}"));
  CHECK(has(refute("infimum", "x - p", attained + where, "{'x':'1','p':'1'}", "{'strict':" + assumed + "}"), "not shown to hold"));
  CHECK(refute("infimum", "x", open + where, "{'x':'2','p':'1'}", "{'above':{'value':'1','bound':" + assumed + ",'gap':" + i + "}}") == "ok");
  CHECK(has(refute("infimum", "x", open + where, "{'x':'3','p':'2'}", "{'above':{'value':'3','bound':" + i + ",'gap':" + i + "}}"), "needed: {0,+}"));
  CHECK(has(refute("infimum", "x", attained + "where = [\"x*log(x) > 0\"]\n", "{'x':'2'}", "{'strict':" + i + "}"), "/proof: "));  // not defined throughout
  // the witness is one point; a bound speaks of all of them
  CHECK(has(refute("infimum", "x^2", open, "{'x':'1'}", "{'above':{'value':'1','bound':" + i + ",'gap':" + i + "}}"), "needed"));
  CHECK(has(refute("infimum", "x^2", attained, "{'x':'1'}", "{'strict':" + i + "}"), "needed"));
}

TEST_CASE("refuted: sets") {
  const std::string one = x + "value = \"0\"\nsets = [\"x == 1\"]\n", f = "(x^2 - 1)^2";
  CHECK(refute("minimizers", f, one, "{'x':'-1'}", "{'outside':[{'index':0,'proof':" + i + "}],'proof':" + z + "}") == "ok");
  CHECK(has(refute("minimizers", f, one, "{'x':'1'}", "{'outside':[{'index':0,'proof':" + i + "}],'proof':" + z + "}"), "needed"));
  CHECK(has(refute("minimizers", f, one, "{'x':'2'}", "{'outside':[{'index':0,'proof':" + i + "}],'proof':" + i + "}"), "needed"));
  CHECK(has(refute("minimizers", f, one, "{'x':'-1'}", "{'outside':[],'proof':" + z + "}"), "one entry for each set"));
  CHECK(refute("minimizers", f, x + "value = \"0\"\nsets = [\"x == 2\"]\n", "{'x':'2'}", "{'set':0,'member':[" + z + "],'proof':" + i + "}") == "ok");
  CHECK(has(refute("minimizers", f, x + "value = \"0\"\nsets = [\"x == 2\"]\n", "{'x':'3'}", "{'set':0,'member':[" + z + "],'proof':" + i + "}"),
            "not shown to be 0"));
  CHECK(refute("minimizers", f, x + "value = \"1\"\nsets = [\"x == 2\"]\n", "{'x':'1'}", "{'below':" + i + "}") == "ok");
  CHECK(refute("critical-set", "x^3 - 3*x", x + "sets = [\"x == 1\"]\n", "{'x':'-1'}",
               "{'outside':[{'index':0,'proof':" + i + "}],'gradient':{'x':" + z + "}}") == "ok");
  CHECK(refute("critical-set", "x^3 - 3*x", x + "sets = [\"x == 2\"]\n", "{'x':'2'}",
               "{'set':0,'member':[" + z + "],'tree':{'rule':'multiplier','multipliers':{'x':'1'},'proof':" + i + "}}") == "ok");
  CHECK(has(refute("critical-set", "x^3 - 3*x", x + "sets = [\"x == 1\"]\n", "{'x':'1'}",
                   "{'set':0,'member':[" + z + "],'tree':{'rule':'multiplier','multipliers':{'x':'1'},'proof':" + i + "}}"),
            "needed"));
}

TEST_CASE("refuted: limits") {
  const std::string path = "[paths.way]\nx = \"1/eps\"\n";
  const auto limit = [&](const std::string& equals, const std::string& of, const std::string& p) {
    return refute("limit", "x", x + "path = \"way\"\nequals = \"" + equals + "\"\nof = \"" + of + "\"\n", "{}", "{'limit':" + p + "}", path);
  };
  CHECK(limit("oo", "1/x", "{}") == "ok");
  // eps is what tends to 0: a witness may not hold it fixed
  CHECK(has(refute("limit", "x", x + "path = \"way\"\nequals = \"oo\"\n", "{'eps':'1'}", "{'limit':{}}", path), "not a symbol of the claim"));
  CHECK(limit("0", "x", "{}") == "ok");
  CHECK(limit("-oo", "x", "{}") == "ok");
  CHECK(has(limit("oo", "x", "{}"), "the limit is the claimed one"));
  CHECK(limit("1", "1/x", "{'differs':" + i + "}") == "ok");
  CHECK(has(limit("0", "1/x", "{'differs':" + i + "}"), "needed"));
  CHECK(has(limit("1", "1/x", "{}"), "'differs' is missing"));
  const auto divergence = [&](const std::string& f, const std::string& p) {
    return refute("divergence-path", f, x + "path = \"way\"\nlimit = \"0\"\ndiverges = [\"x\", \"1/x\"]\n", "{}", p, path);
  };
  CHECK(divergence("1/x", "{'part':'diverges','index':1,'limit':{}}") == "ok");
  CHECK(has(divergence("1/x", "{'part':'diverges','index':0,'limit':{}}"), "the limit is infinite"));
  CHECK(divergence("1 + 1/x", "{'part':'limit','limit':{'differs':" + i + "}}") == "ok");
  CHECK(divergence("-1/x", "{'part':'decreasing','proof':" + i + "}") == "ok");
  CHECK(has(divergence("1/x", "{'part':'decreasing','proof':" + i + "}"), "needed"));
  CHECK(has(divergence("1/x", "{'part':'other','proof':" + i + "}"), "limit, diverges or decreasing"));
}
