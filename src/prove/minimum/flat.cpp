// Local minima with flat directions (FORMAT.md, rules `fibrewise`, `leading-form`, `minorant`): which variables may move freely is read off the function.
#include <algorithm>

#include "prove/algebra/linear.hpp"
#include "prove/exclude/point.hpp"
#include "symbolic/factor.hpp"

namespace losscert::prove {

using GiNaC::is_a;
using GiNaC::numeric;
using symbolic::canonical;
using symbolic::contains;
using symbolic::Head;
using symbolic::substitute;
using symbolic::to_text;

std::vector<PointSearch::Flat> PointSearch::flat_candidates(const Context& g, const Substitution& s, Derivatives& d) {
  const std::size_t n = over_.size();
  std::vector<Flat> candidates;
  const auto add_with_constants = [&](const std::vector<bool>& is_flat) {
    Flat c;
    for (std::size_t k = 0; k < n; ++k) {
      if (is_flat[k]) c.flat.push_back(k);
      else if (s.count(over_[k])) c.manifold[over_[k]] = s.at(over_[k]);
      else return;
    }
    if (!c.flat.empty() && std::none_of(candidates.begin(), candidates.end(), [&](const Flat& o) { return o.flat == c.flat; })) candidates.push_back(std::move(c));
  };
  const bool has_equations = std::any_of(g.relations().begin(), g.relations().end(), [](const Relation& r) { return r.rel == Rel::Equal; });
  std::vector<std::vector<Expr>> h(n, std::vector<Expr>(n));
  for (std::size_t k = 0; k < n; ++k)
    for (std::size_t l = k; l < n; ++l) {
      Expr e = canonical(substitute(d.hessian(k, l), s));
      if (has_equations && !is_a<numeric>(e) && signs_.search(g, e, kZero, 0).within(kZero)) e = 0;
      h[k][l] = h[l][k] = e;
    }
  std::vector<bool> free(n), zero_row(n), zero_diagonal(n);
  bool rational = true;
  for (std::size_t k = 0; k < n; ++k) {
    free[k] = s.count(over_[k]) == 0;
    zero_row[k] = free[k] || std::all_of(h[k].begin(), h[k].end(), [](const Expr& e) { return e.is_zero(); });
    zero_diagonal[k] = free[k] || h[k][k].is_zero();
    for (std::size_t l = 0; l < n; ++l) rational &= is_a<numeric>(h[k][l]);
  }
  add_with_constants(zero_row);
  add_with_constants(free);
  add_with_constants(zero_diagonal);
  add_with_constants(std::vector<bool>(n, true));  // constant near the point
  // An oblique flat set: the kernel of the Hessian, as a graph over the variables that have a basis vector of their own.
  if (rational && s.size() >= n) {
    std::vector<std::vector<numeric>> a(n, std::vector<numeric>(n));
    for (std::size_t k = 0; k < n; ++k)
      for (std::size_t l = 0; l < n; ++l) a[k][l] = GiNaC::ex_to<numeric>(h[k][l]);
    const auto basis = null_space(a, n);
    std::vector<std::size_t> own(basis.size(), n);
    Flat c;
    for (std::size_t b = 0; b < basis.size(); ++b) {
      for (std::size_t k = 0; k < n && own[b] == n; ++k)
        if (basis[b][k] == 1 && std::count_if(basis.begin(), basis.end(), [&](const auto& w) { return !w[k].is_zero(); }) == 1) own[b] = k;
      if (own[b] == n) return candidates;
      c.flat.push_back(own[b]);
    }
    std::sort(c.flat.begin(), c.flat.end());
    for (std::size_t k = 0; k < n; ++k) {
      if (std::find(own.begin(), own.end(), k) != own.end()) continue;
      Expr e = s.at(over_[k]);
      for (std::size_t b = 0; b < basis.size(); ++b) e += basis[b][k] * (over_[own[b]] - s.at(over_[own[b]]));
      c.manifold[over_[k]] = e.expand();
    }
    if (!c.flat.empty()) candidates.push_back(std::move(c));
  }
  return candidates;
}

std::vector<PointSearch::Flat> PointSearch::factor_candidates(const Substitution& s, const Expr& f) {
  // A factor of F - F(s) that vanishes at the point and is linear in one variable gives the flat set as a graph.
  std::vector<Flat> candidates;
  const std::size_t n = over_.size();
  const Expr here = canonical(substitute(f, s));
  constexpr std::size_t kLongest = 60;  // terms: factoring more takes longer than it is worth
  if (f.nops() > kLongest || has_pole(f) || std::any_of(over_.begin(), over_.end(), [&](const Symbol& v) { return contains(here, v); })) return candidates;
  for (const auto& [factor, power] : symbolic::factors(canonical(f - here))) {
    if (power < 2 || !canonical(substitute(factor, s)).is_zero()) continue;
    for (std::size_t k = 0; k < n; ++k) {
      const Symbol& v = over_[k];
      if (!factor.is_polynomial(v) || factor.degree(v) != 1) continue;
      const Expr q = factor.coeff(v, 1), r = factor.coeff(v, 0);
      if (contains(q, v) || canonical(substitute(q, s)).is_zero()) continue;
      Flat c;
      for (std::size_t l = 0; l < n; ++l)
        if (l != k) c.flat.push_back(l);
      c.manifold[v] = -r / q;
      candidates.push_back(std::move(c));
    }
  }
  return candidates;
}

std::optional<Json> PointSearch::fibres_over(const Flat& c, const Context& g, const Context& params, const Substitution& s, Derivatives& d, const Piece& p) {
  const std::size_t n = over_.size();
  std::vector<std::size_t> block;
  for (std::size_t k = 0; k < n; ++k)
    if (std::find(c.flat.begin(), c.flat.end(), k) == c.flat.end()) block.push_back(k);
  const bool fixes = std::any_of(c.flat.begin(), c.flat.end(), [&](std::size_t k) { return s.count(over_[k]) > 0; });
  Json node{{"rule", "fibrewise"}, {"pieces", p.pieces}, {"flat", Json::array()}, {"manifold", to_json(c.manifold)}};
  for (const std::size_t k : c.flat) node["flat"].push_back(over_[k].get_name());
  Context near = params;
  for (const auto& r : g.relations())
    if (r.rel == Rel::NotEqual || r.rel == Rel::Less || r.rel == Rel::Greater) near.add(r);
  const auto gradient = [&](const Context& around, const numeric& reach) -> std::optional<Json> {
    Context local = around;
    for (const std::size_t k : c.flat) {
      const auto it = s.find(over_[k]);
      if (it == s.end()) continue;
      local.add({over_[k] - it->second + reach, Rel::GreaterEqual});
      local.add({over_[k] - it->second - reach, Rel::LessEqual});
    }
    Json proofs = Json::object();
    for (std::size_t k = 0; k < n; ++k) {
      const auto zero = signs_.search(local, canonical(substitute(d.gradient(k), c.manifold)), kZero, 0);
      if (!zero.within(kZero)) return std::nullopt;
      proofs[over_[k].get_name()] = zero.node;
    }
    return proofs;
  };
  if (is_concrete(g, s))
    if (const auto b = ball(g, s, d, p, block, c.manifold))
      if (const auto proofs = gradient(params, b->first)) {
        node["gradient"] = *proofs;
        node["radius"] = to_text(b->first);
        node["modulus"] = to_text(b->second);
        return node;
      }
  for (const numeric& reach : {numeric(1, 8), numeric(1, 64), numeric(1)}) {
    if (const auto proofs = gradient(near, reach)) {
      const auto positive = minors(g, s, d, block);
      if (!positive) return std::nullopt;
      node["gradient"] = *proofs;
      node["minors"] = *positive;
      if (fixes) node["neighbourhood"] = to_text(reach);
      return node;
    }
    if (!fixes) break;
  }
  return std::nullopt;
}

std::optional<Json> PointSearch::by_fibres(const Context& g, const Context& params, const Substitution& s) {
  const auto p = piece(g, s, 2);
  if (!p) return std::nullopt;
  auto d = derivatives(p->function);
  auto candidates = flat_candidates(g, s, *d);
  for (const auto& c : candidates)
    if (auto found = fibres_over(c, g, params, s, *d, *p)) return found;
  const std::size_t simple = candidates.size();
  for (auto& c : factor_candidates(s, p->function)) candidates.push_back(std::move(c));
  // Beyond a minimum of the tangent: where one more variable solves its own equation on the set on which the tangent is flat.
  for (auto& c : curved_candidates(params, s, *p)) candidates.push_back(std::move(c));
  for (std::size_t k = simple; k < candidates.size(); ++k)
    if (auto found = fibres_over(candidates[k], g, params, s, *d, *p)) return found;
  for (const auto& c : candidates)
    if (auto found = by_leading_form(g, params, s, c.flat, c.manifold)) return found;
  return std::nullopt;
}

namespace {

/// c*phi(p) with phi convex, c > 0.
struct Convex {
  numeric scale = 1;
  Expr inside;            ///< p
  Expr function, second;  ///< phi(u), phi''(u)
};

const Symbol& inner() {
  static const Symbol u = symbolic::symbol("inner");
  return u;
}

// A summand c*p^2, c*exp(p) or c*log(1 + exp(p)) that depends on `over`.
std::optional<Convex> convex_summand(const Expr& t, const std::vector<Symbol>& over) {
  Convex r;
  std::optional<Expr> factor;
  for (const auto& f : is_a<GiNaC::mul>(t) ? operands(t) : std::vector<Expr>{t}) {
    if (is_a<numeric>(f) && GiNaC::ex_to<numeric>(f).is_positive()) r.scale *= GiNaC::ex_to<numeric>(f);
    else if (!factor) factor = f;
    else return std::nullopt;
  }
  if (!factor || std::none_of(over.begin(), over.end(), [&](const Symbol& v) { return contains(*factor, v); })) return std::nullopt;
  const Expr u = inner(), e = symbolic::exp_of(u);
  if (is_a<GiNaC::power>(*factor) && factor->op(1).is_equal(2)) {
    r.inside = factor->op(0), r.function = u * u, r.second = 2;
  } else if (has_head(*factor, Head::Exp)) {
    r.inside = factor->op(0), r.function = e, r.second = e;
  } else if (has_head(*factor, Head::Log)) {
    const Expr rest = (factor->op(0) - 1).expand();
    if (!has_head(rest, Head::Exp)) return std::nullopt;
    r.inside = rest.op(0), r.function = symbolic::log_of(1 + e), r.second = e * GiNaC::pow(1 + e, -2);
  } else {
    return std::nullopt;
  }
  return r;
}

}  // namespace

std::optional<PointSearch::Tangent> PointSearch::tangent(const Context& params, const Substitution& s) {
  // Each convex summand c*phi(p) is replaced by its tangent c*(phi(p*) + phi'(p*)(p - p*)) at the value p* that p has at the point.
  Tangent r{0, Json::array()};
  for (const auto& t : is_a<GiNaC::add>(f_) ? operands(f_) : std::vector<Expr>{f_}) {
    r.function += t;  // unless it is replaced below
    const auto c = convex_summand(t, over_);
    if (!c) continue;
    const Expr there = canonical(substitute(c->inside, s));
    if (std::any_of(over_.begin(), over_.end(), [&](const Symbol& v) { return contains(there, v); })) continue;
    const Expr distance = c->inside - there;
    const Expr slope = symbolic::derivative(c->function, inner());
    const Expr above = c->second.is_equal(2) ? GiNaC::pow(distance, 2)
                                             : substitute(c->function, {{inner(), c->inside}}) - substitute(c->function, {{inner(), there}}) - substitute(slope, {{inner(), there}}) * distance;
    Json proof{{"rule", "square"}, {"base", to_text(distance)}};
    if (!c->second.is_equal(2)) {
      Context line = params;
      line.sample_symbols({inner()});
      const auto second = signs_.search(line, c->second, kPositive, 1);
      if (!second.within(kPositive | kZero)) continue;
      proof = {{"rule", "convex"}, {"variable", inner().get_name()}, {"function", to_text(c->function)}, {"at", to_text(c->inside)}, {"base", to_text(there)}, {"second", second.node}};
    }
    r.terms.push_back({{"expr", to_text(c->scale * above)},
                       {"proof", {{"rule", "product"}, {"factors", {{{"expr", to_text(Expr(c->scale))}, {"proof", {{"rule", "interval"}}}}, {{"expr", to_text(above)}, {"proof", proof}}}}}}});
    // The square of a long residual is never multiplied out.
    r.function += (c->second.is_equal(2) ? c->scale * there * (2 * c->inside - there) : c->scale * (substitute(c->function, {{inner(), there}}) + substitute(slope, {{inner(), there}}) * distance)) - t;
  }
  if (r.terms.empty()) return std::nullopt;
  r.function = canonical(r.function);
  return r;
}

std::optional<Json> PointSearch::by_minorant(const Context& g, const Context& params, const Substitution& s, bool strict) {
  if (reduced_) return std::nullopt;
  const auto h = tangent(params, s);
  if (!h) return std::nullopt;
  PointSearch below(signs_, h->function, over_);
  below.reduced_ = true;
  const auto m = below.minimum(g, params, s, strict);
  if (!m) return std::nullopt;
  return Json{{"rule", "minorant"}, {"function", to_text(h->function)}, {"at", {{"rule", "zero"}}}, {"bound", {{"rule", "sum"}, {"terms", h->terms}}}, {"minimum", *m}};
}

std::vector<PointSearch::Flat> PointSearch::curved_candidates(const Context& params, const Substitution& s, const Piece& p) {
  std::vector<Flat> candidates;
  if (reduced_ || s.size() < over_.size()) return candidates;
  const auto h = tangent(params, s);
  if (!h || !kink_arguments(h->function).empty()) return candidates;
  Derivatives d(h->function, over_);
  Substitution fixed;
  for (std::size_t k = 0; k < over_.size(); ++k)
    for (std::size_t l = 0; l < over_.size(); ++l)
      if (!canonical(substitute(d.hessian(k, l), s)).is_zero()) fixed[over_[k]] = s.at(over_[k]);
  const Expr bottom = canonical(substitute(p.function, fixed));
  for (const auto& q : over_) {
    if (fixed.count(q) || !bottom.is_polynomial(q) || bottom.degree(q) != 2) continue;
    const Expr a = bottom.coeff(q, 2), b = bottom.coeff(q, 1);
    if (contains(a, q) || contains(b, q) || canonical(substitute(a, s)).is_zero()) continue;
    Flat c;
    c.manifold = fixed;
    c.manifold[q] = canonical(-b / (2 * a));
    for (std::size_t k = 0; k < over_.size(); ++k)
      if (!c.manifold.count(over_[k])) c.flat.push_back(k);
    if (!c.flat.empty() && canonical(substitute(c.manifold[q], s) - s.at(q)).is_zero()) candidates.push_back(std::move(c));
  }
  return candidates;
}

}  // namespace losscert::prove
