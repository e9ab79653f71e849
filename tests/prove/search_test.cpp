// The search on its own: what it finds must agree with exact values at points that satisfy the context, and simple facts must be found.
#include <random>

#include <nlohmann/json.hpp>

#include "prove/limit/limit.hpp"
#include "prove/claim/rooms.hpp"
#include "support/catch.hpp"
#include "support/deadline.hpp"

using namespace losscert;
using namespace losscert::prove;
using symbolic::Expr;
using symbolic::Rel;
using symbolic::Symbol;

namespace {

const Symbol x = symbolic::symbol("x"), y = symbolic::symbol("y");

Context context(const std::vector<Relation>& relations) {
  Context g(128);
  g.draw_samples({x, y});
  for (const auto& r : relations) g.add(r);
  return g;
}

Signs sign_of(const Expr& e, const GiNaC::numeric& a, const GiNaC::numeric& b) {
  const auto v = interval::enclose(symbolic::substitute(e, {{x, a}, {y, b}}), {}, 256);
  REQUIRE(v.interval);
  if (v.interval->is_positive()) return kPositive;
  if (v.interval->is_negative()) return kNegative;
  return kZero;
}

}  // namespace

TEST_CASE("signs found agree with exact values") {
  std::mt19937 random(5);
  const auto small = [&] { return GiNaC::numeric(static_cast<long>(random() % 7) - 3); };
  int decided = 0, open = 0;
  for (int k = 0; k < 60; ++k) {
    const std::vector<Expr> kernels{x, y, x * y, x * x, y * y, symbolic::exp_of(x), symbolic::exp_of(x + y), symbolic::relu_of(x - y), GiNaC::pow(x - y, 2)};
    Expr e = small();
    for (int j = 0; j < 3; ++j) e += small() * kernels[random() % kernels.size()];
    const Rel rel = random() % 2 ? Rel::Greater : Rel::LessEqual;
    const Context g = context({{x, rel}, {y - 1, Rel::GreaterEqual}});
    const Deadline deadline(std::chrono::seconds(1));
    Search search(all_rooms(), Options());
    SignProof p;
    try {
      p = search.sign({g, e, g.observed(e), 0, {}});
    } catch (const OutOfTime&) {  // counts as open
    }
    if (!p.found() || p.signs == kAll) {
      ++open;
      continue;
    }
    ++decided;
    for (const long a : {-5, -2, -1, 0, 1, 2, 7})
      for (const long b : {1, 2, 3, 9}) {
        if ((rel == Rel::Greater) != (a > 0)) continue;
        INFO(symbolic::to_text(e) << " at " << a << ", " << b << " found " << p.signs << " by " << p.node.value().json().dump());
        CHECK((sign_of(e, a, b) & ~p.signs) == 0);
      }
  }
  CHECK(decided > 15);
  CHECK(open > 0);
}

TEST_CASE("simple signs are found") {
  Search search(all_rooms(), {});
  const auto finds = [&](const std::vector<Relation>& g, const Expr& e, Signs s) { return search.sign({context(g), e, s, 2, {}}).within(s); };
  CHECK(finds({}, x * x - 2 * x * y + y * y + 1, kPositive));
  CHECK(finds({{x, Rel::Greater}}, symbolic::exp_of(x) - 1, kPositive));
  CHECK(finds({{x - y, Rel::Less}}, symbolic::exp_of(x) - symbolic::exp_of(y), kNegative));
  CHECK(finds({{x * y - 1, Rel::Equal}}, 3 * x * y - 3, kZero));
  CHECK(finds({{x, Rel::Greater}, {y, Rel::LessEqual}}, symbolic::relu_of(x) - x + symbolic::relu_of(y), kZero));
  CHECK(finds({}, 2 * x * x + 4 * x * y + 2 * y * y, kPositive | kZero));
  CHECK_FALSE(finds({}, 2 * x * x + 4 * x * y + 2 * y * y, kPositive));
  CHECK_FALSE(finds({{x, Rel::Greater}}, x - y, kPositive));
}

TEST_CASE("an equation is not divided by what may vanish") {
  // x*y = 0 does not give x = 0.
  Search search(all_rooms(), {});
  CHECK_FALSE(search.sign({context({{x * y, Rel::Equal}}), x, kZero, 2, {}}).within(kZero));
}

TEST_CASE("limits: what is finite, infinite, and what stays open") {
  Search search(all_rooms(), {});
  const Symbol eps = symbolic::symbol("eps");
  const auto limit = [&](const Expr& e) { return search.limit({context({}), e, {}}); };
  const Expr s = GiNaC::pow(eps, -1);
  CHECK(limit(symbolic::exp_of(-s) * GiNaC::pow(s, 5) + 3)->value.is_equal(3));
  CHECK(limit(symbolic::exp_of(s) - GiNaC::pow(s, 9))->sort == claim::LimitSort::PlusInfinity);
  CHECK(limit(s - symbolic::exp_of(s))->sort == claim::LimitSort::MinusInfinity);
  CHECK_FALSE(limit(symbolic::exp_of(x * s)).has_value());
  CHECK(limit(symbolic::sin_of(eps) * s)->value.is_equal(1));
  CHECK_FALSE(limit(symbolic::sin_of(s)).has_value());
}
