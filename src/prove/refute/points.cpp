// Refutations of claims about a point: what the point is instead, at a witness. Candidates are chosen in floating point.
#include <algorithm>
#include <cmath>
#include <random>
#include <set>

#include "prove/region/better.hpp"
#include "prove/claim/claim_search.hpp"
#include "prove/hints/descend.hpp"
#include "prove/algebra/linear.hpp"

namespace losscert::prove {

using claim::Kind;
using symbolic::canonical;
using symbolic::substitute;
using symbolic::symbols_of;
using symbolic::to_text;

using Refutation = std::optional<std::pair<Json, Json>>;

namespace {

/// In floating point: the terms cancel, or a single one has a factor near 0 that is no exponential. (exp(-100) is small, but not 0.)
bool seems_zero(const Expr& e, const Sample& at) {
  const auto terms = summands(e);
  double sum = 0, size = 0;
  for (const auto& t : terms) {
    Expr rest = 1;
    for (const auto& [f, n] : factors_of_product(t))
      if (!has_head(f, symbolic::Head::Exp)) rest *= GiNaC::pow(f, n);
    const auto x = interval::approx_value(terms.size() > 1 ? t : rest, at), y = interval::approx_value(rest, at);
    if (!x || !y || !std::isfinite(*x) || (*x == 0 && *y != 0)) return false;
    sum += *x, size += std::fabs(*x);
  }
  return std::fabs(sum) <= 1e-9 * (terms.size() > 1 ? size : 1);
}

}  // namespace

Refutation ClaimSearch::refute_at_points() {
  // Symbols that the point itself needs: free variables, and the parameters of the function.
  std::vector<Symbol> extra;
  for (const auto& v : claim_.over)
    if (!claim_.at.count(v)) extra.push_back(v);
  for (const auto& v : symbols_of(claim_.function)) {
    if (base_.box().count(v.get_name())) continue;
    if (std::none_of(claim_.over.begin(), claim_.over.end(), [&](const Symbol& o) { return o.is_equal(v); })) extra.push_back(v);
  }
  std::vector<Expr> gradient;
  for (const auto& v : claim_.over) gradient.push_back(symbolic::derivative(claim_.function, v));
  const auto gradient_is_small = [&](const Witness&, const Sample& sample) {
    Sample at = sample;
    for (const auto& [v, e] : claim_.at) {
      const auto x = interval::approx_value(e, sample);
      if (!x) return false;
      at[v.get_name()] = *x;
    }
    for (const auto& d : gradient) {
      const auto x = interval::approx_value(d, at);
      if (!x && claim_.kind == Kind::NoLocalMinimum) continue;  // a kink
      if (!x || !seems_zero(d, at)) return false;
    }
    return true;
  };
  // In floating point: the slope or the curvature at the point says that it is no minimum (maximum).
  std::optional<Program> shape, point;
  std::vector<Symbol> inputs = claim_.over, given;
  const auto is_no_extremum = [&](const Witness&, const Sample& sample) {
    std::vector<double> x = point->values(coordinates(given, sample));
    const std::size_t n = claim_.over.size();
    const auto slope = [&] {
      shape->values(x);
      return shape->gradient(0);
    };
    auto here = slope();
    here.resize(n);
    if (!std::all_of(here.begin(), here.end(), [](double d) { return std::isfinite(d); })) return false;
    if (std::any_of(here.begin(), here.end(), [](double d) { return std::fabs(d) > 1e-6; })) return true;
    std::vector<std::vector<double>> h(n, std::vector<double>(n));
    double size = 0;
    for (std::size_t k = 0; k < n; ++k) {
      constexpr double step = 1e-4;
      const double middle = x[k];
      x[k] = middle + step;
      const auto above = slope();
      x[k] = middle - step;
      const auto below = slope();
      x[k] = middle;
      for (std::size_t l = 0; l < n; ++l) size = std::max(size, std::fabs(h[k][l] = (above[l] - below[l]) / (2 * step)));
    }
    for (std::size_t k = 0; k < n; ++k)
      for (std::size_t l = 0; l < k; ++l) h[k][l] = h[l][k] = (h[k][l] + h[l][k]) / 2;
    if (!std::isfinite(size)) return false;
    const auto eigen = approx_eigen(h).values;
    return claim_.kind == Kind::LocalMinimum ? eigen.front() < -1e-7 * size : eigen.back() > 1e-7 * size;
  };
  const auto falls_nearby = [&](const Sample& sample) {
    const std::vector<double> x = point->values(coordinates(given, sample));
    const double here = shape->value(x);
    std::mt19937 random(5);
    std::normal_distribution<double> normal(0.0, 1e-3);
    for (int k = 0; k < 60; ++k) {
      auto y = x;
      for (std::size_t i = 0; i < claim_.over.size(); ++i) y[i] += normal(random);
      if (shape->value(y) < here - 1e-11 * (1 + std::fabs(here))) return true;
    }
    return false;
  };
  const bool is_extremum_claim = claim_.kind == Kind::LocalMinimum || claim_.kind == Kind::LocalMaximum;
  if (claim_.over.size() <= 40 && ((is_extremum_claim && is_smooth(canonical(claim_.function), 2)) || (claim_.kind == Kind::NoLocalMinimum && instance_.functions.empty()))) {
    for (const auto& v : symbols_of(claim_.function))
      if (std::none_of(inputs.begin(), inputs.end(), [&](const Symbol& o) { return o.is_equal(v); })) inputs.push_back(v);
    shape.emplace(std::vector<Expr>{claim_.function}, inputs);
    std::vector<Expr> at;
    for (const auto& v : inputs) at.push_back(substitute(v, claim_.at));
    std::set<std::string> names;
    for (const auto& e : at)
      for (const auto& v : symbols_of(e))
        if (names.insert(v.get_name()).second) given.push_back(v);
    point.emplace(at, given);
  }
  const bool wants_critical = claim_.kind == Kind::NoCriticalPoint || claim_.kind == Kind::CriticalPointsSatisfy || claim_.kind == Kind::NoLocalMinimum;
  const Use refute = [&](const Witness& w, const Sample& sample) -> std::optional<Json> {
    if (claim_.condition) {
      const auto x = interval::approx_value(substitute(claim_.condition->expr, w.assignment), sample);
      const Signs s = !x ? kAll : std::fabs(*x) < 1e-9 ? kZero : *x > 0 ? kPositive : kNegative;
      if (s & signs_of(claim_.condition->rel)) return std::nullopt;
    }
    if (wants_critical && !gradient_is_small(w, sample)) return std::nullopt;
    ++expensive_;
    auto f = points(w.function);
    auto minus = points(-w.function);
    const auto as = [](const char* key, const std::optional<Json>& node) -> std::optional<Json> {
      if (!node) return std::nullopt;
      return Json{{key, *node}};
    };
    switch (claim_.kind) {
      case Kind::CriticalPoint: return as("tree", f.exclude(base_, w.point, Mode::Critical));
      case Kind::NoCriticalPoint: return f.critical(base_, w.point);
      case Kind::CriticalPointsSatisfy: {
        auto c = f.critical(base_, w.point);
        if (!c) return std::nullopt;
        const Signs wanted = kAll & ~signs_of(claim_.condition->rel);
        const auto p = signs_.search(base_, substitute(claim_.condition->expr, w.assignment), wanted, 0);
        if (!p.within(wanted)) return std::nullopt;
        (*c)["condition"] = p.node;
        return c;
      }
      case Kind::NoLocalMinimum: return as("minimum", f.minimum(base_, base_, w.point, false));
      case Kind::LocalMinimum:
      case Kind::LocalMaximum: {
        auto& side = claim_.kind == Kind::LocalMinimum ? f : minus;
        if (claim_.strict)
          if (auto c = side.constant_direction(base_, w.point)) return c;
        return as("tree", side.exclude(base_, w.point, Mode::Minimum));
      }
      case Kind::Saddle:
        if (auto t = as("tree", f.exclude(base_, w.point, Mode::Critical))) return t;
        if (auto m = as("minimum", f.minimum(base_, base_, w.point, false))) return m;
        return as("maximum", minus.minimum(base_, base_, w.point, false));
      case Kind::Suboptimal: {
        const Expr c = canonical(substitute(w.function, w.point));
        const auto at = signs_.search(base_, substitute(w.function, w.point) - c, kZero, 0);
        std::vector<Expr> values;
        for (const auto& [weight, base] : squares_of(w.function - c).terms) values.push_back(canonical(substitute(base, w.point)));
        auto bound = above_tangents(signs_, base_, w.function - c, values);
        if (!bound.found()) bound = signs_.search(base_, w.function - c, kPositive | kZero, 2);
        if (!at.within(kZero) || !bound.within(kPositive | kZero)) return std::nullopt;
        return Json{{"value", to_text(c)}, {"at", at.node}, {"bound", bound.node}};
      }
      default: return std::nullopt;
    }
  };
  if (shape && is_extremum_claim)
    if (auto found = with_witness(extra, 4000, [&](const Witness& w, const Sample& sample) { return is_no_extremum(w, sample) ? refute(w, sample) : std::nullopt; })) return found;
  if (claim_.kind != Kind::NoLocalMinimum || !shape) return with_witness(extra, wants_critical ? 20000 : 300, refute);
  // The lowest points first: global minima are shown most easily.
  return with_witness(extra, 60000, refute, {}, [&](const Witness& w, const Sample& sample) -> std::optional<double> {
    if (!gradient_is_small(w, sample) || falls_nearby(sample)) return std::nullopt;
    const double value = shape->value(point->values(coordinates(given, sample)));
    return std::isfinite(value) ? std::optional(value) : std::nullopt;  // where it overflows, so do the derivatives
  });
}

}  // namespace losscert::prove
