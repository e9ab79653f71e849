#include "bench.hpp"
#include "support/catch.hpp"

using namespace losscert::check;

namespace {

// The limit of `of` along x = px, y = py.
std::string limit(const std::string& of, const std::string& px, const std::string& py, const std::string& equals, const std::string& where = "",
                  const std::string& proof_text = "{}", const std::string& model = "{}") {
  return judge(with_claim("kind = \"limit\"\nover = [\"x\", \"y\"]\npath = \"way\"\nof = \"" + of + "\"\nequals = \"" + equals + "\"\nwhere = [" + where + "]",
                          "", "[paths.way]\nx = \"" + px + "\"\ny = \"" + py + "\"\n"),
               "c", "'model':" + model + ",'proof':{'limit':" + proof_text + "}");
}

}  // namespace

TEST_CASE("finite limits") {
  CHECK(limit("x", "eps", "0", "0") == "ok");
  CHECK(limit("x + y^2", "1 + eps", "exp(-1/eps)/eps^5", "1") == "ok");
  CHECK(limit("exp(x)*y", "-1/eps^2", "exp(1/eps)", "0") == "ok");
  CHECK(limit("x*exp(y)", "-exp(-1/eps)", "1/eps - q", "-exp(-q)") == "ok");
  CHECK(limit("1/x", "1/eps", "0", "0") == "ok");
  CHECK(limit("1/(1 + exp(x))", "1/eps", "0", "0") == "ok");
  CHECK(limit("log(1 + exp(x))", "-1/eps", "0", "0") == "ok");
  CHECK(limit("relu(1 - x)^3", "eps", "0", "1") == "ok");
  CHECK(limit("sin(x)", "eps", "0", "0") == "ok");
  CHECK(limit("x*y", "1/eps", "eps", "1") == "ok");
  CHECK(limit("x - y", "1/eps", "1/eps", "0") == "ok");
  CHECK(has(limit("x", "1 + eps", "0", "2"), "not shown to be equal"));
  CHECK(has(limit("x", "1/eps", "0", "0"), "the limit is infinite"));
  CHECK(limit("x", "p^2", "0", "1", "\"p == 1\"", "{'equal':{'rule':'substitute','variable':'p','by':'1','proof':{'rule':'zero'}}}", "{'p':'1'}") == "ok");
  CHECK(has(limit("x", "p^2", "0", "1", "\"p >= 1\"", "{'equal':{'rule':'interval'}}", "{'p':'1'}"), "needed"));
}

TEST_CASE("infinite limits") {
  CHECK(limit("x", "1/eps", "0", "oo") == "ok");
  CHECK(limit("x", "-1/eps", "0", "-oo") == "ok");
  CHECK(has(limit("x", "1/eps", "0", "-oo"), "the limit is not -oo"));
  CHECK(limit("x - y", "exp(1/eps)", "1/eps^9", "oo") == "ok");
  CHECK(limit("x - y", "1/eps^2", "7/eps", "oo") == "ok");
  CHECK(limit("x - y", "exp(1/eps)", "exp(2/eps)", "-oo") == "ok");
  CHECK(limit("x", "p/eps", "0", "oo", "\"p > 0\"", "{}", "{'p':'1'}") == "ok");
  CHECK(has(limit("x", "p/eps", "0", "oo", "\"p >= 0\"", "{}", "{'p':'1'}"), "decides the limit"));
  CHECK(has(limit("x", "exp(p/eps)", "0", "oo", "\"p >= 0\"", "{}", "{'p':'1'}"), "decides the limit"));
  CHECK(limit("x", "exp(p/eps)", "0", "0", "\"p < 0\"", "{}", "{'p':'-1'}") == "ok");
}

TEST_CASE("lemmas decide signs") {
  const std::string lemma = "{'signs':[{'expr':'p^2 - p + 1','proof':{'rule':'interval','form':'(p - 1/2)^2 + 3/4'}}]}";
  CHECK(limit("x", "exp((p^2 - p + 1)/eps)", "0", "oo", "", lemma) == "ok");
  CHECK(limit("x", "exp(-2*(p^2 - p + 1)/eps)", "0", "0", "", lemma) == "ok");
  CHECK(has(limit("x", "exp((p^2 - p + 1)/eps)", "0", "oo"), "decides the limit"));
  CHECK(has(limit("x", "exp((p^2 - p + 1)/eps)", "0", "oo", "", "{'signs':[{'expr':'p^2 + p + 1','proof':{'rule':'interval','form':'(p + 1/2)^2 + 3/4'}}]}"),
            "decides the limit"));
  CHECK(has(limit("x", "exp((p^2 - p + 1)/eps)", "0", "oo", "", "{'signs':[{'expr':'eps','proof':{'rule':'interval'}}]}"), "unknown symbol 'eps'"));
}

// Leading terms that cancel hide what comes next: nothing may be read off.
TEST_CASE("cancellation is not guessed") {
  CHECK(has(limit("x - y", "exp(eps)/eps", "1/eps", "0"), "dominate"));  // the limit is 1
  CHECK(has(limit("x - y", "1/(eps*(1 + eps))", "1/eps", "0"), ""));     // the limit is -1
  CHECK_FALSE(limit("x - y", "1/(eps*(1 + eps))", "1/eps", "0") == "ok");
  CHECK_FALSE(limit("x - y", "1/(eps*(1 + eps))", "1/eps", "oo") == "ok");
  CHECK_FALSE(limit("x - y", "exp(1/eps + eps)", "exp(1/eps)", "0") == "ok");  // the limit is oo
  CHECK_FALSE(limit("x*y", "sin(eps)", "1/eps", "0") == "ok");                 // the limit is 1
  CHECK_FALSE(limit("x", "sin(1/eps)", "0", "0") == "ok");
  CHECK_FALSE(limit("x", "log(eps)", "0", "-oo") == "ok");
  CHECK_FALSE(limit("x", "exp(-1/(eps + eps^2))", "0", "0") == "ok");
  CHECK_FALSE(limit("1/(x - y)", "eps + 1", "1", "0") == "ok");  // the limit is oo
  CHECK_FALSE(limit("relu(x)*y", "eps", "1/eps", "0") == "ok");  // the limit is 1
  CHECK(limit("relu(x)*y", "eps", "1/eps", "1", "", "{'pieces':[{'argument':'eps','proof':{'rule':'interval'}}]}") == "ok");
  CHECK_FALSE(limit("relu(-x)*y", "eps", "1/eps", "1", "", "{'pieces':[{'argument':'-eps','proof':{'rule':'interval'}}]}") == "ok");
  CHECK_FALSE(limit("relu(1/2 - x)*y", "eps", "1/eps", "oo", "", "{'pieces':[{'argument':'1/2 - eps','proof':{'rule':'interval'}}]}") == "ok");
  CHECK(limit("relu(1/2 - x)*y", "eps", "1/eps", "oo", "", "{'eps0':'1/4','pieces':[{'argument':'1/2 - eps','proof':{'rule':'interval'}}]}") == "ok");
}

TEST_CASE("the path must be defined near 0") {
  CHECK(has(limit("x", "1/(eps - 1/2)", "0", "-2"), "not shown to be defined"));
  CHECK(limit("x", "1/(eps - 1/2)", "0", "-2", "", "{'eps0':'1/4'}") == "ok");
  CHECK(has(limit("x", "1/(eps - 1/2)", "0", "-2", "", "{'eps0':'0'}"), "must be positive"));
  CHECK(has(limit("x", "1/(eps - 1/2)", "0", "-2", "", "{'eps0':'-1'}"), "must be positive"));
  CHECK(has(limit("log(x)", "eps - 1/2", "0", "0"), "not shown to be defined"));
  CHECK(has(limit("x", "eps", "0", "0", "", "{'differs':{'rule':'interval'}}"), "unknown member 'differs'"));
  CHECK(has(limit("x", "eps", "0", "0", "", "{'note':'x'}"), "unknown member"));
}

TEST_CASE("divergence path") {
  const auto path = [](const std::string& f, const std::string& more, const std::string& p) {
    return judge(with_claim("kind = \"divergence-path\"\nfunction = \"" + f + "\"\nover = [\"x\", \"y\"]\npath = \"way\"\n" + more, "",
                            "[paths.way]\nx = \"-exp(-1/eps)\"\ny = \"1/eps\"\n"),
                 "c", "'model':{},'proof':" + p);
  };
  const std::string claim = "limit = \"0\"\ndiverges = [\"y\"]\n",
                    decreasing =
                        "'decreasing':{'proof':{'rule':'product','factors':[{'expr':'2*exp(-2/"
                        "eps)','proof':{'rule':'exp'}},{'expr':'eps^(-2)','proof':{'rule':'inverse','of':'eps^2','proof':{'rule':'product','factors':[{'expr':'"
                        "eps','power':2,'proof':{'rule':'assumption'}}]}}}]}}";
  CHECK(path("(1 + x*exp(y))^2 + x^2", claim, "{'limit':{},'diverges':[{}]," + decreasing + "}") == "ok");
  CHECK(has(path("(1 + x*exp(y))^2 + x^2", claim, "{'limit':{},'diverges':[{}]}"), "'decreasing' is missing"));
  CHECK(path("(1 + x*exp(y))^2 + x^2", claim + "decreasing = false\n", "{'limit':{},'diverges':[{}]}") == "ok");
  CHECK(has(path("(1 + x*exp(y))^2 + x^2", claim + "decreasing = false\n", "{'limit':{},'diverges':[{}]," + decreasing + "}"), "does not say"));
  CHECK(has(path("(1 + x*exp(y))^2 + x^2", "limit = \"1\"\ndiverges = [\"y\"]\n", "{'limit':{},'diverges':[{}]," + decreasing + "}"), "not shown to be equal"));
  CHECK(has(path("(1 + x*exp(y))^2 + x^2", "limit = \"0\"\ndiverges = [\"x\"]\n", "{'limit':{},'diverges':[{}]," + decreasing + "}"), "the limit is finite"));
  CHECK(has(path("(1 + x*exp(y))^2 + x^2", claim, "{'limit':{},'diverges':[]," + decreasing + "}"), "1 proofs are needed"));
  CHECK(has(path("(1 + x*exp(y))^2 - x^2", claim, "{'limit':{},'diverges':[{}]," + decreasing + "}"), "multiply to"));
}
