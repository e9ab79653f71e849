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

/// The box cut down by a relation that is linear in one symbol.
void tighten(interval::Box& box, const Relation& r, unsigned bits) {
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
  auto it = box.find(name);
  if (it != box.end()) {
    if (it->second.lower_is_finite() && (!lo || it->second.lower() > *lo)) lo = it->second.lower();
    if (it->second.upper_is_finite() && (!hi || it->second.upper() < *hi)) hi = it->second.upper();
    if (lo && hi && *lo > *hi) return;  // contradictory; left to the rule `absurd`
  }
  box.insert_or_assign(name, Interval(lo, hi, bits));
}

}  // namespace

Context::Context(unsigned bits)
    : bits_(bits), relations_(std::make_shared<Relations>()), enclosures_(std::make_shared<interval::Box>()), box_(enclosures_) {}

void Context::set_relations(Relations relations) {
  relations_ = std::make_shared<Relations>(std::move(relations));
  auto box = std::make_shared<interval::Box>(*enclosures_);
  for (const auto& r : *relations_) tighten(*box, r, bits_);
  box_ = std::move(box);
}

void Context::set_enclosure(const std::string& name, const Interval& x) {
  auto enclosures = std::make_shared<interval::Box>(*enclosures_);
  enclosures->insert_or_assign(name, x);
  enclosures_ = std::move(enclosures);
  samples_.set_row(name, x.is_finite() ? ((x.lower() + x.upper()) / 2).to_double() : 0.0);
  set_relations(*relations_);
}

void Context::draw_samples(const std::vector<Symbol>& symbols, const std::vector<symbolic::Abstract>& functions) {
  std::mt19937 random(20240601);
  const std::vector<double> small = {0.5, 1, -1, 2, -0.5, 1.5, -2, 0.25, 3, -3};
  std::normal_distribution<double> normal(0.0, 1.0);
  constexpr std::size_t points = 80;
  std::map<std::string, std::vector<double>> rows;
  for (std::size_t k = 0; k < points; ++k) {
    const double scale = k % 4 == 3 ? 3.0 : 1.0;
    for (const auto& v : symbols) rows[v.get_name()].push_back(k % 2 ? normal(random) * scale : small[random() % small.size()]);
    for (const auto f : functions) rows[f->name].push_back(functions.size() == 1 ? static_cast<double>(k) : static_cast<double>(random() % 60));
  }
  for (const auto& [name, x] : *enclosures_)
    if (x.is_finite()) rows[name].assign(points, ((x.lower() + x.upper()) / 2).to_double());
  std::vector<std::string> names;
  std::vector<std::vector<double>> values;
  for (auto& [name, row] : rows) names.push_back(name), values.push_back(std::move(row));
  samples_ = Samples::of(std::move(names), std::move(values), points);
  const auto relations = relations_;
  for (const auto& r : *relations) restrict_samples(r);
}

void Context::sample_symbols(const std::vector<Symbol>& symbols) {
  std::mt19937 random(11);
  std::normal_distribution<double> normal(0.0, 1.0);
  std::vector<std::vector<double>> rows(symbols.size());
  for (std::size_t k = 0; k < samples_.size(); ++k)
    for (auto& row : rows) row.push_back(normal(random));
  for (std::size_t k = 0; k < symbols.size(); ++k) samples_.set_row(symbols[k].get_name(), std::move(rows[k]));
}

std::optional<double> Context::moved_onto(Sample& s, const Symbol& v, const Relation& r, double target) const {
  double& x = s[v.get_name()];
  const double start = x;
  const auto first = approx_value(r.expr, s);
  if (!first) return std::nullopt;
  double a = start, fa = *first - target, b = start + 0.37;
  bool there = false;
  for (int k = 0; k < 30 && !there; ++k) {  // secant steps
    x = b;
    const auto value = approx_value(r.expr, s);
    if (!value) break;
    const double fb = *value - target;
    there = holds(*value, r.rel) && (r.rel != Rel::Equal || std::fabs(*value) < 1e-12) && (r.rel == Rel::Equal || std::fabs(fb) < 1e-6);
    if (there || fb == fa) break;
    const double c = b - fb * (b - a) / (fb - fa);
    a = b, fa = fb, b = c;
  }
  there = there && std::fabs(x) < 1e6;
  for (const auto& old : *relations_) {  // earlier relations must survive the move
    if (!there) break;
    const auto w = approx_value(old.expr, s);
    // A solution that all but violates a strict relation is none in most cases: two points that were to be distinct have met.
    there = w && holds(*w, old.rel) && (r.rel != Rel::Equal || old.rel == Rel::Equal || (signs_of(old.rel) & kZero) || std::fabs(*w) > 1e-6);
  }
  const double end = x;
  x = start;
  return there ? std::optional(end) : std::nullopt;
}

void Context::restrict_samples(const Relation& r) {
  if (samples_.empty()) return;
  const auto symbols = symbolic::symbols_of(r.expr);
  // How far r.expr may be from 0 within the other bound of a symbol.
  std::optional<double> room;
  if (const auto lin = linear_in_one_symbol(r.expr); lin && r.rel != Rel::Equal && r.rel != Rel::NotEqual) {
    const bool is_lower = ((signs_of(r.rel) & kPositive) != 0) == lin->q.is_positive();
    const auto it = box_->find(lin->v.get_name());
    const GiNaC::numeric bound = -lin->r / lin->q;
    if (it != box_->end() && is_lower && it->second.upper_is_finite()) room = (GiNaC::abs(lin->q) * (it->second.upper() - bound)).to_double();
    if (it != box_->end() && !is_lower && it->second.lower_is_finite()) room = (GiNaC::abs(lin->q) * (bound - it->second.lower())).to_double();
  }
  struct Move {
    std::size_t point;  ///< among those kept
    double to;
  };
  std::vector<std::size_t> kept;
  std::map<std::string, std::vector<Move>> moves;
  const auto values = programs().sums(r.expr, samples_, 0, samples_.size());
  for (std::size_t k = 0; k < values.size(); ++k) {
    if (!values[k].defined()) continue;
    const double value = values[k].sum;
    const bool nearly = holds(value, r.rel);
    if (!nearly || (r.rel == Rel::Equal && std::fabs(value) > 1e-12)) {
      // Move the sample: try a linear step in one symbol onto the equation, or to the right side of an inequality.
      bool moved = false;
      const double sign = (signs_of(r.rel) & kPositive) ? 1 : -1;
      std::vector<double> targets = r.rel == Rel::Equal ? std::vector<double>{0} : std::vector<double>{0.3 * sign, 0.05 * sign, 0.005 * sign, 0.0005 * sign};
      if (room && *room > 0) targets.push_back(sign * *room * static_cast<double>(1 + kept.size() % 7) / 8);
      Sample s = samples_[k];
      for (const auto& v : symbols) {
        if (enclosures_->count(v.get_name())) continue;
        for (const double target : targets)
          if (const auto to = moved_onto(s, v, r, target)) {
            moves[v.get_name()].push_back({kept.size(), *to});
            moved = true;
            break;
          }
        if (moved) break;
      }
      if (!moved && !nearly) continue;
    }
    kept.push_back(k);
  }
  if (kept.size() < samples_.size()) samples_ = samples_.chosen(kept);
  for (const auto& [name, list] : moves) {
    std::vector<double> row(samples_.row(name), samples_.row(name) + samples_.size());
    for (const auto& m : list) row[m.point] = m.to;
    samples_.set_row(name, std::move(row));
  }
}

void Context::add(const Relation& r) {
  Relation c{symbolic::canonical(r.expr), r.rel};
  for (const auto& old : *relations_)
    if (old.rel == c.rel && old.expr.is_equal(c.expr)) return;
  restrict_samples(c);
  auto relations = std::make_shared<Relations>(*relations_);
  relations->push_back(c);
  relations_ = std::move(relations);
  auto box = std::make_shared<interval::Box>(*box_);
  tighten(*box, c, bits_);
  box_ = std::move(box);
}

bool Context::excludes(const Expr& p) const {
  for (const auto& r : *relations_)
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
  Relations relations;
  for (const auto& r : *relations_) {
    const Relation n{symbolic::contains(r.expr, v) ? symbolic::canonical(symbolic::substitute(r.expr, s)) : r.expr, r.rel};
    if (GiNaC::is_a<GiNaC::numeric>(n.expr)) {
      const auto x = GiNaC::ex_to<GiNaC::numeric>(n.expr);
      const Signs sign = x.is_zero() ? kZero : x.is_positive() ? kPositive : kNegative;
      if (sign & signs_of(r.rel)) continue;  // now a truth about numbers
    }
    relations.push_back(n);
  }
  c.set_relations(std::move(relations));
  if (samples_.empty()) return c;
  const double* before = samples_.row(v.get_name());
  std::vector<double> row;
  for (const auto& x : programs().sums(by, samples_, 0, samples_.size()))
    row.push_back(x.defined() ? x.sum : before ? before[row.size()] : std::nan(""));
  c.samples_.set_row(v.get_name(), std::move(row));
  return c;
}

Context Context::without(const Symbol& v) const {
  Context c = *this;
  Relations relations = *relations_;
  std::erase_if(relations, [&](const Relation& r) { return symbolic::contains(r.expr, v); });
  c.set_relations(std::move(relations));
  return c;
}

Context Context::without_relation(std::size_t k) const {
  Context c = *this;
  Relations relations = *relations_;
  relations.erase(relations.begin() + static_cast<long>(k));
  c.set_relations(std::move(relations));
  return c;
}

bool Context::vanishes(const Expr& e) const {
  const bool is_sum = GiNaC::is_a<GiNaC::add>(e);
  const auto values = programs().sums(e, samples_, 0, samples_.size());
  return std::all_of(values.begin(), values.end(), [&](const ApproxSum& x) { return x.defined() && std::fabs(x.sum) <= (is_sum ? 1e-12 * x.size : 1e-10); });
}

bool Context::differs(const Expr& e) const {
  if (samples_.empty()) return false;
  const auto x = programs().sums(e, samples_, 0, 1).front();
  return x.defined() && std::fabs(x.sum) > 1e-6 * x.size;
}

Signs Context::observed(const Expr& e, double tiny) const {
  if (samples_.empty()) return kAll;
  // What cancels to a small part of its terms counts for nothing: samples satisfy equations only roughly.
  const double share = GiNaC::is_a<GiNaC::add>(e) ? 1e-7 : 0;
  constexpr std::size_t some = 16;  // most of what has both signs shows them soon
  Signs s = 0;
  for (std::size_t from = 0; from < samples_.size() && s != kNonzero; from += some)
    for (const auto& x : programs().sums(e, samples_, from, from + some)) {
      if (!x.defined() || std::fabs(x.sum) < tiny + share * x.size) continue;
      s |= x.sum > 0 ? kPositive : kNegative;
    }
  return s ? s : kZero;
}

}  // namespace losscert::prove
