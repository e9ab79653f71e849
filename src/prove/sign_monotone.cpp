// Signs by monotony of exp, log and arctan (FORMAT.md, section 5.1: exp-difference, logarithms, arctan-difference).
#include "prove/sign.hpp"

namespace losscert::prove {

using GiNaC::is_a;
using GiNaC::numeric;
using symbolic::canonical;
using symbolic::Head;

namespace {

// The summands c*h(p), if e is a sum of such.
std::optional<std::vector<std::pair<numeric, Expr>>> multiples_of(Head h, const Expr& e) {
  std::vector<std::pair<numeric, Expr>> terms;
  for (const auto& t : summands(e)) {
    numeric c = 1;
    std::optional<Expr> inside;
    for (const auto& [f, n] : factors_of_product(t)) {
      if (is_a<numeric>(f)) c *= GiNaC::pow(GiNaC::ex_to<numeric>(f), numeric(n));
      else if (has_head(f, h) && n == 1 && !inside) inside = f.op(0);
      else return std::nullopt;
    }
    if (!inside && h != Head::Exp) return std::nullopt;
    terms.emplace_back(c, inside.value_or(0));
  }
  return terms;
}

}  // namespace

bool SignSearch::by_monotony(const Context& g, Attempt& a) {
  if (symbolic::symbols_of(a.canonical).empty()) return false;
  // c*h(p) - c*h(q): exp and arctan increase; exp(0) = 1 and arctan(0) = 0 may be a missing term.
  for (const auto& [h, rule] : {std::pair{Head::Exp, "exp-difference"}, {Head::Arctan, "arctan-difference"}}) {
    auto terms = multiples_of(h, a.canonical);
    if (!terms) continue;
    if (h == Head::Arctan && terms->size() == 1) terms->emplace_back(-terms->front().first, Expr(0));
    if (terms->size() != 2 || (*terms)[0].first != -(*terms)[1].first) continue;
    if ((*terms)[0].first.is_negative()) std::swap((*terms)[0], (*terms)[1]);
    const auto p = search(g, canonical((*terms)[0].second - (*terms)[1].second), a.wanted, 0);
    if (p.found() && a.offer(p.signs, {{"rule", rule}, {"proof", p.node}})) return true;
  }
  // A rational combination of logarithms against the product of the powers.
  const auto terms = multiples_of(Head::Log, a.canonical);
  if (!terms) return false;
  numeric scale = 1;
  for (const auto& [c, p] : *terms) scale = GiNaC::lcm(scale, c.denom());
  Expr above = 1, below = 1;
  for (const auto& [c, p] : *terms) {
    const numeric n = c * scale;
    if (GiNaC::abs(n) > 8) return false;
    (n.is_positive() ? above : below) *= GiNaC::pow(p, GiNaC::abs(n));
  }
  const auto p = search(g, canonical(above - below), a.wanted, 0);
  return p.found() && a.offer(p.signs, {{"rule", "logarithms"}, {"proof", p.node}});
}

}  // namespace losscert::prove
