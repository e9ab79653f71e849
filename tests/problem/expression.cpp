// The grammar of cases/README.md: precedence, associativity, flat chains, lines.
#include "problem/case.hpp"
#include "support/catch.hpp"

using namespace losscert;
using problem::Syntax;
using problem::SyntaxPtr;

namespace {

// A tree as a prefix expression: (+ a (- b)).
std::string shown(const SyntaxPtr& s) {
  auto list = [&](const std::string& head) {
    std::string out = "(" + head;
    for (const auto& c : s->children) out += " " + shown(c);
    return out + ")";
  };
  switch (s->op) {
    case Syntax::Op::Number:
    case Syntax::Op::Name:
      return s->text;
    case Syntax::Op::Call:
      return list(s->text);
    case Syntax::Op::Vector:
      return list("vector");
    case Syntax::Op::Negate:
      return list("-");
    case Syntax::Op::Add:
      return list("+");
    case Syntax::Op::Multiply:
      return list("*");
    case Syntax::Op::Divide:
      return list("/");
    case Syntax::Op::Power:
      return list("^");
    case Syntax::Op::Index: {
      std::string indices;
      for (int i : s->indices) indices += (indices.empty() ? "" : ",") + std::to_string(i);
      return list("index " + indices);
    }
  }
  return "";
}

std::string parsed(const std::string& text) { return shown(problem::parse_expression(text, "f", 1)); }

}  // namespace

TEST_CASE("precedence and associativity") {
  CHECK(parsed("-x^2") == "(- (^ x 2))");
  CHECK(parsed("2^3^2") == "(^ 2 (^ 3 2))");
  CHECK(parsed("2^-x") == "(^ 2 (- x))");
  CHECK(parsed("-2^-x^2") == "(- (^ 2 (- (^ x 2))))");
  CHECK(parsed("-a*b") == "(- (* a b))");
  CHECK(parsed("a*-b") == "(* a (- b))");
  CHECK(parsed("a - b - c") == "(+ a (- b) (- c))");
  CHECK(parsed("a - (b - c)") == "(+ a (- (+ b (- c))))");
  CHECK(parsed("a/b/c") == "(/ (/ a b) c)");
  CHECK(parsed("a/b*c") == "(* (/ a b) c)");
  CHECK(parsed("a*b/c*d") == "(* (/ (* a b) c) d)");
  CHECK(parsed("a + b*c^d") == "(+ a (* b (^ c d)))");
  CHECK(parsed("+a") == "a");
  CHECK(parsed("- -a") == "(- (- a))");
  CHECK(parsed("(a)") == "a");
}

TEST_CASE("primaries") {
  CHECK(parsed("0.25") == "0.25");
  CHECK(parsed("2.5e-3") == "2.5e-3");
  CHECK(parsed("1E+5*u") == "(* 1E+5 u)");
  CHECK(parsed("f(x, 2*y)") == "(f x (* 2 y))");
  CHECK(parsed("[1, [2]]") == "(vector 1 (vector 2))");
  CHECK(parsed("W[1,2]^2") == "(^ (index 1,2 W) 2)");
  CHECK(parsed("(u - v)[2]") == "(index 2 (+ u (- v)))");
  CHECK(parsed(" \t x\n\r") == "x");
}

TEST_CASE("relations are chains") {
  const auto r = problem::parse_relation("a <= t < b + 1", "f", 4);
  REQUIRE(r.sides.size() == 3);
  CHECK(r.relops == std::vector<std::string>{"<=", "<"});
  CHECK(shown(r.sides[2]) == "(+ b 1)");
  for (const char* op : {"==", "!=", "<", "<=", ">", ">="}) CHECK(problem::parse_relation(std::string("a") + op + "b", "f", 1).relops[0] == op);
}

TEST_CASE("lines count from the line given") {
  const auto e = problem::parse_expression("a +\n  b*\n  c", "f", 10);
  CHECK(e->children[0]->line == 10);
  CHECK(e->children[1]->children[0]->line == 11);
  CHECK(e->children[1]->children[1]->line == 12);
  CHECK_THROWS_WITH(problem::parse_expression("a +\n b )", "f", 10), "f:11: in 'a +  b )': ')' at character 8 closes nothing; remove it, or open it before");
}

TEST_CASE("what is no expression") {
  for (const char* text : {"",   "a b",  "a +",  "*a",  "a**b", "f(",  "f(a,)", "[a,]", "a[1", "a[]",  "a[1,]", "(a",   "a)", "2x",   "1e",  "1.",
                           ".1", "--a*", "---a", "a<b", "a=b",  "a,b", "_a",    "a'",   "a;b", "a\\b", "$",     "[a][", "a^", "a^^b", "()", "1e+", "1e2000", "1e5u"})
    CHECK_THROWS_AS(problem::parse_expression(text, "f", 1), InputError);
  for (const char* text : {"a", "a <", "< a", "a < < b", "a =< b", "a <> b", "a = b", "a < b c", "(a < b)", "a == b ==", "a && b"})
    CHECK_THROWS_AS(problem::parse_relation(text, "f", 1), InputError);
}
