#include "bench.hpp"
#include "support/catch.hpp"

using namespace losscert::check;

namespace {
const std::string text =
    "title = \"t\"\nassumptions = [\"p > 0\"]\n[dimensions]\nd = [1, 2]\n[parameters]\np = \"scalar\"\n[variables]\nx = \"vector d\"\n[objective]\nexpression "
    "= \"p*normsq(x)\"\n[[claims]]\nid = \"c\"\nkind = \"value\"\nat = { x = \"0*x\" }\nvalue = \"0\"\n"
    "[[claims]]\nid = \"w\"\nkind = \"always\"\nstatement = \"p*x[1] > 0\"\nwhere = [\"x[1] > 2\"]\n";
const std::string value_text =
    "title = \"t\"\nassumptions = [\"p > 0\"]\n[dimensions]\nd = [1, 2]\n[parameters]\np = \"scalar\"\n[variables]\nx = \"vector d\"\n[objective]\nexpression "
    "= \"p*x[1]\"\n[[claims]]\nid = \"c\"\nkind = \"value\"\nover = [\"x\"]\nat = { x = \"[0]\" }\nvalue = \"0\"\n"
    "[[claims]]\nid = \"w\"\nkind = \"always\"\nstatement = \"p*x[1] > 0\"\nwhere = [\"x[1] > 2\"]\n";
const std::string zero_proof = "'proof':{'proof':{'rule':'zero'}}";
const std::string product =
    "'proof':{'proofs':[{'rule':'product','factors':[{'expr':'p','proof':{'rule':'assumption'}},{'expr':'x[1]','proof':{'rule':'interval'}}]}]}";
}  // namespace

TEST_CASE("the header names the case, the claim and the instance") {
  const std::string good = "'dimensions':{'d':1},'model':{'p':'1'}," + zero_proof;
  CHECK(judge(value_text, "c", good) == "ok");
  CHECK(has(judge(value_text, "c", good + ",'case':'sha256:00'"), "another case file"));
  CHECK(has(judge(value_text, "d", good), "no such claim"));
  CHECK(has(judge(value_text, "c", "'dimensions':{},'model':{'p':'1'}," + zero_proof), "every dimension"));
  CHECK(has(judge(value_text, "c", "'dimensions':{'d':3},'model':{'p':'1'}," + zero_proof), "does not list"));
  CHECK(has(judge(value_text, "c", "'dimensions':{'d':1,'e':1},'model':{'p':'1'}," + zero_proof), "no such dimension"));
  CHECK(has(judge(value_text, "c", "'dimensions':{'d':'1'},'model':{'p':'1'}," + zero_proof), "an integer is expected"));
  CHECK(has(judge(value_text, "c", "'dimensions':{'d':2},'model':{'p':'1'}," + zero_proof), "another shape"));
  CHECK(has(judge(value_text, "c", good + ",'note':'x'"), "unknown member"));
  CHECK(has(judge(value_text, "c", good + ",'precision':31"), "integer from 32"));
  CHECK(has(judge(value_text, "c", good + ",'precision':100000"), "integer from 32"));
  CHECK(has(judge(value_text, "c", good + ",'verdict':'true'"), "proved or refuted"));
  CHECK(has(judge(value_text, "c", good + ",'verdict':'refuted'"), "'witness' is needed"));
  CHECK(has(judge(value_text, "c", good + ",'witness':{}"), "'witness' is not"));
  CHECK(has(judge(value_text, "c", "'dimensions':{'d':1}," + zero_proof), "'model' is needed"));
  CHECK(has(judge(value_text, "c", good + ",'roots':{'r':{}}"), "no such root"));
  CHECK(has(judge(value_text, "c", "'dimensions':{'d':1},'model':{'p':'1'}"), "'proof' is missing"));
  CHECK(has(judge(value_text, "c", good + ",'domain':[{'expr':'p'}],'model2':{}"), "unknown member"));
}

TEST_CASE("the hypotheses need a model") {
  const auto with = [&](const std::string& model) { return judge(value_text, "w", "'dimensions':{'d':2},'model':" + model + "," + product); };
  CHECK(with("{'p':'1','x[1]':'3'}") == "ok");
  CHECK(with("{'p':'exp(-1)','x[1]':'3','x[2]':'log(2)'}") == "ok");
  CHECK(has(with("{'p':'1'}"), "'x[1]' needs a value"));
  CHECK(has(with("{'x[1]':'3'}"), "'p' needs a value"));
  CHECK(has(with("{'p':'0','x[1]':'3'}"), "not shown to hold: p > 0"));
  CHECK(has(with("{'p':'1','x[1]':'2'}"), "not shown to hold"));
  CHECK(has(with("{'p':'1','x[1]':'p + 5'}"), "a constant is needed"));
  CHECK(has(with("{'p':'log(-1)','x[1]':'3'}"), "logarithm of a number"));
  CHECK(has(with("{'p':'1','x[1]':'3','y':'1'}"), "not a symbol of the claim"));
  CHECK(has(with("{'p':1,'x[1]':'3'}"), "a string is expected"));
}

TEST_CASE("contradictory hypotheses prove nothing") {
  const auto absurd = [&](const std::string& model) { return judge_sign("x > x + 1", "\"x > 1\", \"x < 0\"", "{'rule':'interval'}", model); };
  CHECK(has(absurd("{'x':'2'}"), "not shown to hold"));
  CHECK(has(absurd("{'x':'-1'}"), "not shown to hold"));
  CHECK(has(judge_sign("x > x + 1", "\"x^2 < 0\"", "{'rule':'absurd','expr':'x^2','proof':{'rule':'square','base':'x'}}", "{'x':'0'}"), "not shown to hold"));
}

TEST_CASE("dimensions select the instance") {
  for (const char* d : {"1", "2"}) CHECK(judge(text, "c", std::string("'dimensions':{'d':") + d + "},'model':{'p':'1'}," + zero_proof) == "ok");
  CHECK(judge(text, "w", "'dimensions':{'d':1},'model':{'p':'1','x[1]':'3'}," + product) == "ok");
  CHECK(has(judge(text, "w", "'dimensions':{'d':1},'model':{'p':'1','x[1]':'3','x[2]':'0'}," + product), "not a symbol of the claim"));
}
