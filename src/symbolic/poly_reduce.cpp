#include "symbolic/poly_reduce.hpp"

#include <algorithm>
#include <map>

#include "symbolic/atoms.hpp"

namespace losscert::symbolic {
namespace {

using namespace detail;

constexpr int max_steps = 100;

Rational coefficient_of(const Poly& p, const Monomial& m) {
  for (const Term& t : p.terms())
    if (t.monomial == m) return t.coefficient;
  return 0;
}

// What a monomial must contain to be reduced.
struct Lead {
  Term term;                      ///< of p
  FactorList needed;     ///< powers that must divide
  PolyId exp = 0;                 ///< exponential that must divide, 0 for none
  std::optional<Monomial> column; ///< a monomial of exp's argument that no other exponential of p has: it counts the powers of exp
};

bool divides(const Lead& lead, const Monomial& m) {
  for (const Factor& f : lead.needed) {
    const Exponent difference = exponent_of(m, f.atom) + f.exponent * Exponent{-1, 1};
    if (f.exponent.num > 0 ? difference.num < 0 : difference.num > 0) return false;
  }
  if (lead.exp == 0) return true;
  if (m.exp == lead.exp) return true;
  if (m.exp == 0 || !lead.column) return false;
  return coefficient_of(interned(m.exp), *lead.column) / coefficient_of(interned(lead.exp), *lead.column) >= 1;
}

Monomial inverse(const Monomial& m) {
  Monomial out = m;
  for (Factor& f : out.factors) f.exponent = f.exponent * Exponent{-1, 1};
  if (m.exp != 0) out.exp = intern(scaled(interned(m.exp), -1));
  return out;
}

// Divisible terms of e replaced until none is left; none if that does not end.
std::optional<std::pair<Poly, Poly>> reduce(const Poly& e, const Poly& p, const Lead& lead) try {
  if (std::none_of(e.terms().begin(), e.terms().end(), [&](const Term& t) { return divides(lead, t.monomial); })) return std::nullopt;
  const std::size_t max_size = 10 * (e.size() + p.size()) + 200;
  const Monomial inverse_lead = inverse(lead.term.monomial);
  Poly rest = e, multiplier;
  for (int step = 0; step < max_steps; ++step) {
    Sum quotient;
    for (const Term& t : rest.terms())
      if (divides(lead, t.monomial)) multiply_into(quotient, t.monomial, inverse_lead, t.coefficient / lead.term.coefficient);
    const Poly q = quotient.take();
    if (q.is_zero()) return std::pair{multiplier, rest};
    multiplier = multiplier + q;
    rest = rest - q * p;
    if (rest.size() > max_size) return std::nullopt;
  }
  return std::nullopt;
} catch (const TooLarge&) {
  return std::nullopt;
}

// Inverses, roots and steps take part in identities of their own: such atoms do not lead.
bool may_lead(const Monomial& m) {
  return std::all_of(m.factors.begin(), m.factors.end(), [](const Factor& f) {
    const Kind k = atom(f.atom).kind;
    return k != Kind::Inverse && k != Kind::Root && k != Kind::Prime && k != Kind::Step && f.exponent.is_integer();
  });
}

// The first by text.
std::optional<Monomial> own_column(const Poly& p, PolyId exp) {
  std::map<std::string, const Term*> by_text;
  for (const Term& t : interned(exp).terms()) by_text.emplace(to_text(detail::to_expr(t.monomial)), &t);
  for (const auto& [text, place] : by_text) {
    const Term& candidate = *place;
    const bool shared = std::any_of(p.terms().begin(), p.terms().end(), [&](const Term& t) {
      return t.monomial.exp != 0 && t.monomial.exp != exp && !cln::zerop(coefficient_of(interned(t.monomial.exp), candidate.monomial));
    });
    if (!shared) return candidate.monomial;
  }
  return std::nullopt;
}

std::vector<Lead> leads_of(const Poly& p) {
  std::vector<Lead> whole, partial;
  for (const Term& t : p.terms()) {
    const Monomial& m = t.monomial;
    if (m.is_one() || !may_lead(m)) continue;
    Lead lead{t, m.factors, m.exp, m.exp == 0 ? std::nullopt : own_column(p, m.exp)};
    whole.push_back(lead);
    if (m.factors.size() + (m.exp != 0 ? 1 : 0) < 2) continue;
    for (const Factor& f : m.factors)
      if (f.exponent == Exponent{1, 1}) partial.push_back({t, {f}, 0, std::nullopt});
    if (m.exp != 0) partial.push_back({t, {}, m.exp, lead.column});
  }
  whole.insert(whole.end(), partial.begin(), partial.end());
  return whole;
}

}  // namespace

namespace {

std::vector<Elimination> found_eliminations(const Expr& e, const Expr& p) {
  const Poly from = to_poly(e), by = to_poly(p);
  struct Candidate {
    std::size_t size;
    std::string text;
    Elimination elimination;
  };
  std::vector<Candidate> found;
  if (by.is_zero()) return {};
  for (const Lead& lead : leads_of(by)) {
    const auto result = reduce(from, by, lead);
    if (!result || result->first.is_zero()) continue;
    const auto& [multiplier, remainder] = *result;
    if (!equal(remainder + multiplier * by, from)) continue;
    const Elimination x{detail::to_expr(multiplier), detail::to_expr(remainder)};
    if (std::any_of(found.begin(), found.end(), [&](const Candidate& c) { return c.elimination.remainder.is_equal(x.remainder); })) continue;
    found.push_back({remainder.size(), to_text(x.remainder), x});
  }
  std::stable_sort(found.begin(), found.end(), [](const Candidate& a, const Candidate& b) {
    return a.size != b.size ? a.size < b.size : a.text.size() != b.text.size() ? a.text.size() < b.text.size() : a.text < b.text;
  });
  std::vector<Elimination> out;
  for (Candidate& c : found) out.push_back(std::move(c.elimination));
  return out;
}

struct PairHash {
  std::size_t operator()(const std::pair<Expr, Expr>& x) const { return x.first.gethash() * 0x9e3779b97f4a7c15ULL + x.second.gethash(); }
};
struct PairEqual {
  bool operator()(const std::pair<Expr, Expr>& x, const std::pair<Expr, Expr>& y) const { return x.first.is_equal(y.first) && x.second.is_equal(y.second); }
};

}  // namespace

std::vector<Elimination> eliminations(const Expr& e, const Expr& p) {
  constexpr std::size_t max_known = 4000;
  static auto& known = *new std::unordered_map<std::pair<Expr, Expr>, std::vector<Elimination>, PairHash, PairEqual>;
  if (const auto found = known.find({e, p}); found != known.end()) return found->second;
  auto out = found_eliminations(e, p);
  if (known.size() >= max_known) known.clear();
  return known.emplace(std::pair{e, p}, std::move(out)).first->second;
}

std::optional<std::pair<Expr, Expr>> eliminate(const Expr& e, const Expr& p) {
  const auto all = eliminations(e, p);
  if (all.empty()) return std::nullopt;
  return std::pair{all.front().multiplier, all.front().remainder};
}

}  // namespace losscert::symbolic
