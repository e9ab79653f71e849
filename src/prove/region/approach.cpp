#include "prove/region/approach.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "prove/algebra/closed_points.hpp"
#include "prove/algebra/extremes.hpp"
#include "prove/hints/descend.hpp"
#include "support/deadline.hpp"

namespace losscert::prove {

using GiNaC::numeric;
using symbolic::canonical;
using symbolic::contains;
using symbolic::substitute;

namespace {

constexpr std::size_t kMostPaths = 12, kMostVariables = 8, kLongList = 3, kMostCombinations = 20000;
const std::array<double, 3> kEps{1.0 / 16, 1.0 / 64, 1.0 / 256};

/// How one variable moves, and where it is then.
struct Move {
  Expr path;
  int cost;  ///< simple ones are cheap
  std::array<double, 3> values{};
};

class Approaches {
public:
  Approaches(const Expr& f, const Expr& value, const std::vector<Relation>& region, const std::vector<Symbol>& over, const Sample& at)
      : gap_(canonical(f - value)), f_(f), value_(value), region_(region), over_(over), at_(at), inputs_(over), eps_(symbolic::symbol("eps")) {
    for (const auto& v : symbolic::symbols_of(gap_))
      if (std::none_of(over.begin(), over.end(), [&](const Symbol& o) { return o.is_equal(v); })) inputs_.push_back(v);
    program_.emplace(std::vector<Expr>{gap_}, inputs_);
  }

  std::vector<Substitution> run() {
    from_border();
    solved();
    combined();
    return std::move(found_);
  }

private:
  std::optional<Move> move(const Expr& path, int cost) const {
    Move m{path, cost, {}};
    for (std::size_t k = 0; k < kEps.size(); ++k) {
      Sample s = at_;
      s["eps"] = kEps[k];
      const auto x = approx_value(path, s);
      if (!x || !std::isfinite(*x)) return std::nullopt;
      m.values[k] = *x;
    }
    return m;
  }

  /// The gap shrinks along the path, which lies in the region.
  bool fits(const std::vector<const Move*>& path) {
    std::array<double, 3> gaps{};
    for (std::size_t k = 0; k < kEps.size(); ++k) {
      auto x = coordinates(inputs_, at_);
      for (std::size_t i = 0; i < over_.size(); ++i) x[i] = path[i]->values[k];
      gaps[k] = std::fabs(program_->value(x));
      if (!std::isfinite(gaps[k])) return false;
    }
    const bool shrinks = gaps[2] < 0.1 && gaps[2] <= 0.6 * gaps[0] && gaps[1] <= gaps[0];
    if (!shrinks) return false;
    for (std::size_t k = 0; k < kEps.size(); ++k) {
      Sample s = at_;
      for (std::size_t i = 0; i < over_.size(); ++i) s[over_[i].get_name()] = path[i]->values[k];
      const bool inside = std::all_of(region_.begin(), region_.end(), [&](const Relation& r) {
        const auto x = approx_sum(r.expr, s);
        if (!x || !x->defined()) return false;
        const Signs sign = std::fabs(x->sum) <= 1e-12 * x->size ? kZero : x->sum > 0 ? kPositive : kNegative;
        return (sign & signs_of(r.rel)) != 0;
      });
      if (!inside && k + 1 == kEps.size()) return false;
    }
    return true;
  }

  void consider(const Substitution& path) {
    if (found_.size() >= kMostPaths) return;
    std::vector<Move> moves;
    for (const auto& v : over_) {
      const auto m = move(path.at(v), 0);
      if (!m) return;
      moves.push_back(*m);
    }
    std::vector<const Move*> list;
    for (const auto& m : moves) list.push_back(&m);
    if (fits(list)) found_.push_back(path);
  }

  /// Steps from where the function would be least on the closure of the region.
  void from_border() {
    if (region_.empty() || over_.size() > kLongList + 1) return;
    for (const auto& extreme : extreme_points(f_, region_, over_, at_, true)) {
      std::size_t directions = 1;
      for (std::size_t k = 0; k < over_.size(); ++k) directions *= 3;
      for (std::size_t d = 1; d < directions; ++d) {
        Substitution path;
        std::size_t rest = d;
        for (const auto& v : over_) {
          const int step = static_cast<int>((rest + 1) % 3) - 1;
          rest /= 3;
          path[v] = extreme.point.at(v) + step * eps_;
        }
        consider(path);
      }
    }
  }

  /// One variable moves; the others follow so that residuals, or slopes in their directions, stay 0.
  void solved() {
    if (over_.size() < 2 || over_.size() > kLongList + 1) return;
    const Squares squares = squares_of(f_ - value_);
    std::vector<std::vector<Expr>> systems;
    std::vector<Expr> bases;
    for (const auto& [weight, base] : squares.terms) bases.push_back(base);
    for (std::size_t k = 0; k < bases.size() && bases.size() > 1; ++k) {
      auto others = bases;
      others.erase(others.begin() + static_cast<long>(k));
      systems.push_back(others);
      systems.push_back({bases[k]});
    }
    if (systems.size() > 8) systems.resize(8);
    for (const auto& v : over_)
      for (const int power : {1, -1, -2, 2})
        for (const int sign : {1, -1}) {
          Deadline::check();
          const Expr driven = sign * GiNaC::pow(eps_, power);
          std::vector<Symbol> others;
          for (const auto& u : over_)
            if (!u.is_equal(v)) others.push_back(u);
          auto own = systems;
          own.emplace_back();
          for (const auto& u : others)
            if (const Expr slope = symbolic::derivative(gap_, u); symbolic::exists(slope)) own.back().push_back(slope);
          Sample there = at_;
          there["eps"] = kEps[1];
          for (const auto& system : own) {
            std::vector<Expr> equations;
            for (const auto& e : system) equations.push_back(substitute(e, {{v, driven}}));
            for (auto& p : closed_points(equations, others, there, 4)) {
              p[v] = driven;
              consider(p);
              if (found_.size() >= kMostPaths / 2) return;
            }
          }
        }
  }

  /// Powers of eps and constants, in all combinations.
  void combined() {
    if (over_.size() > kMostVariables) return;
    std::vector<Move> list;
    const auto add = [&](const Expr& path, int cost) {
      if (const auto m = move(path, cost)) list.push_back(*m);
    };
    add(0, 0);
    for (const int sign : {1, -1}) {
      add(Expr(sign), 1);
      add(sign / eps_, 1);
      add(sign * eps_, 1);
      if (over_.size() > kLongList) continue;
      add(sign * GiNaC::pow(eps_, 2), 2);
      add(sign * GiNaC::pow(eps_, -2), 2);
      add(sign * symbolic::log_of(eps_), 2);
      if (over_.size() == kLongList) continue;
      add(sign * GiNaC::pow(eps_, 3), 3);
      add(sign * GiNaC::pow(eps_, -3), 3);
      add(Expr(2 * sign), 3);
    }
    std::stable_sort(list.begin(), list.end(), [](const Move& a, const Move& b) { return a.cost < b.cost; });
    struct Choice {
      int cost;
      std::vector<std::size_t> moves;
    };
    std::vector<Choice> choices;
    std::vector<std::size_t> now(over_.size(), 0);
    for (std::size_t n = 0; n < kMostCombinations; ++n) {
      int cost = 0;
      for (const std::size_t k : now) cost += list[k].cost;
      choices.push_back({cost, now});
      std::size_t i = 0;
      while (i < now.size() && ++now[i] == list.size()) now[i++] = 0;
      if (i == now.size()) break;
    }
    std::stable_sort(choices.begin(), choices.end(), [](const Choice& a, const Choice& b) { return a.cost < b.cost; });
    for (const auto& c : choices) {
      if (found_.size() >= kMostPaths) return;
      std::vector<const Move*> path;
      for (const std::size_t k : c.moves) path.push_back(&list[k]);
      if (!fits(path)) continue;
      Substitution s;
      for (std::size_t i = 0; i < over_.size(); ++i) s[over_[i]] = path[i]->path;
      found_.push_back(std::move(s));
    }
  }

  Expr gap_, f_, value_;
  const std::vector<Relation>& region_;
  const std::vector<Symbol>& over_;
  const Sample& at_;
  std::vector<Symbol> inputs_;
  Symbol eps_;
  std::optional<Program> program_;
  std::vector<Substitution> found_;
};

}  // namespace

std::vector<Substitution> approaches(const Expr& f, const Expr& value, const std::vector<Relation>& region, const std::vector<Symbol>& over, const Sample& at) {
  if (over.empty()) return {};
  try {
    return Approaches(f, value, region, over, at).run();
  } catch (const std::domain_error&) {
    return {};
  } catch (const symbolic::TooLarge&) {
    return {};
  }
}

}  // namespace losscert::prove
