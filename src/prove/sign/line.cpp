#include "prove/sign/line.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "prove/hints/descend.hpp"
#include "prove/limit/limit.hpp"
#include "prove/proof/limit.hpp"
#include "prove/algebra/linear.hpp"
#include "symbolic/factor.hpp"
#include "symbolic/terms.hpp"

namespace losscert::prove {

using GiNaC::is_a;
using GiNaC::numeric;
using symbolic::canonical;
using symbolic::contains;
using symbolic::Head;
using symbolic::substitute;
using symbolic::symbols_of;
using symbolic::to_text;

namespace {

constexpr int kMostCuts = 4;

proof::Sign product_node(const std::vector<std::pair<Expr, SignProof>>& factors) {
  std::vector<proof::Factor> list;
  for (const auto& [f, p] : factors) list.push_back({f, 1, p.node});
  return proof::product(list);
}

void collect_atoms(const Expr& e, const Symbol& v, std::vector<Expr>& out) {
  if ((has_head(e, Head::Log) || has_head(e, Head::Arctan)) && contains(e, v)) {
    if (std::none_of(out.begin(), out.end(), [&](const Expr& o) { return o.is_equal(e); })) out.push_back(e);
    return;
  }
  for (const auto& c : e) collect_atoms(c, v, out);
}

}  // namespace

LineSearch::Range LineSearch::range(const Context& g) const {
  Range r;
  if (const auto it = g.box().find(v_.get_name()); it != g.box().end()) {
    if (it->second.lower_is_finite()) r.lo = it->second.lower();
    if (it->second.upper_is_finite()) r.hi = it->second.upper();
  }
  for (const auto& rel : g.relations()) {
    if (rel.rel != Rel::Less && rel.rel != Rel::Greater && rel.rel != Rel::NotEqual) continue;
    if (r.lo && ratio(rel.expr, canonical(v_ - *r.lo))) r.open_lo = true;
    if (r.hi && ratio(rel.expr, canonical(v_ - *r.hi))) r.open_hi = true;
  }
  return r;
}

std::vector<double> LineSearch::grid(const Range& r) const {
  std::vector<double> x;
  const double lo = r.lo ? r.lo->to_double() : 0, hi = r.hi ? r.hi->to_double() : 0;
  static const std::vector<double> far = {1e-3, 0.01, 0.03, 0.1, 0.2, 0.35, 0.5, 0.7, 0.9, 1.15, 1.4, 1.7, 2, 2.3, 2.7, 3.1, 3.6, 4.2, 5, 6, 7, 8.5, 10, 12, 15, 18, 22, 27, 33, 40, 60};
  if (r.lo && r.hi) {
    for (int k = 1; k < 64; ++k) x.push_back(lo + (hi - lo) * k / 64);
  } else if (r.lo) {
    for (const double d : far) x.push_back(lo + d);
  } else if (r.hi) {
    for (const double d : far) x.push_back(hi - d);
  } else {
    for (const double d : far) x.push_back(d), x.push_back(-d);
  }
  std::sort(x.begin(), x.end());
  return x;
}

Signs LineSearch::scan(const Expr& e, const Range& r) const {
  Sample at;
  std::vector<Expr> terms = summands(e);
  std::vector<Symbol> inputs{v_};
  std::vector<double> values{0};
  for (const auto& u : symbols_of(e)) {
    if (u.is_equal(v_)) continue;
    return kAll;  // handled by the caller: only roots, whose enclosures the search knows
  }
  Program program(terms, inputs);
  Signs seen = 0;
  for (const double x : grid(r)) {
    values[0] = x;
    double sum = 0, size = 0;
    for (const double t : program.values(values)) sum += t, size += std::fabs(t);
    if (!std::isfinite(sum) || std::fabs(sum) <= 1e-10 * size) continue;
    seen |= sum > 0 ? kPositive : kNegative;
  }
  return seen;
}

std::optional<numeric> LineSearch::change(const Expr& e, const Range& r) const {
  Program program(summands(e), {v_});
  std::optional<std::pair<double, bool>> last;
  for (const double x : grid(r)) {
    double sum = 0, size = 0;
    for (const double t : program.values({x})) sum += t, size += std::fabs(t);
    if (!std::isfinite(sum) || std::fabs(sum) <= 1e-10 * size) continue;
    if (last && last->second != (sum > 0)) {
      // Between the two, in few digits.
      const double middle = (last->first + x) / 2;
      return near_rational(middle, std::max(2, 2 + static_cast<int>(-std::log2(std::fabs(x - last->first)))));
    }
    last = {x, sum > 0};
  }
  return std::nullopt;
}

Context LineSearch::on(const Context& g, const Range& r) const {
  Context c = g.without(v_);
  if (r.lo) c.add({v_ - *r.lo, r.open_lo ? Rel::Greater : Rel::GreaterEqual});
  if (r.hi) c.add({v_ - *r.hi, r.open_hi ? Rel::Less : Rel::LessEqual});
  return c;
}

SignProof LineSearch::basic(const Context& g, const Expr& e, Signs wanted) {
  const auto p = signs_.search(g, e, wanted, 0);
  return p.within(wanted) ? p : SignProof{};
}

SignProof LineSearch::prove(const Context& g, const Expr& e, Signs wanted, int depth) {
  Deadline::check();
  if (auto p = basic(g, e, wanted); p.found()) return p;
  const Range r = range(g);
  if (scan(canonical(e), r) & ~wanted) return {};
  if (auto p = divided(g, e, wanted, depth); p.found()) return p;
  return {};
}

// e = core * (what has a sign): denominators, factors, exponentials, the coefficient of a logarithm.
SignProof LineSearch::divided(const Context& g, const Expr& e, Signs wanted, int depth) {
  const auto [numerator, denominator] = symbolic::fraction(e);
  std::vector<std::pair<Expr, SignProof>> known;
  Signs total = kPositive;
  const auto take = [&](const Expr& f, const SignProof& p) {
    known.emplace_back(f, p);
    total = multiply(total, p.signs);
  };
  if (!is_a<numeric>(denominator) || denominator != 1) {
    auto p = basic(g, denominator, kNonzero);
    if (!p.found()) {
      const Signs seen = scan(denominator, range(g));
      if (depth > 0 && (seen == kPositive || seen == kNegative)) p = prove(g, denominator, seen, depth - 1);
    }
    if (!p.found() || (p.signs & kZero)) return {};
    const Expr inverse = GiNaC::pow(denominator, -1);
    take(inverse, {p.signs, proof::inverse(denominator, p.node)});
  }
  std::vector<std::pair<Expr, int>> open;
  for (const auto& [f, n] : symbolic::factors(numerator)) {
    for (int k = 0; k < n; ++k) {
      if (k == 0) {
        const Signs seen = scan(f, range(g));
        const auto p = is_a<numeric>(f) || seen == kPositive || seen == kNegative ? basic(g, f, kNonzero) : SignProof{};
        const auto weak = p.found() || !(seen == kPositive || seen == kNegative) ? p : basic(g, f, seen | kZero);
        if (weak.found()) {
          for (int j = 0; j < n; ++j) take(f, weak);
          break;
        }
      }
      if (n % 2 == 0) {
        take(GiNaC::pow(f, n), {kPositive | kZero, proof::square(f, n)});
        break;
      }
      open.emplace_back(f, n);
      break;
    }
  }
  const auto close = [&]() -> SignProof {
    if (total & ~wanted) return {};
    return {total, product_node(known)};
  };
  if (open.empty()) return known.size() > 1 ? close() : SignProof{};
  for (const auto& [f, n] : open) {
    const Signs seen = scan(f, range(g));
    if (seen != kPositive && seen != kNegative) return {};
    // Whether the factor must not be zero is known from what the whole needs.
    const Signs goal = wanted & kZero ? seen | kZero : seen;
    SignProof found;
    for (const auto& scale : scalings(f)) {
      const Expr inner = canonical(f * scale);
      if (depth < 0) break;
      const auto scale_sign = scale.is_equal(1) ? SignProof{kPositive, {}} : basic(on(g, range(g)), 1 / scale, kNonzero);
      if (!scale_sign.found() && !scale.is_equal(1)) continue;
      const Signs want_inner = multiply(goal, scale_sign.signs);
      const auto p = core(g, inner, want_inner, depth);
      if (!p.within(want_inner)) continue;
      found = p;
      if (!scale.is_equal(1)) found = {multiply(p.signs, scale_sign.signs), product_node({{1 / scale, scale_sign}, {inner, p}})};
      break;
    }
    if (!found.found()) return {};
    for (int j = 0; j < n; ++j) take(f, found);
  }
  if (known.size() == 1 && is_a<numeric>(denominator) && known[0].first.is_equal(canonical(e))) return known[0].second.within(wanted) ? known[0].second : SignProof{};
  return close();
}

// 1, exponentials that free one of the terms from its own, and the inverse of a logarithm's coefficient; those that leave low degrees first.
std::vector<Expr> LineSearch::scalings(const Expr& e) const {
  std::vector<Expr> out;
  std::vector<Expr> atoms;
  collect_atoms(e, v_, atoms);
  if (atoms.size() == 1) {
    const Symbol a = symbolic::symbol("atom$");
    const Expr p = e.subs(atoms[0] == a, GiNaC::subs_options::no_pattern);
    if (p.is_polynomial(a) && p.degree(a) == 1) {
      const Expr c = canonical(p.coeff(a, 1));
      if (contains(c, v_)) out.push_back(GiNaC::pow(c, -1));
    }
  }
  std::map<std::string, std::pair<Expr, int>> exponents;
  for (const auto& t : symbolic::terms_of(e)) {
    int degree = 0;
    for (const auto& f : t.powers)
      if (contains(f.base, v_)) degree += f.base.is_equal(v_) && f.exponent.is_pos_integer() ? f.exponent.to_int() : 8;
    auto [it, fresh] = exponents.try_emplace(to_text(t.exponent), t.exponent, degree);
    it->second.second = std::max(it->second.second, degree);
  }
  std::vector<std::pair<Expr, int>> order;
  for (const auto& [text, x] : exponents) order.push_back(x);
  std::stable_sort(order.begin(), order.end(), [](const auto& a, const auto& b) { return a.second != b.second ? a.second < b.second : to_text(a.first) < to_text(b.first); });
  for (const auto& [x, degree] : order) out.push_back(x.is_zero() ? Expr(1) : symbolic::exp_of(-x));
  if (std::none_of(out.begin(), out.end(), [](const Expr& x) { return x.is_equal(1); })) out.push_back(1);
  if (out.size() > 4) out.resize(4);
  return out;
}

SignProof LineSearch::core(const Context& g, const Expr& e, Signs wanted, int depth) {
  Deadline::check();
  if (--budget_ < 0) return {};
  if (auto p = basic(g, e, wanted); p.found()) return p;
  if (depth <= 0) return {};
  const Range r = range(g);
  const auto value_at = [&](const numeric& q) -> std::optional<Expr> {
    try {
      return canonical(substitute(e, {{v_, q}}));
    } catch (const std::domain_error&) {
      return std::nullopt;
    }
  };
  const auto inside = [&](const numeric& q) { return (!r.lo || *r.lo <= q) && (!r.hi || q <= *r.hi); };
  // From a zero.
  std::vector<numeric> bases;
  if (r.lo) bases.push_back(*r.lo);
  if (r.hi) bases.push_back(*r.hi);
  for (const int q : {0, 1, -1})
    if (inside(q) && std::none_of(bases.begin(), bases.end(), [&](const numeric& b) { return b == q; })) bases.emplace_back(q);
  for (const auto& b : bases) {
    const auto there = value_at(b);
    if (!there || symbolic::zero_test(*there) != symbolic::ZeroTest::Zero) continue;
    if ((r.lo && *r.lo == b) || (r.hi && *r.hi == b)) return from_base(g, e, b, wanted, depth);
    // A zero between the ends: one side after the other.
    Json branches = Json::object();
    Signs total = 0;
    for (const auto& [key, rel] : {std::pair{"=", Rel::Equal}, {"<", Rel::Less}, {">", Rel::Greater}}) {
      const Context half = g.with({v_ - b, rel});
      SignProof p;
      if (const auto absurd = signs_.contradiction(half)) p = SignProof{0, *absurd};
      else if (rel == Rel::Equal) p = signs_.search(half, e, wanted, 0);
      else p = core(half, e, wanted, depth);
      if (!p.within(wanted)) return {};
      total |= p.signs;
      branches[key] = p.node;
    }
    return {total, Json{{"rule", "cases"}, {"on", to_text(canonical(v_ - b))}, {"branches", branches}}};
  }
  // No zero: from the ends, if e moves away from what it is there.
  const Signs strict = wanted & kNonzero;
  for (const bool right : {false, true}) {
    const auto& end = right ? r.hi : r.lo;
    if (end) {
      const auto there = value_at(*end);
      const auto x = there ? approx_value(*there, {}) : std::nullopt;
      if (!x || ((*x > 0 ? kPositive : kNegative) & ~strict)) continue;
      if (auto p = from_base(g, e, *end, wanted, depth); p.found()) return p;
    } else if (auto p = from_infinity(g, e, right, wanted, depth); p.found()) {
      return p;
    }
  }
  if (r.lo && r.hi) {
    auto p = signs_.search(g, e, wanted, 1);
    return p.within(wanted) ? std::move(p) : SignProof{};
  }
  if (cuts_ >= kMostCuts) return {};
  // Cut off the part near an end where the slope has one sign, or what is far out.
  std::vector<numeric> cuts;
  if (const auto c = change(symbolic::derivative(e, v_), r)) cuts.push_back(*c);
  for (const int q : {0, 8, -8, 2, -2, 32, -32})
    if (inside(q) && !(r.lo && *r.lo == q) && !(r.hi && *r.hi == q)) cuts.emplace_back(q);
  for (const auto& c : cuts)
    if (auto p = cut_at(g, e, c, wanted, depth); p.found()) return p;
  return {};
}

SignProof LineSearch::cut_at(const Context& g, const Expr& e, const numeric& cut, Signs wanted, int depth) {
  const Range r = range(g);
  if ((r.lo && cut <= *r.lo) || (r.hi && cut >= *r.hi)) return {};
  const auto there = approx_value(e, {{v_.get_name(), cut.to_double()}});
  if (!there || ((*there > 0 ? kPositive : kNegative) & ~wanted)) return {};
  struct Count {
    int& n;
    explicit Count(int& x) : n(x) { ++n; }
    ~Count() { --n; }
  } count(cuts_);
  const auto left = core(g.with({v_ - cut, Rel::LessEqual}), e, wanted, depth);
  if (!left.within(wanted)) return {};
  const auto right = core(g.with({v_ - cut, Rel::GreaterEqual}), e, wanted, depth);
  if (!right.within(wanted)) return {};
  return {left.signs | right.signs, proof::partition(v_, cut, left.node, right.node)};
}

// e(v) = e(base) + e'(xi)(v - base), base an end of the range.
SignProof LineSearch::from_base(const Context& g, const Expr& e, const numeric& base, Signs wanted, int depth) {
  const Range r = range(g);
  const bool at_low = r.lo && *r.lo == base;
  const auto at = signs_.search(g, substitute(e, {{v_, base}}), wanted | kZero, 0);
  if (!at.found() || (at.signs & ~(wanted | kZero))) return {};
  const auto side = signs_.search(g, v_ - base, at_low ? kPositive | kZero : kNegative | kZero, 0);
  if (!side.found()) return {};
  // The slope is needed between base and v: first with base itself, then without it.
  Range line = r;
  (at_low ? line.open_lo : line.open_hi) = false;
  const Expr slope = symbolic::derivative(e, v_);
  const Signs direction = at_low ? wanted & kNonzero : flip(wanted & kNonzero);
  if (direction == kNonzero || direction == 0) return {};
  const bool strict = !(wanted & kZero) && at.signs == kZero;
  Json node{{"rule", "mean-value"}, {"variable", v_.get_name()}, {"base", to_text(base)}, {"low", r.lo ? to_text(*r.lo) : "-oo"}, {"high", r.hi ? to_text(*r.hi) : "oo"}, {"at", at.node}, {"side", side.node}};
  for (const bool open : {false, true}) {
    if (open && !strict) break;
    Range there = line;
    if (open) (at_low ? there.open_lo : there.open_hi) = true;
    const Signs need = strict ? direction : direction | kZero;
    const auto p = prove(on(g, there), slope, need, depth - 1);
    if (!p.within(need)) continue;
    const Signs s = add(at.signs, multiply(p.signs, side.signs));
    if (s & ~wanted) continue;
    node["slope"] = p.node;
    return {s, node};
  }
  return {};
}

// e(v) = its limit plus the integral of e' from that end of the line.
SignProof LineSearch::from_infinity(const Context& g, const Expr& e, bool right, Signs wanted, int depth) {
  Range r = range(g);
  const Symbol eps = symbolic::symbol("eps");
  if (contains(e, eps)) return {};
  const Signs direction = right ? flip(wanted & kNonzero) : wanted & kNonzero;
  if (direction == kNonzero || direction == 0) return {};
  const Expr slope = symbolic::derivative(e, v_);
  if (scan(slope, r) & ~direction) return {};
  const Context rest = g.without(v_);
  std::optional<LimitProof> limit;
  try {
    limit = limit_at_zero(signs_, rest, canonical(substitute(e, {{v_, (right ? 1 : -1) / eps}})));
  } catch (const std::domain_error&) {
  }
  if (!limit || limit->sort != claim::LimitSort::Finite) return {};
  const auto value = signs_.search(rest, limit->value, wanted | kZero, 0);
  if (!value.found() || (value.signs & ~(wanted | kZero))) return {};
  Range line;
  if (right) line.lo = r.lo;
  else line.hi = r.hi;
  const bool strict = !(wanted & kZero) && value.signs == kZero;
  const Signs need = strict ? direction : direction | kZero;
  const auto p = prove(on(g, line), slope, need, depth - 1);
  if (!p.within(need)) return {};
  const Signs s = add(value.signs, right ? flip(p.signs) : p.signs);
  if (s & ~wanted) return {};
  return {s, proof::from_infinity(v_, right, limit->node, value.node, p.node)};
}

bool SignSearch::by_line(const Context& g, Attempt& a) {
  if (in_line_ || in_mean_value_ || in_small_cell_ || g.samples().empty()) return false;
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
  const Temporarily guard(in_line_, true);
  try {
    return a.offer(LineSearch(*this, symbols[0]).prove(g, a.form, wanted, 6));
  } catch (const std::domain_error&) {
    return false;
  }
}

}  // namespace losscert::prove
