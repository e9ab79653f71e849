#include "symbolic/kernels.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>

#include "symbolic/atoms.hpp"

namespace losscert::symbolic::detail {
namespace {

// Kernel symbols never leave this file's expressions; numbered, and made once.
const Symbol& kernel_symbol(std::size_t k) {
  static auto& pool = *new std::vector<Symbol>;
  while (pool.size() <= k) pool.emplace_back("k" + std::to_string(pool.size()));
  return pool[k];
}

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
  IntMatrix basis = kind == ExpBasis::Given ? independent_rows(arguments.rows) : saturated_basis(arguments.rows);
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
    out.kernels_.emplace_back(kernel_symbol(k), Poly(1, std::move(m)));
  }
  out.unit_.exp = intern(unit_exponent);

  GiNaC::exvector terms;
  for (std::size_t i = 0; i < vectors.size(); ++i) {
    GiNaC::exvector factors{GiNaC::numeric(p.terms()[i].coefficient)};
    for (std::size_t k = 0; k < n; ++k)
      if (vectors[i][k] != lowest[k]) factors.push_back(GiNaC::power(kernel_symbol(k), vectors[i][k] - lowest[k]));
    terms.push_back(GiNaC::dynallocate<GiNaC::mul>(factors));
  }
  out.polynomial_ = GiNaC::dynallocate<GiNaC::add>(terms);
  return out;
}

Poly Kernels::value(const Expr& e) const {
  const Expr expanded = e.expand();
  Sum s;
  const auto add_term = [&](const Expr& t) {
    Poly product(Rational(1));
    const auto add_factor = [&](const Expr& f) {
      if (GiNaC::is_exactly_a<GiNaC::numeric>(f)) {
        product = scaled(product, cln::the<cln::cl_RA>(GiNaC::ex_to<GiNaC::numeric>(f).to_cl_N()));
        return;
      }
      const bool is_power = GiNaC::is_exactly_a<GiNaC::power>(f);
      const Expr& base = is_power ? f.op(0) : f;
      const long n = is_power ? GiNaC::ex_to<GiNaC::numeric>(f.op(1)).to_long() : 1;
      for (const auto& [symbol, kernel] : kernels_)
        if (base.is_equal(symbol)) product = product * power(kernel, n);
    };
    if (GiNaC::is_exactly_a<GiNaC::mul>(t))
      for (std::size_t i = 0; i < t.nops(); ++i) add_factor(t.op(i));
    else add_factor(t);
    s.add(product, 1);
  };
  if (GiNaC::is_exactly_a<GiNaC::add>(expanded))
    for (std::size_t i = 0; i < expanded.nops(); ++i) add_term(expanded.op(i));
  else add_term(expanded);
  return s.take();
}

}  // namespace losscert::symbolic::detail
