#include "check/text/case_file.hpp"

#include "check/text/reject.hpp"
#include "check/meaning/statement.hpp"
#include "check/enclosure/zero.hpp"
#include "reading.hpp"
#include "support/catch.hpp"

using namespace losscert::check;

namespace {

// The objective of a case with the given tables before [[claims]].
Poly objective(const std::string& tables, const std::map<std::string, int>& dims = {}) {
  static CaseFile c;  // the builder keeps a reference
  c = parse_case("title = \"t\"\n" + tables + "\n[[claims]]\nid = \"c\"\nkind = \"no-critical-point\"\n", "t");
  reset_table();
  Builder b(c, dims);
  return b.objective().unproved();
}

const std::string two_layers =
    "[parameters]\np = \"scalar\"\n[variables]\na = \"scalar\"\n[network]\ninputs = 1\nlayers = [{ units = 2, activation = \"relu\", weights = \"V\", bias = "
    "\"c\" }, { units = 1, activation = \"identity\", weights = \"U\" }]\n"
    "[data]\nx = [[\"1\"], [\"p\"]]\ny = [[\"1\"], [-1]]\n";

void unusable(const std::string& text, const std::string& part) {
  INFO(text);
  try {
    reset_table();
    const CaseFile c = parse_case(text, "t");
    std::map<std::string, int> dims;
    for (const auto& d : c.dimensions) dims[d.first] = d.second[0];
    Builder b(c, dims);
    b.objective();
    for (const auto& claim : c.claims) read_statement(b, claim);
    FAIL_CHECK("accepted");
  } catch (const CaseError& e) {
    CHECK_THAT(e.what(), Catch::Matchers::Contains(part));
  } catch (const Reject& e) {
    CHECK_THAT(e.what(), Catch::Matchers::Contains(part));
  }
}

const std::string good =
    "title = \"t\"\n[parameters]\np = \"scalar\"\n[variables]\nx = \"scalar\"\nv = \"vector 2\"\n[objective]\nexpression = \"x^2\"\n[[claims]]\nid = \"c\"\n";

}  // namespace

// The objective of the tables equals the formula, read in the same case.
bool same(const std::string& tables, const std::string& formula) {
  static CaseFile c;
  c = parse_case("title = \"t\"\n" + tables + "\n[[claims]]\nid = \"c\"\nkind = \"no-critical-point\"\n", "t");
  reset_table();
  Builder b(c, {});
  Obligations conditions;
  return is_zero(b.scalar(*parse_expression("L - (" + formula + ")"), conditions));
}

TEST_CASE("a network's objective is the written formula") {
  const auto net = [](const std::string& loss, const std::string& more = "") { return two_layers + "[loss]\n" + loss + more; };
  const std::string n1 = "(U[1,1]*relu(V[1,1] + c[1]) + U[1,2]*relu(V[2,1] + c[2]))", n2 = "(U[1,1]*relu(V[1,1]*p + c[1]) + U[1,2]*relu(V[2,1]*p + c[2]))";
  CHECK(same(net("kind = \"squared\"\nreduction = \"sum\"\n"), "(" + n1 + " - 1)^2 + (" + n2 + " + 1)^2"));
  CHECK_FALSE(same(net("kind = \"squared\"\nreduction = \"sum\"\n"), "(" + n1 + " - 1)^2 + (" + n2 + " - 1)^2"));
  CHECK(same(net("kind = \"squared\"\nreduction = \"sum\"\n"), "(N1[1] - 1)^2 + (N2[1] + 1)^2"));
  CHECK(same(net("kind = \"squared\"\nreduction = \"mean\"\n"), "((" + n1 + " - 1)^2 + (" + n2 + " + 1)^2)/2"));
  CHECK(same(net("kind = \"hinge\"\npower = 3\nreduction = \"sum\"\n"), "relu(1 - " + n1 + ")^3 + relu(1 + " + n2 + ")^3"));
  CHECK(same(net("kind = \"logistic\"\nreduction = \"sum\"\n"), "log(1 + exp(-" + n1 + ")) + log(1 + exp(" + n2 + "))"));
  CHECK(same(net("kind = \"logistic2\"\nreduction = \"sum\"\n"), "(log(1 + exp(-" + n1 + ")) + log(1 + exp(" + n2 + ")))/log(2)"));
  CHECK(same(net("kind = \"exponential\"\nreduction = \"sum\"\n", "[regulariser]\nexpression = \"p*normsq(V) + a^2\"\n"),
             "exp(-" + n1 + ") + exp(" + n2 + ") + p*(V[1,1]^2 + V[2,1]^2) + a^2"));
  CHECK(same(net("expression = \"abs(q[1] - y[1])\"\nreduction = \"sum\"\n"), "abs(" + n1 + " - 1) + abs(" + n2 + " + 1)"));
  CHECK(
      same("[parameters]\np = \"scalar\"\n[variables]\na = \"scalar\"\n[network]\ninputs = 2\nextra = \"a*exp(z[1] - z[2])\"\nlayers = [{ units = 1, "
           "activation = { name = \"leaky_relu\", argument = \"1/10\" }, weights = \"U\" }]\n"
           "[data]\nx = [[2, \"p\"]]\ny = [[3]]\n[loss]\nkind = \"squared\"\nreduction = \"sum\"\n",
           "(leaky_relu(2*U[1,1] + p*U[1,2], 1/10) + a*exp(2 - p) - 3)^2"));
  CHECK(
      same("[variables]\na = \"scalar\"\n[network]\ninputs = 1\nlayers = [{ units = 2, activation = { expression = \"t^3 + t\" }, weights = \"W\" "
           "}]\n[data]\nx = [[1]]\ny = [[1, 0]]\n[loss]\nkind = \"cross_entropy\"\nreduction = \"sum\"\n",
           "-(W[1,1]^3 + W[1,1] - log(exp(W[1,1]^3 + W[1,1]) + exp(W[2,1]^3 + W[2,1])))"));
}

TEST_CASE("functions of the case language") {
  const std::pair<const char*, const char*> same[] = {{"tanh(x)", "(exp(x) - exp(-x))/(exp(x) + exp(-x))"},
                                                      {"softplus(x, p)", "log(1 + exp(p*x))/p"},
                                                      {"softplus2(x)", "log(1 + exp(x))/log(2)"},
                                                      {"swish(x)", "x*sigmoid(x)"},
                                                      {"softsign(x)", "x/(1 + abs(x))"},
                                                      {"elu(x, p)", "relu(x) + p*(exp(-relu(-x)) - 1)"},
                                                      {"selu(x)", "1.0507009873554804934193349852946*elu(x, 1.6732632423543772848170429916717)"},
                                                      {"quadratic(x)", "x^2"},
                                                      {"power(x, 3)", "x^3"},
                                                      {"identity(x)", "x"},
                                                      {"max(x, y)", "x + relu(y - x)"},
                                                      {"min(x, y)", "x - relu(x - y)"},
                                                      {"dot([x, y], [y, z])", "x*y + y*z"},
                                                      {"normsq([x, y])", "x^2 + y^2"},
                                                      {"sum([[x, y], [z, 1]])", "x + y + z + 1"},
                                                      {"([[1, 2], [3, x]]*[y, 1])[2]", "3*y + x"},
                                                      {"([[1, 2], [3, 4]]*[[x, 0], [0, 1]])[2,1]", "3*x"},
                                                      {"diff(x^2*y, x)", "2*x*y"},
                                                      {"diff(relu(x)^2, x)", "2*relu(x)"}};
  for (const auto& [a, b] : same) {
    INFO(a);
    CHECK(is_zero(poly(a) - poly(b)));
  }
  for (const char* t : {"foo(x)",
                        "sin(x, y)",
                        "softplus(x, y, z)",
                        "dot([x], [x, y])",
                        "[x, y] + x",
                        "[x, y]*[x, y]",
                        "x/[1, 2]",
                        "[x, y]^2",
                        "sin([x])",
                        "[x, y][3]",
                        "[x, y][1,1]",
                        "x[1]",
                        "[[1, 2], [3]]",
                        "x^y",
                        "x^p",
                        "power(x, y)",
                        "diff(x, 2*x)",
                        "diff(x, p)",
                        "diff(x, w)",
                        "eps",
                        "oo",
                        "step(x)",
                        "w"}) {
    INFO(t);
    CHECK_THROWS_AS(poly(t), Reject);
  }
}

TEST_CASE("definitions are put in by value") {
  const std::string head = "[variables]\nx = \"scalar\"\ny = \"scalar\"\nv = \"vector 2\"\n[definitions]\n";
  const auto text = [&](const std::string& definitions, const std::string& e) {
    return to_text(objective(head + definitions + "[objective]\nexpression = \"" + e + "\"\n"));
  };
  CHECK(text("\"f(x)\" = \"x^2 + y\"\n", "f(x + y)") == text("", "(x + y)^2 + y"));
  CHECK(text("\"f(x, y)\" = \"x - y\"\n", "f(y, x)") == text("", "y - x"));
  CHECK(text("\"f(u)\" = \"dot(u, v)\"\ng = \"f(v) + h\"\nh = \"x\"\n", "g") == text("", "v[1]^2 + v[2]^2 + x"));
  CHECK(text("\"f(t)\" = \"5*t^2\"\n", "diff(f(x), x)") == text("", "10*x"));
  CHECK_THROWS_AS(text("\"f(x)\" = \"diff(x^2, x)\"\n", "f(y)"), Reject);
  CHECK_THROWS_AS(text("f = \"g\"\ng = \"f\"\n", "f"), Reject);
  CHECK_THROWS_AS(text("\"f(t)\" = \"f(t)\"\n", "f(x)"), Reject);
  CHECK_THROWS_AS(text("\"f(t)\" = \"t\"\n", "f(x, y)"), Reject);
  CHECK_THROWS_AS(text("f = \"L\"\n", "f"), Reject);
}

TEST_CASE("bad cases are unusable") {
  CHECK_NOTHROW(parse_case(good + "kind = \"no-critical-point\"\n", "t"));
  unusable("x = [", "");
  unusable("title = 1\n", "title must be a string");
  unusable("title = \"t\"\n", "exactly one of [objective] and [network]");
  unusable("title = \"t\"\nfoo = 1\n", "unknown key 'foo'");
  unusable(good + "kind = \"guess\"\n", "unknown kind");
  unusable(good + "kind = \"no-critical-point\"\nkind = \"always\"\n", "");
  unusable(good + "kind = \"no-critical-point\"\nstrikt = true\n", "unknown key 'strikt'");
  unusable(good + "kind = \"local-minimum\"\n", "needs 'at'");
  unusable(good + "kind = \"infimum\"\nvalue = 0\n", "needs 'attained'");
  unusable(good + "kind = \"lower-bound\"\nvalue = 0.5\n", "must be a string");
  unusable(good + "kind = \"lower-bound\"\nvalue = \"0\"\nat = { x = 1 }\n", "unknown key 'at'");
  unusable(good + "kind = \"always\"\nstatement = \"x\"\n", "a relation needs");
  unusable(good + "kind = \"always\"\nstatement = \"w == 1\"\n", "unknown name 'w'");
  unusable(good + "kind = \"value\"\nvalue = \"0\"\n", "'at' or 'path'");
  unusable(good + "kind = \"value\"\nat = { x = 1 }\nvalue = \"x\"\n", "contains a variable that the point gives");
  unusable(good + "kind = \"value\"\nat = { x = \"v[1]\", v = \"[1, 2]\" }\nvalue = \"0\"\n", "contains a variable that it gives");
  unusable(good + "kind = \"value\"\nat = { v = \"1\" }\nvalue = \"0\"\n", "another shape");
  unusable(good + "kind = \"value\"\nat = { p = 1 }\nvalue = \"0\"\n", "'p' is no variable");
  unusable(good + "kind = \"no-critical-point\"\nover = [\"x\", \"x\"]\n", "twice");
  unusable(good + "kind = \"no-critical-point\"\nover = [\"x\"]\nfix = { x = 1 }\n", "in 'fix' and in 'over'");
  unusable(good + "kind = \"no-critical-point\"\nover = [\"p\"]\n", "'p' is no variable");
  unusable(good + "kind = \"critical-points-satisfy\"\ncondition = \"v == [0, 0]\"\n", "one scalar relation");
  unusable(good + "kind = \"infimum\"\nvalue = \"x\"\nattained = true\n", "'value' contains a variable in 'over'");
  unusable("title = \"t\"\nassumptions = [\"x > 0\"]\n" + good.substr(12) + "kind = \"no-critical-point\"\n", "an assumption speaks of the variable 'x'");
  unusable("title = \"t\"\n[variables]\nx = \"scalar\"\n[definitions]\nx = \"1\"\n", "declared twice");
  unusable("title = \"t\"\n[variables]\nL = \"scalar\"\n", "reserved");
  unusable("title = \"t\"\n[variables]\nexp = \"scalar\"\n", "reserved");
  unusable("title = \"t\"\n[variables]\nx = \"vector d\"\n[objective]\nexpression = \"1\"\n[[claims]]\nid = \"c\"\nkind = \"no-critical-point\"\n",
           "'d' is no dimension");
  unusable("title = \"t\"\n[variables]\nx = \"vector 0\"\n", "a type is");
}
