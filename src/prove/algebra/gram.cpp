#include "prove/algebra/gram.hpp"

#include <flint/fmpq_mat.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "prove/hints/semidefinite.hpp"
#include "support/deadline.hpp"

namespace losscert::prove {

using GiNaC::numeric;

namespace {

constexpr std::size_t kMostMonomials = 60, kMostEquations = 400;

using Matrix = std::vector<std::vector<numeric>>;

int degree(const Monomial& m) {
  int d = 0;
  for (const int e : m) d += e;
  return d;
}

Monomial operator+(Monomial a, const Monomial& b) {
  for (std::size_t k = 0; k < a.size(); ++k) a[k] += b[k];
  return a;
}

/// A matrix of rationals in FLINT's hands.
class Rationals {
public:
  Rationals(std::size_t rows, std::size_t columns) { fmpq_mat_init(m_, static_cast<slong>(rows), static_cast<slong>(columns)); }
  ~Rationals() { fmpq_mat_clear(m_); }
  Rationals(const Rationals&) = delete;
  Rationals& operator=(const Rationals&) = delete;
  void set(std::size_t i, std::size_t j, const numeric& q) {
    std::ostringstream text;
    text << q;
    fmpq_set_str(entry(i, j), text.str().c_str(), 10);
  }
  numeric get(std::size_t i, std::size_t j) const {
    char* text = fmpq_get_str(nullptr, 10, entry(i, j));
    const numeric q(text);
    flint_free(text);
    return q;
  }
  bool is_zero(std::size_t i, std::size_t j) const { return fmpq_is_zero(entry(i, j)) != 0; }
  std::size_t reduce() { return static_cast<std::size_t>(fmpq_mat_rref(m_, m_)); }

private:
  fmpq* entry(std::size_t i, std::size_t j) const { return fmpq_mat_entry(m_, static_cast<slong>(i), static_cast<slong>(j)); }
  fmpq_mat_t m_;
};

/// Monomials up to sign symmetry: two of them share a block iff their sum is even in every variable up to the supports' parities.
class Parities {
public:
  explicit Parities(std::size_t variables) : rows_(variables) {}
  void add(const Monomial& m) {
    auto v = reduced(m);
    for (std::size_t k = 0; k < v.size(); ++k)
      if (v[k]) {
        rows_[k] = v;
        return;
      }
  }
  std::vector<bool> reduced(const Monomial& m) const {
    std::vector<bool> v(m.size());
    for (std::size_t k = 0; k < m.size(); ++k) v[k] = m[k] % 2 != 0;
    for (std::size_t k = 0; k < v.size(); ++k)
      if (v[k] && !rows_[k].empty())
        for (std::size_t j = k; j < v.size(); ++j) v[j] = v[j] != rows_[k][j];
    return v;
  }

private:
  std::vector<std::vector<bool>> rows_;  ///< row k: its first 1 is at k
};

/// One unknown matrix: m * (z' T) R (T' z), R positive semidefinite.
struct Block {
  std::size_t multiplier;
  std::vector<Monomial> basis;
  Matrix t;  ///< one row per monomial
  std::size_t size() const { return t.empty() ? 0 : t.front().size(); }
};

Matrix identity(std::size_t n) {
  Matrix t(n, std::vector<numeric>(n, numeric(0)));
  for (std::size_t k = 0; k < n; ++k) t[k][k] = 1;
  return t;
}

std::vector<Monomial> monomials(const Polynomial& multiplier, const std::vector<int>& most, int total) {
  const std::size_t n = most.size();
  std::vector<int> own(n, 0);
  int own_degree = 0;
  for (const auto& [m, c] : multiplier) {
    own_degree = std::max(own_degree, degree(m));
    for (std::size_t k = 0; k < n; ++k) own[k] = std::max(own[k], m[k]);
  }
  std::vector<Monomial> out;
  Monomial z(n, 0);
  const auto fill = [&](auto&& self, std::size_t k, int left) -> void {
    if (out.size() > 4 * kMostMonomials) return;
    if (k == n) {
      out.push_back(z);
      return;
    }
    for (z[k] = 0; z[k] <= left && 2 * z[k] + own[k] <= most[k]; ++z[k]) self(self, k + 1, left - z[k]);
    z[k] = 0;
  };
  if (total >= own_degree) fill(fill, 0, (total - own_degree) / 2);
  return out;
}

/// Without multipliers: a monomial whose square can neither cancel nor be in p has no place (its diagonal entry is 0, so its row is).
void prune(std::vector<Monomial>& basis, const Polynomial& p) {
  for (bool changed = true; changed;) {
    std::set<Monomial> sums;
    for (std::size_t i = 0; i < basis.size(); ++i)
      for (std::size_t j = i + 1; j < basis.size(); ++j) sums.insert(basis[i] + basis[j]);
    const auto useless = [&](const Monomial& m) { return p.count(m + m) == 0 && sums.count(m + m) == 0; };
    const auto end = std::remove_if(basis.begin(), basis.end(), useless);
    changed = end != basis.end();
    basis.erase(end, basis.end());
  }
}

/// The coefficient of each entry of R in each monomial of m * (z'T) R (T'z).
using Coefficients = std::map<Monomial, std::map<std::pair<std::size_t, std::size_t>, numeric>>;
Coefficients coefficients(const Block& b, const Polynomial& multiplier) {
  Coefficients out;
  const std::size_t n = b.basis.size(), r = b.size();
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < n; ++j) {
      const Monomial z = b.basis[i] + b.basis[j];
      for (std::size_t k = 0; k < r; ++k) {
        if (b.t[i][k].is_zero()) continue;
        for (std::size_t l = 0; l < r; ++l) {
          if (b.t[j][l].is_zero()) continue;
          const numeric c = b.t[i][k] * b.t[j][l];
          for (const auto& [m, q] : multiplier) out[z + m][{std::min(k, l), std::max(k, l)}] += c * q;
        }
      }
    }
  return out;
}

/// Number with small denominator near x, or nothing.
std::optional<numeric> recognised(double x, double tolerance) {
  for (long d = 1; d <= 240; ++d) {
    const double n = std::nearbyint(x * static_cast<double>(d));
    if (std::fabs(n) < 1e9 && std::fabs(x - n / static_cast<double>(d)) < tolerance / static_cast<double>(d > 8 ? d : 1)) return numeric(static_cast<long>(n)) / numeric(d);
  }
  return std::nullopt;
}

/// A rational basis (columns) of the complement of the kernel that y seems to have; nothing if it seems to have none, or none with small rationals. `scale`: what counts as large.
std::optional<Matrix> complement_of_kernel(const Eigen::MatrixXd& y, double scale) {
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> eigen(y);
  const auto n = static_cast<std::size_t>(y.rows());
  // The largest step between neighbouring eigenvalues, where the smaller is small.
  std::size_t kernel = 0;
  double best = 30;
  for (std::size_t k = 0; k < n; ++k) {
    const double here = std::max(std::fabs(eigen.eigenvalues()(static_cast<long>(k))), 1e-12 * scale);
    if (here > 3e-3 * scale) break;
    const double next = k + 1 < n ? std::fabs(eigen.eigenvalues()(static_cast<long>(k) + 1)) : scale;
    if (next / here > best) best = next / here, kernel = k + 1;
  }
  if (kernel == 0) return std::nullopt;
  // Echelon form of the kernel, pivots where it is largest.
  Eigen::MatrixXd rows = eigen.eigenvectors().leftCols(static_cast<long>(kernel)).transpose();
  std::vector<std::size_t> pivots;
  for (std::size_t i = 0; i < kernel; ++i) {
    long column = 0, row = 0;
    double size = 0;
    for (long c = 0; c < rows.cols(); ++c) {
      if (std::count(pivots.begin(), pivots.end(), static_cast<std::size_t>(c)) != 0) continue;
      for (long r = static_cast<long>(i); r < rows.rows(); ++r)
        if (std::fabs(rows(r, c)) > size + 1e-6) size = std::fabs(rows(r, c)), column = c, row = r;
    }
    if (size < 1e-6) return std::nullopt;
    rows.row(static_cast<long>(i)).swap(rows.row(row));
    rows.row(static_cast<long>(i)) /= rows(static_cast<long>(i), column);
    for (long r = 0; r < rows.rows(); ++r)
      if (r != static_cast<long>(i)) rows.row(r) -= rows(r, column) * rows.row(static_cast<long>(i));
    pivots.push_back(static_cast<std::size_t>(column));
  }
  // x lies in the complement iff every row annuls it: x_pivot = - sum over the others.
  Matrix t(n);
  std::vector<std::size_t> free;
  for (std::size_t c = 0; c < n; ++c)
    if (std::count(pivots.begin(), pivots.end(), c) == 0) free.push_back(c);
  for (auto& row : t) row.assign(free.size(), numeric(0));
  for (std::size_t f = 0; f < free.size(); ++f) {
    t[free[f]][f] = 1;
    for (std::size_t i = 0; i < kernel; ++i) {
      const auto q = recognised(rows(static_cast<long>(i), static_cast<long>(free[f])), 2e-3);
      if (!q) return std::nullopt;
      t[pivots[i]][f] = -*q;
    }
  }
  return t;
}

Matrix multiply(const Matrix& a, const Matrix& b) {
  Matrix out(a.size(), std::vector<numeric>(b.empty() ? 0 : b.front().size(), numeric(0)));
  for (std::size_t i = 0; i < a.size(); ++i)
    for (std::size_t k = 0; k < b.size(); ++k)
      if (!a[i][k].is_zero())
        for (std::size_t j = 0; j < b[k].size(); ++j) out[i][j] += a[i][k] * b[k][j];
  return out;
}

/// R = sum_j d_j l_j l_j' with d_j > 0, if R is positive semidefinite.
std::optional<std::vector<std::pair<numeric, std::vector<numeric>>>> squares_of_form(Matrix r) {
  std::vector<std::pair<numeric, std::vector<numeric>>> out;
  const std::size_t n = r.size();
  for (std::size_t k = 0; k < n; ++k) {
    const numeric d = r[k][k];
    if (d.is_negative()) return std::nullopt;
    if (d.is_zero()) {
      for (std::size_t j = k; j < n; ++j)
        if (!r[k][j].is_zero()) return std::nullopt;
      continue;
    }
    std::vector<numeric> l(n, numeric(0));
    for (std::size_t j = k; j < n; ++j) l[j] = r[k][j] / d;
    for (std::size_t i = k + 1; i < n; ++i)
      for (std::size_t j = k + 1; j < n; ++j) r[i][j] -= d * l[i] * l[j];
    out.emplace_back(d, std::move(l));
  }
  return out;
}

/// The exact equations of all blocks, in echelon form.
class Equations {
public:
  Equations(const Polynomial& p, const std::vector<Block>& blocks, const std::vector<Multiplier>& multipliers) {
    std::map<Monomial, std::map<std::size_t, numeric>> rows;
    for (const auto& [m, c] : p) rows[m];
    for (const auto& b : blocks) {
      std::map<std::pair<std::size_t, std::size_t>, std::size_t> place;
      for (std::size_t k = 0; k < b.size(); ++k)
        for (std::size_t l = k; l < b.size(); ++l) {
          place[{k, l}] = unknowns_.size();
          unknowns_.push_back({static_cast<std::size_t>(&b - blocks.data()), k, l});
        }
      for (const auto& [m, entries] : coefficients(b, multipliers[b.multiplier].m))
        for (const auto& [kl, c] : entries)
          if (!c.is_zero()) rows[m][place[kl]] = c;
    }
    for (auto& [m, row] : rows) {
      const auto it = p.find(m);
      rows_.emplace_back(std::move(row), it == p.end() ? numeric(0) : it->second);
    }
  }

  struct Unknown {
    std::size_t block, row, column;
  };
  const std::vector<Unknown>& unknowns() const { return unknowns_; }
  std::size_t size() const { return rows_.size(); }

  std::vector<SemidefiniteEquation> in_doubles() const {
    std::vector<SemidefiniteEquation> out;
    for (const auto& [row, right] : rows_) {
      if (row.empty()) continue;
      SemidefiniteEquation e;
      for (const auto& [k, c] : row) {
        const auto& u = unknowns_[k];
        e.entries.push_back({static_cast<int>(u.block), static_cast<int>(u.row), static_cast<int>(u.column), c.to_double() / (u.row == u.column ? 1 : 2)});
      }
      e.right = right.to_double();
      out.push_back(std::move(e));
    }
    return out;
  }

  /// Echelon form; false if there is no solution at all.
  bool reduce() {
    const std::size_t n = unknowns_.size();
    Rationals m(rows_.size(), n + 1);
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      for (const auto& [k, c] : rows_[i].first) m.set(i, k, c);
      m.set(i, n, rows_[i].second);
    }
    const std::size_t rank = m.reduce();
    reduced_.clear();
    for (std::size_t i = 0; i < rank; ++i) {
      std::vector<std::pair<std::size_t, numeric>> row;
      for (std::size_t k = 0; k < n; ++k)
        if (!m.is_zero(i, k)) row.emplace_back(k, m.get(i, k));
      if (row.empty()) return false;
      reduced_.emplace_back(std::move(row), m.get(i, n));
    }
    return true;
  }

  /// The values near `x` that solve the equations exactly: those that others determine are computed.
  void solve(std::vector<numeric>& x) const {
    for (const auto& [row, right] : reduced_) {
      numeric value = right;
      for (std::size_t k = 1; k < row.size(); ++k) value -= row[k].second * x[row[k].first];
      x[row[0].first] = value;
    }
  }

private:
  std::vector<Unknown> unknowns_;
  std::vector<std::pair<std::map<std::size_t, numeric>, numeric>> rows_;
  std::vector<std::pair<std::vector<std::pair<std::size_t, numeric>>, numeric>> reduced_;  ///< pivot first; the pivots occur in no other row
};

using Squares = std::vector<std::vector<WeightedSquare>>;

/// Rounded, moved onto the equations, and taken apart; nothing if a block is not positive semidefinite then. So finely that what has only a number for its square keeps one, if that can be had.
std::optional<Squares> rounded(const SemidefinitePoint& y, const Equations& equations, const std::vector<Block>& blocks, const std::vector<Multiplier>& multipliers) {
  std::optional<Squares> coarse;
  for (const int bits : {0, 1, 2, 3, 4, 6, 8, 11, 15, 20, 26}) {
    Deadline::check();
    const numeric unit(1L << bits);
    std::vector<numeric> x;
    for (const auto& u : equations.unknowns()) {
      const double v = std::nearbyint(std::ldexp(y.blocks[u.block](static_cast<long>(u.row), static_cast<long>(u.column)), bits));
      if (!(std::fabs(v) < 4e18)) return std::nullopt;
      x.push_back(numeric(static_cast<long>(v)) / unit);
    }
    equations.solve(x);
    std::vector<Matrix> r;
    for (const auto& b : blocks) r.emplace_back(b.size(), std::vector<numeric>(b.size(), numeric(0)));
    for (std::size_t k = 0; k < x.size(); ++k) {
      const auto& u = equations.unknowns()[k];
      r[u.block][u.row][u.column] = r[u.block][u.column][u.row] = x[k];
    }
    Squares out(multipliers.size());
    bool fine = true;
    for (std::size_t k = 0; k < blocks.size() && fine; ++k) {
      const auto parts = squares_of_form(r[k]);
      fine = parts.has_value();
      if (!fine) break;
      for (const auto& [weight, l] : *parts) {
        WeightedSquare s{weight, {}};
        for (std::size_t i = 0; i < blocks[k].basis.size(); ++i) {
          numeric c = 0;
          for (std::size_t j = 0; j < l.size(); ++j) c += blocks[k].t[i][j] * l[j];
          if (!c.is_zero()) s.base[blocks[k].basis[i]] = c;
        }
        if (!s.base.empty()) out[blocks[k].multiplier].push_back(std::move(s));
      }
    }
    if (!fine) continue;
    bool asked = false, whole = false;
    for (std::size_t k = 0; k < multipliers.size(); ++k)
      if (multipliers[k].only_constant) asked = true, whole = whole || !out[k].empty();
    if (whole || !asked) return out;
    if (!coarse) coarse = std::move(out);
  }
  return coarse;
}

}  // namespace

std::optional<Squares> squares_with_multipliers(const Polynomial& p, const std::vector<Multiplier>& multipliers, std::size_t variables) {
  if (p.empty() || variables == 0) return std::nullopt;
  std::vector<int> most(variables, 0);
  int total = 0;
  Parities parities(variables);
  const auto look_at = [&](const Polynomial& q) {
    for (const auto& [m, c] : q) {
      total = std::max(total, degree(m));
      for (std::size_t k = 0; k < variables; ++k) most[k] = std::max(most[k], m[k]);
      parities.add(m);
    }
  };
  look_at(p);
  for (const auto& m : multipliers) look_at(m.m);
  total += total % 2;
  for (auto& d : most) d += d % 2;
  const bool plain = std::all_of(multipliers.begin(), multipliers.end(), [&](const Multiplier& m) { return m.m.size() == 1 && degree(m.m.begin()->first) == 0; });

  std::vector<Block> blocks;
  std::size_t all = 0;
  for (std::size_t k = 0; k < multipliers.size(); ++k) {
    auto basis = multipliers[k].only_constant ? std::vector<Monomial>{Monomial(variables, 0)} : monomials(multipliers[k].m, most, total);
    if (basis.size() > 4 * kMostMonomials) return std::nullopt;
    if (plain && !multipliers[k].only_constant) prune(basis, p);
    std::map<std::vector<bool>, std::vector<Monomial>> classes;
    for (auto& m : basis) classes[parities.reduced(m)].push_back(std::move(m));
    for (auto& [key, list] : classes) {
      if (list.size() > kMostMonomials) return std::nullopt;
      all += list.size() * (list.size() + 1) / 2;
      const std::size_t n = list.size();
      blocks.push_back({k, std::move(list), identity(n)});
    }
  }
  if (all == 0 || all > 4000) return std::nullopt;

  for (int round = 0; round < 6; ++round) {
    Deadline::check();
    std::erase_if(blocks, [](const Block& b) { return b.size() == 0; });
    if (blocks.empty()) return std::nullopt;
    Equations equations(p, blocks, multipliers);
    if (equations.size() > kMostEquations || !equations.reduce()) return std::nullopt;
    std::vector<int> sizes;
    for (const auto& b : blocks) sizes.push_back(static_cast<int>(b.size()));
    const auto y = semidefinite_point(sizes, equations.in_doubles());
    if (!y || y->least < -1e-4) return std::nullopt;
    if (y->least > 1e-7)
      if (auto found = rounded(*y, equations, blocks, multipliers)) return found;
    bool smaller = false;
    double scale = 1e-6;
    for (const auto& b : y->blocks) scale = std::max(scale, b.diagonal().maxCoeff());
    for (std::size_t k = 0; k < blocks.size(); ++k) {
      const auto t = complement_of_kernel(y->blocks[k], scale);
      if (!t) continue;
      blocks[k].t = multiply(blocks[k].t, *t);
      smaller = true;
    }
    if (!smaller) return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace losscert::prove
