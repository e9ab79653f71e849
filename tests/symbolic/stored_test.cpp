// What GiNaC stores, read in place: the same parts as it hands out; results that are kept are those of the expression asked for.
#include "support/catch.hpp"

#include <algorithm>

#include "symbolic/abstract.hpp"
#include "symbolic/random_expression.hpp"
#include "symbolic/stored.hpp"
#include "symbolic/terms.hpp"

using namespace losscert::symbolic;
using GiNaC::numeric;

namespace {
const Expr x = symbol("x"), y = symbol("y");
}

TEST_CASE("pairs and the number beside them are the operands") {
  losscert::test::RandomExpression random(11);
  int sums = 0, products = 0;
  for (int k = 0; k < 300; ++k) {
    const Expr e = random.any(3);
    const Head h = head(e);
    if (h != Head::Sum && h != Head::Product) continue;
    (h == Head::Sum ? sums : products)++;
    Expr again = number_beside(e);
    for (const auto& p : pairs_of(e)) again = h == Head::Sum ? again + p.rest * p.coeff : again * GiNaC::power(p.rest, p.coeff);
    CHECK(again.is_equal(e));
  }
  CHECK(sums > 20);
  CHECK(products > 20);
}

TEST_CASE("heads") {
  CHECK(head(numeric(1, 2)) == Head::Number);
  CHECK(head(x) == Head::Symbol);
  CHECK(head(x + y) == Head::Sum);
  CHECK(head(2 * x) == Head::Product);
  CHECK(head(power_of(x, 2)) == Head::Power);
  CHECK(head(exp_of(x)) == Head::Exp);
  CHECK(head(step_of(x)) == Head::Step);
  CHECK(head(abstract_of(interned({"sigma", 1, {}}), 0, x)) == Head::Abstract);
  CHECK_THROWS_AS(head(GiNaC::sin(x)), std::domain_error);
  CHECK_THROWS_AS(head(GiNaC::Pi), std::domain_error);
}

TEST_CASE("substitution is what GiNaC makes of it") {
  losscert::test::RandomExpression random(12);
  const Symbol u = symbol("u"), v = symbol("v");
  int changed = 0;
  for (int k = 0; k < 300; ++k) {
    const Expr e = random.any(3);
    const Expr by = random.integer(0, 1) == 0 ? random.polynomial() : Expr(random.variable());
    const Expr ours = substitute(e, {{u, by}, {v, u}});
    CHECK(ours.is_equal(e.subs(GiNaC::exmap{{u, by}, {v, u}}, GiNaC::subs_options::no_pattern)));
    changed += ours.is_equal(e) ? 0 : 1;
  }
  CHECK(changed > 100);
}

TEST_CASE("ratios") {
  CHECK(*ratio(2 * x - 4 * y, 3 * x - 6 * y) == numeric(2, 3));
  CHECK(*ratio(-x, 2 * x) == numeric(-1, 2));
  CHECK(*ratio(x, x) == 1);
  CHECK(*ratio(numeric(3), numeric(-6)) == numeric(-1, 2));
  CHECK(*ratio(2 * x + 2, x + 1) == 2);
  CHECK(*ratio(y * (x + 1), -x * y - y) == -1);
  CHECK(*ratio(3 * x * exp_of(y), x * exp_of(y)) == 3);
  CHECK_FALSE(ratio(x + 1, x + 2));
  CHECK_FALSE(ratio(x + 1, 2 * x + 1));
  CHECK_FALSE(ratio(x, y));
  CHECK_FALSE(ratio(x, numeric(1)));
  CHECK_FALSE(ratio(numeric(0), x));
  CHECK_FALSE(ratio(x * x, x));
  losscert::test::RandomExpression random(13);
  for (int k = 0; k < 200; ++k) {
    const Expr e = canonical(random.any(2));
    if (e.is_zero()) continue;
    const numeric q = random.nonzero_rational();
    const auto found = ratio(canonical(q * e), e);
    REQUIRE(found);
    CHECK(*found == q);
    if (head(e) != Head::Number) CHECK_FALSE(ratio(canonical(e + 1), e));
  }
}

TEST_CASE("results are kept within bounds") {
  Memo<int> memo(3);
  CHECK(memo.find(x) == nullptr);
  CHECK(memo.keep(x, 1) == 1);
  CHECK(memo.keep(x, 2) == 2);
  CHECK(*memo.find(x) == 2);
  memo.keep(y, 3);
  CHECK(*memo.find(x) == 2);
  memo.keep(x * y, 5, 2);  // too heavy to stand beside the others: all that was known is forgotten
  CHECK(memo.find(x) == nullptr);
  CHECK(*memo.find(x * y) == 5);
}

TEST_CASE("parts come in the order of their text") {
  const Abstract s = interned({"sigma", 2, {}}), r = interned({"rho", 2, {}});
  const auto atoms = abstract_atoms(abstract_of(s, 0, y) * abstract_of(r, 1, abstract_of(s, 0, x)) + abstract_of(r, 0, x));
  std::vector<std::string> texts;
  for (const Expr& a : atoms) texts.push_back(to_text(a));
  CHECK(texts == std::vector<std::string>{"rho(x)", "rho_1(sigma(x))", "sigma(x)", "sigma(y)"});
  const auto symbols = symbols_of(symbol("b") + symbol("a[2]") * symbol("a[1]") + exp_of(symbol("B")));
  std::vector<std::string> names;
  for (const Symbol& v : symbols) names.push_back(v.get_name());
  CHECK(names == std::vector<std::string>{"B", "a[1]", "a[2]", "b"});
}
