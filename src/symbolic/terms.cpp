#include "symbolic/terms.hpp"

#include <algorithm>

#include "symbolic/atoms.hpp"
#include "symbolic/stored.hpp"

namespace losscert::symbolic {
namespace {

using GiNaC::ex_to;
using GiNaC::numeric;

// A product that GiNaC would not expand: no factor is a sum or a power of one.
bool is_expanded_product(const Expr& e) {
  const auto plain = [](const Expr& base) { return head(base) != Head::Sum && head(base) != Head::Power; };
  switch (head(e)) {
    case Head::Sum: return false;
    case Head::Power: return plain(e.op(0));
    case Head::Product: return std::all_of(pairs_of(e).begin(), pairs_of(e).end(), [&](const GiNaC::expair& p) { return plain(p.rest); });
    default: return true;
  }
}
bool is_expanded(const Expr& e) {
  if (head(e) != Head::Sum) return is_expanded_product(e);
  return std::all_of(pairs_of(e).begin(), pairs_of(e).end(), [](const GiNaC::expair& p) { return is_expanded_product(p.rest); });
}

// q if the sums are so term by term, as they are stored: in the same order if the terms are the same.
std::optional<numeric> ratio_of_terms(const Expr& a, const Expr& b) {
  const auto &x = pairs_of(a), &y = pairs_of(b);
  if (x.size() != y.size()) return std::nullopt;
  const numeric q = ex_to<numeric>(x.front().coeff) / ex_to<numeric>(y.front().coeff);
  if (number_beside(a) != q * number_beside(b)) return std::nullopt;
  for (std::size_t k = 0; k < x.size(); ++k)
    if (!x[k].rest.is_equal(y[k].rest) || ex_to<numeric>(x[k].coeff) != q * ex_to<numeric>(y[k].coeff)) return std::nullopt;
  return q;
}

numeric coefficient(const Expr& e) { return head(e) == Head::Product ? number_beside(e) : numeric(1); }

}  // namespace

std::optional<numeric> ratio(const Expr& a, const Expr& b) {
  const Head ha = head(a), hb = head(b);
  if (ha == Head::Number || hb == Head::Number) {
    if (ha != hb || a.is_zero() || b.is_zero()) return std::nullopt;
    return ex_to<numeric>(a) / ex_to<numeric>(b);
  }
  if (ha == Head::Sum && hb == Head::Sum) {
    if (a.nops() != b.nops()) return std::nullopt;
    if (const auto q = ratio_of_terms(a, b)) return q;
  } else if (ha != Head::Sum && hb != Head::Sum) {
    const numeric ca = coefficient(a), cb = coefficient(b);
    if ((a / ca).is_equal(b / cb)) return ca / cb;
  }
  // Expanded expressions are equal only as they stand.
  if (is_expanded(a) && is_expanded(b)) return std::nullopt;
  const Expr ca = a.integer_content(), cb = b.integer_content();
  if (head(ca) != Head::Number || head(cb) != Head::Number || ca.is_zero() || cb.is_zero()) return std::nullopt;
  const numeric q = ex_to<numeric>(ca) / ex_to<numeric>(cb);
  if ((a - q * b).expand().is_zero()) return q;
  if ((a + q * b).expand().is_zero()) return -q;
  return std::nullopt;
}

std::vector<TermParts> terms_of(const Expr& e) {
  using namespace detail;
  std::vector<std::pair<std::string, TermParts>> keyed;
  const Poly p = to_poly(e);
  for (const Term& t : p.terms()) {
    TermParts parts{GiNaC::numeric(t.coefficient), {}, detail::to_expr(interned(t.monomial.exp))};
    std::vector<std::pair<std::string, PowerFactor>> powers;
    for (const Factor& f : t.monomial.factors) {
      const Atom& a = atom(f.atom);
      GiNaC::numeric exponent = GiNaC::numeric(f.exponent.num) / GiNaC::numeric(f.exponent.den);
      if (a.kind == Kind::Inverse) exponent = -exponent;
      powers.push_back({to_text(a.expr), {a.expr, exponent}});
    }
    std::stable_sort(powers.begin(), powers.end(), [](const auto& x, const auto& y) { return x.first < y.first; });
    for (auto& [text, factor] : powers) parts.powers.push_back(std::move(factor));
    keyed.push_back({t.monomial.is_one() ? "~" : to_text(detail::to_expr(t.monomial)), std::move(parts)});
  }
  std::sort(keyed.begin(), keyed.end(), [](const auto& x, const auto& y) { return x.first < y.first; });
  std::vector<TermParts> out;
  for (auto& [text, parts] : keyed) out.push_back(std::move(parts));
  return out;
}

Expr to_expr(const TermParts& t) {
  Expr e = t.coefficient;
  for (const PowerFactor& f : t.powers) e = e * power_of(f.base, f.exponent);
  return e * exp_of(t.exponent);
}

}  // namespace losscert::symbolic
