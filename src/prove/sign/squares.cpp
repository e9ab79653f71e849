// Signs by squares: those that are written, completed ones, those of relations (FORMAT.md, section 5.1: sum, product).
#include "prove/algebra/expressions.hpp"
#include "prove/algebra/immediate.hpp"
#include "prove/sign/parts.hpp"
#include "prove/sign/strategies.hpp"
#include "symbolic/factor.hpp"

namespace losscert::prove::sign {

using GiNaC::is_a;
using GiNaC::numeric;
using symbolic::canonical;
using symbolic::contains;
using symbolic::Head;
using symbolic::symbols_of;

namespace {

/// A positive multiple of even powers and kinks, a sum or a kink among them.
bool is_square(const Expr& t) {
  bool proper = false;
  for (const auto& [f, n] : factors_of_product(t)) {
    if (is_a<numeric>(f)) {
      if (!GiNaC::ex_to<numeric>(f).is_positive()) return false;
    } else if (n % 2 == 0 || has_head(f, Head::Relu)) {
      proper |= is_a<GiNaC::add>(f) || has_head(f, Head::Relu);
    } else {
      return false;
    }
  }
  return proper;
}

}  // namespace

bool kept_squares(Search& search, const SignAttempt& a) {
  std::vector<Expr> squares;
  for (const auto& t : summands(a.e))
    if (is_square(t)) squares.push_back(t);
  if (squares.empty() || squares.size() > 5) return false;
  for (unsigned subset = 1; subset < (1U << squares.size()); ++subset) {
    std::vector<Expr> terms;
    Expr rest = a.e;
    for (std::size_t k = 0; k < squares.size(); ++k)
      if (subset >> k & 1U) {
        terms.push_back(squares[k]);
        rest -= squares[k];
      }
    rest = canonical(rest);
    if (!rest.is_zero()) terms.push_back(rest);
    if (a.best.offer(sum_of(search, a, terms))) return true;
  }
  return false;
}

bool completed_square(Search& search, const SignAttempt& a) {
  // e = A (v + B/(2A))^2 + rest; A rational, or else of known sign.
  for (const auto& v : symbols_of(a.canonical)) {
    if (!a.canonical.is_polynomial(v) || a.canonical.degree(v) != 2) continue;
    const Expr lead = a.canonical.coeff(v, 2);
    if (!is_a<numeric>(lead) && (contains(lead, v) || (immediate_signs(a.context, lead) & ~kPositive && immediate_signs(a.context, lead) & ~kNegative))) continue;
    const Expr shift = canonical(a.canonical.coeff(v, 1) / (2 * lead));
    const Expr rest = canonical(a.canonical.coeff(v, 0) - lead * GiNaC::pow(shift, 2));
    if (shift.is_zero() || contains(rest, v)) continue;
    if (a.best.offer(sum_of(search, a, {lead * GiNaC::pow(v + shift, 2), rest}))) return true;
  }
  return false;
}

bool squared_relation(Search& search, const SignAttempt& a) {
  // The cofactor's sign is sought by other means.
  constexpr std::size_t kLongest = 400;
  for (const auto& r : a.context.relations()) {
    const bool useful = r.rel == Rel::Equal ? (a.wanted & kZero) != 0 : (a.wanted & kNonzero) != 0;
    if (!useful || !is_a<GiNaC::add>(r.expr) || r.expr.nops() > 40 || a.canonical.nops() > kLongest) continue;
    if (!r.expr.info(GiNaC::info_flags::rational_polynomial)) continue;
    const auto [numerator, denominator] = symbolic::fraction(a.canonical);
    if (!numerator.info(GiNaC::info_flags::rational_polynomial) || numerator.nops() > kLongest || !denominator.info(GiNaC::info_flags::rational_polynomial)) return false;
    if (is_a<numeric>(numerator)) return false;
    Expr q;
    if (!GiNaC::divide(GiNaC::pow(r.expr, 2).expand(), numerator.expand(), q)) continue;
    const Expr cofactor = canonical(q * denominator);
    const auto p = a.sign(search, cofactor, kNonzero);
    if (!p.within(kNonzero)) continue;
    const Signs square = r.rel == Rel::Equal ? kZero : signs_of(r.rel) & kZero ? kZero | kPositive : kPositive;
    if (a.best.offer(multiply(square, p.signs), proof::product({{r.expr, 2, proof::assumption()}, {GiNaC::pow(cofactor, -1), 1, proof::inverse(cofactor, p.node)}}))) return true;
  }
  return false;
}

}  // namespace losscert::prove::sign
