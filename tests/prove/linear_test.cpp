// Exact null spaces against ones made by hand, and what doubles say of matrices.
#include <cmath>
#include <random>

#include "prove/algebra/linear.hpp"
#include "support/catch.hpp"

using losscert::prove::approx_eigenvalues;
using losscert::prove::approx_inverse;
using losscert::prove::null_space;
using GiNaC::numeric;
using Rows = std::vector<std::vector<numeric>>;

TEST_CASE("null spaces made by hand") {
  CHECK(null_space({{1, 2}, {3, 4}}, 2).empty());
  CHECK(null_space({}, 2) == Rows{{1, 0}, {0, 1}});
  CHECK(null_space({{0, 0, 0}}, 3) == Rows{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}});
  CHECK(null_space({{1, 2, 3}, {2, 4, 6}}, 3) == Rows{{-2, 1, 0}, {-3, 0, 1}});
  CHECK(null_space({{0, 1, numeric(-1, 2)}}, 3) == Rows{{1, 0, 0}, {0, numeric(1, 2), 1}});
  CHECK(null_space({{numeric(1, 3), numeric(1, 7)}}, 2) == Rows{{numeric(-3, 7), 1}});
  const numeric big = numeric(10).power(numeric(40)), third = big / 3;
  CHECK(null_space({{big, -third, 0}, {0, 0, big}}, 3) == Rows{{numeric(1, 3), 1, 0}});
}

TEST_CASE("null spaces of random matrices: as many vectors as the rank leaves, each sent to zero") {
  std::mt19937 random(8);
  const auto small = [&] { return numeric(static_cast<long>(random() % 9) - 4) / numeric(static_cast<long>(1 + random() % 3)); };
  int dependent = 0;
  for (int k = 0; k < 60; ++k) {
    const std::size_t rows = 1 + random() % 5, columns = 1 + random() % 6, rank = 1 + random() % 4;
    // A product of two matrices has at most their inner dimension as rank.
    Rows a(rows, std::vector<numeric>(columns));
    Rows left(rows, std::vector<numeric>(rank)), right(rank, std::vector<numeric>(columns));
    for (auto* m : {&left, &right})
      for (auto& row : *m)
        for (auto& x : row) x = small();
    for (std::size_t i = 0; i < rows; ++i)
      for (std::size_t j = 0; j < columns; ++j)
        for (std::size_t l = 0; l < rank; ++l) a[i][j] += left[i][l] * right[l][j];
    const auto basis = null_space(a, columns);
    CHECK(basis.size() + std::min({rows, columns, rank}) >= columns);
    for (const auto& x : basis)
      for (const auto& row : a) {
        numeric s = 0;
        for (std::size_t j = 0; j < columns; ++j) s += row[j] * x[j];
        CHECK(s.is_zero());
      }
    dependent += basis.size() > 1;
    // Independent: the null space of the basis' own rows has the rest of the dimensions.
    if (!basis.empty()) CHECK(null_space(basis, columns).size() == columns - basis.size());
  }
  CHECK(dependent > 10);
}

TEST_CASE("doubles: inverses and eigenvalues") {
  const auto inverse = approx_inverse({{2, 1}, {1, 1}});
  REQUIRE(inverse);
  CHECK(std::fabs((*inverse)[0][0] - 1) < 1e-12);
  CHECK(std::fabs((*inverse)[0][1] + 1) < 1e-12);
  CHECK(std::fabs((*inverse)[1][1] - 2) < 1e-12);
  CHECK_FALSE(approx_inverse({{1, 2}, {2, 4}}));
  const auto values = approx_eigenvalues({{2, -1, 0}, {-1, 2, -1}, {0, -1, 2}});
  REQUIRE(values.size() == 3);
  CHECK(std::fabs(values[0] - (2 - std::sqrt(2.0))) < 1e-12);
  CHECK(std::fabs(values[1] - 2) < 1e-12);
  CHECK(std::fabs(values[2] - (2 + std::sqrt(2.0))) < 1e-12);
  CHECK(approx_eigenvalues({}).empty());
}
