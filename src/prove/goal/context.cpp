#include "prove/goal/context.hpp"

#include <algorithm>
#include <cmath>
#include <random>

namespace losscert::prove {

using interval::Interval;

Signs signs_of(Rel rel) {
  switch (rel) {
    case Rel::Equal: return kZero;
    case Rel::NotEqual: return kNonzero;
    case Rel::Greater: return kPositive;
    case Rel::GreaterEqual: return kPositive | kZero;
    case Rel::Less: return kNegative;
    case Rel::LessEqual: return kNegative | kZero;
  }
  return kAll;
}

Signs flip(Signs s) { return (s & kZero) | (s & kNegative ? kPositive : 0) | (s & kPositive ? kNegative : 0); }

Signs add(Signs a, Signs b) {
  Signs r = 0;
  for (Signs x : {kNegative, kZero, kPositive})
    for (Signs y : {kNegative, kZero, kPositive}) {
      if (!(a & x) || !(b & y)) continue;
      if (x == kZero) r |= y;
      else if (y == kZero || x == y) r |= x;
      else r |= kAll;
    }
  return r;
}

Signs multiply(Signs a, Signs b) {
  Signs r = 0;
  if (!a || !b) return 0;
  if ((a & kZero) || (b & kZero)) r |= kZero;
  if (((a & kPositive) && (b & kPositive)) || ((a & kNegative) && (b & kNegative))) r |= kPositive;
  if (((a & kPositive) && (b & kNegative)) || ((a & kNegative) && (b & kPositive))) r |= kNegative;
  return r;
}

Signs signs_of(const Interval& x) {
  if (x.is_positive()) return kPositive;
  if (x.is_negative()) return kNegative;
  if (x.is_nonnegative()) return x.is_nonpositive() ? kZero : kPositive | kZero;
  if (x.is_nonpositive()) return kNegative | kZero;
  return kAll;
}

std::optional<Linear> linear_in_one_symbol(const Expr& p) {
  const auto symbols = symbolic::symbols_of(p);
  if (symbols.size() != 1) return std::nullopt;
  const Symbol& v = symbols.front();
  if (!p.is_polynomial(v) || p.degree(v) != 1) return std::nullopt;
  const Expr q = p.coeff(v, 1), r = p.coeff(v, 0);
  if (!GiNaC::is_a<GiNaC::numeric>(q) || !GiNaC::is_a<GiNaC::numeric>(r)) return std::nullopt;
  return Linear{v, GiNaC::ex_to<GiNaC::numeric>(q), GiNaC::ex_to<GiNaC::numeric>(r)};
}

namespace {

bool holds(double value, Rel rel) {
  const double tiny = 1e-9;
  switch (rel) {
    case Rel::Equal: return std::fabs(value) < 1e-7;
    case Rel::NotEqual: return std::fabs(value) > tiny;
    case Rel::Greater: return value > tiny;
    case Rel::GreaterEqual: return value > -tiny;
    case Rel::Less: return value < -tiny;
    case Rel::LessEqual: return value < tiny;
  }
  return false;
}

}  // namespace

void Context::tighten_box(const Relation& r) {
  const auto lin = linear_in_one_symbol(r.expr);
  if (!lin || r.rel == Rel::NotEqual) return;
  const GiNaC::numeric bound = -lin->r / lin->q;
  Signs s = signs_of(r.rel);
  if (lin->q < 0) s = flip(s);
  // s now speaks of v - bound.
  std::optional<GiNaC::numeric> lo, hi;
  if (!(s & kNegative)) lo = bound;
  if (!(s & kPositive)) hi = bound;
  const std::string name = lin->v.get_name();
  auto it = box_.find(name);
  if (it != box_.end()) {
    if (it->second.lower_is_finite() && (!lo || it->second.lower() > *lo)) lo = it->second.lower();
    if (it->second.upper_is_finite() && (!hi || it->second.upper() < *hi)) hi = it->second.upper();
    if (lo && hi && *lo > *hi) return;  // contradictory; left to the rule `absurd`
  }
  box_.insert_or_assign(name, Interval(lo, hi, bits_));
}

void Context::rebuild_box() {
  box_ = enclosures_;
  for (const auto& r : relations_) tighten_box(r);
}

void Context::set_enclosure(const std::string& name, const Interval& x) {
  enclosures_.insert_or_assign(name, x);
  const double middle = x.is_finite() ? ((x.lower() + x.upper()) / 2).to_double() : 0.0;
  for (auto& s : samples_) s[name] = middle;
  rebuild_box();
}

void Context::draw_samples(const std::vector<Symbol>& symbols, const std::vector<symbolic::Abstract>& functions) {
  std::mt19937 random(20240601);
  const std::vector<double> small = {0.5, 1, -1, 2, -0.5, 1.5, -2, 0.25, 3, -3};
  std::normal_distribution<double> normal(0.0, 1.0);
  for (int k = 0; k < 80; ++k) {
    Sample s;
    const double scale = k % 4 == 3 ? 3.0 : 1.0;
    for (const auto& v : symbols) s[v.get_name()] = k % 2 ? normal(random) * scale : small[random() % small.size()];
    for (const auto f : functions) s[f->name] = functions.size() == 1 ? k : static_cast<int>(random() % 60);
    samples_.push_back(std::move(s));
  }
  for (const auto& [name, x] : enclosures_)
    if (x.is_finite())
      for (auto& s : samples_) s[name] = ((x.lower() + x.upper()) / 2).to_double();
  const auto relations = relations_;
  for (const auto& r : relations) restrict_samples(r);
}

void Context::sample_symbols(const std::vector<Symbol>& symbols) {
  std::mt19937 random(11);
  std::normal_distribution<double> normal(0.0, 1.0);
  for (auto& s : samples_)
    for (const auto& v : symbols) s[v.get_name()] = normal(random);
}

bool Context::move_onto(Sample& s, const Symbol& v, const Relation& r, double target) const {
  double& x = s[v.get_name()];
  const double start = x;
  const auto first = interval::approx_value(r.expr, s);
  if (!first) return false;
  double a = start, fa = *first - target, b = start + 0.37;
  bool there = false;
  for (int k = 0; k < 30 && !there; ++k) {  // secant steps
    x = b;
    const auto value = interval::approx_value(r.expr, s);
    if (!value || !std::isfinite(*value)) break;
    const double fb = *value - target;
    there = holds(*value, r.rel) && (r.rel != Rel::Equal || std::fabs(*value) < 1e-12) && (r.rel == Rel::Equal || std::fabs(fb) < 1e-6);
    if (there || fb == fa) break;
    const double c = b - fb * (b - a) / (fb - fa);
    a = b, fa = fb, b = c;
  }
  there = there && std::fabs(x) < 1e6;
  for (const auto& old : relations_) {  // earlier relations must survive the move
    if (!there) break;
    const auto w = interval::approx_value(old.expr, s);
    // A solution that all but violates a strict relation is none in most cases: two points that were to be distinct have met.
    there = w && holds(*w, old.rel) && (r.rel != Rel::Equal || old.rel == Rel::Equal || (signs_of(old.rel) & kZero) || std::fabs(*w) > 1e-6);
  }
  if (!there) x = start;
  return there;
}

void Context::restrict_samples(const Relation& r) {
  std::vector<Sample> kept;
  const auto symbols = symbolic::symbols_of(r.expr);
  // How far r.expr may be from 0 within the other bound of a symbol.
  std::optional<double> room;
  if (const auto lin = linear_in_one_symbol(r.expr); lin && r.rel != Rel::Equal && r.rel != Rel::NotEqual) {
    const bool is_lower = ((signs_of(r.rel) & kPositive) != 0) == lin->q.is_positive();
    const auto it = box_.find(lin->v.get_name());
    const GiNaC::numeric bound = -lin->r / lin->q;
    if (it != box_.end() && is_lower && it->second.upper_is_finite()) room = (GiNaC::abs(lin->q) * (it->second.upper() - bound)).to_double();
    if (it != box_.end() && !is_lower && it->second.lower_is_finite()) room = (GiNaC::abs(lin->q) * (bound - it->second.lower())).to_double();
  }
  for (auto& s : samples_) {
    auto value = interval::approx_value(r.expr, s);
    if (!value) continue;
    const bool nearly = holds(*value, r.rel);
    if (!nearly || (r.rel == Rel::Equal && std::fabs(*value) > 1e-12)) {
      // Move the sample: try a linear step in one symbol onto the equation, or to the right side of an inequality.
      bool moved = false;
      const double sign = (signs_of(r.rel) & kPositive) ? 1 : -1;
      std::vector<double> targets = r.rel == Rel::Equal ? std::vector<double>{0} : std::vector<double>{0.3 * sign, 0.05 * sign, 0.005 * sign, 0.0005 * sign};
      if (room && *room > 0) targets.push_back(sign * *room * static_cast<double>(1 + kept.size() % 7) / 8);
      for (const auto& v : symbols) {
        if (enclosures_.count(v.get_name())) continue;
        for (const double target : targets)
          if ((moved = move_onto(s, v, r, target))) break;
        if (moved) break;
      }
      if (!moved && !nearly) continue;
    }
    kept.push_back(std::move(s));
  }
  samples_ = std::move(kept);
}

void Context::add(const Relation& r) {
  Relation c{symbolic::canonical(r.expr), r.rel};
  for (const auto& old : relations_)
    if (old.rel == c.rel && old.expr.is_equal(c.expr)) return;
  restrict_samples(c);
  relations_.push_back(c);
  tighten_box(c);
}

bool Context::excludes(const Expr& p) const {
  for (const auto& r : relations_)
    if (r.rel == Rel::NotEqual && (r.expr.is_equal(p) || r.expr.is_equal(-p))) return true;
  return false;
}

Context Context::with(const Relation& r) const {
  Context c = *this;
  c.add(r);
  return c;
}

Context Context::substituted(const Symbol& v, const Expr& by) const {
  Context c = *this;
  const Substitution s{{v, by}};
  c.relations_.clear();
  for (const auto& r : relations_) {
    Relation n{symbolic::canonical(symbolic::substitute(r.expr, s)), r.rel};
    if (GiNaC::is_a<GiNaC::numeric>(n.expr)) {
      const auto x = GiNaC::ex_to<GiNaC::numeric>(n.expr);
      const Signs sign = x.is_zero() ? kZero : x.is_positive() ? kPositive : kNegative;
      if (sign & signs_of(r.rel)) continue;  // now a truth about numbers
    }
    c.relations_.push_back(n);
  }
  c.rebuild_box();
  for (auto& sample : c.samples_)
    if (const auto x = interval::approx_value(by, sample)) sample[v.get_name()] = *x;
  return c;
}

Context Context::without(const Symbol& v) const {
  Context c = *this;
  std::erase_if(c.relations_, [&](const Relation& r) { return symbolic::contains(r.expr, v); });
  c.rebuild_box();
  return c;
}

Context Context::without_relation(std::size_t k) const {
  Context c = *this;
  c.relations_.erase(c.relations_.begin() + static_cast<long>(k));
  c.rebuild_box();
  return c;
}

bool Context::vanishes(const Expr& e) const {
  const bool is_sum = GiNaC::is_a<GiNaC::add>(e);
  return std::all_of(samples_.begin(), samples_.end(), [&](const Sample& s) {
    const auto x = approx_sum(e, s);
    return x && std::fabs(x->sum) <= (is_sum ? 1e-12 * x->size : 1e-10);
  });
}

bool Context::differs(const Expr& e) const {
  if (samples_.empty()) return false;
  const auto x = approx_sum(e, samples_.front());
  return x && std::fabs(x->sum) > 1e-6 * x->size;
}

Signs Context::observed(const Expr& e, double tiny) const {
  if (samples_.empty()) return kAll;
  // What cancels to a small part of its terms counts for nothing: samples satisfy equations only roughly.
  const double share = GiNaC::is_a<GiNaC::add>(e) ? 1e-7 : 0;
  Signs s = 0;
  for (const auto& sample : samples_) {
    const auto x = approx_sum(e, sample);
    if (!x || std::fabs(x->sum) < tiny + share * x->size) continue;
    s |= x->sum > 0 ? kPositive : kNegative;
    if (s == kNonzero) break;
  }
  return s ? s : kZero;
}

}  // namespace losscert::prove
