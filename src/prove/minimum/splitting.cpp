// Degenerate points (FORMAT.md, rules `leading-form`, `coordinates`, `curve`): Lyapunov-Schmidt splitting.
//
// x = s + (kernel coordinates a) + (regular coordinates u), u = p(a) + u~ with the power series p that solves dF/du(a, p(a)) = 0. Along (a, p(a)) the function is the reduced
// one, R(a), whose lowest form decides: a negative value gives a curve of descent, a definite form a strict minimum, with u~ of half its degree.
#include <algorithm>
#include <numeric>

#include "prove/algebra/linear.hpp"
#include "prove/exclude/point.hpp"
#include "prove/algebra/series.hpp"

namespace losscert::prove {

using GiNaC::is_a;
using GiNaC::numeric;
using symbolic::canonical;
using symbolic::substitute;
using symbolic::to_text;

namespace {

constexpr int kLargestWeightedDegree = 24;

const Symbol& parameter_of_curve() {
  static const Symbol t = symbolic::symbol("_t");
  return t;
}

// Hint: the smallest value that a pattern search finds on the face u = side of the cube.
double approx_least_on_face(const Expr& form, const std::vector<Symbol>& fibre, const Symbol& u, int side, Sample at) {
  std::vector<std::string> names;
  for (const auto& w : fibre)
    if (!w.is_equal(u)) names.push_back(w.get_name()), at[w.get_name()] = 0.3 / static_cast<double>(names.size());
  at[u.get_name()] = side;
  auto least = approx_value(form, at);
  double step = 0.5;
  for (int halvings = 0; least && halvings < 13; ++halvings) {
    for (bool better = true; better;) {
      better = false;
      for (const auto& name : names)
        for (const double d : {step, -step}) {
          const double before = at[name];
          at[name] = std::clamp(before + d, -1.0, 1.0);
          const auto value = approx_value(form, at);
          if (value && *value < *least - 1e-12) least = value, better = true;
          else at[name] = before;
        }
    }
    step /= 2;
  }
  return least.value_or(-1);
}

}  // namespace

/// The function near s in adapted coordinates.
struct PointSearch::Splitting {
  std::vector<Symbol> kernel, regular;
  std::vector<std::size_t> kernel_index, regular_index;  ///< the variable that a coordinate belongs to
  Substitution linear;                                    ///< variable -> s + linear in the coordinates
  Substitution shift;                                     ///< regular coordinate -> p(a), a polynomial
  std::vector<Expr> reduced;                              ///< R by degree: R_0, R_1, ..., polynomials in the kernel coordinates

  /// The variables with the regular coordinates shifted by p, and u~ in their place.
  Substitution shifted() const {
    Substitution by, map;
    for (const auto& u : regular) by[u] = u + (shift.count(u) ? shift.at(u) : Expr(0));
    for (const auto& [x, e] : linear) map[x] = substitute(e, by).expand();
    return map;
  }
};

std::optional<PointSearch::Splitting> PointSearch::split_off(const Context& g, const Substitution& s, int order) {
  const auto p = piece(g, s, order);
  if (!p || s.size() < over_.size()) return std::nullopt;
  auto d = derivatives(p->function);
  const std::size_t n = over_.size();
  bool rational = true;
  std::vector<std::vector<Expr>> h(n, std::vector<Expr>(n));
  for (std::size_t k = 0; k < n; ++k)
    for (std::size_t l = k; l < n; ++l) {
      h[k][l] = h[l][k] = canonical(substitute(d->hessian(k, l), s));
      rational &= is_a<numeric>(h[k][l]);
    }
  Splitting r;
  std::vector<std::vector<numeric>> basis;
  if (rational) {
    std::vector<std::vector<numeric>> a(n, std::vector<numeric>(n));
    for (std::size_t k = 0; k < n; ++k)
      for (std::size_t l = 0; l < n; ++l) a[k][l] = GiNaC::ex_to<numeric>(h[k][l]);
    basis = null_space(a, n);
  } else {
    for (std::size_t k = 0; k < n; ++k) {
      if (!std::all_of(h[k].begin(), h[k].end(), [](const Expr& e) { return e.is_zero(); })) continue;
      basis.emplace_back(n, numeric(0));
      basis.back()[k] = 1;
    }
  }
  if (basis.empty()) return std::nullopt;
  for (std::size_t k = 0; k < n; ++k) r.linear[over_[k]] = s.at(over_[k]);
  std::vector<bool> in_kernel(n);
  for (const auto& v : basis) {
    // Each basis vector has a 1 in a place of its own.
    std::size_t own = n;
    for (std::size_t k = 0; k < n && own == n; ++k)
      if (v[k] == 1 && std::all_of(basis.begin(), basis.end(), [&](const auto& w) { return &w == &v || w[k].is_zero(); })) own = k;
    if (own == n) return std::nullopt;
    in_kernel[own] = true;
    r.kernel_index.push_back(own);
    r.kernel.push_back(symbolic::symbol("kernel" + std::to_string(r.kernel.size() + 1)));
    for (std::size_t k = 0; k < n; ++k) r.linear[over_[k]] += v[k] * r.kernel.back();
  }
  for (std::size_t k = 0; k < n; ++k) {
    if (in_kernel[k]) continue;
    r.regular_index.push_back(k);
    r.regular.push_back(symbolic::symbol("regular" + std::to_string(r.regular.size() + 1)));
    r.linear[over_[k]] += r.regular.back();
  }

  const Symbol& t = parameter_of_curve();
  const auto along = [&] {
    Substitution scaled, path;
    for (const auto& a : r.kernel) scaled[a] = a * t;
    Substitution by;
    for (const auto& u : r.regular) by[u] = r.shift.count(u) ? substitute(r.shift.at(u), scaled) : Expr(0);
    for (const auto& a : r.kernel) by[a] = a * t;
    for (const auto& [x, e] : r.linear) path[x] = substitute(e, by);
    return path;
  };
  const std::size_t m = r.regular.size();
  if (m > 0) {
    GiNaC::matrix block(static_cast<unsigned>(m), static_cast<unsigned>(m));
    for (std::size_t i = 0; i < m; ++i)
      for (std::size_t j = 0; j < m; ++j) block(static_cast<unsigned>(i), static_cast<unsigned>(j)) = h[r.regular_index[i]][r.regular_index[j]];
    if (canonical(block.determinant()).is_zero()) return std::nullopt;
    const GiNaC::matrix inverse = block.inverse();
    for (int degree = 2; degree <= order / 2; ++degree) {
      const Substitution path = along();
      std::vector<Expr> rest;
      for (const std::size_t k : r.regular_index) {
        const auto c = series(substitute(d->gradient(k), path), t, degree);
        if (!c) return std::nullopt;
        rest.push_back(c->back());
      }
      for (std::size_t i = 0; i < m; ++i) {
        Expr step = 0;
        for (std::size_t j = 0; j < m; ++j) step -= inverse(static_cast<unsigned>(i), static_cast<unsigned>(j)) * rest[j];
        step = canonical(step);
        if (!step.is_zero()) r.shift[r.regular[i]] += step;
      }
    }
  }
  const auto c = series(substitute(p->function, along()), t, order);
  if (!c) return std::nullopt;
  r.reduced = *c;
  return r;
}

std::optional<Json> PointSearch::descend_by_splitting(const Context& g, const Substitution& s) {
  if (over_.size() > 16) return std::nullopt;
  const Symbol& t = parameter_of_curve();
  for (const int order : {4, 8, 12}) {
    const auto r = split_off(g, s, order);
    if (!r) return std::nullopt;
    Expr reduced = 0;
    for (std::size_t k = 1; k < r->reduced.size(); ++k) reduced += r->reduced[k];
    if (reduced.is_zero()) continue;
    const std::size_t n = r->kernel.size();
    // Weights: equal ones first, then small ones that differ.
    std::vector<std::vector<int>> weights{std::vector<int>(n, 1)};
    if (n <= 3)
      for (int code = 1; code < (n == 1 ? 1 : n == 2 ? 9 : 27); ++code) {
        std::vector<int> w;
        for (int k = 0, c = code; k < static_cast<int>(n); ++k, c /= 3) w.push_back(c % 3 + 1);
        weights.push_back(std::move(w));
      }
    const Substitution map = r->shifted();
    int tries = 0;
    for (const auto& w : weights) {
      Substitution weighted;
      for (std::size_t k = 0; k < n; ++k) weighted[r->kernel[k]] = r->kernel[k] * GiNaC::pow(t, w[k]);
      const Expr p = substitute(reduced, weighted).expand();
      const Expr form = p.coeff(t, p.ldegree(t)).expand();
      // Points of a small grid where the form is negative.
      const std::vector<int> grid{1, -1, 0, 2, -2};
      std::size_t points = 1;
      for (std::size_t k = 0; k < std::min<std::size_t>(n, 5); ++k) points *= grid.size();
      for (std::size_t code = 1; code <= points && tries < 6; ++code) {
        Substitution at;
        std::size_t rest = code - 1;
        for (std::size_t k = 0; k < n; ++k, rest /= grid.size()) at[r->kernel[k]] = grid[k < 5 ? rest % grid.size() : 0];
        const Expr value = canonical(substitute(form, at));
        if (value.is_zero() || (g.observed(value) & kPositive)) continue;
        ++tries;
        Substitution path;
        for (std::size_t k = 0; k < n; ++k) path[r->kernel[k]] = at.at(r->kernel[k]) * GiNaC::pow(t, w[k]);
        for (const auto& u : r->regular) path[u] = 0;
        Curve curve;
        for (const auto& v : over_) {
          const auto x = series(substitute(map.at(v), path), t, order);
          if (!x) return std::nullopt;
          curve.emplace_back(x->begin() + 1, x->end());
          while (!curve.back().empty() && curve.back().back().is_zero()) curve.back().pop_back();
        }
        if (auto found = try_curve(g, s, curve)) return found;
      }
    }
    if (n == 1) return std::nullopt;  // the lowest term decides
  }
  return std::nullopt;
}

std::optional<Json> PointSearch::by_leading_form(const Context& g, const Context& params, const Substitution& s, const std::vector<std::size_t>& flat, const Substitution& manifold) {
  const Symbol& t = parameter_of_curve();
  std::vector<Symbol> fibre, free;
  for (std::size_t k = 0; k < over_.size(); ++k) (std::find(flat.begin(), flat.end(), k) == flat.end() ? fibre : free).push_back(over_[k]);
  if (fibre.empty() || fibre.size() > 8) return std::nullopt;
  const auto p = piece(g, s, 4);
  if (!p) return std::nullopt;
  // The lowest pure power of each variable fixes its weight.
  std::vector<int> powers;
  int degree = 1;
  for (const auto& u : fibre) {
    Substitution axis = s;
    for (const auto& v : fibre) axis[v] = substitute(manifold.at(v), s);
    axis[u] += t;
    const auto l = leading_term(g, substitute(p->function, axis), t, 1, 12);
    if (!l || l->order % 2 != 0 || !signs_.search(g, l->coefficient, kPositive, 0).within(kPositive)) return std::nullopt;
    powers.push_back(l->order);
    degree = std::lcm(degree, l->order);
  }
  // A quadratic form is a matter of definiteness.
  if (degree == 2 || degree > kLargestWeightedDegree || !is_smooth(p->function, degree)) return std::nullopt;

  Context near = params;
  for (const auto& r : g.relations())
    if (r.rel == Rel::NotEqual || r.rel == Rel::Less || r.rel == Rel::Greater) near.add(r);
  bool fixes = false;
  const numeric reach(1, 8);
  for (const auto& v : free) {
    const auto it = s.find(v);
    if (it == s.end()) continue;
    fixes = true;
    near.add({v - it->second + reach, Rel::GreaterEqual});
    near.add({v - it->second - reach, Rel::LessEqual});
  }
  Json node{{"rule", "leading-form"}, {"pieces", p->pieces}, {"manifold", to_json(manifold)}, {"order", degree}, {"weights", Json::object()}, {"constant", Json::object()}, {"lower", Json::array()}, {"faces", Json::object()}};
  if (!flat.empty()) node["flat"] = Json::array();
  if (fixes) node["neighbourhood"] = to_text(reach);
  const Expr bottom = canonical(substitute(p->function, manifold));
  for (const auto& v : free) {
    node["flat"].push_back(v.get_name());
    const auto zero = signs_.search(near, symbolic::derivative(bottom, v), kZero, 0);
    if (!zero.within(kZero)) return std::nullopt;
    node["constant"][v.get_name()] = zero.node;
  }
  Substitution path;
  for (std::size_t k = 0; k < fibre.size(); ++k) {
    node["weights"][fibre[k].get_name()] = degree / powers[k];
    path[fibre[k]] = manifold.at(fibre[k]) + fibre[k] * GiNaC::pow(t, degree / powers[k]);
  }
  const auto c = series(substitute(p->function, path), t, degree);
  if (!c) return std::nullopt;
  near.sample_symbols(fibre);
  for (int k = 1; k < degree; ++k) {
    const auto zero = signs_.search(near, (*c)[static_cast<std::size_t>(k)], kZero, 0);
    if (!zero.within(kZero)) return std::nullopt;
    node["lower"].push_back(zero.node);
  }
  Substitution at;
  for (const auto& v : free)
    if (s.count(v)) at[v] = s.at(v);
  const Expr form = canonical(substitute(c->back(), at));
  Context cube = g;
  cube.sample_symbols(fibre);
  for (const auto& u : fibre) {
    Json pair = Json::object();
    for (const int side : {1, -1}) {
      if (!g.samples().empty() && approx_least_on_face(form, fibre, u, side, g.samples().front()) < 1e-6) {
        signs_.remark("the leading form " + to_text(form) + " does not seem to be positive definite");
        return std::nullopt;
      }
      Context face = cube;
      for (const auto& w : fibre) {
        if (w.is_equal(u)) continue;
        face.add({w - 1, Rel::LessEqual});
        face.add({w + 1, Rel::GreaterEqual});
      }
      const auto positive = signs_.search(face, substitute(form, {{u, side}}), kPositive, 2);
      if (!positive.within(kPositive)) {
        signs_.remark("the leading form " + to_text(form) + " is not shown to be positive definite");
        return std::nullopt;
      }
      pair[side > 0 ? "+" : "-"] = positive.node;
    }
    node["faces"][u.get_name()] = pair;
  }
  return node;
}

std::optional<Json> PointSearch::by_splitting(const Context& g, const Context& params, const Substitution& s) {
  if (s.size() < over_.size() || over_.size() > 8) return std::nullopt;
  Substitution here;
  for (const auto& v : over_) here[v] = s.at(v);
  if (auto p = by_leading_form(g, params, s, {}, here)) return p;
  for (const int order : {4, 8, 12}) {
    const auto r = split_off(g, s, order);
    if (!r) return std::nullopt;
    const auto lowest = std::find_if(r->reduced.begin() + 1, r->reduced.end(), [](const Expr& e) { return !e.is_zero(); });
    if (lowest == r->reduced.end()) continue;
    std::vector<Symbol> y = r->kernel;
    y.insert(y.end(), r->regular.begin(), r->regular.end());
    Substitution map = r->shifted(), origin;
    for (const auto& v : y) origin[v] = 0;
    PointSearch adapted(signs_, substitute(f_, map), y);
    Context gy = g;
    gy.sample_symbols(y);
    if (const auto p = adapted.by_leading_form(gy, gy, origin, {}, origin)) {
      Json node{{"rule", "coordinates"}, {"variables", Json::array()}, {"map", to_json(map)}, {"point", to_json(origin)}, {"proof", *p}};
      for (const auto& v : y) node["variables"].push_back(v.get_name());
      node["jacobian"] = {{"rule", "interval"}};  // 1 or -1, by the order of the coordinates
      return node;
    }
    if (r->kernel.size() == 1) return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace losscert::prove
