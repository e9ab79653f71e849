#include "prove/refute/low.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "prove/algebra/closed_points.hpp"
#include "prove/algebra/extremes.hpp"
#include "prove/algebra/linear.hpp"
#include "prove/hints/descend.hpp"
#include "support/deadline.hpp"

namespace losscert::prove {

using GiNaC::numeric;
using symbolic::canonical;
using symbolic::substitute;

namespace {

constexpr std::size_t kMostStarts = 5, kMostFarOut = 4, kMostSymbols = 8;
constexpr int kStartTries = 300, kDescents = 8, kMostDecades = 12;

numeric decade(int k) { return GiNaC::pow(numeric(10), numeric(k)); }

/// Root symbols with their values, and the other symbols of the expressions, of the relations and of the list.
struct Unknowns {
  Sample roots;
  std::vector<Symbol> symbols;

  Unknowns(const Context& base, const std::vector<Expr>& expressions, const std::vector<Relation>& relations, const std::vector<Symbol>& extra) {
    std::map<std::string, Symbol> all;
    const auto add = [&](const Expr& x) {
      for (const auto& v : symbolic::symbols_of(x)) all.insert_or_assign(v.get_name(), v);
    };
    for (const auto& e : expressions) add(e);
    for (const auto& v : extra) all.insert_or_assign(v.get_name(), v);
    for (const auto& r : relations) add(r.expr);
    for (const auto& [name, x] : base.box()) {
      if (!x.is_finite()) continue;
      roots[name] = ((x.lower() + x.upper()) / 2).to_double();
      all.erase(name);
    }
    for (const auto& [name, v] : all) symbols.push_back(v);
  }
};

bool satisfies(const std::vector<Relation>& relations, const Sample& at) {
  return std::all_of(relations.begin(), relations.end(), [&](const Relation& r) {
    const auto x = approx_sum(r.expr, at);
    if (!x || !x->defined()) return false;
    const Signs s = std::fabs(x->sum) <= 1e-13 * x->size ? kZero : x->sum > 0 ? kPositive : kNegative;
    return (s & signs_of(r.rel)) != 0;
  });
}

Sample values_at(const Substitution& point, const Sample& roots) {
  Sample at = roots;
  for (const auto& [v, x] : point) at[v.get_name()] = approx_value(x, roots).value_or(std::nan(""));
  return at;
}

class LowSearch {
public:
  LowSearch(const Context& base, const Expr& e, const std::vector<Relation>& relations, const std::vector<Symbol>& extra, const Assignments::Use& use)
      : LowSearch(base, canonical(e), Unknowns(base, {e}, relations, extra), relations, use) {}

  bool run() {
    if (symbols_.empty()) return false;
    find_starts();
    if (critical()) return true;
    if (symbols_.size() > kMostSymbols) return false;
    return along_axes() || far_out() || descended();
  }

private:
  LowSearch(const Context& base, Expr e, Unknowns unknowns, const std::vector<Relation>& relations, const Assignments::Use& use)
      : base_(base), e_(std::move(e)), relations_(relations), use_(use), roots_(std::move(unknowns.roots)), symbols_(std::move(unknowns.symbols)) {}

  bool fits(const Sample& at) const { return satisfies(relations_, at); }
  /// None where e is positive, or not defined.
  std::optional<double> low(const Sample& at) const {
    const auto x = approx_sum(e_, at);
    if (!x || !x->defined() || x->sum > 1e-9 * x->size) return std::nullopt;
    return x->sum;
  }

  bool critical() {
    // All symbols of e at once, and those that relations tie to them; the others as at a start. Where parameters leave nothing isolated, what remains free is simple.
    std::vector<Symbol> own = symbolic::symbols_of(e_);
    std::erase_if(own, [&](const Symbol& v) { return roots_.count(v.get_name()) > 0; });
    std::vector<Relation> ties;
    for (std::size_t before = own.size() + 1; before != own.size();) {
      before = own.size();
      ties.clear();
      for (const auto& r : relations_) {
        if (std::none_of(own.begin(), own.end(), [&](const Symbol& v) { return symbolic::contains(r.expr, v); })) continue;
        ties.push_back(r);
        for (const auto& v : symbolic::symbols_of(r.expr))
          if (!roots_.count(v.get_name()) && std::none_of(own.begin(), own.end(), [&](const Symbol& o) { return o.is_equal(v); })) own.push_back(v);
      }
    }
    for (const auto& p : extreme_points(e_, ties, own, roots_)) {
      Substitution a = starts_.empty() ? Substitution{} : starts_.front().first;
      Sample at = starts_.empty() ? roots_ : starts_.front().second;
      for (const auto& [v, x] : p.point) {
        a[v] = x;
        at[v.get_name()] = approx_value(x, roots_).value_or(std::nan(""));
      }
      if (low(at) && use_(a, at)) return true;
    }
    return false;
  }

  void find_starts() {
    Assignments some(base_, relations_, symbols_);
    some.any(kStartTries, [&](const Substitution& a, const Sample& at) {
      starts_.emplace_back(a, at);
      return starts_.size() >= kMostStarts;
    });
    for (const auto& v : symbols_) {
      auto& near = landmarks_.emplace_back(1, numeric(0));
      for (const auto& r : relations_)
        if (const auto lin = linear_in_one_symbol(canonical(r.expr)); lin && lin->v.is_equal(v)) near.push_back(-lin->r / lin->q);
    }
  }

  /// Critical points of e in one symbol, the others as at a start.
  bool along_axes() {
    if (symbols_.size() < 2) return false;
    for (const auto& [start, there] : starts_)
      for (const auto& v : symbols_) {
        Substitution others = start;
        others.erase(v);
        std::vector<Relation> region;
        for (const auto& r : relations_)
          if (symbolic::contains(r.expr, v)) region.push_back({substitute(r.expr, others), r.rel});
        for (const auto& p : extreme_points(substitute(e_, others), region, {v}, roots_)) {
          Substitution a = start;
          a[v] = p.point.at(v);
          Sample at = there;
          at[v.get_name()] = approx_value(a[v], roots_).value_or(std::nan(""));
          if (low(at) && fits(at) && use_(a, at)) return true;
        }
      }
    return false;
  }

  /// One symbol, or two, moved by a power of ten from what the relations name.
  bool far_out() {
    std::vector<std::pair<int, int>> moves;  // decade and sign, the smallest first
    for (int k = 0; k <= kMostDecades; ++k)
      for (const int d : {k, -k})
        for (const int sign : {1, -1})
          if (k > 0 || d == k) moves.emplace_back(d, sign);
    std::size_t found = 0;
    const auto look = [&](Substitution a, Sample at, const std::vector<std::pair<std::size_t, numeric>>& to) {
      for (const auto& [k, q] : to) {
        a[symbols_[k]] = q;
        at[symbols_[k].get_name()] = q.to_double();
      }
      const auto value = low(at);
      if (!value || !(*value < 0) || !fits(at)) return false;
      ++found;
      return use_(a, at);
    };
    for (const auto& [a, at] : starts_)
      for (std::size_t k = 0; k < symbols_.size(); ++k)
        for (const auto& [d, sign] : moves)
          for (const auto& from : landmarks_[k]) {
            Deadline::check();
            if (look(a, at, {{k, from + sign * decade(d)}})) return true;
            if (found >= kMostFarOut) return false;
          }
    if (starts_.empty()) return false;
    const auto& [a, at] = starts_.front();
    for (std::size_t i = 0; i < symbols_.size(); ++i)
      for (std::size_t j = i + 1; j < symbols_.size(); ++j)
        for (const auto& [d, sign] : moves)
          for (const auto& [other, other_sign] : moves) {
            if (std::abs(d) % 3 || std::abs(other) % 3) continue;
            Deadline::check();
            if (look(a, at, {{i, sign * decade(d)}, {j, other_sign * decade(other)}})) return true;
            if (found >= kMostFarOut) return false;
          }
    return false;
  }

  bool descended() {
    if (std::any_of(relations_.begin(), relations_.end(), [](const Relation& r) { return r.rel == Rel::Equal; })) return false;
    Expr penalised = e_;
    for (const auto& r : relations_)
      if (r.rel != Rel::NotEqual) penalised += 1000 * GiNaC::pow(symbolic::relu_of(signs_of(r.rel) & kPositive ? -r.expr : r.expr), 2);
    std::vector<std::vector<double>> bottoms;
    for (const auto& [a, start] : starts_) {
      low_points(penalised, symbols_, start, kDescents, [&](const Low& l) {
        bottoms.push_back(l.x);
        return false;
      });
      if (bottoms.size() >= 2 * static_cast<std::size_t>(kDescents)) break;
    }
    std::set<std::vector<double>> seen;
    for (const auto& x : bottoms) {
      const auto at = [&](const std::vector<double>& y) {
        Sample s = roots_;
        for (std::size_t k = 0; k < symbols_.size(); ++k) s[symbols_[k].get_name()] = y[k];
        return s;
      };
      const auto q = shorten(x, [&](const std::vector<double>& y) {
        const Sample s = at(y);
        const auto value = low(s);
        return value && *value < 0 && fits(s);
      });
      if (!q) continue;
      Substitution a;
      std::vector<double> y;
      for (std::size_t k = 0; k < symbols_.size(); ++k) {
        a[symbols_[k]] = (*q)[k];
        y.push_back((*q)[k].to_double());
      }
      if (seen.insert(y).second && use_(a, at(y))) return true;
    }
    return false;
  }

  const Context& base_;
  Expr e_;
  const std::vector<Relation>& relations_;
  const Assignments::Use& use_;
  Sample roots_;
  std::vector<Symbol> symbols_;
  std::vector<std::pair<Substitution, Sample>> starts_;
  std::vector<std::vector<numeric>> landmarks_;  ///< by symbol
};

}  // namespace

bool any_low(const Context& base, const Expr& e, const std::vector<Relation>& relations, const std::vector<Symbol>& extra, const Assignments::Use& use) {
  try {
    return LowSearch(base, e, relations, extra, use).run();
  } catch (const std::domain_error&) {
    return false;
  } catch (const symbolic::TooLarge&) {
    return false;
  }
}

bool any_zero(const Context& base, const std::vector<Expr>& zeros, const std::vector<Relation>& relations, const std::vector<Symbol>& extra, const Assignments::Use& use) {
  constexpr std::size_t kMost = 24;
  const Unknowns unknowns(base, zeros, relations, extra);
  std::vector<Expr> equations = zeros;
  for (const auto& r : relations)
    if (r.rel == Rel::Equal) equations.push_back(r.expr);
  for (const auto& p : closed_points(equations, unknowns.symbols, unknowns.roots, kMost)) {
    const Sample at = values_at(p, unknowns.roots);
    if (satisfies(relations, at) && use(p, at)) return true;
  }
  return false;
}

}  // namespace losscert::prove
