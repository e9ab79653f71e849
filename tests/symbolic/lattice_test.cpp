// Lattices: what a basis is asked to be, on small examples and at random.
#include "support/catch.hpp"

#include <cln/integer.h>

#include <algorithm>
#include <random>

#include "symbolic/lattice.hpp"

using namespace losscert::symbolic::detail;

namespace {

IntMatrix matrix(const std::vector<std::vector<int>>& rows) {
  IntMatrix out;
  for (const auto& row : rows) out.emplace_back(row.begin(), row.end());
  return out;
}

IntVector combination(const IntMatrix& basis, const IntVector& c, std::size_t n) {
  IntVector v(n, 0);
  for (std::size_t i = 0; i < basis.size(); ++i)
    for (std::size_t j = 0; j < n; ++j) v[j] = v[j] + c[i] * basis[i][j];
  return v;
}

}  // namespace

TEST_CASE("the saturation holds every integer vector of the span") {
  CHECK(saturated_basis(matrix({{2, 4}})) == matrix({{1, 2}}));
  CHECK(saturated_basis(matrix({{1, 1}, {1, -1}})) == matrix({{1, 0}, {0, 1}}));
  CHECK(saturated_basis(matrix({{0, 6, 10}, {0, 0, 0}})) == matrix({{0, 3, 5}}));
  CHECK(saturated_basis({}).empty());
  CHECK(saturated_basis(matrix({{0, 0}})).empty());
}

TEST_CASE("a basis of the combinations of the rows: the shortest rows where they are one") {
  CHECK(generated_basis(matrix({{2, 2}, {1, 1}})) == matrix({{1, 1}}));
  CHECK(generated_basis(matrix({{1, 1}, {1, -1}})) == matrix({{1, 1}, {1, -1}}));
  CHECK(generated_basis(matrix({{2, 0}, {3, 0}})) == matrix({{1, 0}}));
  CHECK(generated_basis({}).empty());
}

TEST_CASE("coordinates are integers or there are none") {
  const IntMatrix basis = matrix({{1, 1, 0}, {1, -1, 0}});
  CHECK(coordinates(basis, {3, 1, 0}) == IntVector{2, 1});
  CHECK_FALSE(coordinates(basis, {1, 0, 0}));  // 1/2, 1/2
  CHECK_FALSE(coordinates(basis, {1, 1, 1}));  // outside of the span
  CHECK(coordinates({}, {0, 0}) == IntVector{});
  CHECK_FALSE(coordinates({}, {0, 1}));
  const cln::cl_I large = cln::expt_pos(cln::cl_I(7), 100);
  CHECK(coordinates({{large, 1}}, {-large * large, -large}) == IntVector{-large});
}

TEST_CASE("random lattices") {
  std::mt19937 engine(3);
  const auto integer = [&](int size) { return std::uniform_int_distribution<int>(-size, size)(engine); };
  int proper = 0;
  for (int k = 0; k < 200; ++k) {
    const std::size_t n = 1 + static_cast<std::size_t>(k) % 4, m = 1 + static_cast<std::size_t>(k / 4) % 4;
    IntMatrix rows(m, IntVector(n, 0));
    for (auto& row : rows)
      for (auto& x : row) x = integer(4);
    const IntMatrix generated = generated_basis(rows), saturated = saturated_basis(rows);
    REQUIRE(generated.size() == saturated.size());
    for (const IntVector& row : rows) {
      for (const IntMatrix* basis : {&generated, &saturated}) {
        const auto c = coordinates(*basis, row);
        REQUIRE(c);
        CHECK(combination(*basis, *c, n) == row);
      }
    }
    for (const IntVector& row : generated) CHECK(coordinates(saturated, row));
    // Divided by the common divisor of its entries, a vector of the span is still a vector of the saturation.
    IntVector v = combination(rows, IntVector(m, integer(3)), n);
    cln::cl_I d = 0;
    for (const auto& x : v) d = cln::gcd(d, x);
    if (d <= 1) continue;
    for (auto& x : v) x = cln::exquo(x, d);
    CHECK(coordinates(saturated, v));
    proper += coordinates(generated, v) ? 0 : 1;
  }
  CHECK(proper > 10);
}
