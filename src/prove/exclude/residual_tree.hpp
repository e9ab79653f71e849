// The case distinction behind exclude_by_residuals.
#pragma once
#include "prove/exclude/residual.hpp"

namespace losscert::prove {

/// det of a square set of columns, canonical.
Expr determinant(const std::vector<Column>& columns);

class ResidualTree {
public:
  ResidualTree(SignSearch& signs, const Expr& f, const std::vector<Symbol>& over, const Outputs& outputs, Mode mode)
      : signs_(signs), f_(f), over_(over), outputs_(outputs), mode_(mode), columns_(outputs, over) {}

  std::optional<Json> exclude(const Context& g, const Substitution& s);

private:
  struct Factor {
    Expr expr;
    int power = 1;
    Json proof;  ///< that it is not 0; null if open
  };
  /// An expression that excludes the point where it is not 0: q'c of one column, or the determinant of N columns.
  struct Target {
    std::vector<Column> columns;  ///< one: q'c itself; N: their determinant
    bool determinant = false;
    std::vector<Factor> factors;
    std::vector<Expr> open;
    int cost = 0;
  };
  using Known = std::map<std::string, Json>;

  std::optional<Json> node(const Context& g, const Substitution& s, Known known, int depth);
  std::optional<Json> split(const Context& g, const Substitution& s, const Known& known, const Expr& on, int depth);
  std::vector<Target> targets(const Context& g, const Substitution& s, Known& known);
  std::optional<Target> target(const Context& g, Known& known, std::vector<Column> columns, bool determinant);
  Expr split_on(const Context& g, const Expr& factor);

  Json nonzero(const Context& g, Known& known, const Expr& e);
  Json by_sides(const Context& g, const Expr& e);

  std::optional<Json> close(const Context& g, const Substitution& s, Known& known, const Target& t);
  Json leaf(const Column& c, const std::vector<Factor>& factors) const;
  std::optional<Json> rows(const Context& g, const Substitution& s, Known& known, const Target& t);
  Json row(const Target& t, std::size_t n, const Factor& scale, const Factor& residual) const;
  std::optional<Json> all_zero(const Context& g, const Substitution& s);

  SignSearch& signs_;
  const Expr& f_;
  const std::vector<Symbol>& over_;
  const Outputs& outputs_;
  Mode mode_;
  bool complete_ = false;  ///< the point gives every variable from the start
  Columns columns_;
  int nodes_ = 0, last_resorts_ = 0, unsolved_ = 0;
  std::map<std::string, std::vector<Column>> at_;  ///< by point
  std::map<Expr, std::vector<std::pair<Expr, int>>, GiNaC::ex_is_less> factors_;
};

}  // namespace losscert::prove
