#include "prove/point/splitting.hpp"

#include <algorithm>

#include "prove/algebra/linear.hpp"
#include "prove/point/expansion.hpp"
#include "symbolic/series.hpp"

namespace losscert::prove {

using GiNaC::is_a;
using GiNaC::numeric;
using symbolic::canonical;
using symbolic::series;
using symbolic::substitute;

std::optional<Kernel> rational_kernel(const std::vector<std::vector<Expr>>& h) {
  const std::size_t n = h.size();
  std::vector<std::vector<numeric>> a(n, std::vector<numeric>(n));
  for (std::size_t k = 0; k < n; ++k)
    for (std::size_t l = 0; l < n; ++l) {
      if (!is_a<numeric>(h[k][l])) return std::nullopt;
      a[k][l] = GiNaC::ex_to<numeric>(h[k][l]);
    }
  Kernel r{null_space(a, n), {}};
  for (const auto& v : r.basis)
    for (std::size_t k = 0; k < n; ++k)
      if (v[k] == 1 && std::count_if(r.basis.begin(), r.basis.end(), [k](const auto& w) { return !w[k].is_zero(); }) == 1) {
        r.own.push_back(k);
        break;
      }
  return r.own.size() == r.basis.size() ? std::optional(std::move(r)) : std::nullopt;
}

namespace {

/// Variables in which the whole row of the Hessian is 0: a part of the kernel, and all that is looked for where entries are not rational.
Kernel zero_rows(const std::vector<std::vector<Expr>>& h) {
  Kernel r;
  for (std::size_t k = 0; k < h.size(); ++k) {
    if (!std::all_of(h[k].begin(), h[k].end(), [](const Expr& e) { return e.is_zero(); })) continue;
    r.own.push_back(k);
    r.basis.emplace_back(h.size(), numeric(0));
    r.basis.back()[k] = 1;
  }
  return r;
}

bool is_rational(const std::vector<std::vector<Expr>>& h) {
  return std::all_of(h.begin(), h.end(), [](const auto& row) { return std::all_of(row.begin(), row.end(), [](const Expr& e) { return is_a<numeric>(e); }); });
}

/// The variables along (a*t, p(a*t)).
Substitution along(const Splitting& r, const Symbol& t) {
  Substitution scaled, by, path;
  for (const auto& a : r.kernel) scaled[a] = a * t;
  for (const auto& u : r.regular) by[u] = r.shift.count(u) ? substitute(r.shift.at(u), scaled) : Expr(0);
  for (const auto& a : r.kernel) by[a] = a * t;
  for (const auto& [x, e] : r.linear) path[x] = substitute(e, by);
  return path;
}

/// Solves dF/du(a, p(a)) = 0 for p, degree by degree; false if that fails.
bool solve_shift(Splitting& r, Derivatives& d, const std::vector<std::vector<Expr>>& h, int largest) {
  const std::size_t m = r.regular.size();
  if (m == 0) return true;
  GiNaC::matrix block(static_cast<unsigned>(m), static_cast<unsigned>(m));
  for (std::size_t i = 0; i < m; ++i)
    for (std::size_t j = 0; j < m; ++j) block(static_cast<unsigned>(i), static_cast<unsigned>(j)) = h[r.regular_index[i]][r.regular_index[j]];
  if (canonical(block.determinant()).is_zero()) return false;
  const GiNaC::matrix inverse = block.inverse();
  const Symbol& t = curve_parameter();
  for (int degree = 2; degree <= largest; ++degree) {
    const Substitution path = along(r, t);
    std::vector<Expr> rest;
    for (const std::size_t k : r.regular_index) {
      const auto c = series(substitute(d.gradient(k), path), t, degree);
      if (!c) return false;
      rest.push_back(c->back());
    }
    for (std::size_t i = 0; i < m; ++i) {
      Expr step = 0;
      for (std::size_t j = 0; j < m; ++j) step -= inverse(static_cast<unsigned>(i), static_cast<unsigned>(j)) * rest[j];
      step = canonical(step);
      if (!step.is_zero()) r.shift[r.regular[i]] += step;
    }
  }
  return true;
}

}  // namespace

Substitution Splitting::shifted() const {
  Substitution by, map;
  for (const auto& u : regular) by[u] = u + (shift.count(u) ? shift.at(u) : Expr(0));
  for (const auto& [x, e] : linear) map[x] = substitute(e, by).expand();
  return map;
}

std::optional<Splitting> split_off(Near& near, int order) {
  const auto p = near.piece(order);
  const Substitution& s = near.at();
  const auto& over = near.over();
  if (!p || s.size() < over.size()) return std::nullopt;
  const auto h = near.hessian(order);
  const auto kernel = is_rational(h) ? rational_kernel(h) : std::optional(zero_rows(h));
  if (!kernel || kernel->basis.empty()) return std::nullopt;
  Splitting r;
  for (const auto& v : over) r.linear[v] = s.at(v);
  std::vector<bool> in_kernel(over.size());
  for (std::size_t b = 0; b < kernel->basis.size(); ++b) {
    in_kernel[kernel->own[b]] = true;
    r.kernel.push_back(symbolic::symbol("kernel" + std::to_string(r.kernel.size() + 1)));
    for (std::size_t k = 0; k < over.size(); ++k) r.linear[over[k]] += kernel->basis[b][k] * r.kernel.back();
  }
  for (std::size_t k = 0; k < over.size(); ++k) {
    if (in_kernel[k]) continue;
    r.regular_index.push_back(k);
    r.regular.push_back(symbolic::symbol("regular" + std::to_string(r.regular.size() + 1)));
    r.linear[over[k]] += r.regular.back();
  }
  if (!solve_shift(r, *p->derivatives, h, order / 2)) return std::nullopt;
  const Symbol& t = curve_parameter();
  const auto c = series(substitute(p->function, along(r, t)), t, order);
  if (!c) return std::nullopt;
  r.reduced = *c;
  return r;
}

}  // namespace losscert::prove
