// M proofs (FORMAT.md, section 5.3) and critical points.
#include <algorithm>
#include <cmath>

#include "interval/arithmetic.hpp"
#include "prove/algebra/linear.hpp"
#include "prove/exclude/point.hpp"
#include "symbolic/factor.hpp"

namespace losscert::prove {

using GiNaC::numeric;
using interval::Interval;
using symbolic::canonical;
using symbolic::contains;
using symbolic::substitute;
using symbolic::symbols_of;
using symbolic::to_text;

std::optional<Json> PointSearch::critical(const Context& g, const Substitution& s, int smoothness) {
  const auto p = piece(g, s, smoothness);
  if (!p) return std::nullopt;
  auto d = derivatives(p->function);
  Json gradient = Json::object();
  for (std::size_t k = 0; k < over_.size(); ++k) {
    const auto zero = signs_.search(g, canonical(substitute(d->gradient(k), s)), kZero, 1);
    if (!zero.within(kZero)) return std::nullopt;
    gradient[over_[k].get_name()] = zero.node;
  }
  return Json{{"pieces", p->pieces}, {"gradient", gradient}};
}

std::optional<Json> PointSearch::minors(const Context& g, const Substitution& s, Derivatives& d, const std::vector<std::size_t>& block) {
  const std::size_t n = block.size();
  std::vector<std::vector<Expr>> h(n, std::vector<Expr>(n));
  for (std::size_t k = 0; k < n; ++k)
    for (std::size_t l = k; l < n; ++l) h[k][l] = h[l][k] = canonical(substitute(d.hessian(block[k], block[l]), s));
  Json list = Json::array();
  std::vector<bool> done(n);
  for (std::size_t first = 0; first < n; ++first) {
    if (done[first]) continue;
    std::vector<std::size_t> part{first};  // a diagonal block
    done[first] = true;
    for (std::size_t i = 0; i < part.size(); ++i)
      for (std::size_t l = 0; l < n; ++l)
        if (!done[l] && !h[part[i]][l].is_zero()) part.push_back(l), done[l] = true;
    std::sort(part.begin(), part.end());
    if (part.size() > 12) return std::nullopt;
    for (std::size_t size = 1; size <= part.size(); ++size) {
      GiNaC::matrix m(static_cast<unsigned>(size), static_cast<unsigned>(size));
      for (std::size_t k = 0; k < size; ++k)
        for (std::size_t l = 0; l < size; ++l) m(static_cast<unsigned>(k), static_cast<unsigned>(l)) = h[part[k]][part[l]];
      const auto p = signs_.search(g, canonical(m.determinant()), kPositive, 1);
      if (!p.within(kPositive)) return std::nullopt;
      list.push_back(p.node);
    }
  }
  return list;
}

namespace {

/// A rational a little below x > 0, with few digits.
numeric below(double x) {
  x = std::min(x, 1e6);
  double scale = 1;
  while (x * scale < 16) scale *= 2;
  return numeric(static_cast<long>(x * scale)) / numeric(static_cast<long>(scale));
}

/// Hint: a lower bound of the smallest eigenvalue of every symmetric matrix with entries in h; may be wrong in the last digits.
std::optional<double> approx_smallest_eigenvalue(const std::vector<std::vector<Interval>>& h) {
  const std::size_t n = h.size();
  std::vector<std::vector<double>> mid(n, std::vector<double>(n));
  double spread = 0, largest = 0;
  for (std::size_t k = 0; k < n; ++k) {
    double row = 0;
    for (std::size_t l = 0; l < n; ++l) {
      if (!h[k][l].is_finite()) return std::nullopt;
      const double lo = h[k][l].lower().to_double(), hi = h[k][l].upper().to_double();
      mid[k][l] = (lo + hi) / 2;
      row += (hi - lo) / 2;
      largest = std::max(largest, std::fabs(mid[k][l]));
    }
    spread = std::max(spread, row);
  }
  const auto values = approx_eigenvalues(mid);
  if (values.empty()) return std::nullopt;
  return values.front() - spread - 1e-10 * largest;  // what doubles cannot tell counts as lost
}

/// LDL' of every symmetric matrix in h - modulus*I has positive pivots, as the checker will compute it.
bool is_definite_throughout(std::vector<std::vector<Interval>> h, const numeric& modulus, unsigned bits) {
  const std::size_t n = h.size();
  for (std::size_t k = 0; k < n; ++k) h[k][k] = h[k][k] - Interval(modulus, modulus, bits);
  for (std::size_t k = 0; k < n; ++k) {
    if (!h[k][k].is_positive()) return false;
    for (std::size_t i = k + 1; i < n; ++i)
      for (std::size_t j = k + 1; j <= i; ++j) {
        const auto q = divided(h[i][k] * h[j][k], h[k][k]);
        if (!q) return false;
        h[i][j] = h[i][j] - *q;
      }
  }
  return true;
}

}  // namespace

bool PointSearch::is_concrete(const Context& g, const Substitution& s) const {
  for (const auto& v : over_) {
    const auto it = s.find(v);
    if (it == s.end()) return false;
    for (const auto& x : symbols_of(it->second))
      if (!g.is_root(x)) return false;
  }
  for (const auto& x : symbols_of(f_)) {
    if (std::any_of(over_.begin(), over_.end(), [&](const Symbol& v) { return v.is_equal(x); })) continue;
    const auto it = g.box().find(x.get_name());
    if (it == g.box().end() || !it->second.is_finite()) return false;
  }
  return true;
}

std::optional<std::pair<numeric, numeric>> PointSearch::ball(const Context& g, const Substitution& s, Derivatives& d, const Piece& p, const std::vector<std::size_t>& block,
                                                             const Substitution& manifold) {
  const std::size_t n = block.size();
  const auto kinks = p.pieces.empty() ? std::vector<Expr>{} : kink_arguments(canonical(f_));
  std::map<std::pair<std::size_t, std::size_t>, interval::Tape> tapes;  // compiled once for all radii
  const auto entry = [&](std::size_t i, std::size_t j) -> const interval::Tape& { return tapes.try_emplace({i, j}, d.hessian(block[i], block[j])).first->second; };
  const auto radius = [](int k) { return GiNaC::ex_to<numeric>(GiNaC::pow(numeric(2), numeric(-k))); };
  const auto modulus = [&](int k) -> std::optional<numeric> {
    Deadline::check();
    interval::Box box = g.box();
    bool fine = true;
    for (const auto& v : over_) {
      const auto x = interval::enclose(s.at(v), g.box(), g.bits());
      if (!x.interval || !x.interval->is_finite()) return std::nullopt;
      box.insert_or_assign(v.get_name(), Interval(x.interval->lower() - radius(k), x.interval->upper() + radius(k), g.bits()));
    }
    for (const auto& z : kinks) {
      const auto x = interval::enclose(enclosure_form(z), box, g.bits());
      fine &= x.interval && (x.interval->is_positive() || x.interval->is_negative());
    }
    for (const auto& [u, e] : manifold) {
      const auto x = interval::enclose(e, box, g.bits());
      const auto& range = box.at(u.get_name());
      fine &= x.interval && x.interval->is_finite() && range.lower() <= x.interval->lower() && x.interval->upper() <= range.upper();
    }
    std::vector<std::vector<Interval>> h(n, std::vector<Interval>(n));
    for (std::size_t i = 0; i < n && fine; ++i) {
      const auto x = entry(i, i)(box, g.bits());
      fine = x.interval && x.interval->is_positive();
    }
    for (std::size_t i = 0; i < n && fine; ++i)
      for (std::size_t j = i; j < n && fine; ++j) {
        const auto x = entry(i, j)(box, g.bits());
        fine = x.interval.has_value();
        if (fine) h[i][j] = h[j][i] = *x.interval;
      }
    if (!fine) return std::nullopt;
    const auto least = n == 0 ? std::optional<double>(1) : approx_smallest_eigenvalue(h);
    if (!least || !(*least > 1e-12)) return std::nullopt;  // not a number where ends are too large
    const numeric m = below(*least / 2);
    return is_definite_throughout(h, m, g.bits()) ? std::optional(m) : std::nullopt;
  };
  // The largest power of 2 that will do, in leaps of 4 and then back.
  for (int k = -2; k <= 62; k += 4) {
    auto m = modulus(k);
    if (!m) continue;
    for (int larger = k - 1; larger > k - 4 && larger >= -2; --larger) {
      const auto more = modulus(larger);
      if (!more) return std::pair{radius(larger + 1), *m};
      m = more;
    }
    return std::pair{radius(std::max(k - 3, -2)), *m};
  }
  return std::nullopt;
}

std::optional<Json> PointSearch::by_definiteness(const Context& g, const Substitution& s) {
  const auto p = piece(g, s, 2);
  if (!p) return std::nullopt;
  const auto zero = critical(g, s, 2);
  if (!zero) return std::nullopt;
  auto d = derivatives(p->function);
  std::vector<std::size_t> all(over_.size());
  for (std::size_t k = 0; k < all.size(); ++k) all[k] = k;
  if (is_concrete(g, s))
    if (const auto b = ball(g, s, *d, *p, all, {}))
      return Json{{"rule", "definite-box"}, {"pieces", p->pieces}, {"gradient", (*zero)["gradient"]}, {"radius", to_text(b->first)}, {"modulus", to_text(b->second)}};
  const auto positive = minors(g, s, *d, all);
  if (!positive) return std::nullopt;
  return Json{{"rule", "definite"}, {"pieces", p->pieces}, {"gradient", (*zero)["gradient"]}, {"minors", *positive}};
}

std::optional<Json> PointSearch::by_lower_bound(const Context& g, const Context& params, const Substitution& s, int splits) {
  const Expr here = canonical(substitute(f_, s));
  std::vector<Expr> values{here};
  // The value may be constant only thanks to the relations of g; then a constant seen at the samples is tried.
  for (const auto& z : kink_arguments(here)) {
    Signs sign = kAll;
    const auto p = signs_.search(g, z, kPositive | kZero, 0);
    if (p.within(kPositive | kZero)) sign = p.signs;
    else if (const auto q = signs_.search(g, z, kNegative | kZero, 0); q.within(kNegative | kZero)) sign = q.signs;
    if (sign != kAll) values.push_back(canonical(resolve_kink(values.back(), z, sign)));
  }
  values.push_back(0);
  for (const auto& c : values) {
    if (std::any_of(over_.begin(), over_.end(), [&](const Symbol& v) { return contains(c, v); })) continue;
    const auto at = signs_.search(g, here - c, kZero, 1);
    if (!at.within(kZero)) continue;
    const auto bound = signs_.search(params, f_ - c, kPositive | kZero, splits);
    if (bound.within(kPositive | kZero)) return Json{{"rule", "lower-bound"}, {"value", to_text(c)}, {"at", at.node}, {"bound", bound.node}};
  }
  return std::nullopt;
}

std::optional<Json> PointSearch::by_bound_nearby(const Context& g, const Context& params, const Substitution& s, bool strict) {
  if (!is_concrete(g, s) || over_.size() > 6) return std::nullopt;
  const Expr here = canonical(substitute(f_, s));
  const Expr gap = f_ - here;
  for (const numeric& radius : {numeric(1, 4), numeric(1, 64)}) {
    Context near = params;
    for (const auto& v : over_) {
      const auto x = interval::enclose(s.at(v), g.box(), g.bits());
      if (!x.interval || !x.interval->is_finite()) return std::nullopt;
      near.add({v - (x.interval->lower() - radius), Rel::GreaterEqual});
      near.add({v - (x.interval->upper() + radius), Rel::LessEqual});
    }
    if (near.observed(gap) & kNegative) continue;
    const auto bound = signs_.search(near, gap, kPositive | kZero, 2);
    if (!bound.within(kPositive | kZero)) continue;
    Json node{{"rule", "lower-bound"}, {"value", to_text(here)}, {"at", {{"rule", "zero"}}}, {"bound", bound.node}, {"radius", to_text(radius)}};
    if (!strict) return node;
    bool fine = true;
    for (const auto& v : over_) {
      const auto p = signs_.search(near.with({v - s.at(v), Rel::NotEqual}), gap, kPositive, 2);
      fine = fine && p.within(kPositive);
      if (!fine) break;
      node["apart"][v.get_name()] = p.node;
    }
    if (fine) return node;
  }
  return std::nullopt;
}

std::optional<Json> PointSearch::minimum(const Context& g, const Context& params, const Substitution& s, bool strict) {
  // Definiteness first at a concrete point: it says more (strictness and a radius). For a family the global bound is the simpler argument.
  const bool concrete = s.size() == over_.size();
  // With many variables flat directions are the rule, and the tangent is far shorter than the function.
  if (constexpr std::size_t kMany = 4; !strict && over_.size() > kMany)
    if (auto p = by_minorant(g, params, s, false)) return p;
  if (strict || concrete)
    if (auto p = by_definiteness(g, s)) return p;
  // A global bound that needs case distinctions comes last: where there is none, its search is long.
  if (!strict) {
    if (auto p = by_lower_bound(g, params, s, 0)) return p;
    if (!concrete)
      if (auto p = by_definiteness(g, s)) return p;
    if (auto p = by_fibres(g, params, s)) return p;
  }
  if (auto p = by_splitting(g, params, s)) return p;
  if (auto p = by_minorant(g, params, s, strict)) return p;
  if (auto p = by_bound_nearby(g, params, s, strict)) return p;
  return strict ? std::nullopt : by_lower_bound(g, params, s, 2);
}

}  // namespace losscert::prove
