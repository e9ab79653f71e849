#include "prove/point/constant_direction.hpp"

#include "prove/algebra/expressions.hpp"

namespace losscert::prove {

using GiNaC::numeric;
using symbolic::canonical;
using symbolic::substitute;

namespace {

using Direction = std::vector<std::pair<std::size_t, Expr>>;

std::vector<Direction> candidates(Near& near) {
  constexpr std::size_t kMany = 40;
  const std::size_t n = near.over().size();
  std::vector<Direction> out;
  for (std::size_t k = 0; k < n; ++k)
    for (const int side : {1, -1}) out.push_back({{k, Expr(side)}});
  // Two variables against each other, in a direction that the Hessian annuls.
  if (n > kMany || !near.piece(2)) return out;
  for (std::size_t k = 0; k < n; ++k)
    for (std::size_t l = k + 1; l < n; ++l) {
      const Expr &kk = near.hessian(k, k), &kl = near.hessian(k, l), &ll = near.hessian(l, l);
      if (ll.is_zero() || !canonical(kk * ll - kl * kl).is_zero()) continue;
      out.push_back({{k, Expr(1)}, {l, canonical(-kl / ll)}});
    }
  return out;
}

}  // namespace

std::optional<ConstantDirection> constant_direction(Search& search, const Context& g, const Expr& f, const std::vector<Symbol>& over, const Substitution& s, const Scope& scope) {
  const Symbol eps = symbolic::symbol("eps");
  const Expr here = substitute(f, s);
  const bool has_kinks = !is_smooth(canonical(f), 2);
  Near near(search, g, scope, f, over, s);
  for (const auto& direction : candidates(near))
    for (const numeric& reach : {numeric(1, 1024), numeric(1, 64), numeric(1)}) {
      Substitution moved = s;
      proof::Assignment constant;
      for (const auto& [k, c] : direction) {
        moved[over[k]] = (s.count(over[k]) ? s.at(over[k]) : Expr(over[k])) + c * eps;
        constant.emplace_back(over[k], c);
      }
      const Context beside = g.with({eps, Rel::Greater}).with({eps - reach, Rel::LessEqual});
      const auto p = search.sign({beside, canonical(substitute(f, moved) - here), kZero, 1, scope});
      if (p.within(kZero)) return ConstantDirection{std::move(constant), reach, p.node};
      if (!has_kinks) break;
    }
  return std::nullopt;
}

}  // namespace losscert::prove
