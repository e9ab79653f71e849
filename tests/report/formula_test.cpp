// Formulas as they are set: what is written is what is shown, and no two names look alike.
#include "report/formula.hpp"

#include <set>

#include "support/catch.hpp"

using namespace losscert::report;

namespace {

std::string again(const std::string& text) {
  const auto f = parse_formula(text);
  return f ? plain(*f) : "no formula";
}

}  // namespace

TEST_CASE("a formula is written again as it was, brackets where they are needed") {
  for (const char* text : {"a - (b - c)", "a - (-b)", "-(a + b)*c", "a/(b*c)", "a/b/c", "(a + b)^2", "-x^2", "(-x)^2", "x^(-1)", "x^(1/2)", "(x^2)^3", "2*lambda*a^2", "exp(-2*b)/(1 + exp(b))", "w[1]*W[1,2]",
                           "L0(0, 0, 1, -1) = 2", "0 <= x <= 1", "x != 0 and y > 0", "a = 1, b = 2", "[[1, 2], [3, 4]]", "a + b + ...", "eps -> 0", "x in [0, 1]", "a*(b/c)"})
    CHECK(again(text) == text);
  CHECK(again("a==b && c!=d") == "a = b and c != d");
  CHECK(again("a*diff(L, a) - diff(L, w[1], b)") == "a*dL/da - d2L/dw[1] db");
}

TEST_CASE("what is no formula is none") {
  for (const char* text : {"", "a +", "(a", "a)", "a b", "x^", "<b>", "f(x", "w[", "w[i]", "a ' b", "1 2", "\\input{x}"}) CHECK(again(text) == "no formula");
  CHECK(again(std::string(300, '(') + "a" + std::string(300, ')')) == "no formula");
}

TEST_CASE("different names never look alike") {
  std::set<std::string> tex, html;
  std::size_t count = 0;
  for (const char* text : {"w1", "w[1]", "w_1", "w", "w11", "w1[1]", "w[1,1]", "w_11", "x1[2]", "x[1,2]", "x12", "x1_2", "ab", "a*b", "lambda", "Lambda", "lambda1", "eps", "epsilon", "a1*b", "a1b"}) {
    const auto f = parse_formula(text);
    REQUIRE(f);
    tex.insert(latex(*f));
    html.insert(mathml(*f));
    ++count;
  }
  CHECK(tex.size() == count);
  CHECK(html.size() == count);
}

TEST_CASE("text is escaped") {
  CHECK(html_text("<a href=\"x\">&'") == "&lt;a href=&quot;x&quot;&gt;&amp;&#39;");
  CHECK(latex_text("\\input{x} $a_b^2$ 100% #&~") ==
        "\\textbackslash{}input\\{x\\} \\$a\\_b\\textasciicircum{}2\\$ 100\\% \\#\\&\\textasciitilde{}");
  CHECK(latex_text("\xe6\xbc\xa2") == "?");
}
