#include "prove/point/smoothness.hpp"

#include <algorithm>

#include "prove/algebra/expressions.hpp"
#include "prove/algebra/immediate.hpp"
#include "symbolic/abstract.hpp"
#include "symbolic/series.hpp"

namespace losscert::prove {

using GiNaC::is_a;
using symbolic::canonical;
using symbolic::Head;

namespace {

/// The lowest power of t with which z changes, at most `order`; 0 where z is no power series.
int order_of_change(const Expr& z, const Symbol& t, int order) {
  const auto c = symbolic::series(z, t, order);
  if (!c) return 0;
  const auto first = std::find_if(c->begin() + 1, c->end(), [](const Expr& x) { return !x.is_zero(); });
  return std::min(static_cast<int>(first - c->begin()), order);
}

}  // namespace

std::vector<std::pair<Expr, Signs>> domain_conditions(const Expr& e, bool differentiable) {
  std::vector<std::pair<Expr, Signs>> out;
  if (has_head(e, Head::Log)) out.emplace_back(canonical(e.op(0)), kPositive);
  if (is_a<GiNaC::power>(e) && !e.op(1).info(GiNaC::info_flags::posint)) {
    const bool at_zero = !differentiable && e.op(1).info(GiNaC::info_flags::positive);
    out.emplace_back(canonical(e.op(0)), e.op(1).info(GiNaC::info_flags::integer) ? kNonzero : at_zero ? kPositive | kZero : kPositive);
  }
  for (const auto& c : e)
    for (auto& condition : domain_conditions(c, differentiable)) out.push_back(std::move(condition));
  return out;
}

bool is_defined_at_once(const Context& g, const Expr& e) {
  const auto conditions = domain_conditions(e, false);
  return std::all_of(conditions.begin(), conditions.end(), [&](const auto& c) { return (immediate_signs(g, c.first) & ~c.second) == 0; });
}

bool expands_along(const Expr& e, const Substitution& path, const Symbol& t, int order) {
  if (has_head(e, Head::Relu) || has_head(e, Head::Step)) return is_smooth(e, order);
  if (has_head(e, Head::Abstract)) {
    const Expr z = symbolic::substitute(e.op(0), path);
    if (!symbolic::contains(z, t)) return true;
    const int change = order_of_change(z, t, order);
    const auto a = symbolic::abstract_part(e);
    return change > 0 && a.order + (order + change - 1) / change <= a.function->smoothness && expands_along(e.op(0), path, t, order);
  }
  if (is_a<GiNaC::power>(e) && has_head(e.op(0), Head::Relu)) return is_smooth(e, order);
  return std::all_of(e.begin(), e.end(), [&](const Expr& c) { return expands_along(c, path, t, order); });
}

}  // namespace losscert::prove
