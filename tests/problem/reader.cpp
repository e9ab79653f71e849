// The reader: everything arrives, in file order, with its line.
#include "problem/case.hpp"
#include "problem/names.hpp"
#include "problem/scratch.hpp"
#include "support/catch.hpp"

using namespace losscert;
using test::ScratchFile;

namespace {

const char* const sample = R"toml(title = "A case"
time_class = "slow"
assumptions = ["lambda > 0", "x1 != x2"]
[source]
paper = "key"
statement = "Example 4"
quote = "for all"
note = "n"
[dimensions]
d = [2, 1]
m = 3
[parameters]
lambda = "scalar"
x2 = "vector d"
x1 = "vector d"
[variables]
z = "scalar"
b = "vector 2"
a = "matrix d m"
[definitions]
"f( s , t )" = "s + t"
E = "exp(z)"
[objective]
expression = """
f(z, E)
  + normsq(b)"""
[roots.r]
variables = ["z", "b[1]"]
equations = ["z - 1", "b[1]"]
near = ["1", 0]
within = "1/2"
[roots.s]
variable = "z"
in = ["0", 1]
[points.p]
z = 0
b = "[1, 2]"
[paths.q]
z = "1/eps"
[[claims]]
id = "first-1"
kind = "no-local-minimum"
says = "words"
at = "p"
over = ["b", "z"]
where = ["z > 0", "0 < z < lambda"]
[[claims]]
id = "second"
kind = "limit"
expect = "refuted"
printed = "as printed"
correction = "first-1"
note = "remark"
path = "q"
equals = "-oo"
[[claims]]
id = "third"
kind = "critical-set"
function = 3
fix = { z = "-1" }
sets = ["b[1] == 0 && b[2] > 1", "b[1] > 0"]
)toml";

}  // namespace

TEST_CASE("a case is read in file order") {
  const ScratchFile f(sample);
  const problem::Case c = problem::read_case(f.path());
  CHECK(c.file == f.path());
  CHECK(c.title == "A case");
  CHECK(c.time_class == "slow");
  CHECK(c.paper + c.statement + c.quote + c.note == "keyExample 4for alln");
  REQUIRE(c.dimensions.size() == 2);
  CHECK(c.dimensions[0] == std::pair<std::string, std::vector<int>>("d", {2, 1}));
  REQUIRE(c.parameters.size() == 3);
  CHECK(c.parameters[1].name == "x2");
  CHECK(c.parameters[1].line == 14);
  REQUIRE(c.variables.size() == 3);
  CHECK(c.variables[0].name + c.variables[1].name + c.variables[2].name == "zba");
  CHECK(c.variables[2].rows == "d");
  CHECK(c.variables[2].cols == "m");
  CHECK(c.assumptions[1].relops[0] == "!=");
  CHECK(c.definitions[0].arguments == std::vector<std::string>{"s", "t"});
  CHECK(c.definitions[1].name == "E");
  CHECK(c.objective->children[0]->line == 25);
  CHECK(c.objective->children[1]->line == 26);
  REQUIRE(c.roots.size() == 2);
  CHECK(!c.roots[0].scalar);
  CHECK(c.roots[0].unknowns == std::vector<std::string>{"z", "b[1]"});
  CHECK(c.roots[0].box.size() == 2);
  CHECK(c.roots[1].scalar);
  CHECK(c.roots[1].equations.empty());
  REQUIRE(c.claims.size() == 3);
  const auto& first = c.claims[0];
  CHECK(first.at->size() == 2);
  CHECK((*first.at)[1].name == "b");
  CHECK((*first.at)[1].text == "[1, 2]");
  CHECK(*first.over == std::vector<std::string>{"b", "z"});
  CHECK(first.where[1].sides.size() == 3);
  CHECK(first.expect_proved);
  CHECK(first.line == 40);
  CHECK(c.claims[1].equals_infinity == "-oo");
  CHECK(!c.claims[1].equals);
  CHECK(!c.claims[1].expect_proved);
  CHECK(c.claims[1].printed + c.claims[1].correction + c.claims[1].note == "as printedfirst-1remark");
  CHECK(c.claims[2].sets.size() == 2);
  CHECK(c.claims[2].sets[0].size() == 2);
  CHECK(c.claims[2].function->text == "3");
}

TEST_CASE("the digest is SHA-256 of the bytes") {
  const std::string text =
      "title = \"t\"\n[variables]\nu = \"scalar\"\n[objective]\nexpression = \"u\"\n[[claims]]\nid = \"c\"\nkind = \"lower-bound\"\nvalue = 0\n";
  const ScratchFile f(text);
  const std::string digest = problem::read_case(f.path()).digest;
  CHECK(digest.substr(0, 7) == "sha256:");
  CHECK(digest.size() == 7 + 64);
  const ScratchFile other(text + "\n");
  CHECK(problem::read_case(other.path()).digest != digest);
  const ScratchFile same(text);
  CHECK(problem::read_case(same.path()).digest == digest);
}

TEST_CASE("carriage returns and a byte order mark do no harm") {
  std::string text(sample);
  for (std::size_t i = 0; (i = text.find('\n', i)) != std::string::npos; i += 2) text.replace(i, 1, "\r\n");
  const ScratchFile f("\xef\xbb\xbf" + text);
  CHECK(problem::read_case(f.path()).claims[0].line == 40);
}

TEST_CASE("the nearest word") {
  CHECK(problem::nearest("stict", {"strict", "at"}) == "strict");
  CHECK(problem::nearest("wher", {"where", "over"}) == "where");
  CHECK(problem::nearest("zzzz", {"where", "over"}).empty());
  CHECK(problem::nearest("w", {"u", "v"}).empty());
  CHECK(problem::suggestion("w", {}) == "; nothing is declared here");
}
