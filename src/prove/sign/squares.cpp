// Signs by squares: those that are there, completed ones, those of relations, and sin(z)^2 + cos(z)^2 = 1.
#include "prove/sign/sign.hpp"
#include "symbolic/factor.hpp"

namespace losscert::prove {

using GiNaC::is_a;
using GiNaC::numeric;
using symbolic::canonical;
using symbolic::contains;
using symbolic::Head;
using symbolic::symbols_of;
using symbolic::to_text;

bool SignSearch::by_kept_squares(const Context& g, Attempt& a) {
  if (squares_kept_ || !is_a<GiNaC::add>(a.form)) return false;
  std::vector<Expr> squares;
  for (const auto& t : a.form) {
    bool nonnegative = true, proper = false;
    for (const auto& [f, n] : factors_of_product(t)) {
      if (is_a<numeric>(f))
        nonnegative &= GiNaC::ex_to<numeric>(f).is_positive();
      else if (n % 2 == 0 || has_head(f, Head::Relu))
        proper |= is_a<GiNaC::add>(f) || has_head(f, Head::Relu);
      else
        nonnegative = false;
    }
    if (nonnegative && proper) squares.push_back(t);
  }
  if (squares.empty() || squares.size() > 5) return false;
  const Temporarily guard(squares_kept_, true);
  for (unsigned subset = 1; subset < (1U << squares.size()); ++subset) {
    std::vector<Expr> terms;
    Expr rest = a.form;
    for (std::size_t k = 0; k < squares.size(); ++k)
      if (subset >> k & 1U) {
        terms.push_back(squares[k]);
        rest -= squares[k];
      }
    rest = canonical(rest);
    if (!rest.is_zero()) terms.push_back(rest);
    if (a.offer(sum(g, terms))) return true;
  }
  return false;
}

bool SignSearch::by_completed_square(const Context& g, Attempt& a) {
  // e = A (v + B/(2A))^2 + rest with a rational A; once, not again in the rest.
  if (squares_kept_) return false;
  const Temporarily guard(squares_kept_, true);
  for (const auto& v : symbols_of(a.canonical)) {
    if (!a.canonical.is_polynomial(v) || a.canonical.degree(v) != 2) continue;
    const Expr lead = a.canonical.coeff(v, 2);
    if (!is_a<numeric>(lead)) continue;
    const Expr shift = canonical(a.canonical.coeff(v, 1) / (2 * lead));
    const Expr rest = canonical(a.canonical.coeff(v, 0) - lead * GiNaC::pow(shift, 2));
    if (shift.is_zero() || contains(rest, v)) continue;
    if (a.offer(sum(g, {lead * GiNaC::pow(v + shift, 2), rest}))) return true;
  }
  return false;
}

bool SignSearch::by_pythagoras(const Context& g, Attempt& a, int splits) {
  // The checker's zero test knows sin(z)^2 + cos(z)^2 = 1.
  const Expr& e = a.canonical;
  const bool is_sine = has_head(e, Head::Sin);
  if (a.wanted == kNonzero && (is_sine || has_head(e, Head::Cos))) {
    // With e = 0 and the other 0, 0 = e = e^2 + other^2 = 1.
    const Expr other = is_sine ? symbolic::cos_of(e.op(0)) : symbolic::sin_of(e.op(0));
    for (const auto& r : g.relations()) {
      if (r.rel != Rel::Equal || !ratio(r.expr, canonical(other))) continue;
      const auto rewrite = [](const Expr& equation, const Expr& multiplier, const Json& proof) {
        return Json{{"rule", "rewrite"}, {"equation", to_text(equation)}, {"multiplier", to_text(multiplier)}, {"proof", proof}};
      };
      const Json one = {{{"expr", "1"}, {"proof", {{"rule", "interval"}}}}};
      const Json proof = rewrite(e, canonical(1 - e), rewrite(other, -other, {{"rule", "sum"}, {"terms", one}}));
      return a.offer(kNonzero, {{"rule", "cases"},
                                {"on", to_text(e)},
                                {"branches", {{"!=", {{"rule", "assumption"}}}, {"=", {{"rule", "absurd"}, {"expr", to_text(e)}, {"proof", proof}}}}}});
    }
  }
  if (squares_exchanged_) return false;
  const Temporarily guard(squares_exchanged_, true);
  for (const Expr& form : pythagorean_forms(e)) {
    const auto p = search(g, form, a.wanted, splits);
    if (p.found() && a.offer(p.signs, {{"rule", "sum"}, {"terms", {{{"expr", to_text(form)}, {"proof", p.node}}}}})) return true;
  }
  return false;
}

bool SignSearch::by_squared_relation(const Context& g, Attempt& a) {
  // e = r^2/m for a relation r of the context and a cofactor m of known sign.
  constexpr std::size_t kLongest = 400;
  if (in_square_) return false;  // the cofactor's sign is sought by other means
  const Temporarily guard(in_square_, true);
  for (const auto& r : g.relations()) {
    const bool useful = r.rel == Rel::Equal ? (a.wanted & kZero) != 0 : (a.wanted & kPositive) != 0 || (a.wanted & kNegative) != 0;
    if (!useful || !GiNaC::is_a<GiNaC::add>(r.expr) || r.expr.nops() > 40 || !GiNaC::is_a<GiNaC::add>(a.canonical) || a.canonical.nops() > kLongest) continue;
    if (!r.expr.info(GiNaC::info_flags::rational_polynomial)) continue;
    const auto [numerator, denominator] = symbolic::fraction(a.canonical);
    if (!numerator.info(GiNaC::info_flags::rational_polynomial) || numerator.nops() > kLongest || !denominator.info(GiNaC::info_flags::rational_polynomial)) return false;
    if (GiNaC::is_a<numeric>(numerator)) return false;
    Expr q;
    if (!GiNaC::divide(GiNaC::pow(r.expr, 2).expand(), numerator.expand(), q)) continue;
    const Expr cofactor = canonical(q * denominator);
    const auto p = search(g, cofactor, kNonzero, 0);
    if (!p.within(kNonzero)) continue;
    const Json inverse{{"rule", "inverse"}, {"of", to_text(cofactor)}, {"proof", p.node}};
    const Json factors = {{{"expr", to_text(r.expr)}, {"power", 2}, {"proof", {{"rule", "assumption"}}}}, {{"expr", to_text(GiNaC::pow(cofactor, -1))}, {"power", 1}, {"proof", inverse}}};
    const Signs square = r.rel == Rel::Equal ? kZero : signs_of(r.rel) & kZero ? kZero | kPositive : kPositive;
    if (a.offer(multiply(square, p.signs), {{"rule", "product"}, {"factors", factors}})) return true;
  }
  return false;
}

}  // namespace losscert::prove
