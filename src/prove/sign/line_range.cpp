#include "prove/sign/line_range.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "prove/algebra/expressions.hpp"
#include "prove/algebra/linear.hpp"
#include "prove/hints/descend.hpp"

namespace losscert::prove::sign {

using GiNaC::numeric;
using symbolic::canonical;

void Range::set_sides(const std::vector<std::pair<Relation, double>>& known) {
  sides.clear();
  above.reset();
  below.reset();
  for (const auto& [r, c] : known) {
    sides.push_back(r);
    if (r.rel == Rel::Greater) above = above ? std::max(*above, c) : c;
    else below = below ? std::min(*below, c) : c;
  }
}

Range range_of(const Context& g, const Symbol& v) {
  Range r;
  if (const auto it = g.box().find(v.get_name()); it != g.box().end()) {
    if (it->second.lower_is_finite()) r.lo = it->second.lower();
    if (it->second.upper_is_finite()) r.hi = it->second.upper();
  }
  for (const auto& rel : g.relations()) {
    if (rel.rel != Rel::Less && rel.rel != Rel::Greater && rel.rel != Rel::NotEqual) continue;
    if (r.lo && ratio(rel.expr, canonical(v - *r.lo))) r.open_lo = true;
    if (r.hi && ratio(rel.expr, canonical(v - *r.hi))) r.open_hi = true;
  }
  std::vector<std::pair<Relation, double>> sides;
  for (const auto& rel : g.relations()) {
    if ((rel.rel != Rel::Less && rel.rel != Rel::Greater) || !rel.expr.is_polynomial(v) || rel.expr.degree(v) != 1) continue;
    const Expr q = rel.expr.coeff(v, 1), rest = rel.expr.coeff(v, 0);
    if (!GiNaC::is_a<numeric>(q) || GiNaC::is_a<numeric>(rest) || !symbolic::symbols_of(rest).empty()) continue;
    const Expr c = canonical(-rest / q);
    const auto x = approx_value(c, {});
    const bool positive = (rel.rel == Rel::Greater) == GiNaC::ex_to<numeric>(q).is_positive();
    if (x) sides.emplace_back(Relation{canonical(v - c), positive ? Rel::Greater : Rel::Less}, *x);
  }
  r.set_sides(sides);
  return r;
}

Context on(const Context& g, const Symbol& v, const Range& r) {
  Context c = g.without(v);
  if (r.lo) c.add({v - *r.lo, r.open_lo ? Rel::Greater : Rel::GreaterEqual});
  if (r.hi) c.add({v - *r.hi, r.open_hi ? Rel::Less : Rel::LessEqual});
  for (const auto& side : r.sides) c.add(side);
  return c;
}

namespace {

std::vector<double> grid(const Range& r) {
  std::vector<double> x;
  const double infinite = std::numeric_limits<double>::infinity();
  const double lo = std::max(r.lo ? r.lo->to_double() : -infinite, r.above.value_or(-infinite)), hi = std::min(r.hi ? r.hi->to_double() : infinite, r.below.value_or(infinite));
  static const std::vector<double> far = {1e-3, 0.01, 0.03, 0.1, 0.2, 0.35, 0.5, 0.7, 0.9, 1.15, 1.4, 1.7, 2, 2.3, 2.7, 3.1, 3.6, 4.2, 5, 6, 7, 8.5, 10, 12, 15, 18, 22, 27, 33, 40, 60};
  if (std::isfinite(lo) && std::isfinite(hi)) {
    for (int k = 1; k < 64; ++k) x.push_back(lo + (hi - lo) * k / 64);
  } else if (std::isfinite(lo)) {
    for (const double d : far) x.push_back(lo + d);
  } else if (std::isfinite(hi)) {
    for (const double d : far) x.push_back(hi - d);
  } else {
    for (const double d : far) x.push_back(d), x.push_back(-d);
  }
  std::sort(x.begin(), x.end());
  return x;
}

/// Calls use(x, is positive) for each point of the grid at which the sign of e shows, until it returns false.
template <class Use>
void look(const Expr& e, const Symbol& v, const Range& r, const Use& use) {
  Program program(summands(e), {v});
  for (const double x : grid(r)) {
    double sum = 0, size = 0;
    for (const double t : program.values({x})) sum += t, size += std::fabs(t);
    if (!std::isfinite(sum) || std::fabs(sum) <= 1e-10 * size) continue;
    if (!use(x, sum > 0)) return;
  }
}

}  // namespace

Signs approx_signs(const Expr& e, const Symbol& v, const Range& r) {
  for (const auto& u : symbolic::symbols_of(e))
    if (!u.is_equal(v)) return kAll;
  Signs seen = 0;
  look(e, v, r, [&](double, bool positive) {
    seen |= positive ? kPositive : kNegative;
    return true;
  });
  return seen;
}

std::optional<numeric> approx_change(const Expr& e, const Symbol& v, const Range& r) {
  std::optional<std::pair<double, bool>> last;
  std::optional<numeric> found;
  look(e, v, r, [&](double x, bool positive) {
    if (last && last->second != positive) {
      // Between the two, in few digits.
      found = near_rational((last->first + x) / 2, std::max(2, 2 + static_cast<int>(-std::log2(std::fabs(x - last->first)))));
      return false;
    }
    last = {x, positive};
    return true;
  });
  return found;
}

}  // namespace losscert::prove::sign
