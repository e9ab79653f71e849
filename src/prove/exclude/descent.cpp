// Where curves of descent are looked for: in the kernel of the Hessian, against the slope beside a kink, and where doubles see one.
#include <algorithm>
#include <cmath>
#include <random>

#include "prove/algebra/expressions.hpp"
#include "prove/algebra/linear.hpp"
#include "prove/exclude/curve.hpp"
#include "prove/exclude/strategies.hpp"
#include "prove/hints/evaluator.hpp"
#include "prove/point/branches.hpp"
#include "prove/point/expansion.hpp"
#include "prove/point/splitting.hpp"
#include "support/deadline.hpp"
#include "symbolic/series.hpp"

namespace losscert::prove::exclude {

using symbolic::canonical;
using symbolic::series;
using symbolic::substitute;

namespace {

constexpr int kMostPowers = 24;  ///< of t in a curve

/// Weights of n kernel coordinates: equal ones first, then small ones that differ.
std::vector<std::vector<int>> weights(std::size_t n) {
  std::vector<std::vector<int>> out{std::vector<int>(n, 1)};
  if (n > 3) return out;
  for (int code = 1; code < (n == 1 ? 1 : n == 2 ? 9 : 27); ++code) {
    std::vector<int> w;
    for (int k = 0, c = code; k < static_cast<int>(n); ++k, c /= 3) w.push_back(c % 3 + 1);
    out.push_back(std::move(w));
  }
  return out;
}

/// x with the kernel coordinates on a branch, in t, and the regular ones 0.
std::optional<Curve> curve_over(const AtPoint& goal, const Splitting& r, const Substitution& map, const Branch& branch, int order) {
  const Symbol& t = curve_parameter();
  Substitution path;
  for (std::size_t k = 0; k < r.kernel.size(); ++k) path[r.kernel[k]] = branch[k];
  for (const auto& u : r.regular) path[u] = 0;
  Curve curve;
  for (const auto& v : goal.over) {
    const auto x = series(substitute(map.at(v), path), t, order);
    if (!x) return std::nullopt;
    curve.emplace_back(x->begin() + 1, x->end());
    while (!curve.back().empty() && curve.back().back().is_zero()) curve.back().pop_back();
  }
  return curve;
}

}  // namespace

proof::Exclusion splitting_curve(Search& search, const AtPoint& goal) {
  constexpr int kMostTries = 6;
  const Symbol& t = curve_parameter();
  for (const int order : {4, 8, 12}) {
    const auto r = split_off(*goal.near, order);
    if (!r) return {};
    Expr reduced = 0;
    for (std::size_t k = 1; k < r->reduced.size(); ++k) reduced += r->reduced[k];
    if (reduced.is_zero()) continue;
    const std::size_t n = r->kernel.size();
    const Substitution map = r->shifted();
    int tries = 0;
    for (const auto& w : weights(n)) {
      Substitution weighted;
      for (std::size_t k = 0; k < n; ++k) weighted[r->kernel[k]] = r->kernel[k] * GiNaC::pow(t, w[k]);
      const Expr p = substitute(reduced, weighted).expand();
      const Expr form = p.coeff(t, p.ldegree(t)).expand();
      // Points of a small grid where the form is negative.
      const std::vector<int> grid{1, -1, 0, 2, -2};
      std::size_t points = 1;
      for (std::size_t k = 0; k < std::min<std::size_t>(n, 5); ++k) points *= grid.size();
      for (std::size_t code = 1; code <= points && tries < kMostTries; ++code) {
        Substitution at;
        std::size_t rest = code - 1;
        for (std::size_t k = 0; k < n; ++k, rest /= grid.size()) at[r->kernel[k]] = grid[k < 5 ? rest % grid.size() : 0];
        const Expr value = canonical(substitute(form, at));
        if (value.is_zero() || (goal.context.observed(value) & kPositive)) continue;
        ++tries;
        Branch branch;
        for (std::size_t k = 0; k < n; ++k) branch.push_back(at.at(r->kernel[k]) * GiNaC::pow(t, w[k]));
        const auto curve = curve_over(goal, *r, map, branch, order);
        if (!curve) return {};
        if (auto found = descends(search, goal, *curve)) return found;
      }
    }
    if (n == 1) return {};  // the lowest term decides
  }
  return {};
}

proof::Exclusion branch_curve(Search& search, const AtPoint& goal) {
  constexpr std::size_t kFewTerms = 16;
  const Symbol& t = curve_parameter();
  const auto p = goal.near->piece(4);
  const bool sparse = p && p->function.nops() <= kFewTerms && !has_pole(p->function);
  for (const int order : sparse ? std::vector<int>{8, 24} : std::vector<int>{8, 12}) {
    const auto r = split_off(*goal.near, order);
    if (!r || r->kernel.size() < 2) return {};
    Expr reduced = 0;
    for (std::size_t k = 1; k < r->reduced.size(); ++k) reduced += r->reduced[k];
    const Substitution map = r->shifted();
    proof::Exclusion found;
    falling_branches(reduced, r->kernel, t, [&](const Branch& branch) {
      const auto curve = curve_over(goal, *r, map, branch, kMostPowers);
      return curve && (found = descends(search, goal, *curve));
    });
    if (found) return found;
  }
  return {};
}

proof::Exclusion kink_curve(Search& search, const AtPoint& goal) {
  // One variable against the slope of the piece that lies beside the point.
  const std::size_t n = goal.over.size();
  Curve still(n);
  const auto p = piece_along(search, goal, still);
  if (!p || p->kinks.empty()) return {};
  for (std::size_t k = 0; k < n; ++k) {
    const Expr slope = canonical(substitute(symbolic::derivative(p->function, goal.over[k]), goal.at));
    if (slope.is_zero() || !search.sign({goal.context, slope, kNonzero, 0, goal.scope}).within(kNonzero)) continue;
    Curve c(n);
    c[k] = {canonical(-slope)};
    if (auto found = descends(search, goal, std::move(c))) return found;
  }
  return {};
}

proof::Exclusion sampled_curve(Search& search, const AtPoint& goal) {
  // Candidates are screened in floating point; only those that seem to descend are tried exactly.
  constexpr int kCandidates = 3000, kExactTries = 12;
  const std::size_t n = goal.over.size();
  const Sample sample = goal.context.samples().front();
  Sample base = sample;
  std::vector<double> origin(n);
  for (std::size_t j = 0; j < n; ++j) {
    const auto x = approx_value(goal.at.count(goal.over[j]) ? goal.at.at(goal.over[j]) : Expr(goal.over[j]), sample);
    if (!x) return {};
    origin[j] = *x;
  }
  const auto value = [&](const std::vector<double>& x) {
    for (std::size_t j = 0; j < n; ++j) base[goal.over[j].get_name()] = x[j];
    return approx_value(goal.f, base);
  };
  const auto here = value(origin);
  if (!here) return {};
  const auto seems_lower = [&](const std::vector<int>& weight, const std::vector<double>& c) {
    for (const double h : {0.05, 0.1, 0.025}) {
      std::vector<double> x = origin;
      for (std::size_t j = 0; j < n; ++j) x[j] += c[j] * std::pow(h, weight[j]);
      const auto y = value(x);
      if (!y || !(*y - *here < -1e-14 * (1 + std::fabs(*here)))) return false;
    }
    return true;
  };
  std::mt19937 random(7);
  const std::vector<double> sizes{0, 1, -1, 1, -1, 2, -2, 0.5, -0.5, 1.5, -1.5, 3, -3};
  int exact_tries = 0;
  for (int k = 0; k < kCandidates && exact_tries < kExactTries; ++k) {
    Deadline::check();
    std::vector<int> weight(n, 1);
    std::vector<double> c(n, 0.0);
    if (k < static_cast<int>(2 * n)) {
      c[static_cast<std::size_t>(k) / 2] = k % 2 ? -1 : 1;
    } else {
      for (std::size_t j = 0; j < n; ++j) {
        weight[j] = k % 3 == 0 ? 1 : static_cast<int>(random() % 3) + 1;
        c[j] = sizes[random() % sizes.size()];
      }
    }
    if (!seems_lower(weight, c)) continue;
    Curve curve(n);
    for (std::size_t j = 0; j < n; ++j) {
      curve[j].assign(static_cast<std::size_t>(weight[j]), Expr(0));
      curve[j].back() = near_rational(c[j]);
    }
    ++exact_tries;
    if (auto p = descends(search, goal, curve)) return p;
  }
  search.trace().remark(exact_tries == 0 ? "no curve was seen on which F falls" : "F seems to fall along " + std::to_string(exact_tries) + " curves, but none is shown to do so");
  return {};
}

}  // namespace losscert::prove::exclude
