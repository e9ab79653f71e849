// The mean value theorem with intervals: (f(a+h) - f(a))/h lies in f'([a, a+h]).
#include "support/catch.hpp"

#include "interval/arithmetic.hpp"
#include "symbolic/random_expression.hpp"

using namespace losscert;
using namespace losscert::symbolic;
using interval::Box;
using interval::Interval;
using GiNaC::numeric;

TEST_CASE("difference quotients lie in the derivative's enclosure") {
  constexpr unsigned bits = 256;
  test::RandomExpression random(21);
  int checked = 0, narrow = 0, failed = 0;
  for (int k = 0; k < 500; ++k) {
    const Expr e = random.any(3), d = derivative(e, symbol("u"));
    const numeric a = random.rational(), h = random.nonzero_rational() / numeric(10).power(numeric(random.integer(1, 12)));
    const auto from = GiNaC::abs(h) == h ? a : a + h, to = GiNaC::abs(h) == h ? a + h : a;
    Box at_a, at_b, between;
    for (const char* name : {"v", "w[1]", "w[2]"}) {
      const numeric q = random.rational();
      for (Box* b : {&at_a, &at_b, &between}) b->emplace(name, Interval(q, q, bits));
    }
    at_a.emplace("u", Interval(a, a, bits));
    at_b.emplace("u", Interval(a + h, a + h, bits));
    between.emplace("u", Interval(from, to, bits));
    const auto fa = interval::enclose(e, at_a, bits), fb = interval::enclose(e, at_b, bits), slope = interval::enclose(d, between, bits);
    if (!fa.interval || !fb.interval || !slope.interval) {
      ++failed;
      continue;
    }
    const auto quotient = interval::divided(*fb.interval - *fa.interval, Interval(h, h, bits));
    REQUIRE(quotient);
    INFO(to_text(e) << " at " << a << " step " << h << ": quotient " << quotient->decimal(20) << ", slope " << slope.interval->decimal(20));
    CHECK(interval::intersection(*quotient, *slope.interval));
    ++checked;
    if (slope.interval->is_finite() && interval::width(*slope.interval) < numeric(1, 100)) ++narrow;
  }
  WARN("checked " << checked << ", with a narrow slope " << narrow << ", at kinks or outside the domain " << failed);
  CHECK(checked > 400);
  CHECK(narrow > 200);
}
