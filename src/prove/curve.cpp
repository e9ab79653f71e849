// Search for curves of descent (FORMAT.md, rule `curve`): x(t) = s + sum c_k t^k with F(x(t)) - F(s) = -c t^m (1 + o(1)).
#include <algorithm>
#include <cmath>
#include <random>

#include "prove/linear.hpp"
#include "prove/point.hpp"

namespace losscert::prove {

using GiNaC::numeric;
using symbolic::canonical;
using symbolic::substitute;
using symbolic::symbols_of;
using symbolic::to_text;

namespace {

constexpr int kMaxOrder = 12;

/// x_j = s_j + sum_k coefficients[j][k-1] t^k
using Curve = std::vector<std::vector<Expr>>;

}  // namespace

std::optional<Json> PointSearch::by_curve(const Context& g, const Substitution& s) {
  const std::size_t n = over_.size();
  const Symbol t = symbolic::symbol("_t");
  if (g.samples().empty() || n > 40) return std::nullopt;
  const Sample& sample = g.samples().front();

  const auto try_curve = [&](const Curve& c) -> std::optional<Json> {
    Substitution path;
    for (std::size_t j = 0; j < n; ++j) {
      Expr x = s.count(over_[j]) ? s.at(over_[j]) : Expr(over_[j]);
      for (std::size_t k = 0; k < c[j].size(); ++k) x += c[j][k] * GiNaC::pow(t, static_cast<int>(k) + 1);
      path[over_[j]] = x;
    }
    const Expr plain = canonical(f_);
    Json lower = Json::array();
    Expr derivative;
    std::optional<Piece> current;
    numeric factorial = 1;
    for (int m = 1; m <= kMaxOrder; ++m) {
      const auto smooth = piece(g, s, m);
      if (!smooth) return std::nullopt;
      if (!current || !current->function.is_equal(smooth->function)) {
        // The piece changed with the order of smoothness wanted: start again with it.
        derivative = canonical(substitute(smooth->function, path));
        for (int k = 1; k < m; ++k) derivative = symbolic::derivative(derivative, t);
        current = smooth;
      }
      derivative = symbolic::derivative(derivative, t);
      factorial *= m;
      const Expr coefficient = canonical(substitute(derivative, {{t, 0}}) / factorial);
      if (const auto zero = signs_.search(g, coefficient, kZero, 0); zero.within(kZero)) {
        lower.push_back(zero.node);
        continue;
      }
      const auto negative = signs_.search(g, coefficient, kNegative, 0);
      if (!negative.within(kNegative)) return std::nullopt;
      Json coefficients = Json::object();
      for (std::size_t j = 0; j < n; ++j) {
        if (std::all_of(c[j].begin(), c[j].end(), [](const Expr& e) { return e.is_zero(); })) continue;
        Json list = Json::array();
        for (std::size_t k = 0; k < c[j].size() && static_cast<int>(k) < m; ++k) list.push_back(to_text(c[j][k]));
        coefficients[over_[j].get_name()] = list;
      }
      return Json{{"rule", "curve"}, {"order", m}, {"coefficients", coefficients}, {"pieces", current->pieces}, {"lower", lower}, {"proof", negative.node}};
    }
    return std::nullopt;
  };

  // Screen candidates in floating point; only those that seem to descend are tried exactly.
  std::map<std::string, double> base = sample;
  std::vector<double> origin(n);
  for (std::size_t j = 0; j < n; ++j) {
    const auto x = interval::approx_value(s.count(over_[j]) ? s.at(over_[j]) : Expr(over_[j]), sample);
    if (!x) return std::nullopt;
    origin[j] = *x;
  }
  const auto value = [&](const std::vector<double>& x) {
    for (std::size_t j = 0; j < n; ++j) base[over_[j].get_name()] = x[j];
    return interval::approx_value(f_, base);
  };
  const auto here = value(origin);
  if (!here) return std::nullopt;
  const auto seems_lower = [&](const std::vector<int>& weight, const std::vector<double>& c) {
    for (const double h : {0.2, 0.1, 0.05}) {
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
  for (int k = 0; k < 3000 && exact_tries < 12; ++k) {
    signs_.tick();
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
    if (auto p = try_curve(curve)) return p;
  }
  return std::nullopt;
}

}  // namespace losscert::prove
