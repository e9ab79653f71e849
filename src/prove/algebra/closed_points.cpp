#include "prove/algebra/closed_points.hpp"

#include <algorithm>
#include <cmath>

#include "prove/algebra/closed_roots.hpp"
#include "prove/algebra/expressions.hpp"
#include "support/deadline.hpp"
#include "symbolic/factor.hpp"

namespace losscert::prove {

using symbolic::canonical;
using symbolic::contains;
using symbolic::substitute;

namespace {

constexpr std::size_t kLongest = 60;  ///< terms of an equation
constexpr int kMostSteps = 400;

class ClosedPoints {
public:
  ClosedPoints(const Sample& at, std::size_t most) : at_(at), most_(most) {}

  void solve(std::vector<Expr> equations, std::vector<Symbol> open, std::vector<std::pair<Symbol, Expr>> chain) {
    Deadline::check();
    if (found_.size() >= most_ || --steps_ < 0) return;
    std::vector<Expr> left;
    for (const auto& e : equations) {
      const Expr n = symbolic::fraction(canonical(e)).first;
      if (n.is_zero()) continue;
      const bool speaks = std::any_of(open.begin(), open.end(), [&](const Symbol& v) { return contains(n, v); });
      if (!speaks) {
        const auto x = approx_sum(n, at_);
        if (!x || std::fabs(x->sum) > 1e-10 * x->size) return;  // not 0
        continue;
      }
      if (summands(n).size() > kLongest) return;
      left.push_back(n);
    }
    if (left.empty()) return finish(open, chain);
    // The shortest equation first; of its factors each in turn.
    const auto shortest = std::min_element(left.begin(), left.end(), [&](const Expr& a, const Expr& b) { return size(a, open) < size(b, open); });
    const Expr equation = *shortest;
    left.erase(shortest);
    for (const auto& [f, n] : symbolic::factors(equation)) {
      if (std::none_of(open.begin(), open.end(), [&, &f = f](const Symbol& v) { return contains(f, v); })) continue;
      factor(f, left, open, chain);
    }
  }

  std::vector<Substitution> take() { return std::move(found_); }

private:
  static std::pair<std::size_t, std::size_t> size(const Expr& e, const std::vector<Symbol>& open) {
    std::size_t unknowns = 0;
    for (const auto& v : open) unknowns += contains(e, v);
    return {unknowns, summands(e).size()};
  }

  void factor(const Expr& f, const std::vector<Expr>& left, const std::vector<Symbol>& open, const std::vector<std::pair<Symbol, Expr>>& chain) {
    std::vector<Symbol> its;
    for (const auto& v : open)
      if (contains(f, v)) its.push_back(v);
    const auto is_linear = [&](const Symbol& v) { return f.is_polynomial(v) && f.degree(v) == 1; };
    const auto known = [&](const Expr& c) { return std::none_of(open.begin(), open.end(), [&](const Symbol& v) { return contains(c, v); }); };
    for (const auto& v : its)
      if (is_linear(v) && known(f.coeff(v, 1))) return put_in(v, canonical(-f.coeff(v, 0) / f.coeff(v, 1)), left, open, chain);
    if (its.size() == 1) {
      for (const auto& [root, x] : closed_roots(f, its.front(), at_)) put_in(its.front(), root, left, open, chain);
      return;
    }
    for (const auto& v : its) {
      if (!is_linear(v)) continue;
      const Expr a = canonical(f.coeff(v, 1)), b = canonical(f.coeff(v, 0));
      put_in(v, canonical(-b / a), left, open, chain);
      auto both = left;  // where the coefficient is 0
      both.push_back(a);
      both.push_back(b);
      return solve(both, open, chain);
    }
    // None is linear: what the other equations say may help.
    if (left.empty()) {
      for (const auto& v : its) {
        Substitution others;
        for (const auto& u : its)
          if (!u.is_equal(v)) others[u] = 0;
        const Expr alone = canonical(substitute(f, others));
        if (!contains(alone, v)) continue;
        for (const auto& [root, x] : closed_roots(alone, v, at_)) {
          auto more = chain;
          auto rest = open;
          for (const auto& [u, e] : others) more.emplace_back(u, e);
          std::erase_if(rest, [&](const Symbol& u) { return others.count(u) > 0; });
          put_in(v, root, {}, rest, more);
        }
      }
      return;
    }
    const bool hopeless = std::all_of(left.begin(), left.end(), [&](const Expr& e) { return size(e, open) < size(f, open) || e.is_equal(f); });
    if (hopeless) return;
    auto last = left;
    const auto next = std::min_element(last.begin(), last.end(), [&](const Expr& a, const Expr& b) { return size(a, open) < size(b, open); });
    const Expr equation = *next;
    *next = f;
    for (const auto& [g, n] : symbolic::factors(equation)) {
      std::vector<Symbol> own;
      for (const auto& v : open)
        if (contains(g, v)) own.push_back(v);
      if (own.size() == 1 || std::any_of(own.begin(), own.end(), [&, &g = g](const Symbol& v) { return g.is_polynomial(v) && g.degree(v) == 1; })) factor(g, last, open, chain);
    }
  }

  void put_in(const Symbol& v, const Expr& by, const std::vector<Expr>& left, std::vector<Symbol> open, std::vector<std::pair<Symbol, Expr>> chain) {
    std::erase_if(open, [&](const Symbol& u) { return u.is_equal(v); });
    std::vector<Expr> rest;
    for (const auto& e : left) {
      try {
        rest.push_back(canonical(substitute(e, {{v, by}})));
      } catch (const std::domain_error&) {  // a denominator is 0 there
        return;
      }
    }
    chain.emplace_back(v, by);
    solve(std::move(rest), std::move(open), std::move(chain));
  }

  void finish(const std::vector<Symbol>& open, const std::vector<std::pair<Symbol, Expr>>& chain) {
    for (const int value : {0, 1}) {
      Substitution point;
      for (const auto& v : open) point[v] = value;
      try {
        for (std::size_t k = chain.size(); k-- > 0;) point[chain[k].first] = canonical(substitute(chain[k].second, point));
      } catch (const std::domain_error&) {
        continue;
      }
      if (found_.size() < most_) found_.push_back(std::move(point));
      if (open.empty()) return;
    }
  }

  const Sample& at_;
  std::size_t most_;
  int steps_ = kMostSteps;
  std::vector<Substitution> found_;
};

}  // namespace

std::vector<Substitution> closed_points(const std::vector<Expr>& equations, const std::vector<Symbol>& unknowns, const Sample& at, std::size_t most) {
  ClosedPoints points(at, most);
  try {
    points.solve(equations, unknowns, {});
  } catch (const std::domain_error&) {  // an equation that is defined nowhere
  } catch (const symbolic::TooLarge&) {
  }
  std::vector<Substitution> out;
  for (auto& p : points.take()) {
    // Denominators that were multiplied away count again.
    const bool holds = std::all_of(equations.begin(), equations.end(), [&](const Expr& e) {
      try {
        const auto x = approx_sum(canonical(substitute(e, p)), at);
        return x && std::isfinite(x->sum) && std::fabs(x->sum) <= 1e-9 * std::max(1.0, x->size);
      } catch (const std::exception&) {
        return false;
      }
    });
    if (holds) out.push_back(std::move(p));
  }
  return out;
}

std::vector<Expr> denominators_of(const Substitution& point) {
  std::vector<Expr> out;
  for (const auto& [v, e] : point)
    if (const Expr d = symbolic::fraction(canonical(e)).second; !GiNaC::is_a<GiNaC::numeric>(d)) out.push_back(d);
  return out;
}

}  // namespace losscert::prove
