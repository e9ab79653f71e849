// Abstract functions: what is accepted for every function of a class, and the ways in which something false could slip through.
#include "bench.hpp"
#include "check/text/case_file.hpp"
#include "check/text/reject.hpp"
#include "support/catch.hpp"

using namespace losscert::check;

namespace {

const std::string z = "{'rule':'zero'}", i = "{'rule':'interval'}", by_property = "{'rule':'property'}", assumption = "{'rule':'assumption'}";

std::string declared(int smoothness, const std::string& properties = "") {
  return "[functions.sigma]\nclass = " + std::to_string(smoothness) + "\nproperties = [" + properties + "]\n";
}

// A claim `always` proved by one sign proof; `model`: members of the model.
std::string always(const std::string& statement, const std::string& function, const std::string& model, const std::string& p, const std::string& head = "",
                   const std::string& more = "") {
  return judge(with_claim("kind = \"always\"\nstatement = \"" + statement + "\"\n" + more, head, function), "c", "'model':{" + model + "},'proof':{'proofs':[" + p + "]}");
}

std::string refuted(const std::string& statement, const std::string& function, const std::string& witness, const std::string& p, const std::string& head = "") {
  return judge(with_claim("kind = \"always\"\nstatement = \"" + statement + "\"\n", head, function), "c",
               "'verdict':'refuted','witness':{" + witness + "},'proof':{'index':0,'proof':" + p + "}");
}

std::string unusable(const std::string& function, const std::string& tables = "") {
  try {
    parse_case(with_claim("kind = \"no-critical-point\"\n", "", function + tables), "bench");
    return "";
  } catch (const CaseError& e) {
    return e.what();
  }
}

}  // namespace

TEST_CASE("abstract: identities hold for the whole class") {
  const std::string c2 = declared(2), model = "'sigma':'exp(t)'";
  CHECK(always("diff(sigma(x)^2, x) == 2*sigma(x)*sigma_1(x)", c2, model, z) == "ok");
  CHECK(always("diff(diff(sigma(2*x), x), x) == 4*sigma_2(2*x)", c2, model, z) == "ok");
  CHECK(always("diff(sigma(sigma(x)), x) == sigma_1(sigma(x))*sigma_1(x)", c2, model, z) == "ok");
  CHECK(always("sigma(x - x) == sigma(0)", c2, model, z) == "ok");
  CHECK(always("exp(sigma(0))*exp(-sigma(0)) == 1", c2, model, z) == "ok");
  CHECK(always("diff(sigma(p), x) == 0", declared(0), model, z) == "ok");
  // relu is 0 at 0 and constant to the left only: nothing of the kind for sigma
  CHECK(has(always("sigma(2*x) == 2*sigma(x)", c2, model, z), "not shown to be 0"));
  CHECK(has(always("sigma(x)*sigma_1(x) == sigma(x)", c2, model, z), "not shown to be 0"));
}

TEST_CASE("abstract: sigma of a constant is no number") {
  const std::string c2 = declared(2), model = "'sigma':'0'";  // for this model all of these would be true
  for (const char* s : {"sigma(0) == 0", "sigma(1) == sigma(2)", "sigma(0) == sigma_1(0)", "sigma(log(2)) == sigma(log(3))", "exp(sigma(1)) == exp(sigma(2))", "exp(sigma(0)) == 1",
                        "log(2 + sigma(0)^2) == log(2)", "sin(sigma(1)) == sin(sigma(2))", "sigma(0)*x == 0", "sigma(sigma(0)) == 0"}) {
    INFO(s);
    CHECK(has(always(s, c2, model, z), "not shown to be 0"));
    CHECK(has(always(s, c2, model, i), "needed: {0}"));
  }
  // and 'not shown' is one-sided: equal numbers in different forms
  CHECK(has(always("sigma(log(4)) == sigma(2*log(2))", c2, model, z), "not shown to be 0"));
  CHECK(has(always("sigma(0) != sigma(1)", c2, "'sigma':'t'", i), "needed"));
}

TEST_CASE("abstract: properties give signs, strict ones too") {
  const std::string increasing = declared(2, "\"sigma_1(t) > 0\""), model = "'sigma':'exp(t)'";
  CHECK(always("sigma_1(x*y) > 0", increasing, model, by_property) == "ok");
  CHECK(has(always("sigma_1(x*y) > 0", increasing, model, i), "{0,+}"));
  CHECK(has(always("sigma(x) > 0", increasing, model, by_property), "needed: {+}"));
  CHECK(has(always("sigma_2(x) > 0", increasing, model, by_property), "needed: {+}"));
  CHECK(has(always("sigma_1(x) > 1", increasing, model, by_property), "needed: {+}"));
  CHECK(has(always("sigma_1(x) - sigma_1(y) > 0", increasing, model, by_property), "needed: {+}"));
  CHECK(always("sigma_1(x) > -1", increasing, model, by_property) == "ok");
  CHECK(always("-2*sigma_1(x) < 0", increasing, model, by_property) == "ok");
  // also without a proof of its own, where a division asks for it
  CHECK(always("x*sigma_1(x)/sigma_1(x) == x", increasing, model, z) == "ok");
  CHECK(always("log(sigma_1(x)) - log(sigma_1(x)) == 0", increasing, model, z) == "ok");
  CHECK(has(always("x*sigma(x)/sigma(x) == x", increasing, model, z), "not shown to be defined: sigma(x) != 0"));
  CHECK(has(always("sigma(0)/sigma(0) == 1", increasing, model, z), "not shown to be defined: sigma(0) != 0"));
  CHECK(always("sigma(0)/sigma(0) == 1", increasing, model, z, "assumptions = [\"sigma(0) != 0\"]\n") == "ok");

  const std::string bounded = declared(0, "\"sigma(t) > -1\", \"sigma(t) <= 1/2\", \"sigma(t) != 0\"");
  const std::string small = "'sigma':'1/4 + arctan(t)/16'";
  CHECK(always("sigma(x) + 1 > 0", bounded, small, by_property) == "ok");
  CHECK(always("sigma(x) + 1 >= 0", bounded, small, i) == "ok");
  CHECK(always("sigma(x) - 1 < 0", bounded, small, i) == "ok");
  CHECK(always("sigma(x) != 0", bounded, small, by_property) == "ok");
  CHECK(always("1 - 2*sigma(x) >= 0", bounded, small, by_property) == "ok");
  CHECK(has(always("1 - 2*sigma(x) > 0", bounded, small, by_property), "{0,+}"));
  CHECK(has(always("sigma(x) > 0", bounded, small, by_property), "needed: {+}"));
}

TEST_CASE("abstract: a model shows that the class has a member") {
  const auto with = [](int smoothness, const std::string& properties, const std::string& model, const std::string& head = "") {
    return always("sigma(x) == sigma(x)", declared(smoothness, properties), model, z, head);
  };
  CHECK(with(9, "", "'sigma':'sin(t) + t^3'") == "ok");
  CHECK(has(with(2, "", ""), "the function 'sigma' needs an expression in t"));
  CHECK(has(with(2, "", "'sigma':'log(t)'"), "not shown to be defined"));
  CHECK(has(with(2, "", "'sigma':'1/t'"), "not shown to be defined"));
  CHECK(has(with(2, "", "'sigma':'exp(log(t))'"), "not shown to be defined"));
  CHECK(has(with(2, "", "'sigma':'t/t'"), "not shown to be defined"));
  CHECK(has(with(2, "", "'sigma':'(t^2)^(1/2)'"), "not shown to be defined"));
  CHECK(with(2, "", "'sigma':'(1 + t^2)^(1/2)'") == "ok");
  CHECK(has(with(2, "", "'sigma':'relu(t)^2'"), "not shown to be C^2"));
  CHECK(with(2, "", "'sigma':'relu(t)^3'") == "ok");
  CHECK(with(0, "", "'sigma':'relu(t)'") == "ok");
  CHECK(has(with(0, "", "'sigma':'step(t)'"), "/model/sigma"));
  CHECK(has(with(2, "", "'sigma':'p*t'"), "unknown symbol 'p'"));
  CHECK(has(with(2, "", "'sigma':'x'"), "unknown symbol 'x'"));
  CHECK(has(with(2, "", "'sigma':'sigma(t)'"), "no function of the core"));
  CHECK(has(with(2, "", "'sigma':'t','sigma_1':'1'"), "not a symbol of the claim"));
  CHECK(has(with(2, "\"sigma_1(t) > 0\"", "'sigma':'-t'"), "not shown for every t"));
  CHECK(has(with(2, "\"sigma_1(t) > 0\"", "'sigma':'t^3'"), "not shown for every t"));
  CHECK(with(2, "\"sigma_1(t) >= 0\"", "'sigma':'t^3'") == "ok");
  CHECK(has(with(2, "\"sigma(t) > 0\", \"sigma_1(t) > 1\"", "'sigma':'t'"), "not shown for every t"));  // no such function exists
  CHECK(has(with(2, "", "'sigma':'t'", "assumptions = [\"sigma(0) > 0\"]\n"), "not shown to hold: 0 > 0"));
  CHECK(with(2, "", "'sigma':'t + 1'", "assumptions = [\"sigma(0) > 0\"]\n") == "ok");
  CHECK(has(with(2, "", "'sigma':'t'", "assumptions = [\"sigma(0) > 0\", \"sigma(0) < 0\"]\n"), "not shown to hold"));
  CHECK(has(with(2, "", "'sigma':'t + 1','p':'sigma(0)'", "assumptions = [\"p > 0\"]\n"), "a constant is needed, without 'sigma'"));
  CHECK(with(2, "", "'sigma':'t + 1','p':'2'", "assumptions = [\"p == 2*sigma(0)\", \"sigma_1(p) == 1\"]\n") == "ok");
}

TEST_CASE("abstract: no derivative beyond the class") {
  CHECK(has(always("diff(sigma(x), x) == 0", declared(0), "'sigma':'0'", z), "only C^0"));
  CHECK(has(always("diff(sigma_2(x), x) == 0", declared(2), "'sigma':'0'", z), "only C^2"));
  CHECK(has(always("sigma_3(x) == 0", declared(2), "'sigma':'0'", z), "only C^2"));
  CHECK(has(always("x == x", declared(2), "'sigma':'0'", "{'rule':'sum','terms':[{'expr':'sigma_3(x)','proof':" + z + "}]}"), "only C^2"));
  const auto definite = [&](const std::string& function, int smoothness) {
    return judge(with_claim("kind = \"local-minimum\"\nfunction = \"" + function + "\"\nover = [\"x\"]\nat = { x = \"0\" }\n", "", declared(smoothness)), "c",
                 "'model':{'sigma':'0'},'proof':{'minimum':{'rule':'definite','gradient':{'x':" + z + "},'minors':[" + i + "]}}");
  };
  CHECK(definite("x^2 + sigma(y)", 2) == "ok");
  CHECK(has(definite("x^2 + sigma(x)*x^4", 1), "not shown to be C^2"));
  CHECK(has(definite("x^2 + relu(sigma(x))^3*x^4", 1), "not shown to be C^2"));
  CHECK(has(definite("x^2 + exp(sigma(x))*x^4", 1), "not shown to be C^2"));
  CHECK(has(judge(with_claim("kind = \"critical-point\"\nfunction = \"x*sigma(x)\"\nover = [\"x\"]\nat = { x = \"0\" }\n", "", declared(0)), "c",
                  "'model':{'sigma':'0'},'proof':{'gradient':{'x':" + z + "}}"),
            "not shown to be C^1"));
}

TEST_CASE("abstract: a witness is one function, put in everywhere") {
  CHECK(refuted("sigma(x) >= 0", declared(2), "'sigma':'t','x':'-1'", i) == "ok");
  CHECK(has(refuted("sigma(x) >= 0", declared(2), "'x':'-1'", i), "the function 'sigma' needs an expression in t"));
  CHECK(has(refuted("sigma(x) >= 0", declared(2, "\"sigma(t) > 0\""), "'sigma':'t','x':'-1'", i), "not shown for every t"));
  CHECK(has(refuted("sigma(x) >= 0", declared(2), "'sigma':'t','x':'-1'", i, "assumptions = [\"sigma(0) > 0\"]\n"), "not shown to hold"));
  CHECK(has(refuted("sigma(x) >= 0", declared(2), "'sigma':'log(t)','x':'1/2'", i), "not shown to be defined"));
  CHECK(refuted("diff(sigma(x), x) == sigma(x)", declared(1), "'sigma':'t^2','x':'1'", i) == "ok");
  CHECK(has(refuted("diff(sigma(x), x) == sigma(x)", declared(1), "'sigma':'t^2','x':'2'", i), "needed"));
  CHECK(has(refuted("diff(sigma(x), x) == sigma(x)", declared(1), "'sigma':'exp(t)','x':'1'", i), "needed"));
  CHECK(refuted("sigma(sigma(x)) == x", declared(1), "'sigma':'t + 1','x':'0'", i) == "ok");
  const auto curved = [&](const std::string& witness) {
    return judge(with_claim("kind = \"local-minimum\"\nfunction = \"sigma(x)\"\nover = [\"x\"]\nat = { x = \"0\" }\n", "assumptions = [\"sigma_1(0) == 0\"]\n", declared(2)), "c",
                 "'verdict':'refuted','witness':{'sigma':'" + witness + "'},'proof':{'tree':{'rule':'curvature','direction':{'x':'1'},'proof':" + i + "}}");
  };
  CHECK(curved("cos(t)") == "ok");
  CHECK(has(curved("t^2"), "needed: {-}"));
  CHECK(has(curved("exp(t)"), "not shown to hold"));
}

TEST_CASE("abstract: the t of a model is no symbol of the case") {
  const std::string text =
      "title = \"t\"\nassumptions = [\"t > 0\"]\n[parameters]\nt = \"scalar\"\n[variables]\nx = \"scalar\"\n[objective]\nexpression = \"x^2\"\n[functions.sigma]\nclass = 1\nproperties = [\"sigma(t) > "
      "0\"]\n[[claims]]\nid = \"c\"\nkind = \"always\"\nstatement = \"sigma(x) > 0\"\n";
  // t > 0 is assumed of the parameter, not of the argument
  CHECK(has(judge(text, "c", "'model':{'t':'1','sigma':'t'},'proof':{'proofs':[" + by_property + "]}"), "not shown for every t"));
  CHECK(judge(text, "c", "'model':{'t':'1','sigma':'exp(t)'},'proof':{'proofs':[" + by_property + "]}") == "ok");
}

TEST_CASE("abstract: arguments must be defined") {
  const std::string bounded = declared(0, "\"sigma(t) > 0\""), model = "'sigma':'1'";
  CHECK(has(always("sigma(1/x) > 0", bounded, model, by_property), "not shown to be defined: x != 0"));
  CHECK(has(always("sigma(x) > 0", bounded, model, "{'rule':'interval','form':'sigma(x) + 0*sigma(log(x))'}"), "/proof/proofs/0"));
  CHECK(has(always("sigma(x)^2 >= 0", bounded, model, "{'rule':'square','base':'sigma(x + 0*log(x))'}"), "not shown to be defined"));
}

TEST_CASE("abstract: limits by continuity") {
  const std::string way = "[paths.way]\nx = \"1 + eps\"\n[paths.far]\nx = \"1/eps\"\n";
  const auto limit = [&](const std::string& of, const std::string& equals, const std::string& path = "way") {
    return judge(with_claim("kind = \"limit\"\nover = [\"x\"]\npath = \"" + path + "\"\nof = \"" + of + "\"\nequals = \"" + equals + "\"\n", "", declared(1) + way), "c",
                 "'model':{'sigma':'0'},'proof':{'limit':{}}");
  };
  CHECK(limit("sigma(x)", "sigma(1)") == "ok");
  CHECK(limit("sigma_1(x)*x", "sigma_1(1)") == "ok");
  CHECK(has(limit("sigma(x)", "sigma(2)"), "not shown to be equal"));
  CHECK(has(limit("sigma(x)", "sigma(0)", "far"), "no limit is known"));
  CHECK(has(limit("sigma(x)/x", "0", "far"), "no limit is known"));
}

TEST_CASE("abstract: roots are definite numbers") {
  const std::string root = "[roots.r]\nvariable = \"x\"\nequation = \"x - sigma(x)/4\"\nin = [\"-1\", \"1\"]\n";
  const std::string f = declared(1, "\"sigma(t) > -1\", \"sigma(t) < 1\", \"sigma_1(t) >= 0\", \"sigma_1(t) <= 1\"");
  CHECK(has(judge(with_claim("kind = \"always\"\nstatement = \"r >= -1\"\n", "", f + root), "c", "'roots':{'r':{'tree':{'unique':true}}},'model':{'sigma':'arctan(t)/2'},'proof':{'proofs':[" + i + "]}"),
            "the equation contains the abstract function"));
}

TEST_CASE("abstract: names") {
  CHECK(unusable("[functions.sigma]\n") == "a function has a 'class', an integer from 0 to 9");
  CHECK(has(unusable("[functions.sigma]\nclass = 10\n"), "integer from 0 to 9"));
  CHECK(has(unusable("[functions.sigma]\nclass = 1\nkind = 2\n"), "unknown key"));
  CHECK(has(unusable("[functions.exp]\nclass = 1\n"), "reserved"));
  CHECK(has(unusable("[functions.x]\nclass = 1\n"), "declared twice"));
  CHECK(has(unusable("[functions.sigma]\nclass = 1\n[functions.sigma_1]\nclass = 1\n"), "stands for a derivative"));
  CHECK(has(unusable("[functions.sigma]\nclass = 1\n", "[definitions]\nsigma_7 = \"x\"\n"), "stands for a derivative"));
  CHECK(has(unusable("[functions.sigma]\nclass = 1\n", "[definitions]\n\"f(sigma)\" = \"sigma(x)\"\n"), "has the name of a function"));
  for (const char* p : {"sigma(0) > 0", "sigma(t) == 0", "sigma_2(t) > 0", "sigma(t) > x", "0 < sigma(t)", "sigma(t) > 0 > -1", "sigma(x) > 0", "tau(t) > 0", "sigma(t) + 1 > 0", "sigma(t)^2 > 0"}) {
    INFO(p);
    CHECK_FALSE(unusable("[functions.sigma]\nclass = 1\nproperties = [\"" + std::string(p) + "\"]\n").empty());
  }
  CHECK(has(always("sigma == 0", declared(1), "'sigma':'0'", z), "unknown name 'sigma'"));
  CHECK(has(always("sigma(x, y) == 0", declared(1), "'sigma':'0'", z), "wrong number of arguments"));
  CHECK(has(always("x == x", declared(1, "\"sigma(t) > 1\", \"sigma(t) < 1/2\""), "'sigma':'0'", z), "contradict"));
  CHECK(has(always("x == x", declared(1, "\"sigma(t) > 1\", \"sigma(t) <= 1\""), "'sigma':'0'", z), "contradict"));
  CHECK(has(always("x == x", declared(1, "\"sigma(t) >= 1\", \"sigma(t) <= 1\", \"sigma(t) != 1\""), "'sigma':'1'", z), "contradict"));
}
