#include "bench.hpp"
#include "support/catch.hpp"

using namespace losscert::check;

namespace {

struct Row {
  const char* relation;
  const char* where;
  const char* proof;
  const char* model;
  const char* result;  // "ok" or part of the reason
};

void run(const std::vector<Row>& rows) {
  for (const auto& r : rows) {
    INFO(r.relation << "   where " << r.where << "   by " << r.proof);
    const std::string result = judge_sign(r.relation, r.where, r.proof, r.model);
    INFO(result);
    CHECK((std::string(r.result) == "ok" ? result == "ok" : has(result, r.result)));
  }
}

}  // namespace

TEST_CASE("a division by a power asks for what the power asks for") {
  const auto by_zero = [](const char* relation, const char* where) { return judge_sign(relation, where, "{'rule':'zero'}", "{'x':'1'}"); };
  CHECK(by_zero("1/x^2 == x^(-2)", "\"x > 0\"") == "ok");
  CHECK(by_zero("1/x^(-2) == x^2", "\"x > 0\"") == "ok");
  for (const char* no : {"1/x^2 == x^(-2)", "1/x^(-2) == x^2", "1/(x^(-2)) == x^2", "1/x^(-1) == x", "1/x^-1 == x"})
    CHECK(has(by_zero(no, "\"x > -1\""), "not shown to be defined"));
  CHECK(has(by_zero("1/0^(-2) == 0", "\"x > 0\""), "division by zero"));
  CHECK(has(by_zero("x/(x - x)^(-1) == 0", "\"x > 0\""), "division by zero"));
}

TEST_CASE("zero") {
  run({{"(x + y)^2 == x^2 + 2*x*y + y^2", "", "{'rule':'zero'}", "{}", "ok"},
       {"(x + y)^2 == x^2 + 2*x*y + y", "", "{'rule':'zero'}", "{}", "not shown to be 0"},
       {"x >= x", "", "{'rule':'zero'}", "{}", "ok"},
       {"x > x", "", "{'rule':'zero'}", "{}", "needed: {+}"},
       {"x/x == 1", "", "{'rule':'zero'}", "{}", "not shown to be defined: x != 0"},
       {"x/x == 1", "\"x != 0\"", "{'rule':'zero'}", "{'x':'2'}", "ok"},
       {"0*log(x) == 0", "", "{'rule':'zero'}", "{}", "not shown to be defined: x > 0"},
       {"0*log(x) == 0", "\"x > 0\"", "{'rule':'zero'}", "{'x':'2'}", "ok"},
       {"sqrt(x)^2 == x", "\"x >= 0\"", "{'rule':'zero'}", "{'x':'2'}", "ok"},
       {"sqrt(x)^2 == x", "\"x >= -1\"", "{'rule':'zero'}", "{'x':'2'}", "not shown to be defined: x >= 0"}});
}

TEST_CASE("interval") {
  run({{"x^2 - x + 1 > 0", "", "{'rule':'interval'}", "{}", "needed: {+}"},
       {"x^2 - x + 1 > 0", "", "{'rule':'interval','form':'(x - 1/2)^2 + 3/4'}", "{}", "ok"},
       {"x^2 - x + 1 > 0", "", "{'rule':'interval','form':'(x - 1/2)^2 + 4/5'}", "{}", "not shown to be equal"},
       {"x^2 - x + 1 > 0", "\"2 <= x <= 3\"", "{'rule':'interval','form':'x*(x - 1) + 1'}", "{'x':'2'}", "ok"},
       {"x > 0", "\"x > 0\"", "{'rule':'interval'}", "{'x':'2'}", "needed: {+}"},
       {"x > 0", "\"x > 1/10^50\"", "{'rule':'interval'}", "{'x':'2'}", "ok"},
       {"x + y >= 3", "\"x >= 1\", \"y >= 2\"", "{'rule':'interval'}", "{'x':'2','y':'2'}", "ok"},
       {"x + y >= 3", "\"x >= 1\", \"y != 2\"", "{'rule':'interval'}", "{'x':'2','y':'3'}", "needed"},
       {"x + 1 > 0", "\"x >= 0\"", "{'rule':'interval','form':'x/x + x'}", "{'x':'2'}", "contains 0"},
       {"x > 0", "\"x >= 1\"", "{'rule':'interval','more':'1'}", "{'x':'2'}", "unknown member"}});
}

TEST_CASE("assumption, exp, relu, exp-difference") {
  run({{"3*x - 3*y < 0", "\"y > x\"", "{'rule':'assumption'}", "{'x':'0','y':'1'}", "ok"},
       {"3*x - 3*y < 0", "\"y >= x\"", "{'rule':'assumption'}", "{'x':'0','y':'1'}", "needed: {-}"},
       {"x > 0", "\"x >= 0\", \"x != 0\"", "{'rule':'assumption'}", "{'x':'1'}", "ok"},
       {"x + 1 > 0", "\"x > 0\"", "{'rule':'assumption'}", "{'x':'1'}", "nothing is assumed"},
       {"-2*exp(x*y) < 0", "", "{'rule':'exp'}", "{}", "ok"},
       {"-2*exp(x*y) + 1 < 2", "", "{'rule':'exp'}", "{}", "not a number times an exponential"},
       {"x*exp(x) > 0", "", "{'rule':'exp'}", "{}", "not a number times an exponential"},
       {"-3*relu(x) <= 0", "", "{'rule':'relu'}", "{}", "ok"},
       {"-3*relu(x) < 0", "", "{'rule':'relu'}", "{}", "needed: {-}"},
       {"relu(x)*y >= 0", "", "{'rule':'relu'}", "{}", "not a number times relu"},
       {"exp(x) > exp(y)", "\"x > y\"", "{'rule':'exp-difference','proof':{'rule':'assumption'}}", "{'x':'2','y':'1'}", "ok"},
       {"2*exp(x) < 2", "\"x < 0\"", "{'rule':'exp-difference','proof':{'rule':'assumption'}}", "{'x':'-1'}", "ok"},
       {"2*exp(x) > 2", "\"x < 0\"", "{'rule':'exp-difference','proof':{'rule':'assumption'}}", "{'x':'-1'}", "needed: {+}"},
       {"2*exp(x) < 3", "\"x < 0\"", "{'rule':'exp-difference','proof':{'rule':'assumption'}}", "{'x':'-1'}", "not a multiple"},
       {"exp(x) + exp(y) > 0", "\"x > y\"", "{'rule':'exp-difference','proof':{'rule':'assumption'}}", "{'x':'2','y':'1'}", "not a multiple"}});
}

TEST_CASE("root") {
  const char* const proof = "{'rule':'root','proof':{'rule':'assumption'}}";
  run({{"sqrt(x + y) > 0", "\"x + y > 0\"", proof, "{'x':'1','y':'1'}", "ok"},
       {"sqrt(x + y) > 0", "\"x + y >= 0\"", proof, "{'x':'1','y':'1'}", "needed: {+}"},
       {"-2*sqrt(x + y) <= 0", "\"x + y >= 0\"", proof, "{'x':'1','y':'1'}", "ok"},
       {"-2*sqrt(x + y) >= 0", "\"x + y >= 0\"", proof, "{'x':'1','y':'1'}", "needed: {0,+}"},
       {"sqrt(x + y) == 0", "\"x + y == 0\"", proof, "{'x':'1','y':'-1'}", "ok"},
       {"sqrt(x + y)*x >= 0", "\"x + y > 0\"", proof, "{'x':'1','y':'1'}", "not a number times a power of a root"},
       {"sqrt(x + y) + sqrt(x) >= 0", "\"x + y > 0\", \"x > 0\"", proof, "{'x':'1','y':'1'}", "not a number times a power of a root"},
       {"1/sqrt(x + y) > 0", "\"x + y > 0\"", proof, "{'x':'1','y':'1'}", "not a number times a power of a root"},
       {"sqrt(x + y) >= 0", "\"x + y >= 0\"", "{'rule':'root','proof':{'rule':'interval'}}", "{'x':'1','y':'1'}", "what is under the root"}});
}

TEST_CASE("sum, product, square, inverse") {
  run({{"x^2 + y^4 >= 0", "",
        "{'rule':'sum','terms':[{'expr':'x^2','proof':{'rule':'square','base':'x'}},{'expr':'y^4','proof':{'rule':'square','base':'y','power':4}}]}", "{}",
        "ok"},
       {"x^2 + y^4 >= 0", "", "{'rule':'sum','terms':[{'expr':'x^2','proof':{'rule':'square','base':'x'}}]}", "{}", "add up"},
       {"x^3 >= 0", "", "{'rule':'square','base':'x','power':3}", "{}", "even power"},
       {"x^2 - 1 >= 0", "", "{'rule':'square','base':'x'}", "{}", "not shown to be equal"},
       {"x*y < 0", "\"x < 0\", \"y > 0\"",
        "{'rule':'product','factors':[{'expr':'x','proof':{'rule':'assumption'}},{'expr':'y','proof':{'rule':'assumption'}}]}", "{'x':'-1','y':'1'}", "ok"},
       {"x*y > 0", "\"x < 0\", \"y > 0\"",
        "{'rule':'product','factors':[{'expr':'x','proof':{'rule':'assumption'}},{'expr':'y','proof':{'rule':'assumption'}}]}", "{'x':'-1','y':'1'}", "needed"},
       {"x^2*y > 0", "\"x != 0\", \"y > 0\"",
        "{'rule':'product','factors':[{'expr':'x','power':2,'proof':{'rule':'assumption'}},{'expr':'y','proof':{'rule':'assumption'}}]}", "{'x':'-1','y':'1'}",
        "ok"},
       {"x^2*y > 0", "\"x != 0\", \"y > 0\"",
        "{'rule':'product','factors':[{'expr':'x','power':1,'proof':{'rule':'assumption'}},{'expr':'y','proof':{'rule':'assumption'}}]}", "{'x':'-1','y':'1'}",
        "multiply to"},
       {"x^2*y > 0", "\"x != 0\", \"y > 0\"", "{'rule':'product','factors':[{'expr':'x','power':0,'proof':{'rule':'assumption'}}]}", "{'x':'-1','y':'1'}",
        "integer from 1"},
       {"1/x < 0", "\"x < 0\"", "{'rule':'inverse','of':'x','proof':{'rule':'assumption'}}", "{'x':'-1'}", "ok"},
       {"1/x < 0", "\"x < 0\"", "{'rule':'inverse','of':'2*x','proof':{'rule':'assumption'}}", "{'x':'-1'}", "not shown to be the inverse"},
       {"1/x != 0", "\"x != 0\"", "{'rule':'inverse','of':'x','proof':{'rule':'zero'}}", "{'x':'-1'}", "not shown to be 0"}});
}

TEST_CASE("nothing is proved by expressions that are undefined") {
  run({{"-1 >= 0", "", "{'rule':'square','base':'(-1)^(1/2)'}", "{}", "root of a negative number"},
       {"0 - 1 >= 0", "", "{'rule':'square','base':'(x - x - 1)^(1/2)'}", "{}", "root of a negative number"},
       {"x >= 0", "", "{'rule':'square','base':'x^(1/2)'}", "{}", "not shown to be defined: x >= 0"},
       {"-x^2 >= 0", "", "{'rule':'square','base':'(-x^2)^(1/2)'}", "{}", "not shown to be defined"},
       {"x >= 0", "\"x > -1\"", "{'rule':'sum','terms':[{'expr':'x - log(y)','proof':{'rule':'zero'}},{'expr':'log(y)','proof':{'rule':'zero'}}]}", "{'x':'1'}",
        "not shown to be defined: y > 0"},
       {"1 > 0", "", "{'rule':'product','factors':[{'expr':'x','proof':{'rule':'interval'}},{'expr':'1/x','proof':{'rule':'interval'}}]}", "{}",
        "not shown to be defined: x != 0"},
       {"1 > 2", "", "{'rule':'cases','on':'log(x)','branches':{'>':{'rule':'zero'},'<=':{'rule':'zero'}}}", "{}", "not shown to be defined: x > 0"},
       {"1 > 0", "", "{'rule':'product','factors':[{'expr':'1','power':2,'proof':{'rule':'interval'}}]}", "{}", "ok"}});
}

TEST_CASE("rewrite and substitute") {
  run({{"x*y - 1 + x^2 >= 0", "\"x*y == 1\"", "{'rule':'rewrite','equation':'x*y - 1','multiplier':'1','proof':{'rule':'square','base':'x'}}",
        "{'x':'1','y':'1'}", "ok"},
       {"x*y - 1 + x^2 >= 0", "\"x*y == 1\"", "{'rule':'rewrite','equation':'2 - 2*x*y','multiplier':'-1/2','proof':{'rule':'square','base':'x'}}",
        "{'x':'1','y':'1'}", "ok"},
       {"x*y - 1 + x^2 >= 0", "\"x*y <= 1\"", "{'rule':'rewrite','equation':'x*y - 1','multiplier':'1','proof':{'rule':'square','base':'x'}}",
        "{'x':'1','y':'1'}", "not assumed to be 0"},
       {"x*y - 1 + x^2 >= 0", "\"x*y == 1\"", "{'rule':'rewrite','equation':'x*y - 1','multiplier':'1/z','proof':{'rule':'square','base':'x'}}",
        "{'x':'1','y':'1'}", "not shown to be defined: z != 0"},
       {"x - y^2 >= 1", "\"x == y^2 + p\", \"p >= 1\"", "{'rule':'substitute','variable':'x','by':'y^2 + p','proof':{'rule':'assumption'}}",
        "{'x':'2','y':'1','p':'1'}", "ok"},
       {"x - y^2 >= 1", "\"x == y^2 + p\", \"p >= 1\"", "{'rule':'substitute','variable':'x','by':'y^2 - p','proof':{'rule':'assumption'}}",
        "{'x':'2','y':'1','p':'1'}", "the equation is not assumed"},
       {"x >= 0", "\"x == x^2\"", "{'rule':'substitute','variable':'x','by':'x^2','proof':{'rule':'square','base':'x'}}", "{'x':'1'}", "contains the variable"},
       // what is known of x is known of its replacement
       {"y > 1", "\"x == 2*y\", \"x > 2\"", "{'rule':'substitute','variable':'x','by':'2*y','proof':{'rule':'assumption'}}", "{'x':'4','y':'2'}", "ok"}});
}

TEST_CASE("pieces in sign proofs") {
  run({{"relu(x) - x == 0", "\"x >= 0\"", "{'rule':'pieces','pieces':[{'argument':'x','proof':{'rule':'assumption'}}],'proof':{'rule':'zero'}}", "{'x':'1'}",
        "ok"},
       {"relu(-x)^2 == 0", "\"x >= 0\"", "{'rule':'pieces','pieces':[{'argument':'-3*x','proof':{'rule':'assumption'}}],'proof':{'rule':'zero'}}", "{'x':'1'}",
        "ok"},
       {"relu(x) - x == 0", "\"x != 0\"", "{'rule':'pieces','pieces':[{'argument':'x','proof':{'rule':'assumption'}}],'proof':{'rule':'zero'}}", "{'x':'1'}",
        "not known well enough"},
       {"relu(x) - x == 0", "\"x <= 0\"", "{'rule':'pieces','pieces':[{'argument':'x','proof':{'rule':'assumption'}}],'proof':{'rule':'zero'}}", "{'x':'0'}",
        "not shown to be 0"},
       {"relu(relu(x) - 1) == x - 1", "\"x >= 1\"",
        "{'rule':'pieces','pieces':[{'argument':'x','proof':{'rule':'interval'}},{'argument':'relu(x) - "
        "1','proof':{'rule':'interval'}}],'proof':{'rule':'zero'}}",
        "{'x':'1'}", "ok"},
       {"diff(relu(x), x) == 1", "\"x >= 0\"", "{'rule':'pieces','pieces':[{'argument':'x','proof':{'rule':'assumption'}}],'proof':{'rule':'zero'}}",
        "{'x':'1'}", "not shown to be defined: x != 0"},
       {"diff(relu(x), x) == 1", "\"x > 0\"", "{'rule':'pieces','pieces':[{'argument':'x','proof':{'rule':'assumption'}}],'proof':{'rule':'zero'}}",
        "{'x':'1'}", "ok"}});
}

TEST_CASE("cases, partition, absurd") {
  run({{"abs(x) >= 0", "", "{'rule':'cases','on':'x','branches':{'>=':{'rule':'interval'},'<':{'rule':'interval'}}}", "{}", "ok"},
       {"abs(x) > 0", "", "{'rule':'cases','on':'x','branches':{'>':{'rule':'interval'},'<':{'rule':'interval'}}}", "{}", "do not cover"},
       {"x^2 > 0", "",
        "{'rule':'cases','on':'x','branches':{'!=':{'rule':'product','factors':[{'expr':'x','power':2,'proof':{'rule':'assumption'}}]},'=':{'rule':'zero'}}}",
        "{}", "not shown to be 0"},
       {"x^2 >= 0", "",
        "{'rule':'cases','on':'x','branches':{'>':{'rule':'interval'},'<':{'rule':'interval'},'=':{'rule':'interval'},'==':{'rule':'interval'}}}", "{}",
        "a branch is named"},
       {"x^3 - 3*x + 3 > 0", "\"0 <= x <= 2\"",
        "{'rule':'partition','variable':'x','points':['3/4','1','5/4','3/2'],'cells':[{'rule':'interval','form':'x^3 + 3*(1 - "
        "x)'},{'rule':'interval','form':'x^3 + 3*(1 - x)'},{'rule':'interval','form':'x*(x^2 - 3) + 3'},{'rule':'interval','form':'x*(x^2 - 3) + "
        "3'},{'rule':'interval','form':'x*(x^2 - 3) + 3'}]}",
        "{'x':'1'}", "ok"},
       {"x >= 1", "\"0 <= x\"", "{'rule':'partition','variable':'x','points':['1'],'cells':[{'rule':'interval'},{'rule':'interval'}]}", "{'x':'1'}",
        "needed: {0,+}"},
       {"x >= 0", "\"0 <= x\"", "{'rule':'partition','variable':'x','points':['2','1'],'cells':[{'rule':'interval'},{'rule':'interval'},{'rule':'interval'}]}",
        "{'x':'1'}", "must increase"},
       {"x >= 0", "\"0 <= x\"", "{'rule':'partition','variable':'x','points':['1','2'],'cells':[{'rule':'interval'},{'rule':'interval'}]}", "{'x':'1'}",
        "n + 1 cells"},
       {"x >= 0", "\"0 <= x\"", "{'rule':'partition','variable':'x','points':[],'cells':[{'rule':'interval'}]}", "{'x':'1'}", "n + 1 cells"},
       {"x >= 0", "\"0 <= x\"", "{'rule':'partition','variable':'x','points':['-1'],'cells':[{'rule':'interval'},{'rule':'interval'}]}", "{'x':'1'}", "ok"},
       {"x > 0", "\"x >= 0\", \"x != 0\"",
        "{'rule':'cases','on':'x','branches':{'>':{'rule':'assumption'},'<=':{'rule':'absurd','expr':'x','proof':{'rule':'interval'}}}}", "{'x':'1'}", "ok"},
       {"y > 0", "\"x >= 0\"", "{'rule':'absurd','expr':'x','proof':{'rule':'interval'}}", "{'x':'1'}", "no contradiction"},
       {"x > 0", "\"x >= 0\", \"x != 0\"",
        "{'rule':'cases','on':'x','branches':{'!=':{'rule':'assumption'},'=':{'rule':'substitute','variable':'x','by':'0','proof':{'rule':'absurd','expr':'0','"
        "proof':{'rule':'zero'}}}}}",
        "{'x':'1'}", "ok"},
       {"x >= 0", "\"x >= 0\"",
        "{'rule':'cases','on':'x','branches':{'!=':{'rule':'assumption'},'=':{'rule':'substitute','variable':'x','by':'0','proof':{'rule':'absurd','expr':'0','"
        "proof':{'rule':'zero'}}}}}",
        "{'x':'1'}", "no contradiction"},
       {"y > 0", "\"x >= 0\"", "{'rule':'absurd','expr':'x + 1','proof':{'rule':'interval'}}", "{'x':'1'}", "nothing is assumed"}});
}

TEST_CASE("a box without a point proves everything, but nothing is left unread") {
  const auto below = [](const std::string& proof) {  // the branch x <= 0 has no point
    return judge_sign("x*y > 0", "\"x >= 1\", \"y >= 1\"", "{'rule':'cases','on':'x','branches':{'>':{'rule':'interval'},'<=':" + proof + "}}", "{'x':'1','y':'1'}");
  };
  const std::string interval = "{'rule':'interval'}";
  CHECK(below(interval) == "ok");
  CHECK(below("{'rule':'interval','form':'y*x'}") == "ok");
  CHECK(has(below("{'rule':'interval','form':'1'}"), "not shown to be equal"));
  CHECK(has(below("{'rule':'mean-value'}"), "the member 'variable' is missing"));
  CHECK(has(below("{'rule':'mean-value','variable':'x','base':'y','low':'-oo','high':'oo'}"), "the member 'at' is missing"));
  CHECK(below("{'rule':'mean-value','variable':'x','base':'y','low':'-oo','high':'oo','at':" + interval + ",'slope':" + interval + ",'side':" + interval + "}") == "ok");
  CHECK(has(below("{'rule':'from-infinity'}"), "the member 'variable' is missing"));
  CHECK(has(below("{'rule':'from-infinity','variable':'y','end':'oo','limit':{}}"), "no limit is taken"));
  CHECK(below("{'rule':'sum','terms':[{'expr':'x*y - 1','proof':" + interval + "},{'expr':'1','proof':" + interval + "}]}") == "ok");
  CHECK(has(below("{'rule':'sum','terms':[{'expr':'x*y - 2','proof':" + interval + "},{'expr':'1','proof':" + interval + "}]}"), "not shown to add up"));
}

TEST_CASE("mean value") {
  const std::string good =
      "{'rule':'mean-value','variable':'x','base':'0','low':'0','high':'1','at':{'rule':'zero'},'slope':{'rule':'interval'},'side':{'rule':'interval'}}";
  CHECK(judge_sign("exp(x) - 1 >= 0", "\"0 <= x <= 1\"", good, "{'x':'1'}") == "ok");
  CHECK(judge_sign("exp(x) - 1 >= 0", "\"0 <= x <= 1\"",
                   "{'rule':'mean-value','variable':'x','base':'0','at':{'rule':'zero'},'slope':{'rule':'interval'},'side':{'rule':'interval'}}",
                   "{'x':'1'}") == "ok");
  CHECK(has(judge_sign("exp(x) - 1 >= 0", "\"0 <= x\"", good, "{'x':'1'}"), "not known to lie in [low, high]"));
  CHECK(has(
      judge_sign(
          "exp(x) - 1 >= 0", "\"-1 <= x <= 1\"",
          "{'rule':'mean-value','variable':'x','base':'0','low':'-1','high':'1','at':{'rule':'zero'},'slope':{'rule':'interval'},'side':{'rule':'interval'}}",
          "{'x':'1'}"),
      "needed"));
  CHECK(has(
      judge_sign(
          "exp(x) - 1 >= 0", "\"0 <= x <= 1\"",
          "{'rule':'mean-value','variable':'x','base':'-1/2','low':'0','high':'1','at':{'rule':'zero'},'slope':{'rule':'interval'},'side':{'rule':'interval'}}",
          "{'x':'1'}"),
      "the base is not known"));
  CHECK(has(
      judge_sign(
          "exp(x) - 1 >= 0", "\"0 <= x <= 1\"",
          "{'rule':'mean-value','variable':'x','base':'x/2','low':'0','high':'1','at':{'rule':'zero'},'slope':{'rule':'interval'},'side':{'rule':'interval'}}",
          "{'x':'1'}"),
      "contains the variable"));
  // 1/x has opposite signs at -1 and 1 and slope of one sign: a pole between them
  CHECK(has(
      judge_sign(
          "1/x - 1 >= 0", "\"-1 <= x <= 1\", \"x != 0\"",
          "{'rule':'mean-value','variable':'x','base':'1','low':'-1','high':'1','at':{'rule':'zero'},'slope':{'rule':'interval'},'side':{'rule':'interval'}}",
          "{'x':'1'}"),
      "not shown to be defined: x != 0"));
  // step between base and point
  CHECK(has(
      judge_sign(
          "relu(x) + x >= 0", "\"0 <= x <= 1\"",
          "{'rule':'mean-value','variable':'x','base':'0','low':'0','high':'1','at':{'rule':'zero'},'slope':{'rule':'interval'},'side':{'rule':'interval'}}",
          "{'x':'1'}"),
      "continuously differentiable"));
  // relations that contain x are not available between base and point: x*y = 1 is lost in the slope
  CHECK(has(judge_sign("x - 1 >= 0", "\"1 <= x <= 2\", \"x*y == 1\"",
                       "{'rule':'mean-value','variable':'x','base':'1','low':'1','high':'2','at':{'rule':'zero'},'slope':{'rule':'rewrite','equation':'x*y - "
                       "1','multiplier':'0','proof':{'rule':'interval'}},'side':{'rule':'interval'}}",
                       "{'x':'1','y':'1'}"),
            "not assumed to be 0"));
}

TEST_CASE("domain entries") {
  const std::string text = with_claim("kind = \"always\"\nstatement = \"log(x^2 - x + 1) == log(1 - x + x^2)\"");
  const auto members = [](const std::string& domain) { return "'model':{},'domain':" + domain + ",'proof':{'proofs':[{'rule':'zero'}]}"; };
  CHECK(has(judge(text, "c", "'model':{},'proof':{'proofs':[{'rule':'zero'}]}"), "not shown to be defined"));
  CHECK(judge(text, "c", members("[{'expr':'2*x^2 - 2*x + 2','proof':{'rule':'interval','form':'(x - 1/2)^2 + 3/4'}}]")) == "ok");
  CHECK(has(judge(text, "c", members("[{'expr':'x^2 + x + 1','proof':{'rule':'interval','form':'(x + 1/2)^2 + 3/4'}}]")), "not shown to be defined"));
  CHECK(has(judge(text, "c", members("[{'expr':'x^2 - x + 1','proof':{'rule':'interval'}}]")), "not shown to be defined"));
  // an entry may not rest on itself
  CHECK(
      has(judge(text, "c", members("[{'expr':'x^2 - x + 1','proof':{'rule':'product','factors':[{'expr':'exp(log(x^2 - x + 1))','proof':{'rule':'exp'}}]}}]")),
          "not shown to be defined"));
  CHECK(has(judge(text, "c", members("[{'expr':'x^2 - x + 1','proof':{'rule':'square','base':'(x^2 - x + 1)^(1/2)'}}]")), "not shown to be defined"));
}

TEST_CASE("an unknown rule or symbol proves nothing") {
  run({{"x >= x", "", "{'rule':'trust'}", "{}", "is no rule for signs"},
       {"x >= x", "", "{}", "{}", "'rule' is missing"},
       {"x >= x", "", "{'rule':'square','base':'w'}", "{}", "unknown symbol"},
       {"x >= x", "", "{'rule':'square','base':'eps'}", "{}", "unknown symbol"},
       {"x >= x", "", "{'rule':'square','base':'x[1]'}", "{}", "unknown symbol"},
       {"x >= x", "", "{'rule':'square','base':'L'}", "{}", "unknown symbol"},
       {"x >= x", "", "{'rule':'square','base':'tanh(x)'}", "{}", "no function of the core"},
       {"x >= x", "", "{'rule':'square','base':'x +'}", "{}", "an expression is missing"},
       {"x >= x", "", "{'rule':'square','base':1}", "{}", "a string is expected"}});
}
