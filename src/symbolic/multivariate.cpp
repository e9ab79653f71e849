#include "symbolic/multivariate.hpp"

#include <flint/fmpz_mpoly_factor.h>

#include <algorithm>

#include "symbolic/integer.hpp"

namespace losscert::symbolic::detail {
namespace {

// FLINT does not look at the clock: beyond these sizes nothing is tried. The sum is of the degrees in all variables.
constexpr std::size_t max_terms_factored = 400;
constexpr long max_degrees = 60;

struct Ring {
  fmpz_mpoly_ctx_t c;
  explicit Ring(std::size_t variables) { fmpz_mpoly_ctx_init(c, static_cast<slong>(variables), ORD_LEX); }
  ~Ring() { fmpz_mpoly_ctx_clear(c); }
  Ring(const Ring&) = delete;
  Ring& operator=(const Ring&) = delete;
};

struct Polynomial {
  const Ring& ring;
  fmpz_mpoly_t p;
  explicit Polynomial(const Ring& r) : ring(r) { fmpz_mpoly_init(p, ring.c); }
  ~Polynomial() { fmpz_mpoly_clear(p, ring.c); }
  Polynomial(const Polynomial&) = delete;
  Polynomial& operator=(const Polynomial&) = delete;
};

struct Factors {
  const Ring& ring;
  fmpz_mpoly_factor_t f;
  explicit Factors(const Ring& r) : ring(r) { fmpz_mpoly_factor_init(f, ring.c); }
  ~Factors() { fmpz_mpoly_factor_clear(f, ring.c); }
  Factors(const Factors&) = delete;
  Factors& operator=(const Factors&) = delete;
};

// out = p * common
void write(Polynomial& out, const Multivariate& p, const cln::cl_I& common) {
  Integer c;
  for (const auto& t : p) {
    set(c.z, cln::numerator(t.coefficient * common));
    const std::vector<ulong> exponents(t.exponents.begin(), t.exponents.end());
    fmpz_mpoly_push_term_fmpz_ui(out.p, c.z, exponents.data(), out.ring.c);
  }
  fmpz_mpoly_sort_terms(out.p, out.ring.c);
}

Multivariate read(const fmpz_mpoly_t p, const Ring& ring, std::size_t variables) {
  Multivariate out;
  Integer c;
  std::vector<ulong> exponents(variables);
  for (slong i = 0; i < fmpz_mpoly_length(p, ring.c); ++i) {
    fmpz_mpoly_get_term_coeff_fmpz(c.z, p, i, ring.c);
    fmpz_mpoly_get_term_exp_ui(exponents.data(), p, i, ring.c);
    out.push_back({get(c.z), {exponents.begin(), exponents.end()}});
  }
  return out;
}

bool is_too_large(const Multivariate& p) {
  if (p.size() > max_terms_factored) return true;
  long degrees = 0;
  for (std::size_t k = 0; k < p.front().exponents.size(); ++k) {
    long degree = 0;
    for (const auto& t : p) degree = std::max(degree, t.exponents[k]);
    degrees += degree;
  }
  return degrees > max_degrees;
}

}  // namespace

Factorisation factorisation(const Multivariate& p) {
  const std::size_t variables = p.front().exponents.size();
  if (variables == 0 || is_too_large(p)) return {1, {{p, 1}}};
  cln::cl_I common = 1;
  for (const auto& t : p) common = cln::lcm(common, cln::denominator(t.coefficient));
  const Ring ring(variables);
  Polynomial integral(ring);
  write(integral, p, common);
  Factors f(ring);
  if (!fmpz_mpoly_factor(f.f, integral.p, ring.c)) return {1, {{p, 1}}};
  Integer constant;
  fmpz_mpoly_factor_get_constant_fmpz(constant.z, f.f, ring.c);
  Factorisation out{get(constant.z) / common, {}};
  Polynomial base(ring);
  for (slong i = 0; i < fmpz_mpoly_factor_length(f.f, ring.c); ++i) {
    fmpz_mpoly_factor_get_base(base.p, f.f, i, ring.c);
    out.factors.emplace_back(read(base.p, ring, variables), static_cast<int>(fmpz_mpoly_factor_get_exp_si(f.f, i, ring.c)));
  }
  return out;
}

}  // namespace losscert::symbolic::detail
