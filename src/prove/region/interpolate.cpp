#include "prove/region/interpolate.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

#include "prove/algebra/linear.hpp"
#include "prove/hints/descend.hpp"
#include "support/deadline.hpp"

namespace losscert::prove {

using GiNaC::is_a;
using GiNaC::numeric;
using symbolic::canonical;
using symbolic::contains;
using symbolic::substitute;
using symbolic::symbols_of;
using symbolic::to_text;

namespace {

using Matrix = std::vector<std::vector<Expr>>;

bool is_rational(const Matrix& a) {
  return std::all_of(a.begin(), a.end(), [](const auto& row) { return std::all_of(row.begin(), row.end(), [](const Expr& e) { return is_a<numeric>(e); }); });
}

/// The determinant by Laplace's expansion, canonical. Small matrices only.
Expr determinant(const Matrix& a) {
  const std::size_t n = a.size();
  if (n == 1) return canonical(a[0][0]);
  Expr d = 0;
  for (std::size_t c = 0; c < n; ++c) {
    if (a[0][c].is_zero()) continue;
    Matrix minor;
    for (std::size_t r = 1; r < n; ++r) {
      minor.emplace_back();
      for (std::size_t k = 0; k < n; ++k)
        if (k != c) minor.back().push_back(a[r][k]);
    }
    d += (c % 2 ? -1 : 1) * a[0][c] * determinant(minor);
  }
  return canonical(d);
}

/// The rational x with A x = b for every right-hand side column of b; nothing if A is singular.
std::optional<Matrix> solve_rational(Matrix a, Matrix b) {
  const std::size_t n = a.size();
  for (std::size_t c = 0; c < n; ++c) {
    std::size_t p = c;
    while (p < n && a[p][c].is_zero()) ++p;
    if (p == n) return std::nullopt;
    std::swap(a[p], a[c]);
    std::swap(b[p], b[c]);
    const Expr d = a[c][c];
    for (auto& e : a[c]) e /= d;
    for (auto& e : b[c]) e /= d;
    for (std::size_t r = 0; r < n; ++r) {
      if (r == c || a[r][c].is_zero()) continue;
      const Expr m = a[r][c];
      for (std::size_t k = 0; k < n; ++k) a[r][k] -= m * a[c][k];
      for (std::size_t k = 0; k < b[r].size(); ++k) b[r][k] -= m * b[c][k];
    }
  }
  return b;
}

/// Rows and columns of a nonsingular square block of largest rank (complete pivoting), and how well conditioned it is (smallest over largest pivot).
struct Block {
  std::vector<std::size_t> rows, columns;
  double quality = 0;
};
Block pivots(std::vector<std::vector<double>> a) {
  Block block;
  if (a.empty()) return block;
  const std::size_t rows = a.size(), columns = a[0].size();
  std::vector<bool> used_row(rows), used_column(columns);
  double first = 0;
  for (std::size_t step = 0; step < std::min(rows, columns); ++step) {
    double best = 0;
    std::size_t br = 0, bc = 0;
    for (std::size_t r = 0; r < rows; ++r)
      for (std::size_t c = 0; c < columns; ++c)
        if (!used_row[r] && !used_column[c] && std::fabs(a[r][c]) > best * 1.0000001) best = std::fabs(a[r][c]), br = r, bc = c;
    if (!(best > 1e-7 * (first == 0 ? 1e-3 : first)) || !std::isfinite(best)) break;
    if (step == 0) first = best;
    block.quality = best / first;
    used_row[br] = used_column[bc] = true;
    block.rows.push_back(br);
    block.columns.push_back(bc);
    for (std::size_t r = 0; r < rows; ++r) {
      if (used_row[r]) continue;
      const double m = a[r][bc] / a[br][bc];
      for (std::size_t c = 0; c < columns; ++c) a[r][c] -= m * a[br][c];
    }
  }
  std::sort(block.rows.begin(), block.rows.end());
  std::sort(block.columns.begin(), block.columns.end());
  return block;
}

}  // namespace

Interpolation::Interpolation(Search& search, const Context& g, const Scope& scope, std::vector<Expr> residuals, std::vector<Symbol> over)
    : search_(search), g_(g), scope_(scope), residuals_(std::move(residuals)), over_(std::move(over)) {
  for (const auto& p : residuals_) {
    slopes_.emplace_back();
    for (const auto& v : over_) slopes_.back().push_back(contains(p, v) ? symbolic::derivative(p, v) : Expr(0));
  }
}

std::vector<std::size_t> Interpolation::linear(const std::vector<std::size_t>& order) const {
  std::vector<std::size_t> chosen;
  for (const std::size_t k : order) {
    bool fits = false;
    for (const auto& row : slopes_) fits |= !row[k].is_zero();
    for (const auto& row : slopes_) {
      fits = fits && !contains(row[k], over_[k]);
      for (const std::size_t c : chosen) fits = fits && !contains(row[c], over_[k]);
    }
    if (fits) chosen.push_back(k);
  }
  std::sort(chosen.begin(), chosen.end());
  return chosen;
}

bool Interpolation::any(const std::vector<std::vector<double>>& hints, const std::function<bool(const ExactPoint&)>& use) {
  std::vector<std::size_t> order(over_.size());
  std::iota(order.begin(), order.end(), 0);
  auto first = linear(order);
  std::reverse(order.begin(), order.end());
  auto second = linear(order);
  if (second.size() > first.size()) std::swap(first, second);
  if (with_linear(first, hints, use)) return true;
  return first != second && with_linear(second, hints, use);
}

bool Interpolation::with_linear(const std::vector<std::size_t>& columns, const std::vector<std::vector<double>>& hints, const std::function<bool(const ExactPoint&)>& use) {
  const std::size_t rows = residuals_.size();
  std::vector<std::size_t> others;
  for (std::size_t k = 0; k < over_.size(); ++k)
    if (std::find(columns.begin(), columns.end(), k) == columns.end()) others.push_back(k);

  // The matrix and the constant part, in the other variables and what is fixed.
  std::vector<Expr> entries;
  Substitution origin;
  for (const std::size_t c : columns) origin[over_[c]] = 0;
  for (std::size_t n = 0; n < rows; ++n) {
    for (const std::size_t c : columns) entries.push_back(slopes_[n][c]);
    entries.push_back(substitute(residuals_[n], origin));
  }
  std::vector<Symbol> inputs;
  for (const std::size_t k : others) inputs.push_back(over_[k]);
  std::vector<Symbol> fixed;
  for (const auto& e : entries)
    for (const auto& v : symbols_of(e))
      if (std::none_of(over_.begin(), over_.end(), [&](const Symbol& o) { return o.is_equal(v); }) && std::none_of(fixed.begin(), fixed.end(), [&](const Symbol& o) { return o.is_equal(v); })) fixed.push_back(v);
  inputs.insert(inputs.end(), fixed.begin(), fixed.end());
  Program program(entries, inputs);
  std::vector<Sample> samples = g_.samples().first(4);
  if (samples.empty()) samples.emplace_back();

  std::vector<Values> lists;
  const auto multiples = [](const Expr& unit, double size, std::initializer_list<numeric> by) {
    Values v;
    for (const auto& q : by) v.emplace_back(q * unit, q.to_double() * size);
    return v;
  };
  lists.push_back(multiples(1, 1, {1, -1, 2, -2, 3, -3, 0, 4, -4}));
  lists.push_back(multiples(symbolic::log_of(2), std::log(2.0), {1, -1, 2, -2, 3, -3, 0, 4, -4}));
  lists.push_back(multiples(1, 1, {0, 1, -1, 2, -2, 3, -3}));
  lists.push_back(multiples(1, 1, {numeric(1, 2), numeric(-1, 2), 1, -1, numeric(3, 2), numeric(-3, 2), 0, 2, -2}));
  lists.push_back(multiples(1, 1, {1, 2, 3, 4, 5, 6, 7, 8}));

  struct Candidate {
    Substitution others;
    double quality;
    bool rational;
  };
  std::vector<Candidate> kept;
  std::set<std::string> seen;
  const auto consider = [&](const Substitution& at, const std::vector<double>& values, bool partial) -> bool {
    Deadline::check();
    double quality = 1e9;
    for (const auto& sample : samples) {
      auto x = values;
      const auto more = coordinates(fixed, sample);
      x.insert(x.end(), more.begin(), more.end());
      const auto& v = program.values(x);
      std::vector<std::vector<double>> a(rows, std::vector<double>(columns.size()));
      for (std::size_t n = 0; n < rows; ++n)
        for (std::size_t c = 0; c < columns.size(); ++c) a[n][c] = v[n * (columns.size() + 1) + c];
      const auto block = pivots(a);
      if (!partial && block.rows.size() < rows) return false;
      quality = std::min(quality, block.quality);
    }
    std::string key;
    for (const auto& [v, e] : at) key += to_text(e) + ";";
    if (!seen.insert(key).second) return false;
    // Columns of rationals, up to a common factor, are best: solved at once.
    bool rational = true;
    for (const std::size_t c : columns) {
      Expr unit = 0;
      for (std::size_t n = 0; n < rows && rational; ++n) {
        const Expr e = canonical(substitute(slopes_[n][c], at));
        if (e.is_zero()) continue;
        if (unit.is_zero()) unit = e;
        rational = is_a<numeric>(canonical(e / unit));
      }
    }
    kept.push_back({at, quality, rational});
    return rational;
  };
  const auto use_kept = [&] {
    std::stable_sort(kept.begin(), kept.end(), [](const Candidate& a, const Candidate& b) { return a.rational != b.rational ? a.rational : a.quality > b.quality; });
    if (kept.size() > 6) kept.resize(6);
    for (const auto& c : kept)
      if (const auto p = solve(columns, c.others, samples.front()); p && use(*p)) return true;
    kept.clear();
    return false;
  };

  if (columns.size() >= rows) {
    int rational = 0;
    for (const auto& list : lists) {
      for (std::size_t stride = 1; stride <= 3 && rational < 3; ++stride)
        for (std::size_t shift = 0; shift < list.size() && rational < 3; ++shift) {
          Substitution at;
          std::vector<double> values;
          for (std::size_t k = 0; k < others.size(); ++k) {
            const auto& [e, x] = list[(k * stride + shift) % list.size()];
            at[over_[others[k]]] = e;
            values.push_back(x);
          }
          rational += consider(at, values, false);
          if (others.empty()) break;
        }
    }
    if (use_kept()) return true;
  }
  // Rounded hints: all rounded (no column left to solve for), or the nonlinear ones only.
  for (const auto& hint : hints) {
    std::set<std::string> tried;
    for (const int bits : {0, 1, 2, 3, 5, 8, 12}) {
      Substitution at, whole;
      std::vector<double> values;
      for (std::size_t k = 0; k < over_.size(); ++k) whole[over_[k]] = near_rational(hint[k], bits + 2);
      std::string key;
      for (const auto& [v, e] : whole) key += to_text(e) + ";";
      if (!tried.insert(key).second) continue;
      if (std::all_of(residuals_.begin(), residuals_.end(), [&](const Expr& p) {
            const auto x = approx_value(substitute(p, whole), samples.front());
            return x && std::fabs(*x) < 1e-9;
          }) &&
          use({whole, {}}))
        return true;
      for (const std::size_t k : others) {
        const numeric q = near_rational(hint[k], bits + 2);
        at[over_[k]] = q;
        values.push_back(q.to_double());
      }
      if (!columns.empty()) consider(at, values, true);
    }
  }
  return use_kept();
}

std::optional<ExactPoint> Interpolation::least_norm(const std::vector<std::size_t>& columns, const Substitution& others, const Matrix& a, const std::vector<Expr>& right) {
  // a z = right by z = a^T u with (a a^T) u = right: one determinant, which is positive if the rows are independent, whichever columns are.
  const std::size_t rows = a.size();
  if (columns.size() <= rows || rows > 3) return std::nullopt;
  Matrix gram(rows, std::vector<Expr>(rows, Expr(0)));
  for (std::size_t n = 0; n < rows; ++n)
    for (std::size_t m = 0; m < rows; ++m) {
      for (std::size_t k = 0; k < columns.size(); ++k) gram[n][m] += a[n][k] * a[m][k];
      gram[n][m] = canonical(gram[n][m]);
    }
  const Expr d = canonical(determinant(gram));
  if (d.is_zero() || !search_.sign({g_, d, kPositive, 1, scope_}).within(kPositive)) return std::nullopt;
  ExactPoint p{others, {}};
  if (!is_a<numeric>(d)) p.denominators.push_back(d);
  std::vector<Expr> values(columns.size(), Expr(0));
  for (std::size_t n = 0; n < rows; ++n) {
    Matrix with = gram;
    for (std::size_t m = 0; m < rows; ++m) with[m][n] = right[m];
    const Expr u = determinant(with) / d;
    for (std::size_t k = 0; k < columns.size(); ++k) values[k] += a[n][k] * u;
  }
  for (std::size_t k = 0; k < columns.size(); ++k) p.point[over_[columns[k]]] = canonical(values[k]);
  return p;
}

std::optional<ExactPoint> Interpolation::solve(const std::vector<std::size_t>& columns, const Substitution& others, const Sample& sample) {
  Deadline::check();
  const std::size_t rows = residuals_.size();
  Matrix a(rows);
  std::vector<Expr> right(rows);
  Substitution origin = others;
  for (const std::size_t c : columns) origin[over_[c]] = 0;
  std::vector<std::vector<double>> hint(rows, std::vector<double>(columns.size()));
  for (std::size_t n = 0; n < rows; ++n) {
    for (std::size_t k = 0; k < columns.size(); ++k) {
      a[n].push_back(canonical(substitute(slopes_[n][columns[k]], others)));
      hint[n][k] = approx_value(a[n].back(), sample).value_or(0);
    }
    right[n] = canonical(-substitute(residuals_[n], origin));
  }
  const Matrix whole = a;
  // What a column has in common is moved into its unknown: log(2) in each entry of a swish network, say.
  std::vector<Expr> common(columns.size(), Expr(1));
  for (std::size_t k = 0; k < columns.size(); ++k) {
    Expr factor = 1;
    for (std::size_t n = 0; n < rows && factor == 1; ++n)
      if (!a[n][k].is_zero() && is_a<GiNaC::mul>(a[n][k])) {
        factor = a[n][k];
        for (const auto& f : a[n][k])
          if (is_a<numeric>(f)) factor = factor / f;
      } else if (!a[n][k].is_zero() && !is_a<numeric>(a[n][k]) && !is_a<GiNaC::add>(a[n][k])) {
        factor = a[n][k];
      }
    if (factor == 1) continue;
    std::vector<Expr> divided;
    for (std::size_t n = 0; n < rows; ++n) divided.push_back(canonical(a[n][k] / factor));
    if (!std::all_of(divided.begin(), divided.end(), [](const Expr& e) { return is_a<numeric>(e); })) continue;
    common[k] = factor;
    for (std::size_t n = 0; n < rows; ++n) a[n][k] = divided[n];
  }
  const auto block = pivots(hint);
  if (block.rows.empty()) return std::nullopt;
  const std::size_t size = block.rows.size();
  Matrix m;
  for (const std::size_t r : block.rows) {
    m.emplace_back();
    for (const std::size_t c : block.columns) m.back().push_back(a[r][c]);
  }
  ExactPoint p{others, {}};
  for (const std::size_t c : columns) p.point[over_[c]] = 0;
  const auto set = [&](std::size_t k, const Expr& value) {
    const std::size_t c = block.columns[k];
    p.point[over_[columns[c]]] = canonical(value / common[c]);
    if (!is_a<numeric>(common[c])) p.denominators.push_back(common[c]);
  };
  if (is_rational(m)) {
    Matrix unit(size, std::vector<Expr>(size, Expr(0)));
    for (std::size_t k = 0; k < size; ++k) unit[k][k] = 1;
    const auto inverse = solve_rational(m, unit);
    if (!inverse) return std::nullopt;
    for (std::size_t k = 0; k < size; ++k) {
      Expr v = 0;
      for (std::size_t l = 0; l < size; ++l) v += (*inverse)[k][l] * right[block.rows[l]];
      set(k, v);
    }
  } else {
    if (size > 4) return std::nullopt;  // Cramer's rule grows beyond use
    const Expr d = determinant(m);
    if (d.is_zero()) return std::nullopt;
    if (!is_a<numeric>(d)) p.denominators.push_back(d);
    for (std::size_t k = 0; k < size; ++k) {
      Matrix with = m;
      for (std::size_t l = 0; l < size; ++l) with[l][k] = right[block.rows[l]];
      set(k, determinant(with) / d);
    }
  }
  for (const auto& d : p.denominators)
    if (!search_.sign({g_, d, kNonzero, 1, scope_}).within(kNonzero)) return size == rows ? least_norm(columns, others, whole, right) : std::nullopt;
  // Rows outside of the block must come out by themselves.
  for (std::size_t n = 0; n < rows; ++n) {
    if (std::find(block.rows.begin(), block.rows.end(), n) != block.rows.end()) continue;
    const auto x = approx_value(substitute(residuals_[n], p.point), sample);
    if (!x || std::fabs(*x) > 1e-7) return std::nullopt;
  }
  return p;
}

}  // namespace losscert::prove
