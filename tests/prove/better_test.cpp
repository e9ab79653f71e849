// Better points, exact interpolation and signs on the line: what is found is right, and what is not there is not found.
#include <nlohmann/json.hpp>

#include "prove/claim/rooms.hpp"
#include "prove/hints/descend.hpp"
#include "prove/region/better.hpp"
#include "prove/region/interpolate.hpp"
#include "prove/region/squares.hpp"
#include "support/catch.hpp"
#include "support/deadline.hpp"

using namespace losscert;
using namespace losscert::prove;
using symbolic::Expr;
using symbolic::Symbol;

namespace {

const Symbol v = symbolic::symbol("v"), w = symbolic::symbol("w"), t = symbolic::symbol("t"), y = symbolic::symbol("y");

Context context(const std::vector<Symbol>& symbols, const std::vector<Relation>& relations = {}) {
  Context g(128);
  g.draw_samples(symbols);
  for (const auto& r : relations) g.add(r);
  return g;
}

}  // namespace

TEST_CASE("squares are seen as they are written") {
  const auto s = squares_of(3 * GiNaC::pow(v * symbolic::exp_of(w) - 1, 2) + v * v * w * w + 2);
  CHECK(s.terms.size() == 2);
  CHECK(s.rest.is_equal(2));
  CHECK(squares_of(-GiNaC::pow(v - 1, 2)).terms.empty());
  CHECK(sum_of_squares(GiNaC::pow(v - w, 2) + 1).signs == kPositive);
  CHECK_FALSE(sum_of_squares(GiNaC::pow(v - w, 2) - 1).found());
  CHECK_FALSE(sum_of_squares(GiNaC::pow(v - w, 2) - v * v).found());
}

TEST_CASE("a residual is made zero exactly, for all targets, or not at all") {
  Search search(all_rooms(), {});
  const Context g = context({y});
  const Expr residual = v / (1 + symbolic::exp_of(-w)) - y;
  const auto p = point_of_value(search, g, {}, GiNaC::pow(residual, 2), 0, {v, w});
  REQUIRE(p);
  CHECK(symbolic::zero_test(symbolic::substitute(residual, p->point)) == symbolic::ZeroTest::Zero);
  CHECK_FALSE(point_of_value(search, g, {}, GiNaC::pow(residual, 2) + 1, 0, {v, w}));
  CHECK_FALSE(point_of_value(search, g, {}, GiNaC::pow(v - 1, 2) + GiNaC::pow(v - 2, 2), 0, {v}));
}

TEST_CASE("a lower point is found where there is one") {
  Search search(all_rooms(), {});
  const Context g = context({v, w});
  const Expr f = GiNaC::pow(v * v - 1, 2) + v / 4 + w * w;
  const auto p = better_point(search, g, {}, f, {v, w}, {{v, 1}, {w, 0}});
  REQUIRE(p);
  CHECK(p->proof.value().json().at("rule") == "interval");
  CHECK_FALSE(better_point(search, g, {}, GiNaC::pow(v - 1, 2) + w * w, {v, w}, {{v, 1}, {w, 0}}));
  CHECK_FALSE(better_point(search, g, {}, Expr(0), {v, w}, {{v, 1}, {w, 0}}));
}

TEST_CASE("signs on the whole line") {
  const auto finds = [&](const std::vector<Relation>& g, const Expr& e, Signs s) {
    const Deadline deadline(std::chrono::seconds(10));
    Search search(all_rooms(), {});
    try {
      const Context c = context({t}, g);
      return search.sign({c, e, s, 2, {}}).within(s);
    } catch (const OutOfTime&) {  // not found
      return false;
    }
  };
  const Expr e = symbolic::exp_of(t);
  CHECK(finds({}, e - 1 - t, kPositive | kZero));
  CHECK_FALSE(finds({}, e - 1 - t, kPositive));
  CHECK(finds({{t, Rel::Greater}}, e - 1 - t - t * t / 2, kPositive));
  CHECK(finds({}, t * e + symbolic::exp_of(-1), kPositive | kZero));
  CHECK_FALSE(finds({}, t * e + symbolic::exp_of(-1) - Expr(1) / 1000000, kPositive | kZero));
  CHECK(finds({{t, Rel::Greater}}, t - symbolic::arctan_of(t), kPositive));
  CHECK(finds({}, t * t - symbolic::log_of(1 + t * t), kPositive | kZero));
}
