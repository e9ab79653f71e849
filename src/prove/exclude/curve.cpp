// Search for curves of descent (FORMAT.md, rule `curve`): x(t) = s + sum c_k t^k with F(x(t)) - F(s) = -c t^m (1 + o(1)).
#include <algorithm>
#include <cmath>
#include <random>

#include "prove/algebra/linear.hpp"
#include "prove/exclude/point.hpp"
#include "prove/algebra/series.hpp"

namespace losscert::prove {

using symbolic::canonical;
using symbolic::substitute;
using symbolic::to_text;

namespace {

constexpr int kMaxOrder = 16;
constexpr std::size_t kLastMove = 7;  ///< the power of t by which a curve leaves a kink that it would stay on

Substitution along(const Substitution& s, const std::vector<Symbol>& over, const Curve& c, const Symbol& t) {
  Substitution path = s;
  for (std::size_t j = 0; j < over.size(); ++j) {
    Expr x = s.count(over[j]) ? s.at(over[j]) : Expr(over[j]);
    for (std::size_t k = 0; k < c[j].size(); ++k) x += c[j][k] * GiNaC::pow(t, static_cast<int>(k) + 1);
    path[over[j]] = x;
  }
  return path;
}

}  // namespace

std::optional<PointSearch::Leading> PointSearch::leading_term(const Context& g, const Expr& e, const Symbol& t, int first, int largest) {
  Leading l;
  int known = -1;
  std::optional<std::vector<Expr>> c;
  for (int m = 0; m <= largest; ++m) {
    if (m > known) {
      known = std::min(largest, std::max(3, 2 * m));
      if (!(c = series(e, t, known))) return std::nullopt;
    }
    if (m < first) continue;
    const Expr& x = (*c)[static_cast<std::size_t>(m)];
    if (const auto zero = signs_.search(g, x, kZero, 0); zero.within(kZero)) {
      l.lower.push_back(zero.node);
      continue;
    }
    l.order = m;
    l.coefficient = x;
    return l;
  }
  return std::nullopt;
}

std::optional<Piece> PointSearch::piece_along(const Context& g, const Substitution& s, Curve& c) {
  const Symbol t = symbolic::symbol("_t");
  const Substitution path = along(s, over_, c, t);
  Piece p{f_};
  // Innermost kinks first; along the curve each has the sign of its leading term.
  for (auto open = kink_arguments(p.function); !open.empty(); open = kink_arguments(p.function)) {
    if (p.pieces.empty()) p.function = canonical(p.function), open = kink_arguments(p.function);
    const auto z = std::find_if(open.begin(), open.end(), [](const Expr& e) { return kink_arguments(e).empty(); });
    if (z == open.end()) return std::nullopt;
    const auto l = leading_term(g, substitute(*z, path), t, 0, static_cast<int>(kLastMove));
    if (!l) {
      // The curve stays on the kink: it leaves it later than anything else moves.
      for (std::size_t j = 0; j < over_.size(); ++j) {
        if (!symbolic::contains(*z, over_[j]) || c[j].size() >= kLastMove) continue;
        c[j].resize(kLastMove, Expr(0));
        c[j].back() = 1;
        return piece_along(g, s, c);
      }
      return std::nullopt;
    }
    SignProof sign = signs_.search(g, l->coefficient, kPositive, 0);
    if (!sign.within(kPositive)) sign = signs_.search(g, l->coefficient, kNegative, 0);
    if (!sign.within(kPositive) && !sign.within(kNegative)) return std::nullopt;
    p.pieces.push_back({{"argument", to_text(*z)}, {"order", l->order}, {"lower", l->lower}, {"proof", sign.node}});
    p.function = canonical(resolve_kink(p.function, *z, sign.signs));
  }
  return p;
}

std::optional<Json> PointSearch::try_curve(const Context& g, const Substitution& s, Curve c) {
  const auto p = piece_along(g, s, c);
  if (!p) return std::nullopt;
  const Symbol t = symbolic::symbol("_t");
  const auto l = leading_term(g, substitute(p->function, along(s, over_, c, t)), t, 1, kMaxOrder);
  if (!l) return std::nullopt;
  const auto negative = signs_.search(g, l->coefficient, kNegative, 0);
  if (!negative.within(kNegative)) return std::nullopt;
  Json coefficients = Json::object();
  for (std::size_t j = 0; j < over_.size(); ++j) {
    if (std::all_of(c[j].begin(), c[j].end(), [](const Expr& e) { return e.is_zero(); })) continue;
    Json list = Json::array();
    for (const auto& x : c[j]) list.push_back(to_text(x));
    coefficients[over_[j].get_name()] = list;
  }
  Json node{{"rule", "curve"}, {"order", l->order}, {"coefficients", coefficients}, {"lower", l->lower}, {"proof", negative.node}};
  if (!p->pieces.empty()) node["kinks"] = p->pieces;
  return node;
}

std::optional<Json> PointSearch::down_from_kinks(const Context& g, const Substitution& s) {
  // One variable against the slope of the piece that lies beside the point.
  Curve still(over_.size());
  const auto p = piece_along(g, s, still);
  if (!p || p->pieces.empty()) return std::nullopt;
  for (std::size_t k = 0; k < over_.size(); ++k) {
    const Expr slope = canonical(substitute(symbolic::derivative(p->function, over_[k]), s));
    if (slope.is_zero() || !signs_.search(g, slope, kNonzero, 0).within(kNonzero)) continue;
    Curve c(over_.size());
    c[k] = {canonical(-slope)};
    if (auto found = try_curve(g, s, std::move(c))) return found;
  }
  return std::nullopt;
}

std::optional<Json> PointSearch::by_curve(const Context& g, const Substitution& s) {
  const std::size_t n = over_.size();
  if (g.samples().empty() || n > 60) return std::nullopt;
  if (auto p = descend_by_splitting(g, s)) return p;
  if (auto p = down_from_kinks(g, s)) return p;
  const Sample sample = g.samples().front();

  // Screen candidates in floating point; only those that seem to descend are tried exactly.
  std::map<std::string, double> base = sample;
  std::vector<double> origin(n);
  for (std::size_t j = 0; j < n; ++j) {
    const auto x = approx_value(s.count(over_[j]) ? s.at(over_[j]) : Expr(over_[j]), sample);
    if (!x) return std::nullopt;
    origin[j] = *x;
  }
  const auto value = [&](const std::vector<double>& x) {
    for (std::size_t j = 0; j < n; ++j) base[over_[j].get_name()] = x[j];
    return approx_value(f_, base);
  };
  const auto here = value(origin);
  if (!here) return std::nullopt;
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
  for (int k = 0; k < 3000 && exact_tries < 12; ++k) {
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
    if (auto p = try_curve(g, s, curve)) return p;
  }
  return std::nullopt;
}

}  // namespace losscert::prove
