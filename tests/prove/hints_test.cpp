// Hints in doubles against what they stand for: walks over the tree, symbolic derivatives, minima known by hand; and samples that copies share.
#include "prove/goal/context.hpp"
#include "prove/hints/descend.hpp"
#include "support/catch.hpp"
#include "../symbolic/random_expression.hpp"

using namespace losscert;
using namespace losscert::prove;
using symbolic::Expr;
using symbolic::Rel;
using symbolic::Symbol;

namespace {

const Symbol u = symbolic::symbol("u"), v = symbolic::symbol("v"), w1 = symbolic::symbol("w[1]"), w2 = symbolic::symbol("w[2]");
const std::vector<Symbol> all{u, v, w1, w2};

bool is_near(double a, double b, double size = 1) { return std::fabs(a - b) <= 1e-9 * (1 + std::fabs(a) + std::fabs(b) + size); }

Sample sample_of(const std::vector<double>& x) {
  Sample s;
  for (std::size_t k = 0; k < all.size(); ++k) s[all[k].get_name()] = x[k];
  return s;
}

}  // namespace

TEST_CASE("compiled values are those of the walk over the tree, gradients those of the symbolic derivatives") {
  test::RandomExpression random(3);
  int values = 0, undefined = 0, slopes = 0;
  for (int k = 0; k < 300; ++k) {
    const Expr e = random.any(4);
    Program p({e}, all);
    std::vector<double> x;
    for (std::size_t i = 0; i < all.size(); ++i) x.push_back(random.rational().to_double() / 2);
    const auto walked = interval::approx_value(e, sample_of(x));
    const double compiled = p.value(x);
    REQUIRE(walked.has_value() == std::isfinite(compiled));
    if (!walked) {
      ++undefined;
      continue;
    }
    ++values;
    CHECK(is_near(*walked, compiled, approx_sum(e, sample_of(x))->size));
    const auto g = p.gradient(0);
    for (std::size_t i = 0; i < all.size(); ++i) {
      const auto d = interval::approx_value(symbolic::derivative(e, all[i]), sample_of(x));
      if (!d) continue;  // a kink
      ++slopes;
      CHECK(std::fabs(*d - g[i]) <= 1e-6 * (1 + std::fabs(*d)));
    }
  }
  CHECK(values > 200);
  CHECK(slopes > 600);
}

TEST_CASE("many points at once give what they give one by one") {
  test::RandomExpression random(17);
  for (int k = 0; k < 40; ++k) {
    const Expr a = random.any(3), b = random.any(3) + symbolic::log_of(u);
    Program p({a, b}, all);
    constexpr std::size_t points = 37;  // no multiple of a block
    std::vector<std::vector<double>> x(all.size());
    for (auto& row : x)
      for (std::size_t i = 0; i < points; ++i) row.push_back(random.rational().to_double());
    std::vector<const double*> rows;
    for (const auto& row : x) rows.push_back(row.data());
    std::vector<std::vector<double>> values, slopes;
    std::vector<ApproxSum> sums;
    p.values(rows, points, values);
    p.sums(rows, points, sums);
    p.gradients(1, rows, points, slopes);
    const auto same = [](double s, double t) { return s == t || (std::isnan(s) && std::isnan(t)); };
    int undefined = 0;
    for (std::size_t i = 0; i < points; ++i) {
      std::vector<double> at;
      for (const auto& row : x) at.push_back(row[i]);
      const auto one = p.values(at);
      CHECK(same(one[0], values[0][i]));
      CHECK(same(one[1], values[1][i]));
      CHECK(sums[i].defined() == (std::isfinite(one[0]) && std::isfinite(one[1])));
      undefined += !sums[i].defined();
      if (sums[i].defined()) CHECK(sums[i].sum == one[0] + one[1]);
      const auto g = p.gradient(1);
      for (std::size_t j = 0; j < all.size(); ++j) CHECK(same(g[j], slopes[j][i]));
    }
    CHECK(undefined > 0);
    CHECK(undefined < static_cast<int>(points));
  }
}

TEST_CASE("what is undefined has no value") {
  const Sample s{{"u", -1.0}, {"v", 0.0}};
  CHECK_FALSE(approx_value(symbolic::log_of(u), s));
  CHECK_FALSE(approx_value(GiNaC::pow(v, -1), s));
  CHECK_FALSE(approx_value(symbolic::power_of(u, GiNaC::numeric(1, 3)), s));
  CHECK_FALSE(approx_value(symbolic::step_of(v), s));
  CHECK_FALSE(approx_value(symbolic::exp_of(1000 - u), s));
  CHECK_FALSE(approx_value(w1 + u, s));
  CHECK_FALSE(approx_value(symbolic::relu_of(w1), s));
  CHECK_FALSE(approx_sum(u + symbolic::log_of(u), s));
  CHECK(std::isnan(Program({w1 + u}, {u}).value({1})));
  CHECK(*approx_value(symbolic::step_of(u) + symbolic::relu_of(u) + 2, s) == 2);
  const auto cancels = approx_sum(1 + u, s);
  REQUIRE(cancels);
  CHECK(cancels->sum == 0);
  CHECK(cancels->size == 2);
}

TEST_CASE("abstract functions take the values of their examples") {
  const symbolic::Abstract f = symbolic::interned({"phi", 3, {}});
  const Expr t = symbolic::symbol("t");
  symbolic::set_examples(f, {t, symbolic::exp_of(t), GiNaC::pow(t, 3) + 1});
  const Expr e = symbolic::abstract_of(f, 0, 2 * u) * v + symbolic::abstract_of(f, 1, u);
  CHECK(is_near(*approx_value(e, {{"u", 0.5}, {"v", 2.0}, {"phi", 0}}), 3));
  CHECK(is_near(*approx_value(e, {{"u", 0.5}, {"v", 2.0}, {"phi", 1}}), 2 * std::exp(1.0) + std::exp(0.5)));
  CHECK(is_near(*approx_value(e, {{"u", 0.5}, {"v", 2.0}, {"phi", 5}}), 4 + 0.75));  // the number counts modulo 3
  CHECK(is_near(*approx_value(e, {{"u", 0.5}, {"v", 2.0}}), 3));                     // none: the first
  CHECK(std::isnan(Program({e}, {u, v}).value({0.5, 2})));
  Program p({e});
  REQUIRE(p.inputs().size() == 3);
  std::vector<double> x;
  for (const auto& i : p.inputs()) x.push_back(i.is_function ? 2 : i.name == "u" ? 0.5 : 2.0);
  CHECK(is_near(p.value(x), 4.75));
  const auto g = p.gradient(0);
  for (std::size_t k = 0; k < 3; ++k) CHECK(is_near(g[k], p.inputs()[k].is_function ? 0 : p.inputs()[k].name == "u" ? 2 * 3 * 2 + 3 : 2));
  symbolic::set_examples(f, {GiNaC::pow(t, 2)});
  CHECK(is_near(*approx_value(e, {{"u", 0.5}, {"v", 2.0}, {"phi", 1}}), 3));
}

TEST_CASE("programs within bounds give the same values") {
  test::RandomExpression random(29);
  std::vector<Expr> list;
  for (int k = 0; k < 60; ++k) list.push_back(random.any(3));
  Programs few(100), many;
  const Sample s = sample_of({0.3, -0.7, 1.25, 2});
  for (int round = 0; round < 3; ++round)
    for (const auto& e : list) CHECK(few.value(e, s) == many.value(e, s));
}

TEST_CASE("copies of a context share samples until one is changed") {
  Context g(64);
  g.draw_samples({u, v});
  const double* row = g.samples().row("u");
  const std::vector<double> before(row, row + g.samples().size());
  const Context all_of_it = g;
  CHECK(all_of_it.samples().row("u") == row);
  const Context h = g.with({u - v, Rel::Greater}).with({u * v - 1, Rel::Equal});
  CHECK(h.relations().size() == 2);
  CHECK(g.relations().empty());
  REQUIRE(h.samples().size() > 20);
  for (std::size_t k = 0; k < h.samples().size(); ++k) {
    const Sample s = h.samples()[k];
    CHECK(s.at("u") > s.at("v"));
    CHECK(std::fabs(s.at("u") * s.at("v") - 1) < 1e-9);
  }
  CHECK(std::equal(before.begin(), before.end(), g.samples().row("u")));
  const Context squared = g.substituted(v, u * u);
  for (std::size_t k = 0; k < squared.samples().size(); ++k) CHECK(is_near(squared.samples().row("v")[k], before[k] * before[k]));
  CHECK(g.observed(u) == kNonzero);
  CHECK(h.observed(u - v) == kPositive);
  CHECK(h.vanishes(u * v - 1));
  CHECK_FALSE(h.vanishes(u));
  CHECK(h.differs(u - v));
  CHECK_FALSE(h.differs(symbolic::canonical(GiNaC::pow(u * v, 2) - 1)));
}

TEST_CASE("low points are found where they are known") {
  const auto never = [](const Low&) { return false; };
  // One residual in two variables: fewer equations than unknowns.
  const auto zero = low_points(GiNaC::pow(u * v - 3, 2), {u, v}, {}, 4, never);
  REQUIRE_FALSE(zero.empty());
  CHECK(zero.front().value < 1e-20);
  CHECK(is_near(zero.front().x[0] * zero.front().x[1], 3));
  // Rosenbrock's valley, as squares and expanded.
  const Expr valley = GiNaC::pow(1 - u, 2) + 100 * GiNaC::pow(v - u * u, 2);
  for (const Expr& f : {valley, valley.expand()}) {
    const auto low = low_points(f, {u, v}, {}, 4, never);
    REQUIRE_FALSE(low.empty());
    CHECK(std::fabs(low.front().value) < 1e-9);
    CHECK(std::fabs(low.front().x[0] - 1) < 1e-3);
    CHECK(std::fabs(low.front().x[1] - 1) < 1e-3);
  }
  // Two wells of different depth: the lower one first; what is fixed counts as given.
  const Expr wells = GiNaC::pow(u, 4) - 2 * u * u + u / 2 * w1;
  const auto low = low_points(wells, {u}, {{"w[1]", 1.0}}, 12, never);
  REQUIRE_FALSE(low.empty());
  CHECK(std::fabs(low.front().x[0] + 1.0574) < 1e-3);
  // Undefined on one side, unbounded below: the search ends.
  const auto falls = low_points(symbolic::log_of(u) - v, {u, v}, {}, 3, never);
  for (const auto& l : falls) CHECK(std::isfinite(l.value));
}
