#include "bench.hpp"
#include "support/catch.hpp"

using namespace losscert::check;

namespace {

// A claim about the root r: `statement` by `sign`, with the given evidence.
std::string root(const std::string& table, const std::string& statement, const std::string& evidence, const std::string& sign = "{'rule':'interval'}") {
  return judge(with_claim("kind = \"always\"\nstatement = \"" + statement + "\"", "", "[roots.r]\n" + table), "c",
               "'roots':{'r':" + evidence + "},'model':{},'proof':{'proofs':[" + sign + "]}");
}
const std::string sqrt2 = "variable = \"x\"\nequation = \"x^2 - 2\"\nin = [\"1\", \"2\"]\n", unique = "{'tree':{'unique':true}}";

}  // namespace

TEST_CASE("Krawczyk") {
  CHECK(root(sqrt2, "r > 6/5", unique) == "ok");
  CHECK(has(root(sqrt2, "r > 3/2", unique), "needed"));
  CHECK(root(sqrt2, "r^2 == 2", unique, "{'rule':'assumption'}") == "ok");
  CHECK(root(sqrt2, "r >= 1", unique, "{'rule':'assumption'}") == "ok");
  CHECK(has(root(sqrt2, "r^3 == 2", unique, "{'rule':'assumption'}"), "nothing is assumed"));
  CHECK(has(root(sqrt2, "r > 1", "{'tree':{'unique':false}}"), "'unique' is true"));
  CHECK(has(root(sqrt2, "r > 1", "{'tree':{'unique':true,'more':1}}"), "unknown member"));
  CHECK(has(root("variable = \"x\"\nequation = \"x^2 - 2\"\nin = [\"-2\", \"2\"]\n", "r > 1", unique), ""));
  CHECK_FALSE(root("variable = \"x\"\nequation = \"x^2 - 2\"\nin = [\"-2\", \"2\"]\n", "r > 1", unique) == "ok");
  CHECK_FALSE(root("variable = \"x\"\nequation = \"x^2 + 2\"\nin = [\"1\", \"2\"]\n", "r > 1", unique) == "ok");
  CHECK_FALSE(root("variable = \"x\"\nequation = \"(x - 3/2)^2\"\nin = [\"1\", \"2\"]\n", "r > 1", unique) == "ok");
  CHECK_FALSE(root("variable = \"x\"\nequation = \"relu(x - 3/2)\"\nin = [\"1\", \"2\"]\n", "r > 1", unique) == "ok");
  CHECK_FALSE(root("variable = \"x\"\nequation = \"x - 1\"\nin = [\"1\", \"2\"]\n", "r > 0", unique) == "ok");  // at the end: not in the interior
  CHECK(has(root("variable = \"x\"\nequation = \"x^2 - p\"\nin = [\"1\", \"2\"]\n", "r > 1", unique), "which is not among its variables"));
  CHECK(has(root("variable = \"x\"\nequation = \"(x - 3/2)*log(x - 1/2)/log(x - 1/2)\"\nin = [\"1\", \"2\"]\n", "r > 1", unique), "not shown to be defined"));
  CHECK(root("variable = \"x\"\nequation = \"x^2 - 2\"\nnear = [\"1.4\"]\nwithin = \"1/10\"\n", "r > 6/5", unique) == "ok");
}

TEST_CASE("covers") {
  const std::string both = "variable = \"x\"\nequation = \"x^2 - 2\"\nin = [\"-1\", \"2\"]\n";
  CHECK(root(both, "r > 6/5", "{'tree':{'split':0,'at':'1','left':{'exclude':0},'right':{'unique':true}}}") == "ok");
  CHECK(has(root(both, "r > 6/5", "{'tree':{'split':0,'at':'1','left':{'exclude':0},'right':{'exclude':0}}}"), "may have a zero"));
  CHECK(has(root(both, "r > 6/5", "{'tree':{'split':0,'at':'1','left':{'unique':true},'right':{'unique':true}}}"), ""));
  CHECK(has(root(both, "r > 6/5", "{'tree':{'exclude':0}}"), "may have a zero"));
  CHECK(has(root(both, "r > 6/5", "{'tree':{'split':0,'at':'2','left':{'exclude':0},'right':{'unique':true}}}"), "not strictly inside"));
  CHECK(has(root(both, "r > 6/5", "{'tree':{'split':1,'at':'1','left':{'exclude':0},'right':{'unique':true}}}"), "integer from 0"));
  CHECK(has(root(both, "r > 6/5", "{'tree':{'split':0,'at':'1','left':{'exclude':1},'right':{'unique':true}}}"), "integer from 0"));
  CHECK(has(root(both, "r > 6/5", "{'tree':{'split':0,'at':'1','left':{'exclude':0}}}"), "'right' is missing"));
  CHECK(has(root("variable = \"x\"\nequation = \"x^2 + 1\"\nin = [\"-1\", \"2\"]\n", "r > -2", "{'tree':{'exclude':0}}"), "no leaf with a zero"));
  // two zeros: a second unique leaf
  const std::string two = "variable = \"x\"\nequation = \"x^2 - 2\"\nin = [\"-2\", \"2\"]\n";
  CHECK(has(root(two, "r > -3",
                 "{'tree':{'split':0,'at':'0','left':{'split':0,'at':'-1','left':{'unique':true},'right':{'exclude':0}},'right':{'split':0,'at':'1','left':{'"
                 "exclude':0},'right':{'unique':true}}}}"),
            "a second leaf with a zero"));
  // the enclosure of an equal form
  const std::string wide = "variable = \"x\"\nequation = \"x^2 - 2*x + 3 - 4*exp(-x - 5)\"\nin = [\"-10\", \"5\"]\n";
  CHECK(has(root(wide, "r > -10", "{'tree':{'split':0,'at':'-4','left':{'unique':true},'right':{'exclude':0}}}"), ""));
  CHECK(has(root(both, "r > 6/5", "{'tree':{'split':0,'at':'1','left':{'exclude':0,'form':'x^2 - 3'},'right':{'unique':true}}}"), "not shown to be equal"));
  CHECK(root(both, "r > 6/5", "{'tree':{'split':0,'at':'1','left':{'exclude':0,'form':'(x + 1)*(x - 1) - 1'},'right':{'unique':true}}}")
            .find("not shown to be equal") == std::string::npos);
}

TEST_CASE("refinement") {
  CHECK(root(sqrt2, "r > 1.41", "{'tree':{'unique':true},'refine':[[['6/5','8/5']],[['1.38','1.45']]]}") == "ok");
  CHECK(has(root(sqrt2, "r > 1.41", "{'tree':{'unique':true},'refine':[]}"), "needed"));
  CHECK(has(root(sqrt2, "r > 1", "{'tree':{'unique':true},'refine':[[['1.42','1.43']]]}"), "not in the interior"));
  CHECK(has(root(sqrt2, "r > 1", "{'tree':{'unique':true},'refine':[[['0','3']]]}"), "not contained in the leaf"));
  CHECK(has(root(sqrt2, "r > 1", "{'tree':{'unique':true},'refine':[[['2','1']]]}"), "must increase"));
  CHECK(has(root(sqrt2, "r > 1", "{'tree':{'unique':true},'refine':[[['1','2'],['1','2']]]}"), "one interval per unknown"));
}

TEST_CASE("systems") {
  const std::string circle = "variables = [\"x\", \"y\"]\nequations = [\"x^2 + y^2 - 1\", \"x - y\"]\nin = [[\"1/2\", \"1\"], [\"1/2\", \"1\"]]\n";
  CHECK(root(circle, "r[1] > 0.6", unique) == "ok");
  CHECK(root(circle, "r[1] == r[2]", unique, "{'rule':'assumption'}") == "ok");
  CHECK_FALSE(root("variables = [\"x\", \"y\"]\nequations = [\"x - y\", \"2*x - 2*y\"]\nin = [[\"-1\", \"1\"], [\"-1\", \"1\"]]\n", "r[1] > -2", unique) ==
              "ok");
}

TEST_CASE("a root without evidence does not exist") {
  const std::string text = with_claim("kind = \"always\"\nstatement = \"r^2 == 2\"", "", "[roots.r]\n" + sqrt2);
  CHECK(has(judge(text, "c", "'model':{},'proof':{'proofs':[{'rule':'assumption'}]}"), "no evidence for the root 'r'"));
  CHECK(has(judge_sign("x > 0", "\"x > 0\"", "{'rule':'product','factors':[{'expr':'r','proof':{'rule':'interval'}}]}", "{'x':'1'}"), "unknown symbol"));
}

TEST_CASE("the gradient of the objective as equations") {
  const std::string text =
      with_claim("kind = \"local-minimum\"\nover = [\"x\"]\nat = { x = \"r\" }\nstrict = true", "", "[roots.r]\nvariables = [\"x\"]\nin = [[\"-1\", \"1\"]]\n");
  CHECK(has(judge(text, "c", "'roots':{'r':{'tree':{'unique':true}}},'model':{},'proof':{}"), "another shape"));  // r is a vector
  const std::string vector = with_claim("kind = \"local-minimum\"\nover = [\"x\"]\nat = { x = \"r[1]\" }\nstrict = true", "",
                                        "[roots.r]\nvariables = [\"x\"]\nin = [[\"-1\", \"1\"]]\n");
  CHECK(judge(vector, "c",
              "'roots':{'r':{'tree':{'unique':true}}},'model':{},'proof':{'minimum':{'rule':'definite-box','gradient':{'x':{'rule':'assumption'}},'radius':'1',"
              "'modulus':'2'}}")
            .find("ok") == std::string::npos);
  CHECK(judge(vector, "c",
              "'roots':{'r':{'tree':{'unique':true}}},'model':{},'proof':{'minimum':{'rule':'definite-box','gradient':{'x':{'rule':'assumption'}},'radius':'1',"
              "'modulus':'1'}}") == "ok");
}

TEST_CASE("a root that does not exist") {
  const std::string empty = "[roots.r]\nvariable = \"x\"\nequation = \"x^2 + 1\"\nin = [\"-1\", \"2\"]\n", sqrt = "[roots.r]\n" + sqrt2;
  const std::string at = "\nover = [\"x\"]\nat = { x = \"r\" }", minimum = "kind = \"local-minimum\"" + at;
  const auto refute = [](const std::string& claim, const std::string& tables, const std::string& proof, const std::string& witness = "{}", const std::string& roots = "{}") {
    return judge(with_claim(claim, "", tables), "c", "'verdict':'refuted','roots':" + roots + ",'witness':" + witness + ",'proof':" + proof);
  };
  const std::string shown = "{'no-root':{'name':'r','tree':{'exclude':0,'form':'x^2+1'}}}";
  for (const std::string kind : {"critical-point", "local-minimum", "local-maximum", "saddle", "suboptimal"}) CHECK(refute("kind = \"" + kind + "\"" + at, empty, shown) == "ok");
  CHECK(refute("kind = \"value\"\nvalue = \"1\"" + at, empty, shown) == "ok");
  CHECK(refute("kind = \"local-minimum\"\nover = [\"x\"]\nat = { x = \"y + r^2\" }", empty, shown) == "ok");
  CHECK(refute(minimum, empty, "{'no-root':{'name':'r','tree':{'split':0,'at':'0','left':{'exclude':0,'form':'x^2+1'},'right':{'exclude':0,'form':'x^2+1'}}}}") == "ok");
  // The evidence.
  CHECK(has(refute(minimum, sqrt, "{'no-root':{'name':'r','tree':{'exclude':0}}}"), "may have a zero"));
  CHECK(has(refute(minimum, sqrt, "{'no-root':{'name':'r','tree':{'unique':true}}}"), "holds a root"));
  CHECK(has(refute(minimum, sqrt, "{'no-root':{'name':'r','tree':{'split':0,'at':'3/2','left':{'unique':true},'right':{'exclude':0}}}}"), "holds a root"));
  CHECK(has(refute(minimum, empty, "{'no-root':{'name':'s','tree':{'exclude':0}}}"), "no such root"));
  CHECK(has(refute(minimum, empty, "{'no-root':{'name':'r','tree':{'exclude':1}}}"), "integer from 0"));
  CHECK(has(refute(minimum, empty, "{'no-root':{'name':'r'}}"), "'tree' is missing"));
  CHECK(has(refute(minimum, empty, "{'no-root':{'name':'r','tree':{'exclude':0,'form':'x^2+1'},'box':[]}}"), "unknown member"));
  CHECK(has(refute(minimum, empty, "{'no-root':{'name':'r','tree':{'exclude':0,'form':'x^2+1'}},'tree':{'rule':'absurd'}}"), "unknown member"));
  CHECK(has(refute(minimum, sqrt, "{'no-root':{'name':'r','tree':{'exclude':0}}}", "{}", "{'r':{'tree':{'unique':true}}}"), "evidence that this root exists"));
  // The claim.
  const std::string lemma = "'model':{},'proof':" + shown;
  CHECK(has(judge(with_claim(minimum, "", empty), "c", lemma), "no evidence for the root"));  // nothing is proved of it
  CHECK(has(refute("kind = \"no-local-minimum\"" + at, empty, shown), "does not say that the root exists"));
  CHECK(has(refute("kind = \"no-critical-point\"" + at, empty, shown), "does not say that the root exists"));
  CHECK(has(refute("kind = \"always\"\nstatement = \"r > 0\"", empty, shown), "does not say that the root exists"));
  CHECK(has(refute("kind = \"lower-bound\"\nvalue = \"r\"", empty, shown), "does not say that the root exists"));
  CHECK(has(refute("kind = \"local-minimum\"\nover = [\"x\"]\nat = { x = \"1\" }", empty, shown), "not made of this root"));
  CHECK(has(refute("kind = \"local-minimum\"\nover = [\"x\"]\nat = { x = \"1 + r - r\" }", empty, shown), "not made of this root"));
  CHECK(has(refute("kind = \"local-minimum\"\nover = [\"x\"]\nat = { x = \"1\", y = \"r\" }", empty, shown), "not made of this root"));
  CHECK(has(refute(minimum + "\nwhere = [\"x > 0\"]", empty, shown), "needs a value"));
  CHECK(has(refute(minimum + "\nwhere = [\"x > 0\"]", empty, shown, "{'r':'1'}"), "to a root"));
  CHECK(has(refute(minimum + "\nwhere = [\"p > 0\"]", empty, shown, "{'p':'r^2'}"), "a constant is needed"));
  CHECK(has(refute(minimum + "\nwhere = [\"p > 0\"]", empty, shown, "{'p':'0'}"), "not shown to hold"));
  CHECK(has(refute(minimum + "\nwhere = [\"p > 0\"]", empty, shown), "needs a value"));
  CHECK(refute(minimum + "\nwhere = [\"p > 0\"]", empty, shown, "{'p':'1'}") == "ok");
}

TEST_CASE("a zero at the end of its interval") {
  const std::string end = "variable = \"x\"\nequation = \"x^2 - 1\"\nin = [\"1\", \"2\"]\n", at = "{'tree':{'at':['1'],'within':[['1/2','2']]}}";
  CHECK(root(end, "r == 1", at) == "ok");
  CHECK(has(root(end, "r > 1", at), "needed"));
  CHECK(has(root(end, "r == 1", "{'tree':{'at':['1'],'within':[['-2','2']]}}"), "not invertible"));
  CHECK(has(root("variable = \"x\"\nequation = \"(x - 1)^2\"\nin = [\"1\", \"2\"]\n", "r == 1", at), "Krawczyk"));
  CHECK(has(root("variable = \"x\"\nequation = \"(x - 1)*sqrt(x)\"\nin = [\"1\", \"2\"]\n", "r == 1", "{'tree':{'at':['1'],'within':[['-1/2','2']]}}"), "not shown to be defined"));
  CHECK(has(root("variable = \"x\"\nequation = \"x^2 - 1\"\nin = [\"0\", \"2\"]\n", "r == 1", "{'tree':{'at':['1'],'within':[['1/2','2']]}}"), "not contained"));
}
