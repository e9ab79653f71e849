// Where the case language gives a value, so does the checker; and where it gives a derivative.
#include "bench.hpp"
#include "check/algebra/evident.hpp"
#include "support/catch.hpp"

using namespace losscert::check;

namespace {

const std::string interval = "{'rule':'interval'}", zero_rule = "{'rule':'zero'}", assumption = "{'rule':'assumption'}";

std::string claim(const std::string& kind, const std::string& function, const std::string& rest, const std::string& members, const std::string& tables = "") {
  return judge(with_claim("kind = \"" + kind + "\"\nfunction = \"" + function + "\"\n" + rest, "", tables), "c", members);
}

std::string identity(const std::string& relation, const std::string& where = "", const std::string& model = "{}") { return judge_sign(relation, where, zero_rule, model); }

}  // namespace

TEST_CASE("a root has its value at 0, and no derivative") {
  const std::string origin = "at = { x = \"0\", y = \"0\" }\n", norm = "sqrt(x^2 + y^2)", end = "at = { x = \"0\" }\n";
  CHECK(claim("value", norm, origin + "value = \"0\"", proof("{'proof':" + zero_rule + "}")) == "ok");
  CHECK(claim("value", "0*(x^2 + y^2)^(-1/2)", origin + "value = \"0\"", proof("{'proof':" + zero_rule + "}")) != "ok");
  CHECK(claim("lower-bound", norm, "value = \"0\"", proof("{'proof':" + interval + "}")) == "ok");
  CHECK(claim("lower-bound", "sqrt(x)", "value = \"0\"", proof("{'proof':" + interval + "}")) == "/proof: not shown to be defined: x >= 0");
  CHECK(claim("lower-bound", "sqrt(x)", "value = \"0\"\nwhere = [\"x >= 0\"]", "'model':{'x':'0'},'proof':{'proof':" + interval + "}") == "ok");
  CHECK(claim("local-minimum", norm, origin, proof("{'minimum':{'rule':'lower-bound','value':'0','at':" + zero_rule + ",'bound':" + interval + "}}")) == "ok");
  const std::string gradient = "{'gradient':{'x':" + zero_rule + ",'y':" + zero_rule + ",'z':" + zero_rule + "}}";
  CHECK(claim("critical-point", "x^2 + 0*sqrt(x + 1)", end, proof(gradient)) == "ok");
  CHECK(claim("critical-point", "x^2 + 0*sqrt(x)", end, proof(gradient)) != "ok");
  CHECK(claim("critical-point", "x^2 + 0*sqrt(x + y)", end + "where = [\"y >= 0\"]", "'model':{'y':'0'},'proof':" + gradient) == "/proof: not shown to be defined: y > 0");
  const std::string down = "{'tree':{'rule':'curvature','direction':{'x':'1'},'proof':" + interval + "}}";
  CHECK(claim("no-local-minimum", "-x^2 + 0*sqrt(x + y)", end + "where = [\"y > 0\"]", "'model':{'y':'1'},'proof':" + down) == "ok");
  CHECK(has(claim("no-local-minimum", "-x^2 + 0*sqrt(x + y)", end + "where = [\"y >= 0\"]", "'model':{'y':'1'},'proof':" + down), "not shown to be defined: y > 0"));
  const std::string curve = "{'tree':{'rule':'curve','order':2,'coefficients':{'x':['-1']},'lower':[" + zero_rule + "],'proof':" + interval + "}}";
  CHECK(has(claim("no-local-minimum", "-x^2 + 0*sqrt(x + y)", end + "where = [\"y >= 0\"]", "'model':{'y':'1'},'proof':" + curve), "not shown to be defined: y > 0"));
  CHECK(has(claim("local-minimum", "x^2 + y^2 + z^2 + 0*sqrt(x + 1 + p)", "at = { x = \"0\", y = \"0\", z = \"0\" }\nwhere = [\"p >= -1\"]", "'model':{'p':'0'},'proof':{'minimum':{'rule':'definite','gradient':{'x':" + zero_rule + ",'y':" + zero_rule + ",'z':" + zero_rule + "},'minors':[" + interval + "," + interval + "," + interval + "]}}"),
            "not shown to be defined: 1 + p > 0"));
  // x*|x| is C^1 and no more, though its second derivative off 0 is bounded: no root is taken to be smooth at 0
  CHECK(has(claim("critical-point", "x*sqrt(x^2)", end, proof(gradient)), "undefined at the point: x^2 becomes 0"));
  CHECK(claim("critical-point", "(x^2 + 1)^(1/2)", end, proof(gradient)) == "ok");
  CHECK(has(identity("diff(sqrt(x)*sqrt(x), x) == 1", "\"x >= 0\"", "{'x':'1'}"), "not shown to be defined: x > 0"));
  CHECK(identity("diff(sqrt(x)*sqrt(x), x) == 1", "\"x > 0\"", "{'x':'1'}") == "ok");
}

TEST_CASE("relu times its argument, and the odd arctan") {
  CHECK(identity("x*relu(x) == relu(x)^2") == "ok");
  CHECK(identity("x^3*relu(x)^2 == relu(x)^5") == "ok");
  CHECK(identity("x*relu(-x) == -relu(-x)^2") == "ok");
  CHECK(identity("x*relu(-x) == relu(-x)^2") != "ok");
  CHECK(identity("x*y*relu(x)*relu(-y) == -relu(x)^2*relu(-y)^2") == "ok");
  CHECK(identity("relu(x)^2/x == relu(x)", "\"x != 0\"", "{'x':'1'}") == "ok");
  CHECK(identity("relu(-x)^2/x == -relu(-x)", "\"x != 0\"", "{'x':'1'}") == "ok");
  CHECK(identity("(relu(x)/x)*x^2 == relu(x)^2", "\"x != 0\"", "{'x':'1'}") == "ok");
  CHECK(identity("relu(x)^2/x == relu(x)") != "ok");
  CHECK(identity("(x - y)*relu(x - y) == relu(x - y)^2") == "ok");
  CHECK(identity("(y - x)*relu(x - y) == relu(x - y)^2") != "ok");
  CHECK(identity("x*relu(x) == x^2") != "ok");
  CHECK(identity("arctan(x - y) + arctan(y - x) == 0") == "ok");
  CHECK(identity("arctan(x - y) == arctan(y - x)") != "ok");
  const std::string sum = "{'rule':'arctan-difference','proof':" + interval + "}", where = "\"x >= 1\", \"y >= 1\"", model = "{'x':'1','y':'1'}";
  CHECK(judge_sign("arctan(x) + arctan(y) > 0", where, sum, model) == "ok");
  CHECK(judge_sign("-arctan(x) - arctan(y) < 0", where, sum, model) == "ok");
  CHECK(has(judge_sign("arctan(x) - arctan(y) > 0", where, sum, model), "needed: {+}"));
  CHECK(has(judge_sign("arctan(x) + 2*arctan(y) > 0", where, sum, model), "not a multiple"));
}

TEST_CASE("a sign as written survives expansion, and nothing else does") {
  CHECK(identity("(1 + (x - y)^2)/(1 + (x - y)^2) == 1") == "ok");
  CHECK(identity("log((x - y)^2 + exp(x)) - log((x - y)^2 + exp(x)) == 0") == "ok");
  CHECK(identity("(x - y)^2/(x - y)^2 == 1") != "ok");
  CHECK(identity("((x - y)^2 - 1)/((x - y)^2 - 1) == 1") != "ok");
  CHECK(identity("(1 + (x - y)^3)/(1 + (x - y)^3) == 1") != "ok");
  CHECK(claim("value", "1/(1 + (x - y)^2)", "at = { x = \"y\" }\nvalue = \"1\"", proof("{'proof':" + zero_rule + "}")) == "ok");
  // sqrt(x)^2 is x in canonical form, but x is not positive for that
  reset_table();
  const Poly x = symbol("x"), root = pow(x, Rational(1) / Rational(2));
  note_power(root * root, root, 2);
  note_sum(Poly(1) + x, {Poly(1), root * root});
  CHECK(evident_signs(x) == any_sign);
  CHECK(evident_signs(Poly(1) + x) == any_sign);
  note_power((x - Poly(1)) * (x - Poly(1)), x - Poly(1), 2);
  CHECK(evident_signs((x - Poly(1)) * (x - Poly(1)) * Poly(-3)) == nonpositive);
}

TEST_CASE("differentiable in the region, not on the whole line") {
  const auto satisfy = [](const std::string& where, const std::string& pieces) {
    return claim("critical-points-satisfy", "(x - 1)^2 + relu(x)", "condition = \"x == 1/2\"\nwhere = [\"" + where + "\"]",
                 "'model':{'x':'1'},'proof':{" + pieces + "'tree':{'rule':'multiplier','multipliers':{'x':'1'},'pieces':[{'argument':'x','proof':" + assumption + "}],'proof':" + assumption + "}}");
  };
  const std::string pieces = "'pieces':[{'argument':'x','proof':" + assumption + "}],";
  CHECK(satisfy("x > 0", pieces) == "ok");
  CHECK(has(satisfy("x > 0", ""), "differentiable everywhere in the region"));
  CHECK(has(satisfy("x >= 0", pieces), "the sign of the argument is not known well enough"));
}

TEST_CASE("a curve is judged after it is put in") {
  const auto descent = [](const std::string& smoothness, const std::string& function, const std::string& order, const std::string& lower) {
    return claim("no-local-minimum", function, "at = { x = \"0\" }\nwhere = [\"l_1(0) == 0\", \"l_2(0) < 0\"]",
                 "'model':{'l':'-t^2'},'proof':{'tree':{'rule':'curve','order':" + order + ",'coefficients':{'x':['1']},'lower':[" + lower + "],'proof':" + assumption + "}}",
                 "[functions.l]\nclass = " + smoothness + "\n");
  };
  const std::string to_four = zero_rule + "," + assumption + "," + zero_rule, to_six = zero_rule + "," + zero_rule + "," + assumption + "," + zero_rule + "," + zero_rule;
  CHECK(descent("2", "l(x^2)", "4", to_four) == "ok");  // l(0) + l_1(0) t^2 + l_2(0) t^4/2 + o(t^4)
  CHECK(descent("4", "l(x^2)", "4", to_four) == "ok");
  CHECK(descent("2", "l(x^3)", "6", to_six) == "ok");
  CHECK(has(descent("2", "l(x^2)", "6", to_six), "the argument of 'l' moves too early"));
  CHECK(has(descent("2", "l(x)", "3", zero_rule + "," + zero_rule), "the argument of 'l' moves too early"));
  CHECK(has(descent("2", "l(x^2 + relu(x)*x^4)", "4", to_four), "ok"));
  CHECK(has(descent("2", "l(x^2) + relu(x)", "4", to_four), "a relu needs a piece"));
  CHECK(has(descent("2", "l_2(x^2)", "4", to_four), "a relu needs a piece"));
  CHECK(descent("2", "l(x^2) - x^4", "4", to_four) != "ok");
}
