#include "prove/point/branches.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <set>

#include "prove/algebra/closed_roots.hpp"
#include "prove/algebra/expressions.hpp"
#include "prove/algebra/linear.hpp"
#include "support/deadline.hpp"

namespace losscert::prove {

using GiNaC::is_a;
using GiNaC::numeric;
using symbolic::canonical;
using symbolic::substitute;

namespace {

constexpr int kMostLevels = 3, kMostNodes = 60, kMostUses = 16, kLargestWeight = 12;
constexpr std::size_t kMostVariables = 4, kMostTerms = 300, kMostForFacets = 16, kMostZeros = 6;

using Exponents = std::vector<int>;
using Terms = std::map<Exponents, Expr>;

Terms terms_in(const Expr& p, const std::vector<Symbol>& x) {
  Terms out;
  for (const auto& t : summands(p.expand())) {
    Exponents e;
    Expr c = t;
    for (const auto& v : x) {
      e.push_back(t.degree(v));
      c = c.coeff(v, e.back());
    }
    out[e] += c;
  }
  for (auto& [e, c] : out) c = canonical(c);
  std::erase_if(out, [](const auto& t) { return t.second.is_zero(); });
  return out;
}

int degree(const Exponents& w, const Exponents& e) { return std::inner_product(w.begin(), w.end(), e.begin(), 0); }

/// The vectors of positive integers without common factor for which the lowest weighted degree is that of a whole facet, and the plain degree; small ones too where there are many variables.
std::vector<Exponents> weights(const Terms& p, std::size_t n) {
  std::set<Exponents> found;
  const auto add = [&](Exponents w) {
    const int g = std::accumulate(w.begin(), w.end(), 0, [](int a, int b) { return std::gcd(a, b); });
    if (g == 0) return;
    for (int& k : w) k /= g;
    if (w.front() < 0)
      for (int& k : w) k = -k;
    if (std::all_of(w.begin(), w.end(), [](int k) { return k > 0 && k <= kLargestWeight; })) found.insert(w);
  };
  std::vector<Exponents> points;
  for (const auto& [e, c] : p) points.push_back(e);
  const auto apart = [&](std::size_t i, std::size_t j) {
    Exponents d(n);
    for (std::size_t k = 0; k < n; ++k) d[k] = points[i][k] - points[j][k];
    return d;
  };
  if (n == 2)
    for (std::size_t i = 0; i < points.size(); ++i)
      for (std::size_t j = 0; j < i; ++j) {
        const auto d = apart(i, j);
        add({-d[1], d[0]});
      }
  if (n == 3 && points.size() <= kMostForFacets)
    for (std::size_t i = 0; i < points.size(); ++i)
      for (std::size_t j = 0; j < i; ++j)
        for (std::size_t k = 0; k < j; ++k) {
          const auto a = apart(i, k), b = apart(j, k);
          add({a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]});
        }
  // Only those that are supported: as many points as a facet has lie on it.
  std::erase_if(found, [&](const Exponents& w) {
    int least = degree(w, points.front());
    for (const auto& e : points) least = std::min(least, degree(w, e));
    return static_cast<std::size_t>(std::count_if(points.begin(), points.end(), [&](const Exponents& e) { return degree(w, e) == least; })) < n;
  });
  std::vector<Exponents> out{Exponents(n, 1)};
  const int most = n == 3 ? 3 : n == 4 ? 2 : 1;
  Exponents w(n, 1);
  for (std::size_t k = 0; n > 2 && k < n;) {  // counts
    if (found.insert(w).second) k = 0;
    for (k = 0; k < n && ++w[k] > most; ++k) w[k] = 1;
  }
  for (const auto& more : found)
    if (more != out.front()) out.push_back(more);
  std::stable_sort(out.begin() + 1, out.end(), [](const Exponents& a, const Exponents& b) { return std::accumulate(a.begin(), a.end(), 0) < std::accumulate(b.begin(), b.end(), 0); });
  return out;
}

class Newton {
public:
  Newton(Symbol t, const std::function<bool(const Branch&)>& use) : t_(std::move(t)), use_(use) {}

  /// p in x, of which the first is positive where `half` is true; `original`: what the curve is about, in x.
  bool below(const Expr& p, const std::vector<Symbol>& x, bool half, const std::vector<Expr>& original, int level) {
    Deadline::check();
    if (++nodes_ > kMostNodes) return false;
    const Terms terms = terms_in(p, x);
    if (terms.empty() || terms.size() > kMostTerms) return false;
    struct Zero {
      Exponents w;
      int d;
      std::vector<Expr> at;
    };
    std::vector<Zero> zeros;
    for (const auto& w : weights(terms, x.size())) {
      int d = degree(w, terms.begin()->first);
      for (const auto& [e, c] : terms) d = std::min(d, degree(w, e));
      if (d == 0) return false;
      Expr form = 0;
      for (const auto& [e, c] : terms)
        if (degree(w, e) == d) form += c * monomial(e, x);
      std::size_t found = 0;
      for (const auto& at : points(form, x, half)) {
        Substitution there;
        for (std::size_t k = 0; k < x.size(); ++k) there[x[k]] = at[k];
        const Expr value = canonical(substitute(form, there));
        if (value.is_zero()) {
          if (found++ < kMostZeros) zeros.push_back({w, d, at});
          continue;
        }
        const auto approx = approx_value(value, {});
        if (!approx || !(*approx < 0) || (!is_a<numeric>(value) && *approx > -1e-12)) continue;
        if (uses_++ == kMostUses) return false;
        if (use_(along(w, at, x, original))) return true;
        break;
      }
    }
    if (level == kMostLevels) return false;
    for (const auto& z : zeros)
      if (beyond(p, x, half, original, z.w, z.d, z.at, level)) return true;
    return false;
  }

private:
  static Expr monomial(const Exponents& e, const std::vector<Symbol>& x) {
    Expr m = 1;
    for (std::size_t k = 0; k < x.size(); ++k) m *= GiNaC::pow(x[k], e[k]);
    return m;
  }

  /// x_k = at_k t^(w_k), with t for a power of it where it occurs only so.
  Branch along(const Exponents& w, const std::vector<Expr>& at, const std::vector<Symbol>& x, const std::vector<Expr>& original) const {
    Substitution path;
    for (std::size_t k = 0; k < x.size(); ++k) path[x[k]] = at[k] * GiNaC::pow(t_, w[k]);
    Branch out;
    int common = 0;
    for (const auto& e : original) {
      out.push_back(substitute(e, path).expand());
      for (int k = 1; k <= out.back().degree(t_); ++k)
        if (!out.back().coeff(t_, k).is_zero()) common = std::gcd(common, k);
    }
    if (common > 1)
      for (auto& e : out) {
        Expr lower = 0;
        for (int k = common; k <= e.degree(t_); k += common) lower += e.coeff(t_, k) * GiNaC::pow(t_, k / common);
        e = lower;
      }
    return out;
  }

  /// Points at which the form may be negative or 0: a small grid; in two variables the exact zeros on each side, and between them.
  static std::vector<std::vector<Expr>> points(const Expr& form, const std::vector<Symbol>& x, bool half) {
    std::vector<std::vector<Expr>> out;
    const std::size_t n = x.size();
    if (n == 1) {
      out.push_back({1});
      if (!half) out.push_back({-1});
      return out;
    }
    if (n == 2) {
      for (const int side : {1, -1}) {
        if (side < 0 && half) continue;
        std::vector<std::pair<Expr, double>> roots = closed_roots(canonical(substitute(form, {{x[0], side}})), x[1]);
        std::sort(roots.begin(), roots.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
        for (const int q : {0, 1, -1}) out.push_back({side, q});
        for (std::size_t k = 0; k <= roots.size() && !roots.empty(); ++k) {
          const double between = k == 0 ? roots.front().second - 1 : k == roots.size() ? roots.back().second + 1 : (roots[k - 1].second + roots[k].second) / 2;
          out.push_back({side, Expr(near_rational(between, 30))});
        }
        for (const auto& [root, value] : roots) out.push_back({side, root});
      }
      if (!half)
        for (const int side : {1, -1}) out.push_back({0, side});
      return out;
    }
    static const std::vector<int> grid{1, -1, 0, 2, -2};
    std::size_t all = 1;
    for (std::size_t k = 0; k < n; ++k) all *= grid.size();
    for (std::size_t code = 0; code < all; ++code) {
      std::vector<Expr> at;
      bool moves = false;
      for (std::size_t k = 0, rest = code; k < n; ++k, rest /= grid.size()) {
        at.emplace_back(grid[rest % grid.size()]);
        moves = moves || !at.back().is_zero();
      }
      if (moves && (!half || at.front().info(GiNaC::info_flags::positive))) out.push_back(std::move(at));
    }
    return out;
  }

  /// Along a branch on which the form is 0: x_k = u^(w_k) (at_k + y_k), one y being 0.
  bool beyond(const Expr& p, const std::vector<Symbol>& x, bool half, const std::vector<Expr>& original, const Exponents& w, int d, const std::vector<Expr>& at, int level) {
    std::size_t pivot = 0;
    while (pivot < x.size() && at[pivot].is_zero()) ++pivot;
    if (pivot == x.size() || (half && pivot != 0)) return false;
    const std::string prime = std::to_string(level);
    std::vector<Symbol> next{symbolic::symbol("_u" + prime)};
    Substitution to;
    for (std::size_t k = 0; k < x.size(); ++k) {
      Expr y = 0;
      if (k != pivot) {
        next.push_back(symbolic::symbol("_y" + prime + std::to_string(k)));
        y = next.back();
      }
      to[x[k]] = GiNaC::pow(next.front(), w[k]) * (at[k] + y);
    }
    const Expr moved = (substitute(p, to) * GiNaC::pow(next.front(), -d)).expand();
    if (moved.nops() > kMostTerms) return false;
    std::vector<Expr> back;
    for (const auto& e : original) back.push_back(substitute(e, to));
    return below(moved, next, true, back, level + 1);
  }

  Symbol t_;
  const std::function<bool(const Branch&)>& use_;
  int nodes_ = 0, uses_ = 0;
};

}  // namespace

bool falling_branches(const Expr& p, const std::vector<Symbol>& x, const Symbol& t, const std::function<bool(const Branch&)>& use) {
  if (x.empty() || x.size() > kMostVariables) return false;
  for (const auto& v : symbolic::symbols_of(p))
    if (std::none_of(x.begin(), x.end(), [&](const Symbol& y) { return y.is_equal(v); })) return false;
  return Newton(t, use).below(p.expand(), x, false, std::vector<Expr>(x.begin(), x.end()), 1);
}

}  // namespace losscert::prove
