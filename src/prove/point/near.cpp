#include "prove/point/near.hpp"

#include <algorithm>

#include "prove/algebra/expressions.hpp"
#include "prove/point/smoothness.hpp"

namespace losscert::prove {

using symbolic::canonical;
using symbolic::substitute;
using symbolic::symbols_of;

std::optional<SmoothPiece> smooth_piece(Search& search, const Context& g, const Scope& scope, const Expr& f, const std::vector<Symbol>& over, const Substitution& s, int k) {
  SmoothPiece p{canonical(f), {}, {}, nullptr};
  std::vector<Expr> tried;
  while (!is_smooth(p.function, k)) {
    // Innermost kinks first: an outer argument is then written with the pieces of the inner ones.
    std::optional<Expr> z;
    for (const auto& y : kink_arguments(p.function))
      if (!z && kink_arguments(y).empty() && std::none_of(tried.begin(), tried.end(), [&](const Expr& o) { return o.is_equal(y); })) z = y;
    if (!z) return std::nullopt;
    tried.push_back(*z);
    const auto evidence = kink_evidence(search, g, canonical(substitute(*z, s)), scope);
    if (!evidence) continue;
    p.pieces.push_back({*z, evidence->piece.proof});
    p.kinks.emplace_back(canonical(*z), evidence->sign);
    p.function = canonical(resolve_kink(p.function, *z, evidence->sign));
  }
  p.derivatives = derivatives_of(search, p.function, over);
  return p;
}

const SmoothPiece* Near::piece(int k) {
  auto it = pieces_.find(k);
  if (it == pieces_.end()) it = pieces_.emplace(k, is_at_root() ? std::nullopt : smooth_piece(search_, g_, scope_, f_, over_, s_, k)).first;
  return it->second ? &*it->second : nullptr;
}

const Expr& Near::gradient(std::size_t k) {
  auto it = gradient_.find(k);
  if (it == gradient_.end()) it = gradient_.emplace(k, canonical(substitute(piece(1)->derivatives->gradient(k), s_))).first;
  return it->second;
}

const Expr& Near::hessian(std::size_t k, std::size_t l, int smoothness) {
  if (k > l) std::swap(k, l);
  const auto& d = piece(smoothness)->derivatives;
  const std::tuple key{static_cast<const Derivatives*>(d.get()), k, l};
  auto it = hessian_.find(key);
  if (it == hessian_.end()) it = hessian_.emplace(key, canonical(substitute(d->hessian(k, l), s_))).first;
  return it->second;
}

std::vector<std::vector<Expr>> Near::hessian(int smoothness) {
  const std::size_t n = over_.size();
  std::vector<std::vector<Expr>> h(n, std::vector<Expr>(n));
  for (std::size_t k = 0; k < n; ++k)
    for (std::size_t l = 0; l < n; ++l) h[k][l] = hessian(k, l, smoothness);
  return h;
}

bool Near::is_at_root() {
  if (!at_root_) {
    const auto conditions = domain_conditions(f_, false);
    at_root_ = std::any_of(conditions.begin(), conditions.end(), [&](const auto& c) { return c.second == (kPositive | kZero) && canonical(substitute(c.first, s_)).is_zero(); });
  }
  return *at_root_;
}

bool Near::is_complete() const { return prove::is_complete(s_, over_); }

bool Near::is_concrete() const {
  for (const auto& v : over_) {
    const auto it = s_.find(v);
    if (it == s_.end()) return false;
    for (const auto& x : symbols_of(it->second))
      if (!g_.is_root(x)) return false;
  }
  for (const auto& x : symbols_of(f_)) {
    if (std::any_of(over_.begin(), over_.end(), [&](const Symbol& v) { return v.is_equal(x); })) continue;
    const auto it = g_.box().find(x.get_name());
    if (it == g_.box().end() || !it->second.is_finite()) return false;
  }
  return true;
}

bool Near::keeps_piece(int smoothness, const interval::Box& box) {
  // Terms of the canonical form, not a form that encloses better: what holds for the latter only would be refused.
  const auto has = [&](const Expr& e, Signs wanted) {
    const auto x = interval::enclose(e, box, g_.bits());
    return x.interval && (signs_of(*x.interval) & ~wanted) == 0;
  };
  const auto& kinks = piece(smoothness)->kinks;
  if (!std::all_of(kinks.begin(), kinks.end(), [&](const auto& k) { return has(k.first, k.second); })) return false;
  if (!conditions_) conditions_ = domain_conditions(f_, true);
  return std::all_of(conditions_->begin(), conditions_->end(), [&](const auto& c) { return has(c.first, c.second); });
}

bool is_complete(const Substitution& s, const std::vector<Symbol>& over) {
  return std::all_of(over.begin(), over.end(), [&](const Symbol& v) { return s.count(v) > 0; });
}

Substitution compose(const Substitution& s, const Symbol& v, const Expr& by) {
  Substitution r;
  for (const auto& [u, e] : s) r[u] = canonical(substitute(e, {{v, by}}));
  if (!r.count(v)) r[v] = by;
  return r;
}

proof::Assignment assignment(const Substitution& s) { return {s.begin(), s.end()}; }

}  // namespace losscert::prove
