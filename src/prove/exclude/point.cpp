// N proofs (FORMAT.md, section 5.2): gradients, multiplier identities, curvature, curves, case distinctions.
#include "prove/exclude/point.hpp"

#include <algorithm>

#include "prove/algebra/linear.hpp"
#include "prove/exclude/residual.hpp"
#include "symbolic/factor.hpp"
#include "symbolic/poly_reduce.hpp"

namespace losscert::prove {

using GiNaC::is_a;
using GiNaC::numeric;
using symbolic::canonical;
using symbolic::contains;
using symbolic::substitute;
using symbolic::symbols_of;
using symbolic::to_text;

Substitution compose(const Substitution& s, const Symbol& v, const Expr& by) {
  Substitution r;
  for (const auto& [u, e] : s) r[u] = canonical(substitute(e, {{v, by}}));
  if (!r.count(v)) r[v] = by;
  return r;
}

Json to_json(const Substitution& s) {
  Json j = Json::object();
  for (const auto& [v, e] : s) j[v.get_name()] = to_text(e);
  return j;
}

const Expr& Derivatives::gradient(std::size_t k) {
  auto it = gradient_.find(k);
  if (it == gradient_.end()) it = gradient_.emplace(k, symbolic::derivative(f_, over_[k])).first;
  return it->second;
}

const Expr& Derivatives::hessian(std::size_t k, std::size_t l) {
  if (k > l) std::swap(k, l);
  auto it = hessian_.find({k, l});
  if (it == hessian_.end()) it = hessian_.emplace(std::pair{k, l}, symbolic::derivative(gradient(k), over_[l])).first;
  return it->second;
}

std::shared_ptr<Derivatives> PointSearch::derivatives(const Expr& f) {
  auto& d = derivatives_[to_text(f)];
  if (!d) d = std::make_shared<Derivatives>(f, over_);
  return d;
}

std::optional<Piece> PointSearch::piece(const Context& g, const Substitution& s, int k) {
  Piece p{canonical(f_)};
  std::vector<Expr> tried;
  while (!is_smooth(p.function, k)) {
    // Innermost kinks first: an outer argument is then written with the pieces of the inner ones.
    std::optional<Expr> z;
    for (const auto& y : kink_arguments(p.function))
      if (!z && kink_arguments(y).empty() && std::none_of(tried.begin(), tried.end(), [&](const Expr& o) { return o.is_equal(y); })) z = y;
    if (!z) return std::nullopt;
    tried.push_back(*z);
    Signs sign = kAll;
    auto evidence = signs_.piece(g, canonical(substitute(*z, s)), sign);
    if (!evidence) continue;
    (*evidence)["argument"] = to_text(*z);
    p.pieces.push_back(*evidence);
    p.function = canonical(resolve_kink(p.function, *z, sign));
  }
  return p;
}

Json PointSearch::multiplier_node(const std::vector<Expr>& m, const Piece& piece, const Json& proof) const {
  Json multipliers = Json::object();
  for (std::size_t k = 0; k < m.size(); ++k)
    if (!m[k].is_zero()) multipliers[over_[k].get_name()] = to_text(m[k]);
  return {{"rule", "multiplier"}, {"multipliers", multipliers}, {"pieces", piece.pieces}, {"proof", proof}};
}

const std::vector<PointSearch::Identity>& PointSearch::identities(Derivatives& d) {
  const std::string key = to_text(d.function());
  if (const auto it = identities_.find(key); it != identities_.end()) return it->second;
  // Ansatz m_k = alpha_k + beta_k x_k with rational alpha, beta that cancel every term with a transcendental kernel or a kink.
  std::vector<Expr> columns;
  for (std::size_t k = 0; k < over_.size(); ++k)
    for (const Expr& m : {Expr(over_[k]), Expr(1)}) columns.push_back(canonical(m * d.gradient(k)));
  const auto has_kernel = [](const Expr& t) {
    std::function<bool(const Expr&)> walk = [&](const Expr& e) {
      if (is_a<GiNaC::function>(e)) return true;
      for (const auto& c : e)
        if (walk(c)) return true;
      return false;
    };
    return walk(t);
  };
  std::map<std::string, std::vector<numeric>> rows;
  for (std::size_t c = 0; c < columns.size(); ++c) {
    const Expr& e = columns[c];
    const auto one = [&](const Expr& t) {
      if (!has_kernel(t)) return;
      numeric q = 1;
      Expr rest = t;
      if (is_a<GiNaC::mul>(t) && is_a<numeric>(t.op(t.nops() - 1))) {
        q = GiNaC::ex_to<numeric>(t.op(t.nops() - 1));
        rest = t / q;
      }
      auto& row = rows[to_text(rest)];
      row.resize(columns.size(), numeric(0));
      row[c] += q;
    };
    if (is_a<GiNaC::add>(e))
      for (const auto& t : e) one(t);
    else if (!e.is_zero()) one(e);
  }
  std::vector<std::vector<numeric>> matrix;
  for (auto& [text, row] : rows) matrix.push_back(row);
  std::vector<Identity> found;
  for (const auto& x : null_space(matrix, columns.size())) {
    Identity id;
    Expr r = 0;
    for (std::size_t k = 0; k < over_.size(); ++k) {
      id.multipliers.push_back(x[2 * k] * over_[k] + x[2 * k + 1]);
      r += x[2 * k] * columns[2 * k] + x[2 * k + 1] * columns[2 * k + 1];
    }
    id.r = canonical(r);
    if (!id.r.is_zero()) found.push_back(std::move(id));
  }
  return identities_[key] = found;
}

std::optional<Json> PointSearch::split(const Context& g, const Substitution& s, Mode mode, const Expr& on, const std::function<std::optional<Json>(const Context&)>& otherwise, int splits) {
  const auto nonzero = otherwise(g.with({on, Rel::NotEqual}));
  if (!nonzero) return std::nullopt;
  Context zero = g.with({on, Rel::Equal});
  std::optional<Json> rest = signs_.contradiction(zero);  // before a substitution hides what contradicts it
  for (const auto& v : symbols_of(on)) {
    if (rest) break;
    if (!on.is_polynomial(v) || on.degree(v) != 1 || !is_a<numeric>(on.coeff(v, 1)) || g.is_root(v)) continue;
    const Expr by = canonical(-on.coeff(v, 0) / on.coeff(v, 1));
    if (contains(by, v)) continue;
    if (auto p = exclude(zero.substituted(v, by), compose(s, v, by), mode, splits - 1)) rest = Json{{"rule", "substitute"}, {"variable", v.get_name()}, {"by", to_text(by)}, {"proof", *p}};
    break;
  }
  if (!rest) rest = exclude(zero, s, mode, splits - 1);
  if (!rest) return std::nullopt;
  return Json{{"rule", "cases"}, {"on", to_text(on)}, {"branches", {{"!=", *nonzero}, {"=", *rest}}}};
}

std::optional<Json> PointSearch::exclude(const Context& g, const Substitution& s, Mode mode, int splits) {
  Deadline::check();
  if (auto absurd = signs_.contradiction(g)) return absurd;
  if (auto p = with_resolved_relation(g, s, mode, splits)) return p;
  if (auto p = by_partition(g, s)) return p;
  const bool complete = is_complete(s, over_);
  if (splits >= 6 && !complete)
    if (auto p = exclude_by_residuals(signs_, f_, over_, g, s, mode, splits)) return p;
  const auto smooth = piece(g, s, 1);
  if (smooth) {
    auto d = derivatives(smooth->function);
    std::vector<Expr> at(over_.size());
    for (std::size_t k = 0; k < over_.size(); ++k) at[k] = canonical(substitute(d->gradient(k), s));
    const auto unit = [&](std::size_t k) {
      std::vector<Expr> m(over_.size(), Expr(0));
      m[k] = 1;
      return m;
    };
    for (std::size_t k = 0; k < over_.size(); ++k) {
      if (at[k].is_zero()) continue;
      const auto p = signs_.search(g, at[k], kNonzero, 0);
      if (p.within(kNonzero)) return multiplier_node(unit(k), *smooth, p.node);
    }
    if (mode == Mode::Minimum)
      if (const auto twice = piece(g, s, 2))
        if (auto p = by_curvature(g, s, *derivatives(twice->function), *twice)) return p;
    if (splits >= 6 && complete)
      if (auto p = exclude_by_residuals(signs_, f_, over_, g, s, mode, splits)) return p;
    for (const auto& id : identities(*d)) {
      const auto p = signs_.search(g, canonical(substitute(id.r, s)), kNonzero, 0);
      if (p.within(kNonzero)) return multiplier_node(id.multipliers, *smooth, p.node);
    }
    if (splits > 0) {
      const auto on_factors = [&](const std::vector<Expr>& m, const Expr& r) -> std::optional<Json> {
        for (const auto& [f, n] : symbolic::factors(r)) {
          if (is_a<numeric>(f)) continue;
          const Signs seen = g.observed(f);
          if (!g.samples().empty() && (seen & kNonzero) && signs_.search(g, f, seen, 0).within(kNonzero)) continue;
          const auto otherwise = [&](const Context& gn) -> std::optional<Json> {
            if (const auto p = signs_.search(gn, r, kNonzero, 0); p.within(kNonzero)) return multiplier_node(m, *smooth, p.node);
            return exclude(gn, s, mode, splits - 2);
          };
          if (auto p = split(g, s, mode, f, otherwise, splits)) return p;
        }
        return std::nullopt;
      };
      for (const auto& id : identities(*d)) {
        const Expr r = canonical(substitute(id.r, s));
        if (r.is_zero() || symbols_of(r).empty()) continue;
        if (auto p = on_factors(id.multipliers, r)) return p;
      }
      for (std::size_t k = 0; k < over_.size(); ++k) {
        if (at[k].is_zero() || symbols_of(at[k]).empty()) continue;
        bool known = false;
        for (const auto& r : g.relations()) known |= r.rel == Rel::Equal && (canonical(r.expr - at[k]).is_zero() || canonical(r.expr + at[k]).is_zero());
        if (known) continue;
        if (auto p = on_factors(unit(k), at[k])) return p;
      }
    }
  }
  if (!smooth && splits > 0)
    if (auto p = by_kink_cases(g, s, mode, splits)) return p;
  if (mode != Mode::Minimum) return std::nullopt;
  if (auto p = by_curve(g, s)) return p;
  // At a kink the curve depends on the signs of what else is free.
  if (smooth || splits <= 0) return std::nullopt;
  for (const auto& v : symbols_of(f_)) {
    if (s.count(v) || g.is_root(v) || signs_.search(g, v, kPositive, 0).within(kPositive) || signs_.search(g, v, kNegative, 0).within(kNegative)) continue;
    return by_three_signs(g, s, mode, v, splits - 1);
  }
  return std::nullopt;
}

std::optional<Json> PointSearch::by_curvature(const Context& g, const Substitution& s, Derivatives& d, const Piece& piece) {
  const std::size_t n = over_.size();
  std::vector<std::vector<Expr>> h(n, std::vector<Expr>(n));
  for (std::size_t k = 0; k < n; ++k)
    for (std::size_t l = k; l < n; ++l) h[k][l] = h[l][k] = canonical(substitute(d.hessian(k, l), s));
  for (std::size_t k = 0; k < n; ++k) {
    if (h[k][k].is_zero()) continue;
    const auto p = signs_.search(g, h[k][k], kNegative, 0);
    if (p.within(kNegative)) return Json{{"rule", "curvature"}, {"direction", {{over_[k].get_name(), "1"}}}, {"pieces", piece.pieces}, {"proof", p.node}};
  }
  if (const auto outputs = is_complete(s, over_) ? outputs_of(f_, over_) : std::nullopt; outputs && outputs->size() > 1)
    for (const auto& b : Columns(*outputs, over_).balances(s)) {  // the outputs stay at first order
      const Expr u = canonical(-substitute(b.at_b, s)), v = canonical(substitute(b.at_a, s));
      const auto p = signs_.search(g, canonical(u * u * h[b.a][b.a] + 2 * u * v * h[b.a][b.b] + v * v * h[b.b][b.b]), kNegative, 0);
      if (!p.within(kNegative)) continue;
      return Json{{"rule", "curvature"},
                  {"direction", {{over_[b.a].get_name(), to_text(u)}, {over_[b.b].get_name(), to_text(v)}}},
                  {"pieces", piece.pieces},
                  {"proof", p.node}};
    }
  const auto indefinite = [&](const std::vector<Expr>& u, const std::vector<Expr>& v) -> std::optional<Json> {
    Expr uv = 0, uu = 0, vv = 0;
    for (std::size_t k = 0; k < n; ++k)
      for (std::size_t l = 0; l < n; ++l) {
        uv += u[k] * v[l] * h[k][l];
        uu += u[k] * u[l] * h[k][l];
        vv += v[k] * v[l] * h[k][l];
      }
    uv = canonical(uv);
    const Expr form = canonical(vv).is_zero() || canonical(uu).is_zero() ? GiNaC::pow(uv, 2) : GiNaC::pow(uv, 2) - canonical(uu) * canonical(vv);
    const auto p = signs_.search(g, form, kPositive, 0);
    if (!p.within(kPositive)) return std::nullopt;
    Json first = Json::object(), second = Json::object();
    for (std::size_t k = 0; k < n; ++k) {
      if (!u[k].is_zero()) first[over_[k].get_name()] = to_text(u[k]);
      if (!v[k].is_zero()) second[over_[k].get_name()] = to_text(v[k]);
    }
    return Json{{"rule", "indefinite"}, {"first", first}, {"second", second}, {"pieces", piece.pieces}, {"proof", p.node}};
  };
  for (std::size_t k = 0; k < n; ++k)
    for (std::size_t l = k + 1; l < n; ++l) {
      if (h[k][l].is_zero()) continue;
      std::vector<Expr> u(n, Expr(0)), v(n, Expr(0));
      u[k] = 1, v[l] = 1;
      if (auto p = indefinite(u, v)) return p;
    }
  // A coordinate against its own row of the Hessian, reduced by the equations of g: finds couplings that no single pair shows for all parameters.
  for (std::size_t k = 0; k < n && n <= 12; ++k) {
    std::vector<Expr> u(n, Expr(0)), v(n, Expr(0));
    u[k] = 1;
    int nonzero = 0;
    for (std::size_t l = 0; l < n; ++l) {
      if (l == k) continue;
      v[l] = h[k][l];
      for (const auto& r : g.relations())
        if (r.rel == Rel::Equal)
          for (const auto& m : symbolic::eliminations(v[l], r.expr))
            if (!has_pole(m.remainder)) {
              v[l] = m.remainder;
              break;
            }
      nonzero += !v[l].is_zero();
    }
    if (nonzero < 1) continue;
    if (auto p = indefinite(u, v)) return p;
  }
  return std::nullopt;
}

std::optional<Json> PointSearch::by_partition(const Context& g, const Substitution& s) {
  if (over_.size() != 1 || s.count(over_[0])) return std::nullopt;
  for (const auto& v : symbols_of(f_)) {
    if (v.is_equal(over_[0])) continue;
    const auto it = g.box().find(v.get_name());
    if (it == g.box().end() || !it->second.is_finite()) return std::nullopt;
  }
  return signs_.cover(g, over_[0], 26, [&](const Context& cell, bool&) -> std::optional<Json> {
    const auto smooth = piece(cell, s, 1);
    if (!smooth) return std::nullopt;
    const auto p = signs_.search(cell, substitute(derivatives(smooth->function)->gradient(0), s), kNonzero, 0);
    if (!p.within(kNonzero)) return std::nullopt;
    return multiplier_node({Expr(1)}, *smooth, p.node);
  });
}

std::optional<Json> PointSearch::constant_direction(const Context& g, const Substitution& s) {
  const Symbol eps = symbolic::symbol("eps");
  const Expr here = substitute(f_, s);
  const std::size_t n = over_.size();
  std::vector<std::vector<std::pair<std::size_t, Expr>>> directions;
  for (std::size_t k = 0; k < n; ++k)
    for (const int side : {1, -1}) directions.push_back({{k, Expr(side)}});
  // Two variables against each other, in a direction that the Hessian annuls.
  const auto smooth = n <= 40 ? piece(g, s, 2) : std::nullopt;
  if (smooth) {
    auto d = derivatives(smooth->function);
    for (std::size_t k = 0; k < n; ++k)
      for (std::size_t l = k + 1; l < n; ++l) {
        const Expr kk = canonical(substitute(d->hessian(k, k), s)), kl = canonical(substitute(d->hessian(k, l), s)), ll = canonical(substitute(d->hessian(l, l), s));
        if (ll.is_zero() || !canonical(kk * ll - kl * kl).is_zero()) continue;
        directions.push_back({{k, Expr(1)}, {l, canonical(-kl / ll)}});
      }
  }
  const bool has_kinks = !is_smooth(canonical(f_), 2);
  for (const auto& direction : directions)
    for (const numeric& reach : {numeric(1, 1024), numeric(1, 64), numeric(1)}) {
      Substitution moved = s;
      Json constant = Json::object();
      for (const auto& [k, c] : direction) {
        moved[over_[k]] = (s.count(over_[k]) ? s.at(over_[k]) : Expr(over_[k])) + c * eps;
        constant[over_[k].get_name()] = to_text(c);
      }
      const Context near = g.with({eps, Rel::Greater}).with({eps - reach, Rel::LessEqual});
      const auto p = signs_.search(near, canonical(substitute(f_, moved) - here), kZero, 1);
      if (p.within(kZero)) return Json{{"constant", constant}, {"reach", to_text(reach)}, {"proof", p.node}};
      if (!has_kinks) break;
    }
  return std::nullopt;
}

}  // namespace losscert::prove
