#include "check/text/syntax.hpp"
#include "check/text/reject.hpp"
#include "reading.hpp"
#include "support/catch.hpp"

using namespace losscert::check;

namespace {
std::string repeat(const std::string& s, int n) {
  std::string out;
  for (int i = 0; i < n; ++i) out += s;
  return out;
}
}  // namespace

TEST_CASE("what is no expression is rejected") {
  for (const char* t : {"",      " ",  "x +", "(x",    "x)",     "x y",  "2x",    "1.",       ".5",    "1e",     "1.2.3",
                        "x^",    "^x", "x*-", "sin()", "f(,)",   "[1,2", "x[",    "x[0]",     "x[-1]", "x[1.5]", "x[100000000000]",
                        "x_",    "_x", "x$",  "\"x\"", "x == y", "x;y",  "x\x01", "\xc3\xa9", "3 4",   "x**2",   "x!",
                        "x && y", "1e+", "1e5x", "1e2000", "1e1e1", "1e99999999999999999999"}) {
    INFO(t);
    CHECK_THROWS_AS(poly(t), Reject);
  }
}

TEST_CASE("precedence") {
  const std::pair<const char*, const char*> same[] = {{"-2^2", "0 - 4"}, {"2^-1", "1/2"}, {"2^3^0", "2"}, {"1 - 2 - 3", "-4"},  {"12/2/3", "2"},
                                                      {"2*-3", "-6"},    {"- -3", "3"},   {"+3", "3"},    {"2.5e-3", "1/400"}, {"1E+2*x", "100*x"}, {"x/y*z", "(x*z)/y"}, {"-x*y", "0 - (x*y)"}};
  for (const auto& [a, b] : same) {
    INFO(a);
    CHECK(poly(a) == poly(b));
  }
}

TEST_CASE("nesting is limited to 200 levels") {
  CHECK_NOTHROW(parse_expression(repeat("(", 200) + "x" + repeat(")", 200)));
  CHECK_THROWS_AS(parse_expression(repeat("(", 201) + "x" + repeat(")", 201)), Reject);
  CHECK_THROWS_AS(parse_expression(repeat("(", 1000000)), Reject);
  CHECK_THROWS_AS(parse_expression(repeat("2^", 1000000) + "x"), Reject);
  CHECK_THROWS_AS(parse_expression(repeat("exp(", 100000)), Reject);
  CHECK_THROWS_AS(parse_expression(repeat("[", 100000)), Reject);
  CHECK_THROWS_AS(parse_expression("x" + repeat("[1]", 100000)), Reject);
  CHECK_THROWS_AS(parse_expression(repeat("-", 1000000)), Reject);
  CHECK_NOTHROW(parse_expression("x" + repeat(" + x", 100000)));
  CHECK_NOTHROW(parse_expression("x" + repeat(" * x", 100000)));
}

TEST_CASE("relations") {
  CHECK(parse_relation("1 <= x < y").rels.size() == 2);
  CHECK(parse_conjunction("x == 1 && y >= 2 && z != 3").size() == 3);
  for (const char* t : {"x", "x =", "x = y", "x <", "x == y ==", "== x", "x <> y", "x == 1 & y == 2"}) {
    INFO(t);
    CHECK_THROWS_AS(parse_relation(t), Reject);
  }
  CHECK_THROWS_AS(parse_conjunction("x == 1 &&"), Reject);
}

TEST_CASE("deep definitions do not overflow the stack") {
  std::string text = "title = \"t\"\n[variables]\nx = \"scalar\"\n[definitions]\nd0 = \"x\"\n";
  for (int i = 1; i <= 150; ++i) text += "d" + std::to_string(i) + " = \"" + repeat("exp(", 100) + "d" + std::to_string(i - 1) + repeat(")", 100) + "\"\n";
  text += "[objective]\nexpression = \"d150\"\n[[claims]]\nid = \"c\"\nkind = \"no-critical-point\"\n";
  const CaseFile c = parse_case(text, "deep");
  reset_table();
  Builder b(c, {});
  CHECK_THROWS_AS(b.objective(), LimitReached);
  reset_table();
}
