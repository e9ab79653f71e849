#include "prove/refute/shape.hpp"

#include <algorithm>
#include <cmath>
#include <random>
#include <set>

#include "prove/algebra/expressions.hpp"
#include "prove/algebra/linear.hpp"

namespace losscert::prove {

using symbolic::substitute;
using symbolic::symbols_of;

namespace {

constexpr std::size_t kMostVariables = 40;

/// In floating point: the terms cancel, or a single one has a factor near 0 that is no exponential. (exp(-100) is small, but not 0.)
bool seems_zero(const Expr& e, const Sample& at) {
  const auto terms = summands(e);
  double sum = 0, size = 0;
  for (const auto& t : terms) {
    Expr rest = 1;
    for (const auto& [f, n] : factors_of_product(t))
      if (!has_head(f, symbolic::Head::Exp)) rest *= GiNaC::pow(f, n);
    const auto x = approx_value(terms.size() > 1 ? t : rest, at), y = approx_value(rest, at);
    if (!x || !y || !std::isfinite(*x) || (*x == 0 && *y != 0)) return false;
    sum += *x, size += std::fabs(*x);
  }
  return std::fabs(sum) <= 1e-9 * (terms.size() > 1 ? size : 1);
}

}  // namespace

Slopes::Slopes(const ClaimGoal& goal, bool kinks) : goal_(goal), kinks_(kinks) {
  for (const auto& v : goal.claim.over) gradient_.push_back(symbolic::derivative(goal.claim.function, v));
}

bool Slopes::vanish(const Sample& sample) const {
  Sample at = sample;
  for (const auto& [v, e] : goal_.claim.at) {
    const auto x = approx_value(e, sample);
    if (!x) return false;
    at[v.get_name()] = *x;
  }
  return std::all_of(gradient_.begin(), gradient_.end(), [&](const Expr& d) {
    if (!approx_value(d, at)) return kinks_;
    return seems_zero(d, at);
  });
}

bool Shape::is_affordable(const ClaimGoal& goal) { return goal.claim.over.size() <= kMostVariables; }

Shape::Shape(const ClaimGoal& goal) : moving_(goal.claim.over.size()) {
  std::vector<Symbol> inputs = goal.claim.over;
  for (const auto& v : symbols_of(goal.claim.function))
    if (!goal.moves(v)) inputs.push_back(v);
  shape_.emplace(std::vector<Expr>{goal.claim.function}, inputs);
  std::vector<Expr> at;
  for (const auto& v : inputs) at.push_back(substitute(v, goal.claim.at));
  std::set<std::string> names;
  for (const auto& e : at)
    for (const auto& v : symbols_of(e))
      if (names.insert(v.get_name()).second) given_.push_back(v);
  point_.emplace(at, given_);
}

bool Shape::is_no_extremum(const Sample& sample, bool maximum) {
  std::vector<double> x = point(sample);
  const std::size_t n = moving_;
  const auto slope = [&] {
    shape_->values(x);
    return shape_->gradient(0);
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
  const auto eigen = approx_eigenvalues(h);
  if (eigen.empty()) return false;
  return maximum ? eigen.back() > 1e-7 * size : eigen.front() < -1e-7 * size;
}

bool Shape::falls_nearby(const Sample& sample) {
  const std::vector<double> x = point(sample);
  const double here = shape_->value(x);
  std::mt19937 random(5);
  std::normal_distribution<double> normal(0.0, 1e-3);
  for (int k = 0; k < 60; ++k) {
    auto y = x;
    for (std::size_t i = 0; i < moving_; ++i) y[i] += normal(random);
    if (shape_->value(y) < here - 1e-11 * (1 + std::fabs(here))) return true;
  }
  return false;
}

std::optional<double> Shape::value(const Sample& sample) {
  const double y = shape_->value(point(sample));
  return std::isfinite(y) ? std::optional(y) : std::nullopt;
}

}  // namespace losscert::prove
