#include "prove/algebra/series.hpp"

#include "symbolic/functions.hpp"

namespace losscert::prove {

using GiNaC::is_a;
using GiNaC::numeric;
using symbolic::canonical;
using symbolic::Expr;
using symbolic::Head;
using symbolic::Symbol;

namespace {

using Series = std::vector<Expr>;

class Expansion {
public:
  Expansion(const Symbol& t, int order) : t_(t), n_(static_cast<std::size_t>(order) + 1) {}

  std::optional<Series> of(const Expr& e) {
    if (const auto it = known_.find(e); it != known_.end()) return it->second;
    auto s = expand(e);
    return known_.emplace(e, std::move(s)).first->second;
  }

private:
  Series constant(const Expr& e) const {
    Series s(n_, Expr(0));
    s[0] = e;
    return s;
  }

  Series times(const Series& a, const Series& b) const {
    Series r(n_, Expr(0));
    for (std::size_t k = 0; k < n_; ++k) {
      Expr sum = 0;
      for (std::size_t i = 0; i <= k; ++i)
        if (!a[i].is_zero() && !b[k - i].is_zero()) sum += a[i] * b[k - i];
      r[k] = sum.is_zero() ? sum : canonical(sum);
    }
    return r;
  }

  // Term k of a recurrence k*b_k = sum of the parts.
  template <class F>
  Series recur(const Expr& first, F term) const {
    Series b(n_, Expr(0));
    b[0] = first;
    for (std::size_t k = 1; k < n_; ++k) b[k] = canonical(term(k, b) / static_cast<int>(k));
    return b;
  }

  std::optional<Series> power(const Series& a, const numeric& p) const {
    if (p.is_pos_integer()) {
      Series r = constant(1);
      for (int k = p.to_int(); k > 0; --k) r = times(r, a);
      return r;
    }
    if (a[0].is_zero()) return std::nullopt;
    return recur(canonical(symbolic::power_of(a[0], p)), [&](std::size_t k, const Series& b) {
      Expr sum = 0;
      for (std::size_t i = 1; i <= k; ++i) sum += (static_cast<int>(i) * p - static_cast<int>(k - i)) * a[i] * b[k - i];
      return sum / a[0];
    });
  }

  std::optional<Series> expand(const Expr& e) {
    if (!symbolic::contains(e, t_)) return constant(canonical(e));
    if (e.is_equal(t_)) {
      Series s(n_, Expr(0));
      if (n_ > 1) s[1] = 1;
      return s;
    }
    if (is_a<GiNaC::add>(e)) {
      Series s(n_, Expr(0));
      for (const auto& o : e) {
        const auto x = of(o);
        if (!x) return std::nullopt;
        for (std::size_t k = 0; k < n_; ++k) s[k] += (*x)[k];
      }
      for (auto& x : s) x = canonical(x);
      return s;
    }
    if (is_a<GiNaC::mul>(e)) {
      Series s = constant(1);
      for (const auto& o : e) {
        const auto x = of(o);
        if (!x) return std::nullopt;
        s = times(s, *x);
      }
      return s;
    }
    if (is_a<GiNaC::power>(e)) {
      const auto a = of(e.op(0));
      if (!a || !is_a<numeric>(e.op(1))) return std::nullopt;
      return power(*a, GiNaC::ex_to<numeric>(e.op(1)));
    }
    const auto inner = of(e.op(0));
    if (!inner) return std::nullopt;
    return function(symbolic::head(e), *inner);
  }

  std::optional<Series> function(Head h, const Series& a) const {
    const auto convolve = [&](std::size_t k, const Series& b) {  // sum i a_i b_(k-i), the derivative of a times b
      Expr sum = 0;
      for (std::size_t i = 1; i <= k; ++i) sum += static_cast<int>(i) * a[i] * b[k - i];
      return sum;
    };
    switch (h) {
      case Head::Exp: return recur(canonical(symbolic::exp_of(a[0])), convolve);
      case Head::Log: {
        const auto inverse = power(a, -1);
        if (!inverse) return std::nullopt;
        return recur(canonical(symbolic::log_of(a[0])), [&](std::size_t k, const Series&) { return convolve(k, *inverse); });
      }
      case Head::Arctan: {
        Series square = times(a, a);
        square[0] = canonical(square[0] + 1);
        const auto inverse = power(square, -1);
        if (!inverse) return std::nullopt;
        return recur(canonical(symbolic::arctan_of(a[0])), [&](std::size_t k, const Series&) { return convolve(k, *inverse); });
      }
      case Head::Sin:
      case Head::Cos: {
        Series s = constant(canonical(symbolic::sin_of(a[0]))), c = constant(canonical(symbolic::cos_of(a[0])));
        for (std::size_t k = 1; k < n_; ++k) {
          s[k] = canonical(convolve(k, c) / static_cast<int>(k));
          c[k] = canonical(-convolve(k, s) / static_cast<int>(k));
        }
        return h == Head::Sin ? s : c;
      }
      default: return std::nullopt;
    }
  }

  Symbol t_;
  std::size_t n_;
  std::map<Expr, std::optional<Series>, GiNaC::ex_is_less> known_;
};

}  // namespace

std::optional<std::vector<Expr>> series(const Expr& e, const Symbol& t, int order) { return Expansion(t, order).of(e); }

}  // namespace losscert::prove
