// Signs of expressions in one variable on intervals and on the whole line: chains of derivatives from a known zero or from infinity, after division by what has a sign
// (FORMAT.md, section 5.1: mean-value, from-infinity, partition, product).
#include <algorithm>
#include <cmath>
#include <map>

#include "prove/algebra/closed_roots.hpp"
#include "prove/algebra/expressions.hpp"
#include "prove/algebra/linear.hpp"
#include "prove/proof/limit.hpp"
#include "prove/sign/line_range.hpp"
#include "prove/sign/strategies.hpp"
#include "support/deadline.hpp"
#include "support/temporarily.hpp"
#include "symbolic/factor.hpp"
#include "symbolic/terms.hpp"

namespace losscert::prove::sign {

using GiNaC::is_a;
using GiNaC::numeric;
using symbolic::canonical;
using symbolic::contains;
using symbolic::Head;
using symbolic::substitute;
using symbolic::symbols_of;
using symbolic::to_text;

namespace {

constexpr int kMostCuts = 4, kMostDerivatives = 6, kMostExpressions = 300;
constexpr std::size_t kMostInnerCuts = 3;

using Factors = std::vector<std::pair<Expr, SignProof>>;

proof::Sign product(const Factors& factors) {
  std::vector<proof::Factor> list;
  for (const auto& [f, p] : factors) list.push_back({f, 1, p.node});
  return proof::product(list);
}

/// Logarithms and arctangents in which v occurs.
void collect_atoms(const Expr& e, const Symbol& v, std::vector<Expr>& out) {
  if ((has_head(e, Head::Log) || has_head(e, Head::Arctan)) && contains(e, v)) {
    if (std::none_of(out.begin(), out.end(), [&](const Expr& o) { return o.is_equal(e); })) out.push_back(e);
    return;
  }
  for (const auto& c : operands(e)) collect_atoms(c, v, out);
}

/// 1, exponentials that free one of the terms from its own, and the inverse of a logarithm's coefficient; those that leave low degrees first.
std::vector<Expr> scalings(const Expr& e, const Symbol& v) {
  std::vector<Expr> out;
  std::vector<Expr> atoms;
  collect_atoms(e, v, atoms);
  if (atoms.size() == 1) {
    const Symbol a = symbolic::symbol("atom$");
    const Expr p = e.subs(atoms[0] == a, GiNaC::subs_options::no_pattern);
    if (p.is_polynomial(a) && p.degree(a) == 1) {
      const Expr c = canonical(p.coeff(a, 1));
      if (contains(c, v)) out.push_back(GiNaC::pow(c, -1));
    }
  }
  std::map<std::string, std::pair<Expr, int>> exponents;
  for (const auto& t : symbolic::terms_of(e)) {
    int degree = 0;
    for (const auto& f : t.powers)
      if (contains(f.base, v)) degree += f.base.is_equal(v) && f.exponent.is_pos_integer() ? f.exponent.to_int() : 8;
    auto [it, fresh] = exponents.try_emplace(to_text(t.exponent), t.exponent, degree);
    it->second.second = std::max(it->second.second, degree);
  }
  std::vector<std::pair<Expr, int>> order;  // by degree, then by text, in which the map is sorted
  for (const auto& [text, x] : exponents) order.push_back(x);
  std::stable_sort(order.begin(), order.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  for (const auto& [x, degree] : order) out.push_back(x.is_zero() ? Expr(1) : symbolic::exp_of(-x));
  if (std::none_of(out.begin(), out.end(), [](const Expr& x) { return x.is_equal(1); })) out.push_back(1);
  if (out.size() > 4) out.resize(4);
  return out;
}

std::optional<Expr> value_at(const Expr& e, const Symbol& v, const numeric& q) {
  try {
    return canonical(substitute(e, {{v, q}}));
  } catch (const std::domain_error&) {
    return std::nullopt;
  }
}

class Line {
public:
  Line(Search& search, const Scope& scope, Symbol v) : search_(search), scope_(scope), v_(std::move(v)) {}

  /// A proof of a sign set within `wanted`, or nothing. `depth` bounds the derivatives taken.
  SignProof prove(const Context& g, const Expr& e, Signs wanted, int depth) {
    Deadline::check();
    if (auto p = basic(g, e, wanted); p.found()) return p;
    if (approx_signs(canonical(e), v_, range_of(g, v_)) & ~wanted) return {};
    return divided(g, e, wanted, depth);
  }

private:
  SignProof sign(const Context& g, const Expr& e, Signs wanted, int splits) { return search_.sign({g, e, wanted, splits, scope_}); }
  SignProof basic(const Context& g, const Expr& e, Signs wanted, int splits = 0) {
    auto p = sign(g, e, wanted, splits);
    return p.within(wanted) ? p : SignProof{};
  }

  SignProof denominator(const Context& g, const Expr& d, int depth);
  SignProof easy_factor(const Context& g, const Expr& f);
  SignProof factor(const Context& g, const Expr& f, Signs wanted, int depth);
  SignProof divided(const Context& g, const Expr& e, Signs wanted, int depth);
  SignProof core(const Context& g, const Expr& e, Signs wanted, int depth);
  /// Zeros of e in closed form: its own, and those where it only touches 0.
  const std::vector<std::pair<Expr, double>>& closed_zeros(const Expr& e);
  SignProof at_closed_zero(const Context& g, const Expr& e, Signs wanted, int depth);
  SignProof around(const Context& g, const Expr& e, const Expr& zero, double near, Signs wanted, int depth);
  SignProof beside(const Context& g, const Expr& e, const Expr& zero, Signs wanted, int depth);
  SignProof from_zero(const Context& g, const Expr& e, const Expr& zero, bool above, Signs wanted, int depth);
  SignProof from_ends(const Context& g, const Expr& e, Signs wanted, int depth);
  SignProof from_base(const Context& g, const Expr& e, const numeric& base, Signs wanted, int depth);
  SignProof from_infinity(const Context& g, const Expr& e, bool right, Signs wanted, int depth);
  SignProof cut_at(const Context& g, const Expr& e, const numeric& cut, Signs wanted, int depth);

  Search& search_;
  const Scope& scope_;
  Symbol v_;
  int cuts_ = 0;                   ///< nested cuts
  std::map<Expr, std::vector<std::pair<Expr, double>>, GiNaC::ex_is_less> zeros_;
  int budget_ = kMostExpressions;  ///< expressions that may still be looked at
};

/// The sign of 1/d.
SignProof Line::denominator(const Context& g, const Expr& d, int depth) {
  auto p = basic(g, d, kNonzero);
  if (!p.found()) {
    const Signs seen = approx_signs(d, v_, range_of(g, v_));
    if (depth > 0 && (seen == kPositive || seen == kNegative)) p = prove(g, d, seen, depth - 1);
  }
  if (!p.found() || (p.signs & kZero)) return {};
  return {p.signs, proof::inverse(d, p.node)};
}

SignProof Line::easy_factor(const Context& g, const Expr& f) {
  const Signs seen = approx_signs(f, v_, range_of(g, v_));
  const bool shows = seen == kPositive || seen == kNegative;
  if (!shows && !is_a<numeric>(f)) return {};
  auto p = basic(g, f, kNonzero);
  return p.found() || !shows ? p : basic(g, f, seen | kZero);
}

/// A factor by way of one that is easier: f = inner/scale.
SignProof Line::factor(const Context& g, const Expr& f, Signs wanted, int depth) {
  if (depth < 0) return {};
  for (const auto& scale : scalings(f, v_)) {
    const Expr inner = canonical(f * scale);
    if (scale.is_equal(1)) {
      if (auto p = core(g, inner, wanted, depth); p.within(wanted)) return p;
      continue;
    }
    const auto by = basic(on(g, v_, range_of(g, v_)), 1 / scale, kNonzero);
    if (!by.found()) continue;
    const Signs wanted_inner = multiply(wanted, by.signs);
    const auto p = core(g, inner, wanted_inner, depth);
    if (p.within(wanted_inner)) return {multiply(p.signs, by.signs), product({{1 / scale, by}, {inner, p}})};
  }
  return {};
}

/// e = core * (what has a sign): denominators, factors, exponentials, the coefficient of a logarithm.
SignProof Line::divided(const Context& g, const Expr& e, Signs wanted, int depth) {
  const auto [numerator, below] = symbolic::fraction(e);
  Factors known;
  Signs total = kPositive;
  const auto take = [&](const Expr& f, const SignProof& p) {
    known.emplace_back(f, p);
    total = multiply(total, p.signs);
  };
  if (!is_a<numeric>(below) || below != 1) {
    const auto p = denominator(g, below, depth);
    if (!p.found()) return {};
    take(GiNaC::pow(below, -1), p);
  }
  std::vector<std::pair<Expr, int>> open;
  for (const auto& [f, n] : symbolic::factors(numerator)) {
    if (const auto p = easy_factor(g, f); p.found() && (wanted & kZero || !(p.signs & kZero))) {
      for (int j = 0; j < n; ++j) take(f, p);
    } else if (n % 2 == 0 && wanted & kZero) {
      take(GiNaC::pow(f, n), {kPositive | kZero, proof::square(f, n)});
    } else {
      open.emplace_back(f, n);
    }
  }
  if (open.empty() && known.size() < 2) return {};
  for (const auto& [f, n] : open) {
    const Signs seen = approx_signs(f, v_, range_of(g, v_));
    if (seen != kPositive && seen != kNegative) return {};
    // Whether the factor must not be zero is known from what the whole needs.
    const auto p = factor(g, f, wanted & kZero ? seen | kZero : seen, depth);
    if (!p.found()) return {};
    for (int j = 0; j < n; ++j) take(f, p);
  }
  if (!open.empty() && known.size() == 1 && is_a<numeric>(below) && known[0].first.is_equal(canonical(e))) return known[0].second.within(wanted) ? known[0].second : SignProof{};
  return total & ~wanted ? SignProof{} : SignProof{total, product(known)};
}

SignProof Line::core(const Context& g, const Expr& e, Signs wanted, int depth) {
  Deadline::check();
  if (--budget_ < 0) {
    search_.trace().remark([] { return "after " + std::to_string(kMostExpressions) + " derivatives, factors and cuts it was still open"; });
    return {};
  }
  if (auto p = basic(g, e, wanted); p.found()) return p;
  if (depth <= 0) return {};
  const Range r = range_of(g, v_);
  const auto& touching = closed_zeros(e);
  if (!(wanted & kZero) && std::any_of(touching.begin(), touching.end(), [&](const auto& z) { return r.has_inside(z.second) && !g.excludes(canonical(v_ - z.first)); })) return {};
  // From a zero.
  std::vector<numeric> bases;
  if (r.lo) bases.push_back(*r.lo);
  if (r.hi) bases.push_back(*r.hi);
  for (const int q : {0, 1, -1})
    if (r.contains(q) && std::none_of(bases.begin(), bases.end(), [&](const numeric& b) { return b == q; })) bases.emplace_back(q);
  bool zero_at_end = false;
  for (const auto& b : bases) {
    const auto there = value_at(e, v_, b);
    if (!there || symbolic::zero_test(*there) != symbolic::ZeroTest::Zero) continue;
    if (r.has_inside(b)) return beside(g, e, b, wanted, depth);
    if (auto p = from_base(g, e, b, wanted, depth); p.found()) return p;
    zero_at_end = true;
    break;
  }
  if (!zero_at_end) {
    if (auto p = from_ends(g, e, wanted, depth); p.found()) return p;
    if (auto p = at_closed_zero(g, e, wanted, depth); p.found()) return p;
  }
  if (r.lo && r.hi) return basic(g, e, wanted, 1);
  if (cuts_ >= kMostCuts) return {};
  // Cut off the part near an end where the slope has one sign, or what is far out.
  std::vector<numeric> cuts;
  if (zero_at_end) cuts.push_back(r.lo ? *r.lo + 1 : *r.hi - 1);
  if (const auto c = approx_change(symbolic::derivative(e, v_), v_, r)) cuts.push_back(*c);
  for (const int q : {0, 8, -8, 2, -2, 32, -32})
    if (r.has_inside(numeric(q))) cuts.emplace_back(q);
  if (cuts_ > 0 && cuts.size() > kMostInnerCuts) cuts.resize(kMostInnerCuts);
  for (const auto& c : cuts)
    if (auto p = cut_at(g, e, c, wanted, depth); p.found()) return p;
  return {};
}

const std::vector<std::pair<Expr, double>>& Line::closed_zeros(const Expr& e) {
  const auto known = zeros_.find(e);
  if (known != zeros_.end()) return known->second;
  auto zeros = closed_roots(symbolic::derivative(e, v_), v_);
  for (auto& z : closed_roots(e, v_)) zeros.push_back(std::move(z));
  std::erase_if(zeros, [&](const auto& z) {
    const auto there = approx_sum(e, {{v_.get_name(), z.second}});
    return !there || std::fabs(there->sum) > 1e-12 * std::max(1.0, there->size);
  });
  return zeros_.emplace(e, std::move(zeros)).first->second;
}

/// A zero that is not rational, or one where e only touches 0: in closed form.
SignProof Line::at_closed_zero(const Context& g, const Expr& e, Signs wanted, int depth) {
  const Range r = range_of(g, v_);
  const auto zeros = closed_zeros(e);  // a copy: the notes grow below
  for (const auto& [zero, near] : zeros) {
    for (const auto& side : r.sides)
      if (side.expr.is_equal(canonical(v_ - zero))) return from_zero(g, e, zero, side.rel == Rel::Greater, wanted, depth);
    if (!r.has_inside(near)) continue;
    if (auto p = beside(g, e, zero, wanted, depth); p.found()) return p;
    if (auto p = around(g, e, zero, near, wanted, depth); p.found()) return p;
  }
  return {};
}

/// A small cell about the zero, and what is left on either side of it.
SignProof Line::around(const Context& g, const Expr& e, const Expr& zero, double near, Signs wanted, int depth) {
  if (cuts_ >= kMostCuts) return {};
  const Range r = range_of(g, v_);
  for (const int bits : {1, 3, 5, 8}) {
    const numeric width = GiNaC::pow(numeric(2), numeric(-bits)), middle = near_rational(near, 20);
    const numeric low = middle - width, high = middle + width;
    if (!r.has_inside(low) || !r.has_inside(high)) continue;
    const Temporarily nested(cuts_, cuts_ + 1);
    const Context right = g.with({v_ - low, Rel::GreaterEqual});
    const auto at = beside(right.with({v_ - high, Rel::LessEqual}), e, zero, wanted, depth);
    if (!at.within(wanted)) continue;
    const auto below = core(g.with({v_ - low, Rel::LessEqual}), e, wanted, depth);
    if (!below.within(wanted)) return {};
    const auto above = core(right.with({v_ - high, Rel::GreaterEqual}), e, wanted, depth);
    if (!above.within(wanted)) return {};
    return {below.signs | at.signs | above.signs, proof::partition(v_, low, below.node, proof::partition(v_, high, at.node, above.node))};
  }
  return {};
}

/// A zero between the ends: one side after the other.
SignProof Line::beside(const Context& g, const Expr& e, const Expr& zero, Signs wanted, int depth) {
  proof::Branches<proof::SignJudgement> branches;
  Signs total = 0;
  for (const auto& [key, rel] : {std::pair{"=", Rel::Equal}, {"<", Rel::Less}, {">", Rel::Greater}}) {
    const Context half = g.with({v_ - zero, rel});
    SignProof p;
    if (const auto absurd = search_.contradiction(half, scope_)) p = {0, *absurd};
    else if (rel == Rel::Equal) p = sign(half, e, wanted, 0);
    else p = is_a<numeric>(zero) ? core(half, e, wanted, depth) : from_zero(half, e, zero, rel == Rel::Greater, wanted, depth);
    if (!p.within(wanted)) return {};
    total |= p.signs;
    branches.emplace_back(key, p.node);
  }
  return {total, proof::cases(canonical(v_ - zero), branches)};
}

/// e(v) = e'(xi)(v - zero) on one side of a zero that is not rational.
SignProof Line::from_zero(const Context& g, const Expr& e, const Expr& zero, bool above, Signs wanted, int depth) {
  if (depth <= 0) return {};
  const Signs direction = above ? wanted & kNonzero : flip(wanted & kNonzero);
  if (direction == kNonzero || direction == 0) return {};
  const auto at = basic(g, canonical(substitute(e, {{v_, zero}})), kZero);
  if (!at.found()) return {};
  const auto side = basic(g, v_ - zero, above ? kPositive : kNegative);
  const auto near = approx_value(zero, {});
  if (!side.found() || !near) return {};
  const Range r = range_of(g, v_);
  if ((r.lo && r.lo->to_double() >= *near) || (r.hi && r.hi->to_double() <= *near)) return {};
  Range there = r;
  there.set_sides({{{canonical(v_ - zero), above ? Rel::Greater : Rel::Less}, *near}});
  const Signs need = wanted & kZero ? direction | kZero : direction;
  const auto slope = prove(on(g, v_, there), symbolic::derivative(e, v_), need, depth - 1);
  if (!slope.within(need)) return {};
  const Signs s = multiply(slope.signs, side.signs);
  return s & ~wanted ? SignProof{} : SignProof{s, proof::mean_value({v_, zero, r.lo, r.hi, at.node, slope.node, side.node})};
}

/// No zero: from the ends, if e moves away from what it is there.
SignProof Line::from_ends(const Context& g, const Expr& e, Signs wanted, int depth) {
  const Range r = range_of(g, v_);
  for (const bool right : {false, true}) {
    const auto& end = right ? r.hi : r.lo;
    if (!end) {
      if (auto p = from_infinity(g, e, right, wanted, depth); p.found()) return p;
      continue;
    }
    const auto there = value_at(e, v_, *end);
    const auto x = there ? approx_value(*there, {}) : std::nullopt;
    if (!x || ((*x > 0 ? kPositive : kNegative) & ~wanted)) continue;
    if (auto p = from_base(g, e, *end, wanted, depth); p.found()) return p;
  }
  return {};
}

SignProof Line::cut_at(const Context& g, const Expr& e, const numeric& cut, Signs wanted, int depth) {
  if (!range_of(g, v_).has_inside(cut)) return {};
  const auto there = approx_value(e, {{v_.get_name(), cut.to_double()}});
  if (!there || ((*there > 0 ? kPositive : kNegative) & ~wanted)) return {};
  const Temporarily nested(cuts_, cuts_ + 1);
  const auto left = core(g.with({v_ - cut, Rel::LessEqual}), e, wanted, depth);
  if (!left.within(wanted)) return {};
  const auto right = core(g.with({v_ - cut, Rel::GreaterEqual}), e, wanted, depth);
  if (!right.within(wanted)) return {};
  return {left.signs | right.signs, proof::partition(v_, cut, left.node, right.node)};
}

/// e(v) = e(base) + e'(xi)(v - base), base an end of the range.
SignProof Line::from_base(const Context& g, const Expr& e, const numeric& base, Signs wanted, int depth) {
  const Range r = range_of(g, v_);
  const bool at_low = r.lo && *r.lo == base;
  const auto at = basic(g, substitute(e, {{v_, base}}), wanted | kZero);
  if (!at.found()) return {};
  const auto side = sign(g, v_ - base, at_low ? kPositive | kZero : kNegative | kZero, 0);
  if (!side.found()) return {};
  // The slope is needed between base and v: first with base itself, then without it.
  Range there = r;
  there.set_sides({});
  (at_low ? there.open_lo : there.open_hi) = false;
  const Expr slope = symbolic::derivative(e, v_);
  const Signs direction = at_low ? wanted & kNonzero : flip(wanted & kNonzero);
  if (direction == kNonzero || direction == 0) return {};
  const bool strict = !(wanted & kZero) && at.signs == kZero;
  for (const bool open : {false, true}) {
    if (open && !strict) break;
    if (open) (at_low ? there.open_lo : there.open_hi) = true;
    const Signs need = strict ? direction : direction | kZero;
    const auto p = prove(on(g, v_, there), slope, need, depth - 1);
    if (!p.within(need)) continue;
    const Signs s = add(at.signs, multiply(p.signs, side.signs));
    if (s & ~wanted) continue;
    return {s, proof::mean_value({v_, base, r.lo, r.hi, at.node, p.node, side.node})};
  }
  return {};
}

/// e(v) = its limit plus the integral of e' from that end of the line.
SignProof Line::from_infinity(const Context& g, const Expr& e, bool right, Signs wanted, int depth) {
  const Range r = range_of(g, v_);
  const Symbol eps = symbolic::symbol("eps");
  if (contains(e, eps)) return {};
  const Signs direction = right ? flip(wanted & kNonzero) : wanted & kNonzero;
  if (direction == kNonzero || direction == 0) return {};
  const Expr slope = symbolic::derivative(e, v_);
  if (approx_signs(slope, v_, r) & ~direction) return {};
  const Context rest = g.without(v_);
  std::optional<LimitProof> limit;
  try {
    limit = search_.limit({rest, canonical(substitute(e, {{v_, (right ? 1 : -1) / eps}})), scope_});
  } catch (const std::domain_error&) {
  }
  if (!limit || limit->sort != claim::LimitSort::Finite) return {};
  const auto value = basic(rest, limit->value, wanted | kZero);
  if (!value.found()) return {};
  Range line;
  if (right) line.lo = r.lo;
  else line.hi = r.hi;
  const bool strict = !(wanted & kZero) && value.signs == kZero;
  const Signs need = strict ? direction : direction | kZero;
  const auto p = prove(on(g, v_, line), slope, need, depth - 1);
  if (!p.within(need)) return {};
  const Signs s = add(value.signs, right ? flip(p.signs) : p.signs);
  if (s & ~wanted) return {};
  return {s, proof::from_infinity(v_, right, limit->node, value.node, p.node)};
}

}  // namespace

bool line(Search& search, const SignAttempt& a) {
  const Context& g = a.context;
  const Signs wanted = a.wanted == kNonzero ? g.observed(a.canonical) : a.wanted;
  if (wanted == kNonzero || wanted == 0) return false;
  const auto symbols = symbols_of(a.canonical);
  if (symbols.size() != 1 || g.is_root(symbols[0]) || !kink_arguments(a.canonical).empty()) return false;
  // Where an equation holds the variable there is no line to go along; where roots bound it, cells beside them do better.
  for (const auto& r : g.relations()) {
    if (!contains(r.expr, symbols[0])) continue;
    const auto others = symbols_of(r.expr);
    if (r.rel == Rel::Equal || std::any_of(others.begin(), others.end(), [&](const Symbol& v) { return g.is_root(v); })) return false;
  }
  try {
    return a.best.offer(Line(search, a.scope, symbols[0]).prove(g, a.e, wanted, kMostDerivatives));
  } catch (const std::domain_error&) {
    return false;
  }
}

}  // namespace losscert::prove::sign
