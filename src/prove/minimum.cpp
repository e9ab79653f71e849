// M proofs (FORMAT.md, section 5.3) and critical points.
#include <algorithm>

#include "prove/linear.hpp"
#include "prove/point.hpp"
#include "symbolic/factor.hpp"

namespace losscert::prove {

using GiNaC::is_a;
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
  Json list = Json::array();
  for (std::size_t n = 1; n <= block.size(); ++n) {
    GiNaC::matrix m(static_cast<unsigned>(n), static_cast<unsigned>(n));
    for (std::size_t k = 0; k < n; ++k)
      for (std::size_t l = 0; l < n; ++l) m(static_cast<unsigned>(k), static_cast<unsigned>(l)) = canonical(substitute(d.hessian(block[k], block[l]), s));
    const auto p = signs_.search(g, canonical(m.determinant()), kPositive, 1);
    if (!p.within(kPositive)) return std::nullopt;
    list.push_back(p.node);
  }
  return list;
}

namespace {

/// A rational a little below x > 0, with few digits.
numeric below(double x) {
  double scale = 1;
  while (x * scale < 16) scale *= 2;
  return numeric(static_cast<long>(x * scale)) / numeric(static_cast<long>(scale));
}

/// Hint: a lower bound of the smallest eigenvalue of every symmetric matrix with entries in h; may be wrong in the last digits.
std::optional<double> approx_smallest_eigenvalue(const std::vector<std::vector<Interval>>& h) {
  const std::size_t n = h.size();
  std::vector<std::vector<double>> mid(n, std::vector<double>(n));
  double spread = 0;
  for (std::size_t k = 0; k < n; ++k) {
    double row = 0;
    for (std::size_t l = 0; l < n; ++l) {
      if (!h[k][l].is_finite()) return std::nullopt;
      const double lo = h[k][l].lower().to_double(), hi = h[k][l].upper().to_double();
      mid[k][l] = (lo + hi) / 2;
      row += (hi - lo) / 2;
    }
    spread = std::max(spread, row);
  }
  return approx_eigen(mid).values.front() - spread;
}

}  // namespace

std::optional<Json> PointSearch::by_definiteness(const Context& g, const Substitution& s) {
  const auto p = piece(g, s, 2);
  if (!p) return std::nullopt;
  const auto zero = critical(g, s, 2);
  if (!zero) return std::nullopt;
  auto d = derivatives(p->function);
  const std::size_t n = over_.size();
  bool concrete = s.size() == n;
  for (const auto& [v, e] : s)
    for (const auto& x : symbols_of(e)) {
      const auto it = g.box().find(x.get_name());
      concrete &= it != g.box().end() && it->second.is_finite();
    }
  // A box around the point, the largest of a sequence of halvings on which the Hessian stays definite.
  for (int k = -2; concrete && k < 30; ++k) {
    const numeric radius = GiNaC::pow(numeric(2), numeric(-k));
    interval::Box box = g.box();
    bool fine = true;
    for (const auto& [v, e] : s) {
      const auto x = interval::enclose(e, g.box(), g.bits());
      if (!x.interval || !x.interval->is_finite()) return std::nullopt;
      box.insert_or_assign(v.get_name(), Interval(x.interval->lower() - radius, x.interval->upper() + radius, g.bits()));
    }
    for (const auto& z : kink_arguments(canonical(f_))) {
      if (p->pieces.empty()) break;
      const auto x = interval::enclose(enclosure_form(z), box, g.bits());
      fine &= x.interval && (x.interval->is_positive() || x.interval->is_negative());
    }
    if (!fine) continue;
    std::vector<std::vector<Interval>> h(n, std::vector<Interval>(n));
    for (std::size_t i = 0; i < n && fine; ++i)
      for (std::size_t j = i; j < n && fine; ++j) {
        const auto x = interval::enclose(d->hessian(i, j), box, g.bits());
        fine = x.interval.has_value();
        if (fine) h[i][j] = h[j][i] = *x.interval;
      }
    if (!fine) continue;
    const auto least = approx_smallest_eigenvalue(h);
    if (!least || *least <= 1e-12) continue;
    return Json{{"rule", "definite-box"}, {"pieces", p->pieces}, {"gradient", (*zero)["gradient"]}, {"radius", to_text(radius)}, {"modulus", to_text(below(*least / 2))}};
  }
  std::vector<std::size_t> all(n);
  for (std::size_t k = 0; k < n; ++k) all[k] = k;
  const auto positive = minors(g, s, *d, all);
  if (!positive) return std::nullopt;
  return Json{{"rule", "definite"}, {"pieces", p->pieces}, {"gradient", (*zero)["gradient"]}, {"minors", *positive}};
}

std::optional<Json> PointSearch::by_lower_bound(const Context& g, const Context& params, const Substitution& s) {
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
    const auto bound = signs_.search(params, f_ - c, kPositive | kZero, 2);
    if (bound.within(kPositive | kZero)) return Json{{"rule", "lower-bound"}, {"value", to_text(c)}, {"at", at.node}, {"bound", bound.node}};
  }
  return std::nullopt;
}

std::optional<Json> PointSearch::by_fibres(const Context& g, const Context& params, const Substitution& s) {
  const auto p = piece(g, s, 2);
  if (!p) return std::nullopt;
  auto d = derivatives(p->function);
  const std::size_t n = over_.size();
  struct Candidate {
    std::vector<std::size_t> flat;
    Substitution manifold;
  };
  std::vector<Candidate> candidates;
  const auto add_with_constants = [&](const std::vector<bool>& is_flat) {
    Candidate c;
    for (std::size_t k = 0; k < n; ++k) {
      if (is_flat[k]) c.flat.push_back(k);
      else if (s.count(over_[k])) c.manifold[over_[k]] = s.at(over_[k]);
      else return;
    }
    if (!c.flat.empty()) candidates.push_back(std::move(c));
  };
  std::vector<bool> free(n), flat(n);
  for (std::size_t k = 0; k < n; ++k) {
    free[k] = s.count(over_[k]) == 0;
    bool row = true;
    for (std::size_t l = 0; l < n; ++l) row &= canonical(substitute(d->hessian(k, l), s)).is_zero();
    flat[k] = free[k] || row;
  }
  add_with_constants(free);
  add_with_constants(flat);
  add_with_constants(std::vector<bool>(n, true));  // constant near the point
  // A factor of F - F(s) that vanishes at the point and is linear in one variable gives the flat set as a graph.
  const Expr here = canonical(substitute(f_, s));
  if (std::none_of(over_.begin(), over_.end(), [&](const Symbol& v) { return contains(here, v); })) {
    for (const auto& [f, power] : symbolic::factors(canonical(p->function - here))) {
      if (power < 2 || !canonical(substitute(f, s)).is_zero()) continue;
      for (std::size_t k = 0; k < n; ++k) {
        const Symbol& v = over_[k];
        if (!f.is_polynomial(v) || f.degree(v) != 1) continue;
        const Expr q = f.coeff(v, 1), r = f.coeff(v, 0);
        if (contains(q, v) || canonical(substitute(q, s)).is_zero()) continue;
        Candidate c;
        for (std::size_t l = 0; l < n; ++l)
          if (l != k) c.flat.push_back(l);
        c.manifold[v] = -r / q;
        candidates.push_back(std::move(c));
      }
    }
  }
  for (const auto& c : candidates) {
    Substitution freed = c.manifold;
    Context near = params;
    for (const auto& r : g.relations())
      if (r.rel == Rel::NotEqual || r.rel == Rel::Less || r.rel == Rel::Greater) near.add(r);
    std::vector<std::size_t> block;
    for (std::size_t k = 0; k < n; ++k)
      if (std::find(c.flat.begin(), c.flat.end(), k) == c.flat.end()) block.push_back(k);
    bool fixes = false;
    for (const std::size_t k : c.flat) fixes |= s.count(over_[k]) > 0;
    for (const numeric& radius : {numeric(1, 8), numeric(1, 64), numeric(1)}) {
      Context local = near;
      for (const std::size_t k : c.flat) {
        const auto it = s.find(over_[k]);
        if (it == s.end()) continue;
        local.add({over_[k] - it->second + radius, Rel::GreaterEqual});
        local.add({over_[k] - it->second - radius, Rel::LessEqual});
      }
      Json gradient = Json::object();
      bool fine = true;
      for (std::size_t k = 0; k < n && fine; ++k) {
        const auto zero = signs_.search(local, canonical(substitute(d->gradient(k), freed)), kZero, 0);
        fine = zero.within(kZero);
        if (fine) gradient[over_[k].get_name()] = zero.node;
      }
      if (fine) {
        const auto positive = minors(g, s, *d, block);
        if (!positive) break;
        Json node{{"rule", "fibrewise"}, {"pieces", p->pieces}, {"flat", Json::array()}, {"manifold", to_json(c.manifold)}, {"gradient", gradient}, {"minors", *positive}};
        for (const std::size_t k : c.flat) node["flat"].push_back(over_[k].get_name());
        if (fixes) node["neighbourhood"] = to_text(radius);
        return node;
      }
      if (!fixes) break;
    }
  }
  return std::nullopt;
}

std::optional<Json> PointSearch::by_minorant(const Context& g, const Context& params, const Substitution& s) {
  // Each squared residual c*p^2, c > 0, is replaced by its tangent c*(2 p* p - p*^2) at the value p* that p has at the point.
  Expr h = f_, gap = 0;
  const auto squares = GiNaC::is_a<GiNaC::add>(f_) ? std::vector<Expr>(f_.begin(), f_.end()) : std::vector<Expr>{f_};
  for (const auto& t : squares) {
    Expr scale = 1, base;
    int found = 0;
    const auto one = [&](const Expr& f) {
      if (is_a<GiNaC::power>(f) && f.op(1).is_equal(2) && std::any_of(over_.begin(), over_.end(), [&](const Symbol& v) { return contains(f, v); })) {
        base = f.op(0);
        ++found;
      } else {
        scale *= f;
      }
    };
    if (is_a<GiNaC::mul>(t))
      for (const auto& f : t) one(f);
    else one(t);
    if (found != 1 || !is_a<numeric>(scale) || !GiNaC::ex_to<numeric>(scale).is_positive()) continue;
    const Expr there = canonical(substitute(base, s));
    if (std::any_of(over_.begin(), over_.end(), [&](const Symbol& v) { return contains(there, v); })) continue;
    h += scale * (2 * there * base - there * there) - t;
    gap += scale * GiNaC::pow(base - there, 2);
  }
  h = canonical(h);
  if (gap.is_zero()) return std::nullopt;
  const auto at = signs_.search(g, canonical(substitute(gap, s)), kZero, 0);
  const auto bound = signs_.search(params, gap, kPositive | kZero, 0);
  if (!at.within(kZero) || !bound.within(kPositive | kZero)) return std::nullopt;
  PointSearch below(signs_, h, over_);
  below.reduced_ = true;
  const auto m = below.minimum(g, params, s, false);
  if (!m) return std::nullopt;
  return Json{{"rule", "minorant"}, {"function", to_text(h)}, {"at", at.node}, {"bound", bound.node}, {"minimum", *m}};
}

std::optional<Json> PointSearch::minimum(const Context& g, const Context& params, const Substitution& s, bool strict) {
  // Definiteness first at a concrete point: it says more (strictness and a radius). For a family the global bound is the simpler argument.
  const bool concrete = s.size() == over_.size();
  if (strict || concrete)
    if (auto p = by_definiteness(g, s)) return p;
  if (strict) return std::nullopt;
  if (auto p = by_lower_bound(g, params, s)) return p;
  if (!concrete)
    if (auto p = by_definiteness(g, s)) return p;
  if (auto p = by_fibres(g, params, s)) return p;
  return reduced_ ? std::nullopt : by_minorant(g, params, s);
}

}  // namespace losscert::prove
