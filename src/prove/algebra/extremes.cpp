#include "prove/algebra/extremes.hpp"

#include <algorithm>
#include <cmath>

#include "prove/algebra/closed_points.hpp"
#include "prove/algebra/expressions.hpp"
#include "support/deadline.hpp"

namespace losscert::prove {

using symbolic::canonical;
using symbolic::contains;
using symbolic::substitute;

namespace {

constexpr std::size_t kMostVariables = 6, kLongest = 60, kMostFaces = 64, kMostKinks = 3, kMostPoints = 48, kMostAtOnce = 16;

class Extremes {
public:
  Extremes(const Expr& f, const std::vector<Relation>& region, const std::vector<Symbol>& over, const Sample& at, bool closure)
      : f_(f), region_(region), over_(over), at_(at), closure_(closure) {
    for (const auto& r : region) {
      if (std::none_of(over.begin(), over.end(), [&](const Symbol& v) { return contains(r.expr, v); })) continue;
      if (r.rel == Rel::Equal) equations_.push_back(r.expr);
      else if (r.rel != Rel::NotEqual) borders_.push_back(r.expr);
    }
  }

  std::vector<Extreme> run() {
    const auto kinks = kink_arguments(f_);
    if (kinks.size() > kMostKinks) return {};
    sides(f_, kinks, 0, equations_);
    std::stable_sort(found_.begin(), found_.end(), [](const Extreme& a, const Extreme& b) { return a.value < b.value; });
    return std::move(found_);
  }

private:
  /// Each kink on either side, and on it.
  void sides(const Expr& f, const std::vector<Expr>& kinks, std::size_t k, const std::vector<Expr>& equations) {
    if (k == kinks.size()) return faces(f, equations);
    for (const Signs s : {kPositive, kNegative}) sides(canonical(resolve_kink(f, kinks[k], s)), kinks, k + 1, equations);
    auto on = equations;
    on.push_back(kinks[k]);
    sides(canonical(resolve_kink(f, kinks[k], kNegative)), kinks, k + 1, on);
  }

  /// So many borders at once, few first.
  void faces(const Expr& f, const std::vector<Expr>& equations) {
    std::size_t tried = 0;
    for (std::size_t size = 0; size <= std::min(borders_.size(), over_.size()); ++size) {
      std::vector<bool> chosen(borders_.size(), false);
      std::fill(chosen.begin(), chosen.begin() + static_cast<long>(size), true);
      do {
        if (++tried > kMostFaces || found_.size() >= kMostPoints) return;
        auto on = equations;
        for (std::size_t k = 0; k < borders_.size(); ++k)
          if (chosen[k]) on.push_back(borders_[k]);
        critical(f, on);
      } while (std::prev_permutation(chosen.begin(), chosen.end()));
    }
  }

  /// Critical points of f where the equations hold: Lagrange's, where they leave something free.
  void critical(const Expr& f, const std::vector<Expr>& on) {
    Deadline::check();
    auto equations = on;
    auto unknowns = over_;
    if (on.size() < over_.size()) {
      std::vector<Symbol> multipliers;
      for (std::size_t k = 0; k < on.size(); ++k) multipliers.push_back(symbolic::symbol("multiplier$" + std::to_string(k)));
      for (const auto& v : over_) {
        Expr slope = symbolic::derivative(f, v);
        for (std::size_t k = 0; k < on.size(); ++k) slope -= multipliers[k] * symbolic::derivative(on[k], v);
        if (!symbolic::exists(slope)) return;
        equations.push_back(slope);
      }
      unknowns.insert(unknowns.begin(), multipliers.begin(), multipliers.end());
    }
    for (auto& p : closed_points(equations, unknowns, at_, kMostAtOnce)) take(std::move(p));
  }

  void take(Substitution p) {
    std::erase_if(p, [&](const auto& x) { return std::none_of(over_.begin(), over_.end(), [&](const Symbol& v) { return v.is_equal(x.first); }); });
    Sample there = at_;
    for (const auto& [v, e] : p) {
      const auto x = approx_value(e, at_);
      if (!x || !std::isfinite(*x)) return;
      there[v.get_name()] = *x;
    }
    for (const auto& r : region_) {
      const auto x = approx_sum(r.expr, there);
      if (!x || !std::isfinite(x->sum)) return;
      const Signs s = std::fabs(x->sum) <= 1e-10 * std::max(1.0, x->size) ? kZero : x->sum > 0 ? kPositive : kNegative;
      if (!(s & (signs_of(r.rel) | (closure_ ? kZero : 0U)))) return;
    }
    const auto value = approx_value(f_, there);
    if (!value) {
      if (!closure_) return;
      found_.push_back({std::move(p), std::numeric_limits<double>::infinity()});
      return;
    }
    const auto same = [&](const Extreme& o) { return std::all_of(p.begin(), p.end(), [&](const auto& x) { return o.point.at(x.first).is_equal(x.second); }); };
    if (std::isfinite(*value) && std::none_of(found_.begin(), found_.end(), same)) found_.push_back({std::move(p), *value});
  }

  const Expr& f_;
  const std::vector<Relation>& region_;
  const std::vector<Symbol>& over_;
  const Sample& at_;
  bool closure_;
  std::vector<Expr> equations_, borders_;
  std::vector<Extreme> found_;
};

}  // namespace

std::vector<Extreme> extreme_points(const Expr& f, const std::vector<Relation>& region, const std::vector<Symbol>& over, const Sample& at, bool closure) {
  const Expr c = canonical(f);
  if (over.empty() || over.size() > kMostVariables || summands(c).size() > kLongest) return {};
  try {
    return Extremes(c, region, over, at, closure).run();
  } catch (const std::domain_error&) {
    return {};
  } catch (const symbolic::TooLarge&) {
    return {};
  }
}

}  // namespace losscert::prove
