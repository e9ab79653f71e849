#include "symbolic/kernels.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>

#include "symbolic/atoms.hpp"
#include "symbolic/lattice.hpp"

namespace losscert::symbolic::detail {
namespace {

// The arguments of exponentials as integer vectors over the monomials in them; column j is scaled by the common denominator d_j.
struct Arguments {
  std::vector<Monomial> columns;
  IntVector denominators;
  std::vector<PolyId> ids;
  IntMatrix rows;

  explicit Arguments(const Poly& p) {
    std::set<PolyId> found;
    for (const Term& t : p.terms())
      if (t.monomial.exp != 0) found.insert(t.monomial.exp);
    // Sorted by text: the basis depends on the order, and numbers of interned things vary from run to run (GiNaC's order of terms depends on addresses).
    std::map<std::string, PolyId> by_text;
    std::map<std::string, Monomial> columns_by_text;
    for (const PolyId id : found) {
      by_text.emplace(to_text(to_expr(interned(id))), id);
      for (const Term& t : interned(id).terms()) columns_by_text.emplace(to_text(to_expr(t.monomial)), t.monomial);
    }
    std::unordered_map<Monomial, std::size_t, MonomialHash> index;
    for (const auto& [text, m] : columns_by_text) {
      index.emplace(m, columns.size());
      columns.push_back(m);
    }
    denominators.assign(columns.size(), 1);
    for (const auto& [text, id] : by_text) {
      ids.push_back(id);
      for (const Term& t : interned(id).terms()) {
        cln::cl_I& d = denominators[index.at(t.monomial)];
        d = cln::lcm(d, cln::denominator(t.coefficient));
      }
    }
    for (const PolyId id : ids) {
      IntVector row(columns.size(), 0);
      for (const Term& t : interned(id).terms()) {
        const std::size_t j = index.at(t.monomial);
        row[j] = cln::numerator(t.coefficient * denominators[j]);
      }
      rows.push_back(std::move(row));
    }
  }

  Poly value(const IntVector& row) const {
    Sum s;
    for (std::size_t j = 0; j < columns.size(); ++j) s.add(columns[j], row[j] / denominators[j]);
    return s.take();
  }
};

}  // namespace

std::optional<Kernels> Kernels::make(const Poly& p, ExpBasis kind) {
  const Arguments arguments(p);
  IntMatrix basis = kind == ExpBasis::Generated ? generated_basis(arguments.rows) : saturated_basis(arguments.rows);
  std::map<PolyId, IntVector> exponents;
  IntVector total(basis.size(), 0);
  for (std::size_t i = 0; i < arguments.ids.size(); ++i) {
    const auto c = coordinates(basis, arguments.rows[i]);
    if (!c) return std::nullopt;
    for (std::size_t j = 0; j < basis.size(); ++j) total[j] = total[j] + (*c)[j];
    exponents[arguments.ids[i]] = *c;
  }
  for (std::size_t j = 0; j < basis.size(); ++j) {  // exp(-t) rather than exp(t) where only the former occurs
    if (!cln::minusp(total[j])) continue;
    for (cln::cl_I& x : basis[j]) x = -x;
    for (auto& [id, c] : exponents) c[j] = -c[j];
  }

  std::map<AtomId, long> denominators;
  for (const Term& t : p.terms())
    for (const Factor& f : t.monomial.factors) {
      auto& d = denominators.try_emplace(f.atom, 1).first->second;
      d = std::lcm(d, f.exponent.den);
    }
  std::vector<AtomId> atoms;
  for (const auto& [id, d] : denominators) atoms.push_back(id);

  // Integer exponent vectors: atoms, then exponentials.
  const std::size_t n = atoms.size() + basis.size();
  std::vector<std::vector<long>> vectors;
  std::vector<long> lowest(n, 0);
  for (const Term& t : p.terms()) {
    std::vector<long> v(n, 0);
    for (const Factor& f : t.monomial.factors) {
      const auto k = static_cast<std::size_t>(std::lower_bound(atoms.begin(), atoms.end(), f.atom) - atoms.begin());
      v[k] = (f.exponent * Exponent{denominators[f.atom], 1}).num;
    }
    if (t.monomial.exp != 0)
      for (std::size_t j = 0; j < basis.size(); ++j) {
        const cln::cl_I& x = exponents[t.monomial.exp][j];
        if (cln::integer_length(x) > 20) return std::nullopt;
        v[atoms.size() + j] = cln::cl_I_to_long(x);
      }
    for (std::size_t k = 0; k < n; ++k) lowest[k] = vectors.empty() ? v[k] : std::min(lowest[k], v[k]);
    vectors.push_back(std::move(v));
  }

  Kernels out;
  Poly unit_exponent;
  for (std::size_t k = 0; k < n; ++k) {
    Monomial m;
    if (k < atoms.size()) {
      const long d = denominators[atoms[k]];
      m.factors.push_back({atoms[k], {1, d}});
      if (lowest[k] != 0) out.unit_.factors.push_back({atoms[k], make_exponent(lowest[k], d)});
    } else {
      const Poly argument = arguments.value(basis[k - atoms.size()]);
      m.exp = intern(argument);
      unit_exponent = unit_exponent + scaled(argument, lowest[k]);
    }
    out.kernels_.emplace_back(1, std::move(m));
  }
  out.unit_.exp = intern(unit_exponent);

  for (std::size_t i = 0; i < vectors.size(); ++i) {
    for (std::size_t k = 0; k < n; ++k) vectors[i][k] -= lowest[k];
    out.polynomial_.push_back({p.terms()[i].coefficient, std::move(vectors[i])});
  }
  return out;
}

Poly Kernels::value(const Multivariate& polynomial) const {
  Sum s;
  for (const auto& [coefficient, exponents] : polynomial) {
    Poly product(coefficient);
    for (std::size_t k = 0; k < exponents.size(); ++k)
      if (exponents[k] != 0) product = product * power(kernels_[k], exponents[k]);
    s.add(product, 1);
  }
  return s.take();
}

}  // namespace losscert::symbolic::detail
