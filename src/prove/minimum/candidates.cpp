#include "prove/minimum/candidates.hpp"

#include <algorithm>

#include "prove/algebra/expressions.hpp"
#include "prove/point/splitting.hpp"
#include "symbolic/factor.hpp"

namespace losscert::prove::minimum {

using GiNaC::is_a;
using GiNaC::numeric;
using symbolic::canonical;
using symbolic::contains;
using symbolic::substitute;

namespace {

/// A manifold is divided by q, which must be defined at the point.
bool is_nonzero(Search& search, const Scope& scope, const Place& near, const Expr& q) {
  const Expr there = canonical(substitute(q, near.at()));
  return is_a<numeric>(there) ? !there.is_zero() : search.sign({near.context(), there, kNonzero, 0, scope}).within(kNonzero);
}

}  // namespace

std::vector<Flat> straight_candidates(Search& search, const Scope& scope, Place& near) {
  const Context& g = near.context();
  const auto& over = near.over();
  const Substitution& s = near.at();
  const std::size_t n = over.size();
  std::vector<Flat> candidates;
  const auto add_with_constants = [&](const std::vector<bool>& is_flat) {
    Flat c;
    for (std::size_t k = 0; k < n; ++k) {
      if (is_flat[k]) c.flat.push_back(k);
      else if (s.count(over[k])) c.manifold[over[k]] = s.at(over[k]);
      else return;
    }
    if (!c.flat.empty() && std::none_of(candidates.begin(), candidates.end(), [&](const Flat& o) { return o.flat == c.flat; })) candidates.push_back(std::move(c));
  };
  const bool has_equations = std::any_of(g.relations().begin(), g.relations().end(), [](const Relation& r) { return r.rel == Rel::Equal; });
  auto h = near.hessian();
  for (std::size_t k = 0; k < n && has_equations; ++k)
    for (std::size_t l = k; l < n; ++l)
      if (!is_a<numeric>(h[k][l]) && search.sign({g, h[k][l], kZero, 0, scope}).within(kZero)) h[k][l] = h[l][k] = 0;
  std::vector<bool> free(n), zero_row(n), zero_diagonal(n);
  for (std::size_t k = 0; k < n; ++k) {
    free[k] = s.count(over[k]) == 0;
    zero_row[k] = free[k] || std::all_of(h[k].begin(), h[k].end(), [](const Expr& e) { return e.is_zero(); });
    zero_diagonal[k] = free[k] || h[k][k].is_zero();
  }
  add_with_constants(zero_row);
  add_with_constants(free);
  add_with_constants(zero_diagonal);
  add_with_constants(std::vector<bool>(n, true));  // constant near the point
  // An oblique flat set: the kernel of the Hessian, as a graph over the variables that have a basis vector of their own.
  const auto kernel = s.size() >= n ? rational_kernel(h) : std::nullopt;
  if (!kernel || kernel->basis.empty()) return candidates;
  Flat c;
  c.flat = kernel->own;
  std::sort(c.flat.begin(), c.flat.end());
  for (std::size_t k = 0; k < n; ++k) {
    if (std::binary_search(c.flat.begin(), c.flat.end(), k)) continue;
    Expr e = s.at(over[k]);
    for (std::size_t b = 0; b < kernel->basis.size(); ++b) e += kernel->basis[b][k] * (over[kernel->own[b]] - s.at(over[kernel->own[b]]));
    c.manifold[over[k]] = e.expand();
  }
  candidates.push_back(std::move(c));
  return candidates;
}

std::vector<Flat> factor_candidates(Search& search, const Scope& scope, Place& near) {
  const auto& over = near.over();
  const Substitution& s = near.at();
  const Expr& f = near.piece(2)->function;
  // A factor of F - F(s) that vanishes at the point and is linear in one variable gives the flat set as a graph.
  std::vector<Flat> candidates;
  const std::size_t n = over.size();
  const Expr here = canonical(substitute(f, s));
  constexpr std::size_t kLongest = 60;  // terms: factoring more takes longer than it is worth
  if (f.nops() > kLongest || has_pole(f) || std::any_of(over.begin(), over.end(), [&](const Symbol& v) { return contains(here, v); })) return candidates;
  for (const auto& [factor, power] : symbolic::factors(canonical(f - here))) {
    if (power < 2 || !canonical(substitute(factor, s)).is_zero()) continue;
    for (std::size_t k = 0; k < n; ++k) {
      const Symbol& v = over[k];
      if (!factor.is_polynomial(v) || factor.degree(v) != 1) continue;
      const Expr q = factor.coeff(v, 1), r = factor.coeff(v, 0);
      if (contains(q, v) || !is_nonzero(search, scope, near, q)) continue;
      Flat c;
      for (std::size_t l = 0; l < n; ++l)
        if (l != k) c.flat.push_back(l);
      c.manifold[v] = -r / q;
      candidates.push_back(std::move(c));
    }
  }
  return candidates;
}

std::vector<Flat> curved_candidates(Search& search, const Scope& scope, Place& near) {
  const auto& over = near.over();
  const Substitution& s = near.at();
  std::vector<Flat> candidates;
  if (s.size() < over.size()) return candidates;
  const auto h = near.tangent();
  if (!h || !kink_arguments(h->function).empty()) return candidates;
  Derivatives d(h->function, over);
  Substitution fixed;
  for (std::size_t k = 0; k < over.size(); ++k)
    for (std::size_t l = 0; l < over.size(); ++l)
      if (!canonical(substitute(d.hessian(k, l), s)).is_zero()) fixed[over[k]] = s.at(over[k]);
  const Expr bottom = canonical(substitute(near.piece(2)->function, fixed));
  for (const auto& q : over) {
    if (fixed.count(q) || !bottom.is_polynomial(q) || bottom.degree(q) != 2) continue;
    const Expr a = bottom.coeff(q, 2), b = bottom.coeff(q, 1);
    if (contains(a, q) || contains(b, q) || !is_nonzero(search, scope, near, a)) continue;
    Flat c;
    c.manifold = fixed;
    c.manifold[q] = canonical(-b / (2 * a));
    for (std::size_t k = 0; k < over.size(); ++k)
      if (!c.manifold.count(over[k])) c.flat.push_back(k);
    if (!c.flat.empty() && canonical(substitute(c.manifold[q], s) - s.at(q)).is_zero()) candidates.push_back(std::move(c));
  }
  return candidates;
}

}  // namespace losscert::prove::minimum
