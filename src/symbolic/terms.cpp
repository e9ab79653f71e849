#include "symbolic/terms.hpp"

#include <algorithm>

#include "symbolic/atoms.hpp"

namespace losscert::symbolic {

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
