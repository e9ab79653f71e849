#include "symbolic/series.hpp"

#include "symbolic/atoms.hpp"
#include "symbolic/stored.hpp"

namespace losscert::symbolic {
namespace {

using namespace detail;
using GiNaC::ex_to;
using GiNaC::numeric;
using Series = std::vector<Poly>;

Rational fraction_of(std::size_t numerator, std::size_t denominator) { return Rational(cln::cl_I(numerator)) / cln::cl_I(denominator); }

class Expansion {
public:
  Expansion(const Symbol& t, int order) : t_(t), n_(static_cast<std::size_t>(order) + 1) {}

  std::optional<Series> of(const Expr& e) {
    if (const auto it = known_.find(e); it != known_.end()) return it->second;
    auto s = expand(e);
    return known_.emplace(e, std::move(s)).first->second;
  }

private:
  Series constant(Poly p) const {
    Series s(n_);
    s[0] = std::move(p);
    return s;
  }

  Series times(const Series& a, const Series& b) const {
    Series r(n_);
    for (std::size_t k = 0; k < n_; ++k) {
      Sum sum;
      for (std::size_t i = 0; i <= k; ++i)
        if (!a[i].is_zero() && !b[k - i].is_zero()) sum.add(a[i] * b[k - i], 1);
      r[k] = sum.take();
    }
    return r;
  }

  // Term k of a recurrence k*b_k = sum of the parts.
  template <class F>
  Series recur(Poly first, F term) const {
    Series b = constant(std::move(first));
    for (std::size_t k = 1; k < n_; ++k) b[k] = scaled(term(k, b), fraction_of(1, k));
    return b;
  }

  std::optional<Series> power(const Series& a, const numeric& p) const {
    if (p.is_pos_integer()) {
      Series r = constant(Poly(Rational(1)));
      for (int k = p.to_int(); k > 0; --k) r = times(r, a);
      return r;
    }
    if (a[0].is_zero()) return std::nullopt;
    const Expr base = to_expr(a[0]);
    const Poly inverse = to_poly(power_of(base, -1));
    const Rational exponent = cln::the<cln::cl_RA>(p.to_cl_N());
    return recur(to_poly(power_of(base, p)), [&](std::size_t k, const Series& b) {
      Sum sum;
      for (std::size_t i = 1; i <= k; ++i) sum.add(a[i] * b[k - i], exponent * cln::cl_I(i) - cln::cl_I(k - i));
      return sum.take() * inverse;
    });
  }

  std::optional<Series> expand(const Expr& e) {
    if (!contains(e, t_)) return constant(to_poly(e));
    switch (const Head h = head(e)) {
      case Head::Symbol: {
        Series s(n_);
        if (n_ > 1) s[1] = Poly(Rational(1));
        return s;
      }
      case Head::Sum: {
        std::vector<Sum> sums(n_);
        for (const auto& p : pairs_of(e)) {
          const auto x = of(p.rest);
          if (!x) return std::nullopt;
          const Rational c = cln::the<cln::cl_RA>(ex_to<numeric>(p.coeff).to_cl_N());
          for (std::size_t k = 0; k < n_; ++k) sums[k].add((*x)[k], c);
        }
        sums[0].add(to_poly(number_beside(e)), 1);
        Series s;
        for (Sum& x : sums) s.push_back(x.take());
        return s;
      }
      case Head::Product: {
        Series s = constant(to_poly(number_beside(e)));
        for (const auto& p : pairs_of(e)) {
          const auto base = of(p.rest);
          const auto x = base && !p.coeff.is_equal(1) ? power(*base, ex_to<numeric>(p.coeff)) : base;
          if (!x) return std::nullopt;
          s = times(s, *x);
        }
        return s;
      }
      case Head::Power: {
        const auto a = of(e.op(0));
        return a ? power(*a, ex_to<numeric>(e.op(1))) : std::nullopt;
      }
      default: {
        const auto inner = of(e.op(0));
        return inner ? function(h, *inner) : std::nullopt;
      }
    }
  }

  std::optional<Series> function(Head h, const Series& a) const {
    const auto convolve = [&](std::size_t k, const Series& b) {  // sum i a_i b_(k-i), the derivative of a times b
      Sum sum;
      for (std::size_t i = 1; i <= k; ++i) sum.add(a[i] * b[k - i], cln::cl_I(i));
      return sum.take();
    };
    const auto at_0 = [&](Head f) { return to_poly(apply(f, to_expr(a[0]))); };
    switch (h) {
      case Head::Exp: return recur(at_0(h), convolve);
      case Head::Log: {
        const auto inverse = power(a, -1);
        if (!inverse) return std::nullopt;
        return recur(at_0(h), [&](std::size_t k, const Series&) { return convolve(k, *inverse); });
      }
      case Head::Arctan: {
        Series square = times(a, a);
        square[0] = square[0] + Poly(Rational(1));
        const auto inverse = power(square, -1);
        if (!inverse) return std::nullopt;
        return recur(at_0(h), [&](std::size_t k, const Series&) { return convolve(k, *inverse); });
      }
      case Head::Sin:
      case Head::Cos: {
        Series s = constant(at_0(Head::Sin)), c = constant(at_0(Head::Cos));
        for (std::size_t k = 1; k < n_; ++k) {
          s[k] = scaled(convolve(k, c), fraction_of(1, k));
          c[k] = scaled(convolve(k, s), -fraction_of(1, k));
        }
        return h == Head::Sin ? s : c;
      }
      default: return std::nullopt;
    }
  }

  Symbol t_;
  std::size_t n_;
  std::unordered_map<Expr, std::optional<Series>, ExprHash, ExprEqual> known_;
};

}  // namespace

std::optional<std::vector<Expr>> series(const Expr& e, const Symbol& t, int order) {
  const auto s = Expansion(t, order).of(e);
  if (!s) return std::nullopt;
  std::vector<Expr> out;
  for (const Poly& p : *s) out.push_back(detail::to_expr(p));
  return out;
}

}  // namespace losscert::symbolic
