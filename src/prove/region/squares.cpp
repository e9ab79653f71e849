#include "prove/region/squares.hpp"

#include <cmath>

#include "prove/algebra/expressions.hpp"
#include "prove/algebra/linear.hpp"
#include "prove/hints/descend.hpp"
#include "prove/proof/squares.hpp"

namespace losscert::prove {

using GiNaC::is_a;
using GiNaC::numeric;
using symbolic::canonical;

SignProof sum_of_squares(const Expr& e) {
  const Squares squares = squares_of(e);
  if (squares.terms.empty()) return {};
  const Expr rest = canonical(squares.rest);
  if (!is_a<numeric>(rest) || GiNaC::ex_to<numeric>(rest).is_negative()) return {};
  if (rest.is_zero()) return {kPositive | kZero, proof::weighted_squares(squares.terms, std::nullopt)};
  return {kPositive, proof::weighted_squares(squares.terms, proof::Part{rest, proof::interval()})};
}

SignProof above_tangents(Search& search, const Context& g, const Scope& scope, const Expr& e, const std::vector<Expr>& values) {
  const Squares squares = squares_of(e);
  if (squares.terms.empty()) return {};
  proof::WeightedSquares distances;
  Expr rest = squares.rest;
  for (std::size_t k = 0; k < squares.terms.size(); ++k) {
    const auto& [weight, base] = squares.terms[k];
    distances.emplace_back(weight, base - values[k]);
    rest += weight * values[k] * (2 * base - values[k]);
  }
  rest = canonical(rest);
  const auto p = search.sign({g, rest, kPositive | kZero, 0, scope});
  if (!p.within(kPositive | kZero)) return {};
  return {p.signs == kPositive ? kPositive : kPositive | kZero, proof::weighted_squares(distances, proof::Part{rest, p.node})};
}

SignProof above_tangents_at_low_point(Search& search, const Context& g, const Scope& scope, const Expr& e) {
  const Squares squares = squares_of(e);
  if (squares.terms.empty() || squares.terms.size() > 64 || !kink_arguments(e).empty()) return {};
  const Sample sample = g.samples().empty() ? Sample{} : g.samples().front();
  const auto variables = symbolic::symbols_of(e);
  const auto low = low_points(e, variables, sample, 4, [](const Low&) { return false; });
  if (low.empty()) return {};
  Sample there = sample;
  for (std::size_t k = 0; k < variables.size(); ++k) there[variables[k].get_name()] = low.front().x[k];
  std::vector<Expr> values;
  for (const auto& [weight, base] : squares.terms) {
    const auto x = approx_value(base, there);
    if (!x || !std::isfinite(*x)) return {};
    values.push_back(near_rational(*x, 16));
  }
  return above_tangents(search, g, scope, e, values);
}

}  // namespace losscert::prove
