#include "prove/algebra/separated.hpp"

#include <map>

#include "symbolic/factor.hpp"

namespace losscert::prove {

using symbolic::canonical;
using symbolic::contains;
using symbolic::Head;
using symbolic::substitute;
using symbolic::symbols_of;
using symbolic::to_text;

std::optional<Separated> separated(const Expr& e) {
  // Two groups of terms, by their logarithm.
  std::map<std::string, Expr> groups;
  for (const auto& t : summands(e)) {
    std::string key;
    for (const auto& [f, n] : factors_of_product(t))
      if (has_head(f, Head::Log) && !symbols_of(f).empty()) key += to_text(f);
    groups[key] += t;
    if (groups.size() > 2) return std::nullopt;
  }
  if (groups.size() != 2 || groups.begin()->first.empty()) return std::nullopt;
  const Expr first = groups.begin()->second, second = groups.rbegin()->second;
  const auto symbols = symbols_of(e);
  for (std::size_t i = 0; i < symbols.size(); ++i)
    for (std::size_t j = i + 1; j < symbols.size(); ++j) {
      const Symbol &p = symbols[i], &q = symbols[j];
      if (!canonical(substitute(first, {{p, q}, {q, p}}) + second).is_zero()) continue;
      Separated s{p, q, 1, 1};
      bool apart = true;
      for (const auto& [f, n] : symbolic::factors(first)) {
        apart &= !(contains(f, p) && contains(f, q));
        (contains(f, q) ? s.h : s.f) *= GiNaC::pow(f, n);
      }
      if (apart) return s;
    }
  return std::nullopt;
}

}  // namespace losscert::prove
