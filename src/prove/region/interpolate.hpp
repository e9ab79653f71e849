// Exact common zeros of residuals: the variables in which all residuals are linear are solved for, at simple values of the others.
#pragma once
#include <functional>

#include "prove/goal/search.hpp"

namespace losscert::prove {

/// A point at which every residual is zero, in closed form, and what its divisions need: each of `denominators` is not 0 (shown under the context; proofs in the same order).
struct ExactPoint {
  Substitution point;
  std::vector<Expr> denominators;
};

class Interpolation {
public:
  /// g says what is known of symbols other than `over`.
  Interpolation(Search& search, const Context& g, const Scope& scope, std::vector<Expr> residuals, std::vector<Symbol> over);

  /// Calls `use` for exact zeros, simple ones first, until it returns true. `hints`: values of `over` at which the residuals nearly vanish.
  bool any(const std::vector<std::vector<double>>& hints, const std::function<bool(const ExactPoint&)>& use);

private:
  using Values = std::vector<std::pair<Expr, double>>;
  /// Variables in which all residuals are jointly linear, chosen greedily in the order given.
  std::vector<std::size_t> linear(const std::vector<std::size_t>& order) const;
  bool with_linear(const std::vector<std::size_t>& columns, const std::vector<std::vector<double>>& hints, const std::function<bool(const ExactPoint&)>& use);
  using Matrix = std::vector<std::vector<Expr>>;
  std::optional<ExactPoint> least_norm(const std::vector<std::size_t>& columns, const Substitution& others, const Matrix& a, const std::vector<Expr>& right);
  std::optional<ExactPoint> solve(const std::vector<std::size_t>& columns, const Substitution& others, const Sample& sample);

  Search& search_;
  const Context& g_;
  Scope scope_;
  std::vector<Expr> residuals_;
  std::vector<Symbol> over_;
  std::vector<std::vector<Expr>> slopes_;  ///< d residual_n / d over_k
};

}  // namespace losscert::prove
