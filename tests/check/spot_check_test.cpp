// A false claim of each kind, handed to the spot check as if the rules had accepted it: it is caught. True ones are never refused.
#include <algorithm>
#include <sstream>

#include "bench.hpp"
#include "check/rules/spot_check.hpp"
#include "check/text/work.hpp"
#include "support/catch.hpp"

using namespace losscert::check;

namespace {

// What the spot check finds wrong about the claim and the verdict; "" for nothing. `constants`: the model or the witness, "x=1 y=2".
std::string found(bool proved, const std::string& claim, const std::string& constants = "", const std::string& members = "{}") {
  const CaseFile c = parse_case(with_claim(claim, "", "[paths.out]\nx = \"1/eps\"\n"), "spot");
  reset_table();
  Builder b(c, {});
  const Statement st = read_statement(b, c.claims[0]);
  std::istringstream given(constants);
  Substitution values;
  for (std::string pair; given >> pair;) values[b.known_symbol(pair.substr(0, pair.find('='))).value()] = b.certificate_expression(*parse_expression(pair.substr(pair.find('=') + 1)), false).unproved();
  std::string json = members;
  std::replace(json.begin(), json.end(), '\'', '"');
  const Json tree = parse_json(json);
  const Node proof(tree);
  const Box roots;
  return find_contradiction({st, proved, values, roots, b, proof}).value_or("");
}

std::string of(const std::string& kind, const std::string& function, const std::string& over, const std::string& rest = "") {
  return "kind = \"" + kind + "\"\nfunction = \"" + function + "\"\nover = [" + over + "]\n" + rest;
}

const std::string x = "\"x\"", xy = "\"x\", \"y\"";

// Of the two claims the first is true and the second false, whatever the constants; both verdicts of both.
void twins(const std::string& yes, const std::string& no, const std::string& what, const std::string& members_yes = "{}", const std::string& members_no = "{}") {
  INFO(yes << "\n" << no);
  CHECK(found(true, yes, "", members_yes) == "");
  CHECK(has(found(true, no, "", members_no), what));
}

}  // namespace

TEST_CASE("a false claim said to be proved is caught, a true one is not") {
  const auto always = [](const std::string& s, const std::string& where) { return "kind = \"always\"\nstatement = \"" + s + "\"\nwhere = [" + where + "]\n"; };
  twins(always("x^2 + p^2 >= 2*p*x", ""), always("x^2 + p^2 > 2*p*x", ""), "a relation fails");
  twins(always("x^2 > 1", "\"x > 1\""), always("x^2 > 1", "\"x > 0\""), "a relation fails");
  twins(always("x*y <= 1/4", "\"x + y == 1\""), always("x*y < 1/4", "\"x + y == 1\""), "a relation fails");
  twins(always("x/x == 1", "\"x != 0\""), always("x/x == 2", "\"x != 0\""), "a relation fails");
  twins(of("value", "x^2 + p", x, "at = { x = \"1\" }\nvalue = \"1 + p\""), of("value", "x^2 + p", x, "at = { x = \"1\" }\nvalue = \"p\""), "the value is another one");
  twins(of("value", "x*p", x, "path = \"out\"\nvalue = \"p/eps\""), of("value", "x*p", x, "path = \"out\"\nvalue = \"p/eps^2\""), "the value is another one");
  twins(of("critical-point", "(x-p)^2 + y^2", xy, "at = { x = \"p\", y = \"0\" }"), of("critical-point", "(x-p)^2 + y^2", xy, "at = { x = \"p+1\", y = \"0\" }"), "a derivative is not 0");
  twins(of("no-critical-point", "x^2 + y", xy), of("no-critical-point", "x^2 + y^2", xy), "all derivatives are 0");
  twins(of("critical-points-satisfy", "x^3 - 3*x", x, "condition = \"x^2 == 1\""), of("critical-points-satisfy", "x^3 - 3*x", x, "condition = \"x > 0\""), "a critical point fails");
  twins(of("no-local-minimum", "x^3 + y^2", xy), of("no-local-minimum", "x^2 + x*y + y^2", xy), "a local minimum");
  const std::string at_0 = "at = { x = \"0\", y = \"0\" }\n";
  twins(of("local-minimum", "x^2 + y^4", xy, at_0), of("local-minimum", "x^2 - y^4", xy, at_0), "to the wrong side");
  twins(of("local-minimum", "x^2 + y^2 + x*y", xy, at_0), of("local-minimum", "x^2 + y^2 + 3*x*y", xy, at_0), "to the wrong side");
  twins(of("local-minimum", "x^2", xy, at_0), of("local-minimum", "x^2", xy, at_0 + "strict = true"), "constant along a line");
  twins(of("local-minimum", "relu(x) + relu(-x)", x, "at = { x = \"0\" }"), of("local-minimum", "relu(1 + x)", x, "at = { x = \"0\" }"), "to the wrong side");
  twins(of("local-maximum", "-x^2 - y^4", xy, at_0), of("local-maximum", "x^2 - y^4", xy, at_0), "to the wrong side");
  twins(of("saddle", "x^2 - y^2", xy, at_0), of("saddle", "x^2 + y^2", xy, at_0), "the Hessian is definite");
  twins(of("saddle", "x^2 - y^2", xy, at_0), of("saddle", "x^2 - y^2", xy, "at = { x = \"p\", y = \"1\" }"), "a derivative is not 0");
  const std::string well = of("suboptimal", "x^4 - 2*x^2 + x/2", x, "at = { x = \"1\" }");
  twins(well, well, "the better point is none", "{'point':{'x':'-1'}}", "{'point':{'x':'1/2'}}");
  twins(of("lower-bound", "x^2 + y", xy, "value = \"0\"\nwhere = [\"y >= 0\"]"), of("lower-bound", "x^2 + y", xy, "value = \"1/2\"\nwhere = [\"y >= 0\"]"), "below the bound");
  twins(of("lower-bound", "x^2", x, "value = \"0\""), of("lower-bound", "x^2", x, "value = \"0\"\nstrict = true"), "below the bound");
  twins(of("infimum", "exp(x)", x, "value = \"0\"\nattained = false"), of("infimum", "exp(x)", x, "value = \"1/2\"\nattained = false"), "below the infimum");
  const std::string least = of("infimum", "x^2", x, "value = \"0\"\nattained = true");
  twins(least, least, "not attained at the named point", "{'point':{'x':'0'}}", "{'point':{'x':'1'}}");
  const std::string origin = "{'point':{'x':'0','y':'0'}}";
  const auto sets = [](const std::string& s) { return "value = \"0\"\nsets = [" + s + "]"; };
  twins(of("minimizers", "x^2*y^2", xy, sets("\"x == 0\", \"y == 0\"")), of("minimizers", "x^2*y^2", xy, sets("\"x == 0\"")), "lies in no set", origin, origin);
  twins(of("minimizers", "x^2*y^2", xy, sets("\"x == 0\", \"y == 0\"")), of("minimizers", "x^2*y^2", xy, sets("\"x == 0\", \"y == 0\", \"x == 7*y\"")), "is no minimizer", origin, origin);
  twins(of("critical-set", "x^2*y^2", xy, "sets = [\"x == 0\", \"y == 0\"]"), of("critical-set", "x^2*y^2", xy, "sets = [\"y == 0\"]"), "lies in no set");
  twins(of("critical-set", "x^2*y^2", xy, "sets = [\"x == 0\", \"y == 0\"]"), of("critical-set", "x^2*y^2", xy, "sets = [\"x == 0\", \"y == 0\", \"x*y == 1 && x == 2\"]"), "is not critical");
  const auto limit = [](const std::string& f, const std::string& end) { return of("limit", f, x, "path = \"out\"\nequals = \"" + end + "\""); };
  twins(limit("p + 1/x", "p"), limit("p + 1/x", "p + 1"), "the limit is another one");
  twins(limit("x", "oo"), limit("x", "-oo"), "the limit is another one");
  twins(limit("arctan(x) + exp(-x)", "2*arctan(1)"), limit("arctan(x) + exp(-x)", "oo"), "the limit is another one");
  const auto path = [](const std::string& f, const std::string& diverges, bool decreasing) {
    return of("divergence-path", f, x, "path = \"out\"\nlimit = \"0\"\ndiverges = [\"" + diverges + "\"]\ndecreasing = " + (decreasing ? "true" : "false"));
  };
  twins(path("exp(-x)", "x", true), path("1 + exp(-x)", "x", true), "the limit is another one");
  twins(path("exp(-x)", "x", true), path("exp(-x)", "1/x", true), "is bounded");
  twins(path("-exp(-x)", "x", false), path("-exp(-x)", "x", true), "does not decrease");
}

TEST_CASE("a true claim said to be refuted is caught, a false one is not") {
  const auto refuted = [](const std::string& no, const std::string& yes, const std::string& witness, const std::string& what, const std::string& members = "{}") {
    INFO(no << "\n" << yes);
    CHECK(found(false, no, witness, members) == "");
    CHECK(has(found(false, yes, witness, members), what));
  };
  const std::string at_0 = "at = { x = \"0\", y = \"0\" }\n", at_p = "at = { x = \"p\" }\n";
  refuted("kind = \"always\"\nstatement = \"x^2 > p\"", "kind = \"always\"\nstatement = \"x^2 >= p\"", "x=2^(1/2) p=2", "");
  refuted("kind = \"always\"\nstatement = \"x^2 > p\"", "kind = \"always\"\nstatement = \"x^2 >= p\"", "x=2 p=4", "all relations hold");
  refuted(of("value", "x^2", x, at_p + "value = \"p\""), of("value", "x^2", x, at_p + "value = \"p^2\""), "p=3", "the claimed one");
  refuted(of("critical-point", "x^2", x, at_p), of("critical-point", "(x-p)^2", x, at_p), "p=3", "all derivatives are 0");
  refuted(of("no-critical-point", "x^2", x), of("no-critical-point", "x^2 + x", x), "x=0", "a derivative is not 0");
  refuted(of("critical-points-satisfy", "x^2", x, "condition = \"x > 0\""), of("critical-points-satisfy", "x^2", x, "condition = \"x >= 0\""), "x=0", "no counterexample");
  refuted(of("no-local-minimum", "x^2", x), of("no-local-minimum", "x^3", x), "x=0", "falls below");
  refuted(of("local-minimum", "x^2 - y^4", xy, at_0), of("local-minimum", "x^2 + y^2", xy, at_0), "", "a strict local extremum");
  refuted(of("local-maximum", "x^2 - y^4", xy, at_0), of("local-maximum", "-x^2 - y^2", xy, at_0), "", "a strict local extremum");
  refuted(of("saddle", "x^2 + y^2", xy, at_0), of("saddle", "x^2 - y^2", xy, at_0), "", "there is a saddle", "{'minimum':{}}");
  refuted(of("suboptimal", "x^2", x, "at = { x = \"0\" }"), of("suboptimal", "x^2 - x", x, "at = { x = \"0\" }"), "", "a better point");
  refuted(of("lower-bound", "x^2", x, "value = \"1\""), of("lower-bound", "x^2", x, "value = \"0\""), "x=0", "the bound holds");
  const auto infimum = [](const std::string& f, const std::string& attained, const std::string& value = "0") { return of("infimum", f, x, "value = \"" + value + "\"\nattained = " + attained); };
  refuted(infimum("x^2", "true", "1"), infimum("x^2", "true"), "x=0", "not below", "{'below':{}}");
  refuted(infimum("x^2", "false"), infimum("x^2 + exp(x)", "false"), "x=0", "not attained", "{'attained':{}}");
  refuted(infimum("x^2 + 1", "true"), infimum("x^2", "true"), "x=0", "as low", "{'strict':{}}");
  const auto sets = [](const std::string& s) { return "value = \"0\"\nsets = [\"" + s + "\"]"; };
  refuted(of("minimizers", "x^2*y^2", xy, sets("x == 0")), of("minimizers", "x^2 + y^2", xy, sets("x == 0 && y == 0")), "x=1 y=0", "no counterexample", "{'outside':[]}");
  refuted(of("critical-set", "x^2*y^2", xy, "sets = [\"x == 0\"]"), of("critical-set", "x^2 + y^2", xy, "sets = [\"x == 0 && y == 0\"]"), "x=1 y=0", "no counterexample");
  const auto limit = [](const std::string& f) { return of("limit", f, x, "path = \"out\"\nequals = \"p\""); };
  refuted(limit("p + 1 + 1/x"), limit("p"), "p=2", "the claimed one");
  const auto path = [](const std::string& f) { return of("divergence-path", f, x, "path = \"out\"\nlimit = \"0\"\ndiverges = [\"x\"]\ndecreasing = true"); };
  refuted(path("-1/x"), path("1/x"), "", "the function decreases", "{'part':'decreasing'}");
  refuted(path("1 + 1/x"), path("0*x"), "", "the claimed one", "{'part':'limit'}");
}

TEST_CASE("where a root is 0 there is no derivative, whatever its form gives") {
  const std::string root = of("no-critical-point", "x^(3/2) + x*y", xy, "where = [\"x >= 0\", \"y == 0\"]");
  CHECK(found(true, root) == "");
  CHECK(found(true, of("critical-set", "x^(3/2)", x, "sets = []\nwhere = [\"x >= 0\"]")) == "");
  CHECK(has(found(true, of("lower-bound", "x^(1/2)", x, "value = \"0\"\nstrict = true\nwhere = [\"x >= 0\"]")), "below the bound"));
}

TEST_CASE("what takes too long is not looked at") {
  CHECK(found(true, of("lower-bound", "(1+x)^60*(1+y)^60", xy, "value = \"-1\"")) == "");
  CHECK(work_done() > 20000);
  CHECK_NOTHROW(spend(1));  // the bound for the certificate is as before
}
