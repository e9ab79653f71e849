// What is found about points: which strategy excludes them or shows a minimum, the shared computations, and what must not be found.
#include <nlohmann/json.hpp>

#include "prove/algebra/expressions.hpp"
#include "prove/claim/rooms.hpp"
#include "prove/point/constant_path.hpp"
#include "prove/point/expansion.hpp"
#include "prove/point/gradient.hpp"
#include "prove/point/near.hpp"
#include "prove/point/smoothness.hpp"
#include "prove/point/splitting.hpp"
#include "support/catch.hpp"
#include "symbolic/abstract.hpp"

using namespace losscert;
using namespace losscert::prove;
using GiNaC::numeric;
using symbolic::Expr;
using symbolic::Rel;
using symbolic::Symbol;

namespace {

const Symbol x = symbolic::symbol("x"), y = symbolic::symbol("y"), p = symbolic::symbol("p");
const std::vector<Symbol> both{x, y};
const Substitution origin{{x, 0}, {y, 0}};

Context context(const std::vector<Relation>& relations = {}) {
  Context g(128);
  g.draw_samples({x, y, p});
  for (const auto& r : relations) g.add(r);
  return g;
}

Expr relu(const Expr& z) { return symbolic::relu_of(z); }

struct Found {
  Json node;
  std::string rule() const { return node.is_null() ? "" : node.at("rule").get<std::string>(); }
};

Found excluded(const Expr& f, Mode mode = Mode::Minimum, const Substitution& s = origin, const Context& g = context()) {
  Search search(all_rooms(), {});
  const auto proof = search.exclude({g, f, both, s, mode, 6, {}});
  return {proof ? proof.value().json() : Json()};
}

Found minimum(const Expr& f, bool strict, const Substitution& s = origin, const Context& g = context()) {
  Search search(all_rooms(), {});
  const auto proof = search.minimum({g, g, f, both, s, strict, {}});
  return {proof ? proof.value().json() : Json()};
}

}  // namespace

TEST_CASE("curves of descent: the order that decides") {
  const auto order = [&](const Expr& f) {
    const auto n = excluded(f);
    return n.rule().empty() ? 0 : n.rule() == "curve" ? n.node.at("order").get<int>() : n.rule() == "multiplier" ? 1 : 2;
  };
  CHECK(order(x + y * y) == 1);
  CHECK(order(x * x - y * y) == 2);
  CHECK(order(GiNaC::pow(x, 3) - 3 * x * y * y) == 3);
  CHECK(order((y - x * x) * (y - 3 * x * x)) == 4);
  CHECK(order(x * x + GiNaC::pow(y, 3)) == 3);
  CHECK(order(x * x + GiNaC::pow(y, 4)) == 0);
  CHECK(order(x * x * y * y) == 0);
}

TEST_CASE("each way to exclude a point, and its near miss") {
  CHECK(excluded(x + y * y, Mode::Critical).rule() == "multiplier");
  CHECK(excluded(x * x - y * y, Mode::Critical).rule().empty());
  CHECK(excluded(x * x - y * y).rule() == "curvature");
  CHECK(excluded(x * y).rule() == "indefinite");
  CHECK(excluded(x * x + x * y + y * y).rule().empty());
  CHECK(excluded(relu(x) - 2 * relu(-x)).rule() == "curve");
  CHECK(excluded(relu(x) + relu(-x)).rule().empty());
  // All kernels cancel in x dF/dx - dF/dy, whatever the point is.
  CHECK(excluded(GiNaC::pow(1 + x * symbolic::exp_of(y), 2) + x * x, Mode::Critical, {}).rule() == "cases");
  CHECK(excluded(GiNaC::pow(1 + x * symbolic::exp_of(y), 2), Mode::Critical, {}).rule().empty());
  // A contradiction excludes everything.
  Context none(128);
  none.add({x, Rel::Greater});
  none.add({x, Rel::Less});
  CHECK(excluded(x * x + y * y, Mode::Critical, {}, none).rule() == "absurd");
}

TEST_CASE("each way to show a minimum, and its near miss") {
  CHECK(minimum(x * x + y * y, true).rule() == "definite-box");
  CHECK(minimum(x * x + p * p * y * y + y * y, true).rule() == "definite");
  CHECK(minimum(x * x + p * y * y, true).rule().empty());
  CHECK(minimum(x * x, false, {{x, 0}}).rule() == "lower-bound");
  CHECK(minimum(x * x - x * x * y, false, {{x, 0}, {y, 0}}).rule() == "fibrewise");
  CHECK(minimum(x * x - x * x * y, true).rule().empty());
  CHECK(minimum(GiNaC::pow(x, 4) + y * y - GiNaC::pow(x, 5), true).rule() == "leading-form");
  CHECK(minimum(GiNaC::pow(y - x, 2) + GiNaC::pow(x, 4) + GiNaC::pow(x, 5), true).rule() == "coordinates");
  CHECK(minimum(GiNaC::pow(x, 4) - 3 * x * x * y + y * y, true).rule().empty());
  CHECK(minimum(relu(x) + relu(-x) + y * y, true).rule() == "minorant");
  CHECK(minimum(x + y * y, false).rule().empty());
}

TEST_CASE("a strategy that fails leaves what came nearest in the trace, and every entry is closed") {
  Search search(all_rooms(), {});
  const Context g = context();
  CHECK_FALSE(search.minimum({g, g, x * x + p * y * y, both, origin, true, {}}));
  CHECK(std::none_of(search.trace().entries().begin(), search.trace().entries().end(), [](const Attempted& a) { return a.outcome == Attempted::Outcome::Open; }));
  CHECK(std::any_of(search.trace().entries().begin(), search.trace().entries().end(), [](const Attempted& a) { return a.strategy == std::string("definite") && a.remark && a.remark().find("minor") != std::string::npos; }));
}

TEST_CASE("the smooth piece near a point") {
  Search search(all_rooms(), {});
  const Context g = context({{x, Rel::Greater}});
  const Expr f = relu(x) * y + relu(y - x);
  CHECK_FALSE(smooth_piece(search, g, {}, f, both, {}, 1));
  const auto p1 = smooth_piece(search, g.with({y - x, Rel::Less}), {}, f, both, {}, 1);
  REQUIRE(p1);
  CHECK(p1->function.is_equal(x * y));
  CHECK(p1->pieces.size() == 2);
  CHECK(derivatives_of(search, p1->function, both) == p1->derivatives);
  CHECK(derivatives_of(search, p1->function, {x}) != p1->derivatives);
}

TEST_CASE("a gradient vanishes, or is not shown to") {
  Search search(all_rooms(), {});
  const auto zero = vanishing_gradient(search, context(), x * x + x * y, both, origin);
  REQUIRE(zero);
  CHECK(zero->gradient.size() == 2);
  CHECK_FALSE(vanishing_gradient(search, context(), x * x + x * y, both, {{x, 0}}));
  CHECK_FALSE(vanishing_gradient(search, context(), relu(x) + y * y, both, origin));
}

TEST_CASE("paths along which a function is constant") {
  Search search(all_rooms(), {});
  const auto along = constant_path(search, context(), GiNaC::pow(x - y, 2), both, origin);
  REQUIRE(along);
  CHECK(along->path.size() == 2);
  CHECK(constant_path(search, context(), relu(x - 1) + y * y, both, origin)->reach == numeric(1, 1024));
  CHECK_FALSE(constant_path(search, context(), x * x + y * y, both, origin));
}

TEST_CASE("the kernel of a rational matrix: each vector with a place of its own") {
  const auto k = rational_kernel({{1, 1, 0}, {1, 1, 0}, {0, 0, 0}});
  REQUIRE(k);
  REQUIRE(k->basis.size() == 2);
  for (std::size_t b = 0; b < 2; ++b)
    for (std::size_t c = 0; c < 2; ++c) CHECK(k->basis[c][k->own[b]] == numeric(b == c ? 1 : 0));
  CHECK_FALSE(rational_kernel({{x, 0}, {0, 1}}));
  CHECK(rational_kernel({{1, 0}, {0, 1}})->basis.empty());
}

TEST_CASE("splitting: the reduced function along the kernel") {
  Search search(all_rooms(), {});
  const Expr f = GiNaC::pow(y - x * x, 2) + GiNaC::pow(x, 6);
  const Context g = context();
  Near near(search, g, {}, f, both, origin);
  const auto r = split_off(near, 8);
  REQUIRE(r);
  REQUIRE(r->kernel.size() == 1);
  CHECK(r->reduced[4].is_zero());
  CHECK(r->reduced[6].is_equal(GiNaC::pow(r->kernel[0], 6)));
  const Expr definite = x * x + y * y;
  Near regular(search, g, {}, definite, both, origin);
  CHECK_FALSE(split_off(regular, 4));
}

TEST_CASE("leading terms") {
  Search search(all_rooms(), {});
  const Symbol& t = curve_parameter();
  const auto l = leading_term(search, context(), {}, 5 + 2 * t * t * t, t, 1, 6);
  REQUIRE(l);
  CHECK(l->order == 3);
  CHECK(l->coefficient.is_equal(2));
  CHECK(l->lower.size() == 2);
  CHECK_FALSE(leading_term(search, context(), {}, 5, t, 1, 6));
}

TEST_CASE("an abstract function needs as many derivatives as the order of its argument's change asks for") {
  const auto l = symbolic::interned({"l", 2, {}});
  const Symbol& t = curve_parameter();
  const Expr f = symbolic::abstract_of(l, 0, x) + y;
  const auto along = [&](const Expr& change, int order) { return expands_along(f, {{x, x + change}, {y, y + t}}, t, order); };
  CHECK(along(t, 2));
  CHECK_FALSE(along(t, 3));
  CHECK(along(t * t, 4));
  CHECK_FALSE(along(t * t, 5));
  CHECK(along(GiNaC::pow(t, 3) - GiNaC::pow(t, 4), 6));
  CHECK(along(0, 9));
  // A derivative of it has fewer; one of order 2 is not C^1, so nothing may move in it.
  CHECK(expands_along(symbolic::abstract_of(l, 1, x), {{x, t * t}}, t, 2));
  CHECK_FALSE(expands_along(symbolic::abstract_of(l, 1, x), {{x, t}}, t, 2));
  CHECK_FALSE(expands_along(symbolic::abstract_of(l, 2, x), {{x, GiNaC::pow(t, 9)}}, t, 1));
  CHECK_FALSE(expands_along(relu(x), {{x, t}}, t, 1));
}

TEST_CASE("where a function is defined, as shows at once") {
  const Expr f = symbolic::log_of(x) + 1 / (1 + y * y) + symbolic::power_of(x - y, numeric(1, 2));
  CHECK(domain_conditions(f, true).size() == 3);
  const Context g = context({{x, Rel::Greater}});
  CHECK(is_defined_at_once(g, symbolic::log_of(2 * x) + 1 / (1 + y * y)));
  CHECK_FALSE(is_defined_at_once(g, f));
  CHECK(is_defined_at_once(g.with({x - y, Rel::Greater}), f));
  CHECK(is_defined_at_once(g.with({x - y, Rel::GreaterEqual}), symbolic::power_of(x - y, numeric(1, 2))));
  CHECK_FALSE(is_defined_at_once(g.with({x - y, Rel::GreaterEqual}), symbolic::power_of(x - y, numeric(-1, 2))));
  CHECK_FALSE(is_defined_at_once(g, 1 / y));
  CHECK(is_defined_at_once(g.with({y, Rel::NotEqual}), 1 / y));
}

TEST_CASE("a piece is kept on a box as the checker encloses it: term by term") {
  // On the larger box a product of the form that encloses best would still have its sign; the sum of its terms has not.
  Search search(all_rooms(), {});
  const Context g = context();
  const Expr f = relu((relu(x + y) - 1) * (x - 3) + numeric(1, 2));
  const Substitution s{{x, 1}, {y, 2}};
  Near near(search, g, {}, f, both, s);
  const auto piece = near.piece(2);
  REQUIRE(piece);
  CHECK(piece->kinks.size() == 2);
  const auto on = [&](const numeric& radius) {
    interval::Box box = g.box();
    for (const auto& [v, e] : s) {
      const numeric q = GiNaC::ex_to<numeric>(e);
      box.insert_or_assign(v.get_name(), interval::Interval(q - radius, q + radius, 128));
    }
    return near.keeps_piece(2, box);
  };
  CHECK(on(numeric(1, 64)));
  CHECK_FALSE(on(numeric(1, 2)));
}
