#include "prove/algebra/generators.hpp"

#include <algorithm>

#include "symbolic/terms.hpp"

namespace losscert::prove {

using GiNaC::is_a;
using GiNaC::numeric;
using symbolic::to_text;

namespace {

/// The product of the powers of a term of an exponent, and its coefficient; the term is no polynomial if it has an exponential of its own.
std::optional<std::pair<Expr, numeric>> monomial_of(const symbolic::TermParts& t) {
  if (!t.exponent.is_zero()) return std::nullopt;
  symbolic::TermParts unit = t;
  unit.coefficient = 1;
  return std::pair{symbolic::to_expr(unit), t.coefficient};
}

numeric common(const numeric& a, const numeric& b) {  // the largest rational of which both are integer multiples
  const numeric d = GiNaC::lcm(a.denom(), b.denom());
  return GiNaC::gcd(GiNaC::ex_to<numeric>(a * d), GiNaC::ex_to<numeric>(b * d)) / d;
}

}  // namespace

std::optional<Generators> Generators::read(const std::vector<Expr>& expressions) {
  std::vector<std::vector<symbolic::TermParts>> all;
  std::map<std::string, std::pair<Expr, numeric>> exponents;  // of monomials m: m, and the unit of its coefficients
  std::map<std::string, Expr> bases;
  for (const auto& e : expressions) {
    all.push_back(symbolic::terms_of(e));
    for (const auto& t : all.back()) {
      for (const auto& f : t.powers) {
        if (!f.exponent.is_pos_integer() || f.exponent > 40) return std::nullopt;
        bases.emplace(to_text(f.base), f.base);
      }
      if (t.exponent.is_zero()) continue;
      for (const auto& x : symbolic::terms_of(t.exponent)) {
        const auto m = monomial_of(x);
        if (!m) return std::nullopt;
        const auto [it, fresh] = exponents.emplace(to_text(m->first), *m);
        if (fresh) it->second.second = GiNaC::abs(m->second);
        else it->second.second = common(it->second.second, GiNaC::abs(m->second));
      }
    }
  }
  Generators g;
  std::map<std::string, std::size_t> place, exponent_place;
  for (const auto& [text, base] : bases) {
    place[text] = g.list_.size();
    g.list_.push_back(base);
  }
  for (const auto& [text, m] : exponents) {
    exponent_place[text] = g.list_.size();
    g.list_.push_back(symbolic::exp_of(m.second * m.first));
  }
  for (const auto& terms : all) {
    Polynomial p;
    std::vector<int> lowest(g.size(), 0);
    std::vector<std::pair<Monomial, numeric>> read;
    for (const auto& t : terms) {
      Monomial z(g.size(), 0);
      for (const auto& f : t.powers) z[place.at(to_text(f.base))] += f.exponent.to_int();
      if (!t.exponent.is_zero())
        for (const auto& x : symbolic::terms_of(t.exponent)) {
          const auto m = monomial_of(x);
          const std::string text = to_text(m->first);
          const numeric n = m->second / exponents.at(text).second;
          if (GiNaC::abs(n) > 40) return std::nullopt;
          z[exponent_place.at(text)] += n.to_int();
        }
      for (std::size_t k = 0; k < z.size(); ++k) lowest[k] = std::min(lowest[k], z[k]);
      read.emplace_back(std::move(z), t.coefficient);
    }
    Expr shift = 1;
    for (std::size_t k = 0; k < g.size(); ++k)
      if (lowest[k] < 0) shift *= GiNaC::pow(g.list_[k], -lowest[k]);
    for (auto& [z, c] : read) {
      for (std::size_t k = 0; k < z.size(); ++k) z[k] -= lowest[k];
      p[z] += c;
    }
    std::erase_if(p, [](const auto& term) { return term.second.is_zero(); });
    g.polynomials_.push_back(std::move(p));
    g.shifts_.push_back(shift);
  }
  return g;
}

Expr Generators::write(const Polynomial& p) const {
  Expr e = 0;
  for (const auto& [z, c] : p) {
    Expr t = c;
    for (std::size_t k = 0; k < z.size(); ++k)
      if (z[k] != 0) t *= GiNaC::pow(list_[k], z[k]);
    e += t;
  }
  return e;
}

}  // namespace losscert::prove
