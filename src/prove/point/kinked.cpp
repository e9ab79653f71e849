#include "prove/point/kinked.hpp"

#include <algorithm>
#include <cmath>

#include "prove/algebra/expressions.hpp"

namespace losscert::prove {

using symbolic::canonical;
using symbolic::contains;
using symbolic::substitute;

namespace {

constexpr std::size_t kMostKinks = 12;

Kinked first_order(Expr function, std::vector<Symbol> r, std::vector<Expr> argument, std::vector<bool> two_sided, const Substitution& s, const std::vector<Symbol>& over) {
  Kinked k{std::move(function), std::move(r), std::move(argument), std::move(two_sided), {}, {}, {}, {}};
  Substitution bottom;
  for (const auto& x : k.r) bottom[x] = 0;
  const auto at = [&](const Expr& e) { return canonical(substitute(e, s)); };
  const Expr smooth = canonical(substitute(k.function, bottom));
  for (const auto& v : over) k.gradient.push_back(at(symbolic::derivative(smooth, v)));
  for (std::size_t i = 0; i < k.r.size(); ++i) {
    k.weight.push_back(at(substitute(symbolic::derivative(k.function, k.r[i]), bottom)));
    k.slope.emplace_back();
    for (const auto& v : over) k.slope.back().push_back(at(symbolic::derivative(k.argument[i], v)));
  }
  return k;
}

using Vector = std::vector<Expr>;
using Matrix = std::vector<Vector>;

/// Some x with a x = b for a consistent system of constants.
std::optional<Vector> solution(Matrix a, Vector b) {
  const std::size_t rows = a.size(), n = rows == 0 ? 0 : a[0].size();
  std::vector<std::size_t> pivot_row(n, rows);
  std::size_t rank = 0;
  for (std::size_t j = 0; j < n && rank < rows; ++j) {
    std::size_t p = rank;
    while (p < rows && a[p][j].is_zero()) ++p;
    if (p == rows) continue;
    std::swap(a[p], a[rank]), std::swap(b[p], b[rank]);
    for (std::size_t i = 0; i < rows; ++i) {
      if (i == rank || a[i][j].is_zero()) continue;
      const Expr q = canonical(a[i][j] / a[rank][j]);
      for (std::size_t c = j; c < n; ++c) a[i][c] = canonical(a[i][c] - q * a[rank][c]);
      b[i] = canonical(b[i] - q * b[rank]);
    }
    pivot_row[j] = rank++;
  }
  for (std::size_t i = rank; i < rows; ++i)
    if (!b[i].is_zero()) return std::nullopt;
  Vector x(n, Expr(0));
  for (std::size_t j = 0; j < n; ++j)
    if (pivot_row[j] < rows) x[j] = canonical(b[pivot_row[j]] / a[pivot_row[j]][j]);
  return x;
}

Vector combined(const Kinked& k, const Vector& m) {
  Vector v = k.gradient;
  for (std::size_t j = 0; j < v.size(); ++j) {
    for (std::size_t i = 0; i < m.size(); ++i) v[j] += m[i] * k.slope[i][j];
    v[j] = canonical(v[j]);
  }
  return v;
}

/// m with the free ones moved by Z y so that v is as short as they can make it: of all such the one nearest to where they were.
std::optional<Vector> shortened(const Kinked& k, Vector m, const std::vector<bool>& free) {
  const Vector v = combined(k, m);
  const std::size_t n = v.size();
  Matrix gram(n, Vector(n, Expr(0))), square = gram;
  for (std::size_t a = 0; a < n; ++a)
    for (std::size_t b = 0; b < n; ++b) {
      for (std::size_t i = 0; i < m.size(); ++i)
        if (free[i]) gram[a][b] += k.slope[i][a] * k.slope[i][b];
      gram[a][b] = canonical(gram[a][b]);
    }
  const auto times = [&](const Vector& x) {
    Vector out(n, Expr(0));
    for (std::size_t a = 0; a < n; ++a) {
      for (std::size_t b = 0; b < n; ++b) out[a] += gram[a][b] * x[b];
      out[a] = canonical(out[a]);
    }
    return out;
  };
  for (std::size_t b = 0; b < n; ++b) {
    Vector column(n);
    for (std::size_t a = 0; a < n; ++a) column[a] = gram[a][b];
    column = times(column);
    for (std::size_t a = 0; a < n; ++a) square[a][b] = column[a];
  }
  Vector right = times(v);
  for (auto& x : right) x = canonical(-x);
  const auto y = solution(square, right);
  if (!y) return std::nullopt;
  for (std::size_t i = 0; i < m.size(); ++i) {
    if (!free[i]) continue;
    for (std::size_t a = 0; a < n; ++a) m[i] += k.slope[i][a] * (*y)[a];
    m[i] = canonical(m[i]);
  }
  return m;
}

}  // namespace

double approx_constant(const Expr& e) { return approx_value(e, {}).value_or(std::nan("")); }

Kinked Kinked::turned(std::size_t i, const Substitution& s, const std::vector<Symbol>& over) const {
  auto z = argument;
  z[i] = canonical(-z[i]);
  Kinked k = first_order(canonical(substitute(function, {{r[i], argument[i] + r[i]}})), r, std::move(z), two_sided, s, over);
  k.resolved = resolved;
  return k;
}

std::optional<Kinked> kinked_at(Search& search, const Scope& scope, Near& near) {
  Expr f = canonical(near.function());
  std::vector<Symbol> r;
  std::vector<Expr> arguments;
  std::vector<bool> two_sided;
  std::vector<std::pair<Expr, Signs>> resolved;
  for (auto open = kink_arguments(f); !open.empty(); open = kink_arguments(f)) {
    const auto z = std::find_if(open.begin(), open.end(), [](const Expr& e) { return kink_arguments(e).empty(); });
    if (z == open.end() || std::any_of(r.begin(), r.end(), [&](const Symbol& x) { return contains(*z, x); })) return std::nullopt;
    const Expr there = canonical(substitute(*z, near.at()));
    if (!there.is_zero() && !search.sign({near.context(), there, kZero, 0, scope}).within(kZero)) {
      const auto evidence = kink_evidence(search, near.context(), there, scope);
      if (!evidence) return std::nullopt;
      resolved.emplace_back(canonical(*z), evidence->sign);
      f = canonical(resolve_kink(f, *z, evidence->sign));
      continue;
    }
    if (r.size() == kMostKinks) return std::nullopt;
    r.push_back(symbolic::symbol("_r" + std::to_string(r.size() + 1)));
    arguments.push_back(*z);
    const Expr opposite = canonical(-*z);
    two_sided.push_back(std::any_of(open.begin(), open.end(), [&](const Expr& y) { return y.is_equal(opposite); }));
    f = canonical(f.subs(GiNaC::lst{symbolic::relu_of(*z) == r.back(), canonical(symbolic::relu_of(opposite)) == r.back() - *z}));
    for (const auto& y : kink_arguments(f))
      if (y.is_equal(*z) || y.is_equal(opposite)) return std::nullopt;  // a step
  }
  if (r.empty() || !std::all_of(r.begin(), r.end(), [&](const Symbol& x) { return f.is_polynomial(x); })) return std::nullopt;
  Kinked k = first_order(f, std::move(r), std::move(arguments), std::move(two_sided), near.at(), near.over());
  k.resolved = std::move(resolved);
  return k;
}

bool Subgradient::vanishes() const {
  return std::all_of(v.begin(), v.end(), [](const Expr& e) { return e.is_zero(); });
}

std::optional<Subgradient> shortest_subgradient(const Kinked& k, unsigned concave) {
  const std::size_t n = k.r.size();
  std::vector<double> top(n);
  std::vector<bool> free(n);
  Vector m(n, Expr(0));
  for (std::size_t i = 0, bit = 0; i < n; ++i) {
    top[i] = approx_constant(k.weight[i]);
    if (!std::isfinite(top[i])) return std::nullopt;
    free[i] = top[i] > 0 && std::any_of(k.slope[i].begin(), k.slope[i].end(), [](const Expr& e) { return !e.is_zero(); });
    if (free[i]) m[i] = k.weight[i] / 2;
    else if (top[i] < 0 && (concave >> bit++ & 1) != 0) m[i] = k.weight[i];
  }
  // Whoever leaves its range most stays at that end from there on.
  for (std::size_t step = 0; step <= n; ++step) {
    const auto next = shortened(k, m, free);
    if (!next) return std::nullopt;
    std::size_t worst = n;
    double most = 0;
    for (std::size_t i = 0; i < n; ++i) {
      if (!free[i]) continue;
      const double beyond = std::max(approx_constant(-(*next)[i]), approx_constant((*next)[i] - k.weight[i])) / top[i];
      if (beyond > most) most = beyond, worst = i;
    }
    if (worst == n) return Subgradient{*next, combined(k, *next)};
    free[worst] = false;
    m[worst] = approx_constant((*next)[worst]) < 0 ? Expr(0) : k.weight[worst];
    for (std::size_t i = 0; i < n; ++i)
      if (free[i]) m[i] = k.weight[i] / 2;
  }
  return std::nullopt;
}

}  // namespace losscert::prove
