// Signs of products (FORMAT.md, section 5.1: product, square).
#include <algorithm>

#include "prove/algebra/expressions.hpp"
#include "prove/sign/parts.hpp"
#include "prove/sign/strategies.hpp"
#include "symbolic/factor.hpp"

namespace losscert::prove {

using GiNaC::is_a;
using GiNaC::numeric;
using symbolic::canonical;

const std::vector<std::pair<Expr, int>>& factors_of(Search& search, const Expr& canonical) {
  return search.caches().factors.get(canonical, [](const Expr& e) { return symbolic::factors(e); });
}

SignProof product_of(Search& search, const SignAttempt& a, const std::vector<std::pair<Expr, int>>& factors) {
  Signs total = kPositive;
  std::vector<proof::Factor> list;
  for (const auto& [f, n] : factors) {
    Signs s = kAll;
    if (n % 2 == 0) {
      auto p = a.sign(search, f, kNonzero);
      if (p.found()) {
        s = (p.signs & kZero) | (p.signs & kNonzero ? kPositive : 0);
        list.push_back({f, n, std::move(p.node)});
      } else {
        // Nothing known of the base: a relation may speak of the power itself, and an even power is nonnegative anyway.
        const Expr power = GiNaC::pow(f, n), whole = canonical(power);
        Best best(whole, kPositive);
        best.offer(kZero | kPositive, proof::square(f, n));
        offer_known(a.context, whole, best);
        s = best.proof().signs;
        list.push_back({power, 1, best.proof().node});
      }
    } else {
      auto p = a.sign(search, f, a.observed(f));
      if (!p.found()) return {};
      s = p.signs;
      list.push_back({f, n, std::move(p.node)});
    }
    total = multiply(total, s);
    if (total == kAll) return {};
  }
  return {total, proof::product(list)};
}

namespace sign {

namespace {

/// Factors of the canonical form, if there are more than one.
const std::vector<std::pair<Expr, int>>* proper_factors(Search& search, const SignAttempt& a) {
  if (symbolic::is_constant(a.canonical) || a.canonical.nops() > 80) return nullptr;
  const auto& factors = factors_of(search, a.canonical);
  return factors.size() > 1 || (factors.size() == 1 && factors[0].second > 1) ? &factors : nullptr;
}

/// All but one are numbers and exponentials.
bool are_shared(const std::vector<std::pair<Expr, int>>& factors) {
  const auto is_unit = [](const Expr& f) { return is_a<numeric>(f) || has_head(is_a<GiNaC::power>(f) ? f.op(0) : f, symbolic::Head::Exp); };
  return std::count_if(factors.begin(), factors.end(), [&](const auto& f) { return !is_unit(f.first); }) == 1 &&
         std::all_of(factors.begin(), factors.end(), [](const auto& f) { return f.second == 1; });
}

}  // namespace

bool written_factors(Search& search, const SignAttempt& a) {
  const bool is_product = is_a<GiNaC::mul>(a.e) || (is_a<GiNaC::power>(a.e) && a.e.op(1).info(GiNaC::info_flags::posint));
  return is_product && a.best.offer(product_of(search, a, factors_of_product(a.e)));
}

bool factors(Search& search, const SignAttempt& a) {
  const auto* f = proper_factors(search, a);
  return f && !are_shared(*f) && a.best.offer(product_of(search, a, *f));
}

bool shares_an_exponential(Search& search, const SignAttempt& a) {
  const auto* f = proper_factors(search, a);
  return f && are_shared(*f) && a.best.offer(product_of(search, a, *f));
}

}  // namespace sign
}  // namespace losscert::prove
