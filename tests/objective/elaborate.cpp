// From case to instances: definitions, dimensions, fix/at/where, relations, roots, paths.
#include "objective/bench.hpp"
#include "support/catch.hpp"

using namespace losscert;
using namespace losscert::test;
using symbolic::Rel;
using symbolic::symbol;
using symbolic::to_text;

namespace {

std::vector<std::string> names(const std::vector<symbolic::Symbol>& symbols) {
  std::vector<std::string> out;
  for (const auto& s : symbols) out.push_back(s.get_name());
  return out;
}

std::string text(const symbolic::Relation& r) { return to_text(symbolic::canonical(r.expr)) + " " + to_text(r.rel) + " 0"; }

std::string with_definitions(const std::string& definitions, const std::string& objective) {
  return "title = \"t\"\n[variables]\nx = \"scalar\"\nt = \"scalar\"\n[definitions]\n" + definitions + "\n[objective]\nexpression = \"" + objective +
         "\"\n[[claims]]\nid = \"c\"\nkind = \"lower-bound\"\nvalue = 0\n";
}
Expr objective_of(const std::string& definitions, const std::string& objective) { return instance(with_definitions(definitions, objective)).objective; }

}  // namespace

TEST_CASE("definitions are macros without capture") {
  const Expr x = symbol("x"), t = symbol("t");
  // The argument is named like the variable t; what is put in mentions the variable t.
  CHECK(equal(objective_of("\"f(t)\" = \"t^2 + x\"", "f(x*t)"), pow(x * t, 2) + x));
  // Inside of f, t is the argument, also in the call of g, whose own argument has the same name.
  CHECK(equal(objective_of("\"f(t)\" = \"g(t + 1)*t\"\n\"g(t)\" = \"t^3\"", "f(2*t) + t"), pow(2 * t + 1, 3) * 2 * t + t));
  // g does not see the argument of its caller, but the variable.
  CHECK(equal(objective_of("\"f(t)\" = \"g(0)*t\"\n\"g(s)\" = \"t + s\"", "f(x)"), t * x));
  // An argument named like a definition hides it.
  CHECK(equal(objective_of("E = \"x^2\"\n\"f(E)\" = \"E + 1\"", "f(t) + E"), t + 1 + x * x));
  // Order is free; a sum stays together when it is put in.
  CHECK(equal(objective_of("A = \"B*2\"\nB = \"x + t\"", "A^2"), 4 * pow(x + t, 2)));
  CHECK(equal(objective_of("\"f(u, v)\" = \"u - v\"", "f(t, x) + f(x, t)*x"), t - x + (x - t) * x));
  // diff after putting in.
  CHECK(equal(objective_of("\"f(t)\" = \"5*t^2\"", "diff(f(x), x)"), 10 * x));
  CHECK(equal(objective_of("\"f(s)\" = \"diff(s^2*x, x)\"", "f(x)"), 3 * x * x));
  CHECK(equal(objective_of("V = \"[x, t, 1]\"\n\"n(v)\" = \"normsq(v)\"", "n(V)"), x * x + t * t + 1));
}

TEST_CASE("one instance per combination of dimensions, in the order listed") {
  const auto list = instances(R"toml(title = "t"
[dimensions]
n = [2, 1]
d = [1, 3]
[variables]
w = "vector n"
M = "matrix d n"
s = "scalar"
[objective]
expression = "normsq(M*w) + s"
[[claims]]
id = "c"
kind = "lower-bound"
value = 0
)toml");
  REQUIRE(list.size() == 4);
  using D = std::map<std::string, int>;
  CHECK(list[0].dimensions == D{{"n", 2}, {"d", 1}});
  CHECK(list[1].dimensions == D{{"n", 2}, {"d", 3}});
  CHECK(list[2].dimensions == D{{"n", 1}, {"d", 1}});
  CHECK(claim::instance_id(list[3].claims[0], list[3]) == "c[d=3,n=1]");
  CHECK(names(list[0].variables) == std::vector<std::string>{"w[1]", "w[2]", "M[1,1]", "M[1,2]", "s"});
  CHECK(names(list[1].variables) == std::vector<std::string>{"w[1]", "w[2]", "M[1,1]", "M[1,2]", "M[2,1]", "M[2,2]", "M[3,1]", "M[3,2]", "s"});
  CHECK(names(list[2].variables) == std::vector<std::string>{"w[1]", "M[1,1]", "s"});
  CHECK(names(list[1].claims[0].over) == names(list[1].variables));
  CHECK(equal(list[2].objective, pow(Expr(symbol("M[1,1]")) * symbol("w[1]"), 2) + symbol("s")));
}

TEST_CASE("fix, at and where") {
  const auto i = instance(R"toml(title = "t"
assumptions = ["lambda > 0", "x1 != x2", "0 < lambda <= 5"]
[parameters]
lambda = "scalar"
x1 = "vector 2"
x2 = "vector 2"
[variables]
b = "scalar"
a = "scalar"
w = "vector 2"
[objective]
expression = "(a*b - 1)^2 + lambda*dot(w, x1)"
[points.p]
w = "[0, lambda]"
b = "2*a"
[paths.q]
b = "1/eps"
[[claims]]
id = "fixed"
kind = "no-critical-point"
function = "L + a"
fix = { a = "b^2 + w[1]" }
where = ["a > w[2]", "w == x1", "w != x2"]
at = { w = "[b, 2*b]" }
[[claims]]
id = "named"
kind = "saddle"
over = ["w", "b"]
at = "p"
where = ["b*w[2] >= lambda", "1 < a < 2"]
[[claims]]
id = "along"
kind = "value"
path = "q"
value = "(a/eps - 1)^2 + lambda*dot(w, x1)"
where = ["a > 0"]
[[claims]]
id = "limit"
kind = "limit"
path = "q"
of = "b*a"
equals = "oo"
where = ["a > 0"]
)toml");
  CHECK(text(i.assumptions[0]) == "lambda > 0");
  CHECK(i.assumptions[1].rel == Rel::Greater);
  CHECK(equal(i.assumptions[1].expr, pow(Expr(symbol("x1[1]")) - symbol("x2[1]"), 2) + pow(Expr(symbol("x1[2]")) - symbol("x2[2]"), 2)));
  CHECK(text(i.assumptions[2]) == "-lambda < 0");
  CHECK(text(i.assumptions[3]) == "lambda-5 <= 0");

  const Expr a = symbol("a"), b = symbol("b"), w1 = symbol("w[1]"), w2 = symbol("w[2]"), lambda = symbol("lambda"), x1 = symbol("x1[1]"), x2 = symbol("x1[2]");
  const auto& fixed = i.claims[0];
  // The variables of `over` are those not fixed, in declaration order.
  CHECK(names(fixed.over) == std::vector<std::string>{"b", "w[1]", "w[2]"});
  const Expr put = b * b + w1;
  CHECK(equal(fixed.function, pow(put * b - 1, 2) + lambda * (w1 * x1 + w2 * x2) + put));
  // `fix`, then `at` go into `where`: a is b^2 + w[1], and w[1] is b at the point.
  REQUIRE(fixed.where.size() == 4);
  CHECK(equal(fixed.where[0].expr, b * b + b - 2 * b));
  CHECK(fixed.where[0].rel == Rel::Greater);
  CHECK(equal(fixed.where[2].expr, 2 * b - x2));
  CHECK(fixed.where[2].rel == Rel::Equal);
  CHECK(equal(fixed.where[3].expr, pow(b - Expr(symbol("x2[1]")), 2) + pow(2 * b - symbol("x2[2]"), 2)));
  CHECK(fixed.where[3].rel == Rel::Greater);
  CHECK(refusal("title = \"t\"\n[variables]\na = \"scalar\"\nb = \"scalar\"\nc = \"scalar\"\n[objective]\nexpression = \"a*b*c\"\n[[claims]]\nid = \"x\"\nkind "
                "= \"no-critical-point\"\nfix = { a = \"b\" }\nat = { b = \"1\", c = \"a\" }\n") ==
        "8: with 'fix' put in, the expression for c contains b, which is given too; use other variables");
  const auto& named = i.claims[1];
  CHECK(names(named.over) == std::vector<std::string>{"b", "w[1]", "w[2]"});
  REQUIRE(named.at.size() == 3);
  CHECK(equal(named.at.at(symbol("b")), 2 * a));
  CHECK(equal(named.at.at(symbol("w[2]")), lambda));
  CHECK(named.at_text.at("w") == "[0, lambda]");
  CHECK(equal(named.where[0].expr, 2 * a * lambda - lambda));
  CHECK(named.where[0].rel == Rel::GreaterEqual);
  CHECK(text(named.where[1]) == "-a+1 < 0");
  CHECK(text(named.where[2]) == "a-2 < 0");
  const auto& along = i.claims[2];
  REQUIRE(along.path);
  CHECK(equal(along.path->at(symbol("b")), 1 / Expr(symbol("eps"))));
  CHECK(equal(symbolic::substitute(along.function, *along.path), along.value));
  CHECK(i.claims[3].limit == claim::LimitSort::PlusInfinity);
  CHECK(equal(i.claims[3].of, a * b));
  CHECK(i.paths.count("q") == 1);
}

TEST_CASE("the fields of each kind") {
  const auto i = instance(R"toml(title = "t"
[variables]
u = "scalar"
v = "scalar"
[objective]
expression = "(u^2 - 1)^2 + v^2"
[paths.away]
u = "1/eps"
[[claims]]
id = "a"
kind = "minimizers"
value = 0
sets = ["u == 1 && v == 0", "-1 <= u <= -1 && v == 0"]
[[claims]]
id = "b"
kind = "infimum"
value = 0
attained = true
path = "away"
[[claims]]
id = "c"
kind = "divergence-path"
path = "away"
limit = "-oo"
diverges = ["u", "v*u"]
decreasing = false
expect = "refuted"
[[claims]]
id = "d"
kind = "critical-points-satisfy"
condition = "u*v == 0"
[[claims]]
id = "e"
kind = "always"
statement = ["diff(L, u) == 4*u*(u^2 - 1)", "[u, v] == [v, u]"]
expect = "refuted"
[[claims]]
id = "f"
kind = "local-minimum"
strict = true
at = { u = 1, v = "0" }
)toml");
  CHECK(i.claims[0].sets.size() == 2);
  CHECK(i.claims[0].sets[0].size() == 2);
  CHECK(i.claims[0].sets[1].size() == 3);
  CHECK(i.claims[1].attained);
  CHECK(i.claims[1].path);
  CHECK(i.claims[2].limit == claim::LimitSort::MinusInfinity);
  CHECK(i.claims[2].diverges.size() == 2);
  CHECK(!i.claims[2].decreasing);
  CHECK(!i.claims[2].expect_proved);
  CHECK(i.claims[3].condition->rel == Rel::Equal);
  CHECK(i.claims[4].statement.size() == 3);
  CHECK(symbolic::zero_test(i.claims[4].statement[0].expr) == symbolic::ZeroTest::Zero);
  CHECK(i.claims[5].strict);
  for (std::size_t k = 0; k < i.claims.size(); ++k) CHECK(i.claims[k].line == static_cast<int>(std::vector<int>{9, 14, 20, 28, 32, 37}[k]));
}

TEST_CASE("roots") {
  const auto i = instance(R"toml(title = "t"
[variables]
u = "scalar"
w = "vector 2"
[definitions]
"f(t)" = "t^4 - t"
[objective]
expression = "f(u) + normsq(w)"
[roots.r]
variable = "u"
near = ["0.6"]
within = "1/10"
[roots.s]
variables = ["w[2]", "w[1]"]
equations = ["w[1]*w[2] - 2", "w[1] - w[2]"]
in = [["1", "2"], ["1", "3/2"]]
[roots.one]
variables = ["u"]
equations = ["diff(f(u), u)"]
in = [["0", "1"]]
[[claims]]
id = "c"
kind = "critical-point"
at = { u = "r", w = "[0, s[2]*one[1] + r]" }
where = ["r > 1/2"]
)toml");
  REQUIRE(i.roots.size() == 3);
  const Expr u = symbol("u");
  CHECK(i.roots[0].name == "r");
  CHECK(names(i.roots[0].symbols) == std::vector<std::string>{"r"});
  CHECK(equal(i.roots[0].equations[0], 4 * pow(u, 3) - 1));
  CHECK(i.roots[0].box[0] == std::pair<GiNaC::numeric, GiNaC::numeric>(GiNaC::numeric(1, 2), GiNaC::numeric(7, 10)));
  CHECK(names(i.roots[1].symbols) == std::vector<std::string>{"s[1]", "s[2]"});
  CHECK(names(i.roots[1].unknowns) == std::vector<std::string>{"w[2]", "w[1]"});
  CHECK(names(i.roots[2].symbols) == std::vector<std::string>{"one[1]"});
  CHECK(equal(i.claims[0].at.at(symbol("w[2]")), Expr(symbol("s[2]")) * symbol("one[1]") + symbol("r")));
}

TEST_CASE("what makes a parameter need an assumption") {
  auto with = [](const std::string& assumptions, const std::string& e, const std::string& where = "") {
    return refusal("title = \"t\"\n" + assumptions +
                   "[parameters]\np = \"scalar\"\nq = \"scalar\"\n[variables]\nu = \"scalar\"\n[objective]\nexpression = \"u^2 + " + e +
                   "\"\n[[claims]]\nid = \"c\"\nkind = \"lower-bound\"\nvalue = 0\n" + where);
  };
  CHECK(with("", "1/p") != "");
  CHECK(with("", "log(p + q)") != "");
  CHECK(with("", "sqrt(p)") != "");
  CHECK(with("", "u/(p - q)") != "");
  CHECK(with("assumptions = [\"p > 0\"]\n", "1/p") == "");
  CHECK(with("", "1/p", "where = [\"p != 0\"]\n") == "");
  // Positive as it stands.
  CHECK(with("", "1/(1 + p^2)") == "");
  CHECK(with("", "log(1 + exp(p)) + tanh(p*q) + sigmoid(p)") == "");
  CHECK(with("", "sqrt(2 + p^2*q^4)") == "");
  CHECK(with("", "1/(p^2 + q^2)") != "");
  // With a variable inside it is for the prover to see.
  CHECK(with("", "1/(p + u)") == "");
}
