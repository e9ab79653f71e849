// Precisions: enclosures at different precisions overlap, higher ones are narrower, and neither the ends' precision nor Boost's default per thread has any influence.
#include "support/catch.hpp"

#include <boost/multiprecision/mpfi.hpp>

#include "interval/arithmetic.hpp"
#include "symbolic/random_expression.hpp"

using namespace losscert;
using namespace losscert::symbolic;
using interval::Box;
using interval::Interval;
using GiNaC::numeric;

TEST_CASE("enclosures of one number at all precisions overlap and shrink, in any order of use") {
  test::RandomExpression random(41);
  constexpr unsigned order[] = {53, 1000, 24, 128, 4096, 53, 256};
  for (int k = 0; k < 100; ++k) {
    const Expr e = random.any(3);
    const interval::Tape tape(e);
    std::vector<std::pair<unsigned, Interval>> found;
    for (const unsigned bits : order) {
      Box box;
      for (const char* name : {"u", "v", "w[1]", "w[2]"}) box.emplace(name, Interval(numeric(k + 1, 7), numeric(k + 1, 7), bits));
      const auto v = tape(box, bits), fresh = interval::enclose(e, box, bits);
      REQUIRE(v.failure == fresh.failure);
      if (!v.interval) continue;
      CHECK(v.interval->lower() == fresh.interval->lower());
      CHECK(v.interval->upper() == fresh.interval->upper());
      for (const auto& [other_bits, other] : found) {
        INFO(to_text(e) << " at " << bits << " and " << other_bits << " bits: " << v.interval->decimal(30) << " " << other.decimal(30));
        CHECK(interval::intersection(*v.interval, other));
        if (bits >= 2 * other_bits && !(interval::width(other) == 0)) CHECK(interval::width(*v.interval) < interval::width(other));
      }
      found.emplace_back(bits, *v.interval);
    }
  }
}

TEST_CASE("the working precision is the one asked for") {
  const Expr x = symbol("x"), e = exp_of(x) / 3;
  for (const unsigned ends : {24U, 53U, 2000U})
    for (const unsigned bits : {53U, 128U, 1000U}) {
      const auto v = interval::enclose(e, {{"x", Interval(numeric(1), numeric(1), ends)}}, bits);
      REQUIRE(v.interval);
      const numeric relative = interval::width(*v.interval) * numeric(2).power(numeric(static_cast<long>(bits)));
      CHECK(relative > numeric(1, 64));
      CHECK(relative < 64);
    }
}

TEST_CASE("Boost's default precision is not read") {
  using Backend = boost::multiprecision::mpfi_float;
  const Expr e = exp_of(numeric(1, 3)) + power_of(2, numeric(1, 2));
  const auto before = interval::enclose(e, {}, 200);
  for (const unsigned digits : {5U, 500U}) {
    Backend::default_precision(digits);
    Backend::thread_default_precision(digits);
    const auto after = interval::enclose(e, {}, 200);
    Interval copy = *after.interval, assigned;
    assigned = copy;
    const Interval moved = std::move(copy);
    for (const Interval& v : {*after.interval, assigned, moved}) {
      CHECK(v.lower() == before.interval->lower());
      CHECK(v.upper() == before.interval->upper());
    }
    CHECK((*after.interval + assigned).lower() == (*before.interval + *before.interval).lower());
  }
}
