#include "prove/algebra/closed_roots.hpp"

#include <algorithm>
#include <cmath>
#include <functional>

#include "prove/algebra/expressions.hpp"
#include "symbolic/abstract.hpp"
#include "symbolic/factor.hpp"
#include "symbolic/terms.hpp"

namespace losscert::prove {

using GiNaC::numeric;
using symbolic::canonical;
using symbolic::contains;
using symbolic::Head;
using symbolic::power_of;

namespace {

constexpr int kMaxDepth = 4;
constexpr std::size_t kMostRoots = 12;

class ClosedRoots {
public:
  ClosedRoots(Symbol v, const Sample& at) : v_(std::move(v)), at_(at) {}

  std::vector<Expr> of(const Expr& e, int depth) {
    std::vector<Expr> out;
    if (depth > kMaxDepth) return out;
    const auto take = [&](const std::vector<Expr>& more) { out.insert(out.end(), more.begin(), more.end()); };
    const auto kinks = kink_arguments(e);
    if (!kinks.empty()) {
      // At the kinks, and on either side of the first.
      for (const auto& z : kinks) take(of(z, depth + 1));
      if (kinks.size() <= 3)
        for (const Signs s : {kPositive, kNegative}) take(of(canonical(resolve_kink(e, kinks.front(), s)), depth + 1));
      return out;
    }
    for (const auto& [f, n] : symbolic::factors(symbolic::fraction(e).first))
      if (contains(f, v_)) take(of_factor(f, depth));
    return out;
  }

private:
  double value(const Expr& c) const { return approx_value(c, at_).value_or(std::nan("")); }

  /// y with sum c_k y^k = 0, real, where only 0, n and 2n occur among the k.
  std::vector<Expr> of_polynomial(const std::map<int, Expr>& coefficients) const {
    if (coefficients.size() < 2 || coefficients.size() > 3 || coefficients.begin()->first != 0) return {};
    const int n = std::next(coefficients.begin())->first;
    const Expr &c = coefficients.at(0), &b = coefficients.at(n);
    std::vector<Expr> powers;
    if (coefficients.size() == 2)
      powers.push_back(canonical(-c / b));
    else if (coefficients.count(2 * n)) {
      const Expr a = coefficients.at(2 * n), square = canonical(b * b - 4 * a * c);
      if (value(square) < 0) return {};
      for (const int sign : {1, -1}) powers.push_back(canonical((-b + sign * power_of(square, numeric(1, 2))) / (2 * a)));
    }
    std::vector<Expr> out;
    for (const auto& p : powers) {
      const double x = value(p);
      if (n == 1)
        out.push_back(p);
      else if (std::fabs(x) < 1e-12)
        out.emplace_back(0);
      else if (x > 0 || n % 2 == 1) {
        const Expr root = power_of(canonical(x > 0 ? p : -p), numeric(1, n));
        out.push_back(canonical(x > 0 ? root : -root));
        if (n % 2 == 0) out.push_back(canonical(-root));
      }
    }
    return out;
  }

  /// z(v) = y for the argument z of an atom or of v itself.
  std::vector<Expr> solve(const Expr& z, const Expr& y, int depth) { return z.is_equal(v_) ? std::vector<Expr>{y} : of(canonical(z - y), depth + 1); }

  std::vector<Expr> of_factor(const Expr& f, int depth) {
    // A polynomial in one kernel: v, one atom, or exp(b) where the exponents are multiples of b, but for constants.
    std::optional<Expr> kernel, exponent;
    for (const auto& t : symbolic::terms_of(f)) {
      for (const auto& p : t.powers) {
        if (!contains(p.base, v_)) continue;
        if (kernel && !kernel->is_equal(p.base)) return {};
        kernel = p.base;
      }
      if (contains(t.exponent, v_)) exponent = exponent ? *exponent : moving(t.exponent);
    }
    if (kernel.has_value() == exponent.has_value()) return {};
    std::map<numeric, Expr> found;
    for (auto t : symbolic::terms_of(f)) {
      numeric k = 0;
      if (exponent) {
        const Expr m = moving(t.exponent);
        const auto q = m.is_zero() ? std::optional<numeric>(0) : ratio(m, *exponent);
        if (!q) return {};
        k = *q;
        t.exponent = canonical(t.exponent - m);
      } else {
        for (const auto& p : t.powers)
          if (p.base.is_equal(*kernel)) k = p.exponent;
        std::erase_if(t.powers, [&](const auto& p) { return p.base.is_equal(*kernel); });
      }
      found[k] += symbolic::to_expr(t);
    }
    // Integer powers from 0 on, of exp(unit*exponent) or the kernel^unit.
    if (found.size() == 1) return kernel && found.begin()->first > 0 ? of_kernel(*kernel, 0, 0, depth) : std::vector<Expr>{};
    numeric scale = 1;
    const numeric lowest = found.begin()->first;
    for (const auto& [k, c] : found) scale = GiNaC::lcm(scale, (k - lowest).denom());
    std::map<int, Expr> coefficients;
    for (const auto& [k, c] : found) coefficients[((k - lowest) * scale).to_int()] = canonical(c);
    std::vector<Expr> out;
    for (Expr y : of_polynomial(coefficients)) {
      const double x = value(y);
      if (!std::isfinite(x)) continue;
      std::vector<Expr> more;
      if (exponent) {
        if (x > 1e-12) more = solve(canonical(*exponent / scale), symbolic::log_of(y), depth);
      } else {
        if (scale != 1) y = canonical(GiNaC::pow(y, scale));
        more = of_kernel(*kernel, y, value(y), depth);
      }
      out.insert(out.end(), more.begin(), more.end());
    }
    return out;
  }

  std::vector<Expr> of_kernel(const Expr& kernel, const Expr& y, double x, int depth) {
    if (kernel.is_equal(v_)) return {y};
    std::vector<Expr> arguments;
    const Expr pi = 4 * symbolic::arctan_of(1);
    if (has_head(kernel, Head::Log))
      arguments = {symbolic::exp_of(y)};
    else if (has_head(kernel, Head::Arctan) && std::fabs(x) < 1.57)
      arguments = {canonical(symbolic::sin_of(y) / symbolic::cos_of(y))};
    else if (has_head(kernel, Head::Sin) || has_head(kernel, Head::Cos)) {
      if (std::fabs(x) > 1 + 1e-12) return {};
      // arcsin(y) and pi - arcsin(y); arccos(y) = pi/2 - arcsin(y) and its negative.
      const Expr rest = canonical(1 - y * y);
      const Expr arcsin = std::fabs(x) > 1 - 1e-12 ? canonical((x > 0 ? 1 : -1) * pi / 2) : symbolic::arctan_of(canonical(y * power_of(rest, numeric(-1, 2))));
      if (has_head(kernel, Head::Sin))
        arguments = {arcsin, canonical(pi - arcsin), canonical(-pi - arcsin), canonical(2 * pi + arcsin), canonical(arcsin - 2 * pi)};
      else
        arguments = {canonical(pi / 2 - arcsin), canonical(arcsin - pi / 2), canonical(pi * 5 / 2 - arcsin), canonical(arcsin - pi * 5 / 2)};
    }
    std::vector<Expr> out;
    for (const auto& a : arguments) {
      const auto more = solve(kernel.op(0), a, depth);
      out.insert(out.end(), more.begin(), more.end());
    }
    return out;
  }

  /// The terms of z that contain v.
  Expr moving(const Expr& z) const {
    Expr m = 0;
    for (const auto& t : summands(z))
      if (contains(t, v_)) m += t;
    return m;
  }

  Symbol v_;
  const Sample& at_;
};

}  // namespace

std::vector<std::pair<Expr, double>> closed_roots(const Expr& e, const Symbol& v, const Sample& at) {
  std::vector<std::pair<Expr, double>> out;
  try {
    for (const auto& r : ClosedRoots(v, at).of(canonical(e), 0)) {
      const auto x = approx_value(r, at);
      if (!x || !std::isfinite(*x) || std::any_of(out.begin(), out.end(), [&](const auto& o) { return std::fabs(o.second - *x) < 1e-12; })) continue;
      Sample point = at;
      point[v.get_name()] = *x;
      const auto there = approx_value(e, point);
      if (there && std::fabs(*there) < 1e-9 && out.size() < kMostRoots) out.emplace_back(r, *x);
    }
  } catch (const std::exception&) {  // undefined, or beyond the limits of expressions: no hint
  }
  return out;
}

}  // namespace losscert::prove
