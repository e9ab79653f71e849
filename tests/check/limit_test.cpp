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
  CHECK(limit("x", "log(eps)", "0", "-oo") == "ok");
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

TEST_CASE("powers of the logarithm of eps, roots of eps") {
  CHECK(limit("x", "(eps + eps^2)^(1/2)", "0", "0") == "ok");
  CHECK(has(limit("x", "(eps + eps^2)^(-1/2)", "0", "0"), "decides the limit"));  // the limit is oo
  CHECK(limit("x", "eps^(1/2)*log(eps)^3", "0", "0") == "ok");
  CHECK(has(limit("x", "1/log(eps)", "0", "0"), "not shown to be defined"));
  CHECK(limit("x - y", "eps^(-1/2)", "-log(eps)^5", "oo") == "ok");
  CHECK(limit("x - y", "log(eps)^2", "log(eps)^3", "oo") == "ok");
  CHECK(limit("x", "log(eps)^3", "0", "-oo") == "ok");
  CHECK(has(limit("x", "log(eps)^3", "0", "oo"), "the limit is not oo"));
  CHECK(has(limit("x - y", "log(eps)/eps", "1/eps", "oo"), "the limit is not oo"));
  CHECK(limit("exp(x*y)", "eps", "log(eps)", "1") == "ok");
  CHECK(limit("x", "exp(-exp(1/eps))*exp(1/eps^3)", "0", "0") == "ok");
  CHECK(limit("x", "exp(-exp(1/eps) + exp(2/eps))", "0", "oo") == "ok");
  CHECK(limit("x", "eps*sin(1/eps)", "0", "0") == "ok");
  CHECK(has(limit("x", "sin(1/eps)", "0", "0"), "no limit is known"));
  CHECK(has(limit("x", "eps/sin(1 + 1/eps)", "0", "0"), ""));
  CHECK_FALSE(limit("x", "eps/(2 + sin(1/eps))", "0", "0") == "ok");  // true, but 1/(2 + sin) is not among the bounded functions
  CHECK(limit("arctan(x)", "-1/eps", "0", "-2*arctan(1)") == "ok");
  CHECK(has(limit("arctan(x)", "-1/eps", "0", "2*arctan(1)"), "not shown to be equal"));
}

TEST_CASE("scales are taken out") {
  const auto scaled = [](const std::string& argument, const std::string& scale, const std::string& more = "") { return "{'scales':[{'argument':'" + argument + "','scale':'" + scale + "'}]" + more + "}"; };
  CHECK(limit("log(x) - y", "exp(1/eps) + 3", "1/eps", "0", "", "{}") != "ok");
  CHECK(limit("log(x + 3)*y", "exp(1/eps)", "eps", "1", "", scaled("exp(1/eps) + 3", "exp(1/eps)")) == "ok");
  CHECK(has(limit("log(x + 3)*y", "exp(1/eps)", "eps", "2", "", scaled("exp(1/eps) + 3", "exp(1/eps)")), "not shown to be equal"));
  CHECK(limit("1/(x + y)", "eps", "eps^2", "oo", "", scaled("eps + eps^2", "eps")) == "ok");
  CHECK(has(limit("1/(x + y)", "eps", "eps^2", "-oo", "", scaled("eps + eps^2", "eps")), "the limit is not -oo"));
  CHECK(limit("(x + y)^(1/2)", "1/eps", "1", "oo", "", scaled("1/eps + 1", "1/eps")) == "ok");
  CHECK(limit("(x + 1)^(1/2)*y^(1/2)", "1/eps", "eps", "1", "", scaled("1/eps + 1", "1/eps")) == "ok");
  CHECK(limit("1/(x + y)", "-eps", "-eps^2", "-oo", "", scaled("eps + eps^2", "eps")) == "ok");  // up to a factor
  CHECK(has(limit("x", "eps", "0", "0", "", scaled("eps - eps", "eps")), "no scale of 0"));
  // a scale that is none
  CHECK(has(limit("log(x + 3)*y", "exp(1/eps)", "eps", "1", "", scaled("exp(1/eps) + 3", "-exp(1/eps)")), "not a product of powers of eps"));
  CHECK(has(limit("log(x + 3)*y", "exp(1/eps)", "eps", "1", "", scaled("exp(1/eps) + 3", "2*exp(1/eps)")), "not a product of powers of eps"));
  CHECK(has(limit("log(x + 3)*y", "exp(1/eps)", "eps", "1", "", scaled("exp(1/eps) + 3", "eps + 1")), "not a product of powers of eps"));
  CHECK(has(limit("log(x + 3)*y", "exp(1/eps)", "eps", "1", "\"p > 0\"", scaled("exp(1/eps) + 3", "p*eps"), "{'p':'1'}"), "not a product of powers of eps"));
  CHECK(has(limit("log(x + 3)*y", "exp(1/eps)", "eps", "1", "", scaled("exp(1/eps) + 3", "-log(eps)")), "not a product of powers of eps"));
  CHECK(has(limit("log(x + 3)*y", "exp(1/eps)", "eps", "1", "", scaled("exp(1/eps) + 3", "0")), "not a product of powers of eps"));
  CHECK(has(limit("x", "eps", "0", "0", "", "{'scales':[{'argument':'eps + 1'}]}"), "scale"));
  CHECK(has(limit("x", "eps", "0", "0", "", "{'scales':[{'argument':'eps + 1','scale':'eps','note':'1'}]}"), "unknown member"));
  // any other is of no use, but does no harm
  CHECK_FALSE(limit("log(x + 3)*y", "exp(1/eps)", "eps", "1", "", scaled("exp(1/eps) + 3", "eps")) == "ok");
  CHECK_FALSE(limit("log(x + 3)*y", "exp(1/eps)", "eps", "0", "", scaled("exp(1/eps) + 3", "exp(2/eps)")) == "ok");
}

TEST_CASE("Taylor polynomials with a remainder") {
  const auto order = [](int m) { return "{'order':" + std::to_string(m) + "}"; };
  CHECK(limit("x*y", "sin(eps)", "1/eps", "1", "", order(0)) == "ok");
  CHECK(has(limit("x*y", "sin(eps)", "1/eps", "0", "", order(0)), "not shown to be equal"));
  CHECK(limit("(x - 1)*y", "cos(eps)", "eps^(-2)", "-1/2", "", order(1)) == "ok");
  CHECK(has(limit("(x - 1)*y", "cos(eps)", "eps^(-2)", "-1/2", "", order(0)), "decides the limit"));  // a remainder with limit 0 times something unbounded
  CHECK(limit("x*y", "exp(eps) - 1 - eps", "eps^(-2)", "1/2", "", order(2)) == "ok");
  CHECK(limit("x - y", "exp(1/eps + eps)", "exp(1/eps)", "oo", "", order(1)) == "ok");
  CHECK_FALSE(limit("x - y", "exp(1/eps + eps)", "exp(1/eps)", "0", "", order(3)) == "ok");
  CHECK(limit("x - y", "1/(eps*(1 + eps))", "1/eps", "-1", "", "{'order':1,'scales':[{'argument':'eps + eps^2','scale':'eps'}]}") == "ok");
  CHECK(limit("x*y", "log(1 + exp(-1/eps))", "exp(1/eps)", "1", "", order(0)) == "ok");
  CHECK(limit("x*y", "(1 + eps)^(1/2) - 1", "1/eps", "1/2", "", order(0)) == "ok");
  CHECK(limit("x*y", "arctan(1 + eps) - arctan(1)", "1/eps", "1/2", "", order(0)) == "ok");
  CHECK(limit("x*y", "log(p + eps) - log(p)", "1/eps", "1/p", "\"p > 0\"", order(0), "{'p':'1'}") == "ok");
  CHECK_FALSE(limit("x*y", "1/(p + eps) - 1/p", "1/eps", "-1/p^2", "\"p != 0\"", order(0), "{'p':'1'}") == "ok");  // for p < 0 there is a pole
  CHECK_FALSE(limit("relu(x)*y", "eps", "1/eps", "1", "", order(1)) == "ok");                                      // no derivative at 0
  CHECK_FALSE(limit("x*y", "eps^(3/2)", "1/eps", "1", "", order(1)) == "ok");
  CHECK_FALSE(limit("x*y", "(eps + eps^2)^(1/2)", "1/eps", "1", "", order(1)) == "ok");
  CHECK_FALSE(limit("x*y", "sin(1/eps)", "eps", "1", "", order(1)) == "ok");
  CHECK(has(limit("x", "eps", "0", "0", "", order(-1)), "order"));
  CHECK(has(limit("x", "eps", "0", "0", "", order(13)), "order"));
}

TEST_CASE("waves beside something larger") {
  CHECK(limit("x*(2 + y)", "1/eps", "sin(1/eps)", "oo") == "ok");
  CHECK(limit("x*(y - 2)", "1/eps", "cos(exp(1/eps))", "-oo") == "ok");
  CHECK(has(limit("x*(1 + y)", "1/eps", "sin(1/eps)", "oo"), "decides the limit"));
  CHECK(has(limit("x*(3/2 + y + y^2)", "1/eps", "sin(1/eps)", "oo"), "may have both signs"));
  CHECK(has(limit("x*y", "1/eps", "sin(1/eps)", "oo"), "decides the limit"));
  CHECK(limit("x + y", "1/eps", "sin(1/eps)", "oo") == "ok");
  CHECK(has(limit("x + y", "eps", "sin(1/eps)", "0"), "no limit is known"));
  CHECK(limit("x - y", "1/eps^2", "sin(1/eps)/eps", "oo") == "ok");
  CHECK(has(limit("x*(2 + p*y)", "1/eps", "sin(1/eps)", "oo", "\"p <= 1\"", "{}", "{'p':'0'}"), "decides the limit"));
  CHECK(limit("x*(2 + p*y)", "1/eps", "sin(1/eps)", "oo", "\"p > 0\", \"p <= 1\"", "{'signs':[{'expr':'2 - p','proof':{'rule':'interval'}}]}", "{'p':'1'}") == "ok");
  CHECK(has(limit("x*(2 + y*arctan(1/y))", "1/eps", "1/(2 + sin(1/eps))", "oo"), ""));
}

TEST_CASE("exponentials of exponentials") {
  CHECK(limit("x", "exp(exp(1/eps))/eps", "0", "oo") == "ok");
  CHECK(limit("x", "eps^5*exp(exp(1/eps) - 1/eps^3)", "0", "oo") == "ok");
  CHECK(limit("1/(1 + x)", "exp(exp(1/eps))", "0", "0") == "ok");
  CHECK(has(limit("x - y", "exp(exp(1/eps))", "exp(1/eps)", "oo"), "dominate"));  // true, but nothing is said of the order of these
  CHECK(has(limit("x - y", "exp(exp(1/eps))", "exp(exp(2/eps))", "-oo"), "dominate"));
  CHECK_FALSE(limit("x", "exp(exp(1/eps) - exp(2/eps))", "0", "oo") == "ok");
  CHECK(limit("x", "exp(exp(1/eps) - exp(2/eps))/eps", "0", "0") == "ok");
  CHECK_FALSE(limit("x*y", "exp(-exp(1/eps))", "exp(exp(1/eps))", "0") == "ok");
}

TEST_CASE("cases of a parameter") {
  const auto cases = [](const std::string& on, const std::string& branches) { return "{'on':'" + on + "','branches':{" + branches + "}}"; };
  const std::string positive = "{'absurd':{'expr':'p','proof':{'rule':'assumption'}}}";
  CHECK(limit("exp(x)", "p/eps^2 - 1/eps", "0", "0", "\"p <= 0\"", cases("p", "'<':{},'=':{},'>':" + positive), "{'p':'-1'}") == "ok");
  CHECK(has(limit("exp(x)", "p/eps^2 - 1/eps", "0", "0", "\"p <= 0\"", "{}", "{'p':'-1'}"), "decides the limit"));
  CHECK(has(limit("exp(x)", "p/eps^2 - 1/eps", "0", "0", "", cases("p", "'<':{},'=':{},'>':" + positive), "{'p':'-1'}"), "no contradiction"));
  CHECK(has(limit("exp(x)", "p/eps^2 - 1/eps", "0", "0", "", cases("p", "'<':{},'=':{},'>':{}"), "{'p':'-1'}"), "the limit is infinite"));
  CHECK(has(limit("exp(x)", "p/eps^2 - 1/eps", "0", "0", "\"p <= 0\"", cases("p", "'<':{},'=':{}"), "{'p':'-1'}"), "do not cover every sign"));
  CHECK(has(limit("exp(x)", "p/eps^2 - 1/eps", "0", "0", "\"p <= 0\"", cases("eps", "'<':{},'=':{},'>':{}"), "{'p':'-1'}"), "eps"));
  CHECK(limit("x", "p^2/eps^2 + 1/eps", "0", "oo", "", cases("p", "'!=':{},'=':{}"), "{'p':'-1'}") == "ok");
  CHECK(has(limit("x", "p^2/eps^2 + 1", "0", "oo", "", cases("p", "'!=':{},'=':{}"), "{'p':'-1'}"), "the limit is not oo"));
  CHECK(has(limit("x", "exp(-p^2/eps)", "0", "0", "", cases("p", "'!=':{},'=':{}"), "{'p':'-1'}"), "not shown to be equal"));
  CHECK(limit("x", "p*exp(-p^2/eps)/eps", "0", "0", "", cases("p", "'!=':{},'=':{}"), "{'p':'-1'}") == "ok");
  CHECK(has(limit("x", "eps", "0", "0", "", "{'on':'p','branches':{'!=':{},'=':{}},'order':1}", "{'p':'-1'}"), "unknown member 'order'"));
  CHECK(has(limit("x", "eps", "0", "0", "", cases("p", "'<':{},'=':{},'>':{'absurd':{'expr':'p','proof':{'rule':'assumption'}},'order':1}"), "{'p':'-1'}"), "unknown member 'order'"));
}
