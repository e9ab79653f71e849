#include "prove/point/constant_path.hpp"

#include <algorithm>
#include <cmath>

#include "prove/algebra/convex.hpp"
#include "prove/algebra/expressions.hpp"
#include "prove/algebra/immediate.hpp"
#include "prove/hints/evaluator.hpp"
#include "prove/point/smoothness.hpp"
#include "support/deadline.hpp"
#include "symbolic/factor.hpp"

namespace losscert::prove {

using GiNaC::is_a;
using GiNaC::numeric;
using symbolic::canonical;
using symbolic::contains;
using symbolic::substitute;

namespace {

constexpr std::size_t kMany = 40, kManyForCurves = 12;

const Symbol& epsilon() {
  static const Symbol eps = symbolic::symbol("eps");
  return eps;
}

/// The paths to be tried, each as what the variables that move are in eps.
class Candidates {
public:
  Candidates(Search& search, const Context& g, const Expr& f, const std::vector<Symbol>& over, const Substitution& s, const Scope& scope)
      : f_(f), over_(over), s_(s), near_(search, g, scope, f, over, s) {}

  std::vector<Substitution> straight() {
    const std::size_t n = over_.size();
    std::vector<Substitution> out;
    for (const auto& v : over_)
      for (const int side : {1, -1}) out.push_back({{v, start(v) + side * epsilon()}});
    // Two variables against each other, in a direction that the Hessian annuls.
    if (n > kMany || !near_.piece(2)) return out;
    for (std::size_t k = 0; k < n; ++k)
      for (std::size_t l = k + 1; l < n; ++l) {
        const Expr &kk = near_.hessian(k, k), &kl = near_.hessian(k, l), &ll = near_.hessian(l, l);
        if (ll.is_zero() || !canonical(kk * ll - kl * kl).is_zero()) continue;
        out.push_back({{over_[k], start(over_[k]) + epsilon()}, {over_[l], start(over_[l]) + canonical(-kl / ll) * epsilon()}});
      }
    return out;
  }

  /// Where a factor of F - F(s) is 0: one variable through another, or powers of eps where the factor has no slope at the point.
  std::vector<Substitution> on_factors() {
    std::vector<Substitution> out;
    const Expr rest = canonical(f_ - substitute(f_, s_));
    constexpr std::size_t kLongest = 60;  // terms: factoring more takes longer than it is worth
    if (over_.size() > kManyForCurves || rest.nops() > kLongest || !kink_arguments(rest).empty()) return out;
    for (const auto& [factor, power] : symbolic::factors(rest)) {
      if (is_a<numeric>(factor) || !canonical(substitute(factor, s_)).is_zero()) continue;
      for (const auto& v : over_)
        for (const auto& u : over_) {
          if (u.is_equal(v) || !contains(factor, v)) continue;
          Substitution moved = s_;
          moved.erase(v);
          moved[u] = start(u) + epsilon();
          for (const Expr& x : solved(canonical(substitute(factor, moved)), v)) out.push_back({{u, moved.at(u)}, {v, x}});
        }
      for (auto& p : cusps(factor)) out.push_back(std::move(p));
    }
    return out;
  }

  /// One or two variables move at the same speed, and another one keeps the argument of a convex summand as it is.
  std::vector<Substitution> compensated() {
    std::vector<Substitution> out;
    if (over_.size() > kManyForCurves) return out;
    std::vector<Substitution> moves;
    for (const auto& v : over_) moves.push_back({{v, start(v) + epsilon()}});
    for (std::size_t k = 0; k < over_.size(); ++k)
      for (std::size_t l = k + 1; l < over_.size(); ++l)
        for (const int side : {1, -1}) moves.push_back({{over_[k], start(over_[k]) + epsilon()}, {over_[l], start(over_[l]) + side * epsilon()}});
    for (const auto& t : is_a<GiNaC::add>(f_) ? operands(f_) : std::vector<Expr>{f_}) {
      const auto c = convex_summand(t);
      if (!c || !kink_arguments(c->inside).empty()) continue;
      const Expr here = canonical(substitute(c->inside, s_));
      for (const auto& move : moves)
        for (const auto& v : over_) {
          if (move.count(v) || !contains(c->inside, v)) continue;
          Substitution moved = s_;
          for (const auto& [u, e] : move) moved[u] = e;
          moved.erase(v);
          for (const Expr& x : solved(canonical(substitute(c->inside, moved) - here), v)) {
            Substitution path = move;
            path[v] = x;
            out.push_back(std::move(path));
          }
        }
    }
    return out;
  }

private:
  Expr start(const Symbol& v) const { return s_.count(v) ? s_.at(v) : Expr(v); }

  /// v from e = 0, of degree 1 or 2 in it, with coefficients in eps; that solution which is at the point for eps = 0.
  std::vector<Expr> solved(const Expr& e, const Symbol& v) const {
    if (!e.is_polynomial(v) || e.degree(v) < 1 || e.degree(v) > 2) return {};
    const Expr a = e.coeff(v, 2), b = e.coeff(v, 1), c = e.coeff(v, 0);
    if (contains(a, v) || contains(b, v) || contains(c, v)) return {};
    const auto at_start = [](const Expr& x) { return canonical(substitute(x, {{epsilon(), 0}})); };
    std::vector<Expr> out;
    try {
      if (a.is_zero()) {
        if (!at_start(b).is_zero()) out.push_back(canonical(-c / b));
      } else if (!at_start(a).is_zero() && !at_start(b * b - 4 * a * c).is_zero()) {
        for (const int side : {1, -1}) out.push_back((-b + side * symbolic::power_of(canonical(b * b - 4 * a * c), numeric(1, 2))) / (2 * a));
      }
      std::erase_if(out, [&](const Expr& x) { return !canonical(at_start(x) - start(v)).is_zero(); });
    } catch (const std::domain_error&) {  // no real root, or a denominator that is 0
      return {};
    }
    return out;
  }

  /// a*X^m + b*Y^n = 0, X and Y the displacements of two variables, on X = x*eps^n, Y = y*eps^m.
  std::vector<Substitution> cusps(const Expr& factor) const {
    Substitution moved;
    for (const auto& v : over_) moved[v] = start(v) + v;
    const Expr p = canonical(substitute(factor, moved));
    std::vector<Substitution> out;
    if (!is_a<GiNaC::add>(p) || p.nops() != 2) return out;
    const auto pure = [&](const Expr& t) -> std::optional<std::pair<Symbol, int>> {
      for (const auto& v : over_)
        if (t.is_polynomial(v) && t.degree(v) > 0 && is_a<numeric>(t.coeff(v, t.degree(v)))) return std::pair{v, t.degree(v)};
      return std::nullopt;
    };
    const auto terms = operands(p);
    const auto first = pure(terms[0]), second = pure(terms[1]);
    if (!first || !second || first->first.is_equal(second->first)) return out;
    const auto [u, m] = *first;
    const auto [v, n] = *second;
    const numeric q = -GiNaC::ex_to<numeric>(terms[1].coeff(v, n)) / GiNaC::ex_to<numeric>(terms[0].coeff(u, m));  // U^m = q*V^n
    for (const int side : {1, -1}) {
      const numeric value = n % 2 == 0 ? q : q * side;
      if (m % 2 == 0 && value < 0) continue;
      const Expr root = symbolic::power_of(GiNaC::abs(value), numeric(1, m));
      for (const int other : {1, -1})
        if (m % 2 == 0 || other == (value < 0 ? -1 : 1)) out.push_back({{u, start(u) + other * root * GiNaC::pow(epsilon(), n)}, {v, start(v) + side * GiNaC::pow(epsilon(), m)}});
    }
    return out;
  }

  const Expr& f_;
  const std::vector<Symbol>& over_;
  const Substitution& s_;
  Near near_;
};

/// In doubles F does not change along the path.
bool seems_constant(const Context& g, const Expr& difference) {
  if (g.samples().empty()) return true;
  Sample at = g.samples().front();
  for (const double eps : {0.0009, 0.0005}) {
    at["eps"] = eps;
    const auto x = approx_sum(difference, at);
    if (!x || !(std::fabs(x->sum) <= 1e-11 * (1 + x->size))) return false;
  }
  return true;
}

}  // namespace

std::optional<ConstantPath> constant_path(Search& search, const Context& g, const Expr& f, const std::vector<Symbol>& over, const Substitution& s, const Scope& scope) {
  const Expr here = substitute(f, s);
  const bool has_kinks = !is_smooth(canonical(f), 2);
  Candidates candidates(search, g, f, over, s, scope);
  const auto constant = [&](const Substitution& path, bool is_curve) -> std::optional<ConstantPath> {
    Deadline::check();
    Substitution moved = s;
    for (const auto& [v, e] : path) moved[v] = e;
    const Expr difference = substitute(f, moved) - here;
    if (is_curve && !seems_constant(g, difference)) return std::nullopt;
    for (const numeric& reach : {numeric(1, 1024), numeric(1, 64), numeric(1)}) {
      const Context beside = g.with({epsilon(), Rel::Greater}).with({epsilon() - reach, Rel::LessEqual});
      if (is_curve) {
        const Context closed = g.with({epsilon(), Rel::GreaterEqual}).with({epsilon() - reach, Rel::LessEqual});
        if (!std::all_of(path.begin(), path.end(), [&](const auto& x) { return is_defined_at_once(closed, x.second); })) return std::nullopt;
      }
      const auto p = search.sign({beside, canonical(difference), kZero, 1, scope});
      if (p.within(kZero)) return ConstantPath{assignment(path), reach, p.node};
      if (!has_kinks) break;
    }
    return std::nullopt;
  };
  for (const auto& path : candidates.straight())
    if (auto found = constant(path, false)) return found;
  for (const auto& path : candidates.on_factors())
    if (auto found = constant(path, true)) return found;
  for (const auto& path : candidates.compensated())
    if (auto found = constant(path, true)) return found;
  return std::nullopt;
}

}  // namespace losscert::prove
