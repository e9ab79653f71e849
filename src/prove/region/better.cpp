#include "prove/region/better.hpp"

#include <algorithm>
#include <cmath>

#include "prove/algebra/expressions.hpp"
#include "prove/algebra/linear.hpp"
#include "prove/goal/claim_goal.hpp"
#include "prove/hints/descend.hpp"
#include "prove/proof/squares.hpp"
#include "prove/region/interpolate.hpp"
#include "support/deadline.hpp"

namespace losscert::prove {

using GiNaC::is_a;
using GiNaC::numeric;
using symbolic::canonical;
using symbolic::contains;
using symbolic::substitute;
using symbolic::symbols_of;

namespace {

std::vector<Sample> some_samples(const Context& g, std::size_t most) {
  std::vector<Sample> s = g.samples().first(most);
  if (s.empty()) s.emplace_back();
  return s;
}

/// The sample with the point's coordinates put in; nothing where the point is undefined.
std::optional<Sample> moved_to(const Sample& sample, const Substitution& point) {
  Sample there = sample;
  for (const auto& [v, e] : point) {
    const auto x = approx_value(e, sample);
    if (!x) return std::nullopt;
    there[v.get_name()] = *x;
  }
  return there;
}

/// The squares vanish at the point by the zero test.
proof::Sign zero_squares(const Squares& squares, const Substitution& point) {
  proof::WeightedSquares there;
  for (const auto& [weight, base] : squares.terms) there.emplace_back(weight, substitute(base, point));
  return proof::vanishing_squares(there);
}

class BetterSearch {
public:
  BetterSearch(Search& search, const Context& g, const Scope& scope, const Expr& f, const std::vector<Symbol>& over, const Substitution& at)
      : search_(search), g_(g), scope_(scope), f_(f), over_(over), at_(at), here_(substitute(f, at)), inputs_(over) {
    for (const auto& v : symbols_of(f))
      if (!is_one_of(v, over)) inputs_.push_back(v);
    program_.emplace(std::vector<Expr>{f}, inputs_);
    for (const auto& s : some_samples(g, 24))
      if (auto there = moved_to(s, at)) {
        const double value = program_->value(coordinates(inputs_, *there));
        if (!std::isfinite(value)) continue;
        places_.push_back({s, std::move(*there), value});
      }
  }

  std::optional<ValuedPoint> run() {
    if (places_.empty()) return std::nullopt;
    // What is seen at once first: the search for signs of what depends on parameters is long where it fails.
    if (auto p = constants()) return p;
    if (auto p = zeros()) return p;
    if (auto p = changes()) return p;
    if (symbols_of(here_).empty() && symbols_of(f_).size() <= over_.size()) return std::nullopt;
    splits_ = 2;
    if (auto p = constants()) return p;
    return changes();
  }

private:
  struct Place {
    Sample free;   ///< what is free, as drawn
    Sample there;  ///< and the point with it
    double value;
  };

  /// The value is lower at all samples by more than rounding.
  bool is_lower(const std::vector<double>& x, const Place& p) { return program_->value(coordinates_of(x, p)) < p.value - 1e-9 * (1 + std::fabs(p.value)); }
  std::vector<double> coordinates_of(const std::vector<double>& x, const Place& p) const {
    auto all = coordinates(inputs_, p.there);
    std::copy(x.begin(), x.end(), all.begin());
    return all;
  }
  bool is_lower_everywhere(const Substitution& point) {
    return std::all_of(places_.begin(), places_.end(), [&](const Place& p) {
      std::vector<double> x;
      for (const auto& v : over_) {
        const auto y = approx_value(point.at(v), p.free);
        if (!y) return false;
        x.push_back(*y);
      }
      return is_lower(x, p);
    });
  }

  std::optional<ValuedPoint> certify(const Substitution& point, const std::vector<Expr>& denominators = {}) {
    const auto p = search_.sign({g_, substitute(f_, point) - here_, kNegative, splits_, scope_});
    if (p.within(kNegative)) return ValuedPoint{point, p.node, denominators};
    return std::nullopt;
  }

  std::optional<ValuedPoint> constants() {
    int left = 3;
    for (const auto& place : places_) {
      if (left-- == 0) break;
      std::vector<Substitution> points;
      const auto enough = [&](const Low& low) {
        const double gain = place.value - low.value;
        if (!(gain > 1e-8 * (1 + std::fabs(place.value)))) return false;
        const auto short_point = shorten(low.x, [&](const std::vector<double>& x) {
          return std::all_of(places_.begin(), places_.end(), [&](const Place& p) { return program_->value(coordinates_of(x, p)) < p.value - 0.2 * std::min(gain, p.value - low.value) - 1e-9 * (1 + std::fabs(p.value)); });
        });
        if (!short_point) return false;
        Substitution s;
        for (std::size_t k = 0; k < over_.size(); ++k) s[over_[k]] = (*short_point)[k];
        points.push_back(s);
        return true;
      };
      low_points(f_, over_, place.there, 12, enough);
      for (const auto& s : points)
        if (auto p = certify(s)) return p;
    }
    return std::nullopt;
  }

  std::optional<ValuedPoint> zeros() {
    const Squares squares = squares_of(f_);
    if (squares.terms.empty() || squares.terms.size() > 64 || !canonical(squares.rest).is_zero()) return std::nullopt;
    const auto positive = search_.sign({g_, -here_, kNegative, 2, scope_});
    if (!positive.within(kNegative)) return std::nullopt;
    std::vector<Expr> residuals;
    for (const auto& [weight, base] : squares.terms) residuals.push_back(base);
    std::optional<ValuedPoint> found;
    Interpolation zeros(search_, g_, scope_, residuals, over_);
    zeros.any({}, [&](const ExactPoint& z) {
      found = ValuedPoint{z.point, proof::sum({{substitute(f_, z.point), zero_squares(squares, z.point)}, {-here_, positive.node}}), z.denominators};
      return true;
    });
    return found;
  }

  /// One variable to a constant, then another one to the minimum of a quadratic.
  std::optional<ValuedPoint> changes() {
    struct Change {
      double gain;
      std::size_t moved, solved;
      numeric to;
    };
    const std::vector<numeric> values{0, 1, -1, 2, -2, numeric(1, 2), numeric(-1, 2), 3, -3, 5, -5, 10, -10, 100, -100};
    std::vector<Change> list;
    const std::size_t n = over_.size();
    for (std::size_t moved = 0; moved < n; ++moved)
      for (const auto& to : values) {
        Deadline::check();
        double worst = std::numeric_limits<double>::infinity();
        std::vector<double> gains(n + 1, worst);
        for (const auto& p : places_) {
          auto x = coordinates(inputs_, p.there);
          x[moved] = to.to_double();
          gains[n] = std::min(gains[n], p.value - program_->value(x));
          for (std::size_t k = 0; k < n; ++k) {
            if (k == moved) continue;
            auto y = x;
            const auto value = [&](double v) {
              y[k] = v;
              return program_->value(y);
            };
            const double f0 = value(0), f1 = value(1), fm = value(-1), f2 = value(2);
            const double a = (f1 + fm) / 2 - f0, b = (f1 - fm) / 2;
            const bool quadratic = std::isfinite(f2) && a > 1e-9 && std::fabs(f0 + 2 * b + 4 * a - f2) < 1e-7 * (1 + std::fabs(f2));
            gains[k] = quadratic ? std::min(gains[k], p.value - value(-b / (2 * a))) : -1;
          }
        }
        for (std::size_t k = 0; k <= n; ++k)
          if (gains[k] > 1e-8 && std::isfinite(gains[k])) list.push_back({gains[k], moved, k, to});
      }
    // The simplest first: a change to a constant alone, then the order in which they were made.
    std::stable_sort(list.begin(), list.end(), [&](const Change& a, const Change& b) { return (a.solved == n) > (b.solved == n); });
    if (list.size() > 12) list.resize(12);
    for (const auto& c : list) {
      Substitution s;
      for (const auto& v : over_) s[v] = at_.count(v) ? at_.at(v) : Expr(v);
      s[over_[c.moved]] = c.to;
      std::vector<Expr> denominators;
      if (c.solved < n) {
        const Symbol& v = over_[c.solved];
        const Expr slope = symbolic::derivative(f_, v), second = symbolic::derivative(slope, v);
        if (contains(second, v)) continue;
        Substitution zero = s;
        zero[v] = 0;
        const Expr lead = canonical(substitute(second, zero));
        if (lead.is_zero()) continue;
        s[v] = canonical(-substitute(slope, zero) / lead);
        if (!is_a<numeric>(lead)) denominators.push_back(lead);
      }
      if (!is_lower_everywhere(s)) continue;
      if (auto p = certify(s, denominators)) return p;
    }
    return std::nullopt;
  }

  Search& search_;
  const Context& g_;
  const Scope& scope_;
  Expr f_;
  std::vector<Symbol> over_;
  Substitution at_;
  Expr here_;
  std::vector<Symbol> inputs_;
  std::optional<Program> program_;
  std::vector<Place> places_;
  int splits_ = 0;  ///< nested case distinctions in sign proofs
};

}  // namespace

std::optional<ValuedPoint> better_point(Search& search, const Context& g, const Scope& scope, const Expr& f, const std::vector<Symbol>& over, const Substitution& at) {
  return BetterSearch(search, g, scope, f, over, at).run();
}

std::optional<ValuedPoint> point_of_value(Search& search, const Context& g, const Scope& scope, const Expr& f, const Expr& value, const std::vector<Symbol>& over) {
  const Expr e = f - value;
  const Sample sample = some_samples(g, 1).front();
  std::vector<std::vector<double>> hints;
  const auto low = low_points(e, over, sample, 8, [&](const Low& l) { return std::fabs(l.value) < 1e-16; });
  for (const auto& l : low)
    if (std::fabs(l.value) < 1e-10) hints.push_back(l.x);
  if (hints.size() > 3) hints.resize(3);
  const Squares squares = squares_of(e);
  std::optional<ValuedPoint> found;
  if (!squares.terms.empty() && squares.terms.size() <= 64 && canonical(squares.rest).is_zero()) {
    std::vector<Expr> residuals;
    for (const auto& [weight, base] : squares.terms) residuals.push_back(base);
    Interpolation zeros(search, g, scope, residuals, over);
    zeros.any(hints, [&](const ExactPoint& z) {
      const bool exact = std::all_of(residuals.begin(), residuals.end(), [&](const Expr& p) { return search.sign({g, substitute(p, z.point), kZero, 0, scope}).within(kZero); });
      if (!exact) return false;
      proof::Sign proof = zero_squares(squares, z.point);
      // Where an identity of its own is not enough (equations of roots), the search's proof of the whole is taken.
      const bool identical = std::all_of(residuals.begin(), residuals.end(), [&](const Expr& p) { return symbolic::zero_test(substitute(p, z.point)) == symbolic::ZeroTest::Zero; });
      if (!identical) {
        const auto p = search.sign({g, substitute(e, z.point), kZero, 0, scope});
        if (!p.within(kZero)) return false;
        proof = p.node;
      }
      found = ValuedPoint{z.point, proof, z.denominators};
      return true;
    });
    return found;
  }
  // No squares: a minimum with short coordinates.
  for (const auto& x : hints) {
    const auto q = shorten(x, [&](const std::vector<double>& y) {
      Sample there = sample;
      for (std::size_t k = 0; k < over.size(); ++k) there[over[k].get_name()] = y[k];
      const auto v = approx_value(e, there);
      return v && std::fabs(*v) < 1e-13;
    });
    if (!q) continue;
    Substitution s;
    for (std::size_t k = 0; k < over.size(); ++k) s[over[k]] = (*q)[k];
    const auto p = search.sign({g, substitute(e, s), kZero, 0, scope});
    if (p.within(kZero)) return ValuedPoint{s, p.node, {}};
  }
  return std::nullopt;
}

std::optional<std::pair<ValuedPoint, std::vector<proof::Sign>>> point_in_set(Search& search, const Context& g, const Scope& scope, const std::vector<Relation>& relations, const std::vector<Symbol>& over) {
  std::vector<Expr> equations;
  for (const auto& r : relations)
    if (r.rel == Rel::Equal) equations.push_back(r.expr);
  if (equations.empty()) return std::nullopt;
  std::optional<std::pair<ValuedPoint, std::vector<proof::Sign>>> found;
  Interpolation zeros(search, g, scope, equations, over);
  zeros.any({}, [&](const ExactPoint& z) {
    // Variables that no equation speaks of.
    for (const int q : {0, 1, -1}) {
      Substitution point = z.point;
      for (const auto& v : over) {
        const bool seen = std::any_of(equations.begin(), equations.end(), [&](const Expr& e) { return contains(e, v); });
        if (!seen) point[v] = q;
      }
      std::vector<proof::Sign> proofs;
      for (const auto& r : relations) {
        const auto p = search.sign({g, substitute(r.expr, point), signs_of(r.rel), 0, scope});
        if (!p.within(signs_of(r.rel))) break;
        proofs.push_back(p.node);
      }
      if (proofs.size() != relations.size()) continue;
      found = {ValuedPoint{point, {}, z.denominators}, proofs};
      return true;
    }
    return false;
  });
  return found;
}

}  // namespace losscert::prove
