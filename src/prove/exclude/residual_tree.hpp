// The case distinction behind the strategy `residuals`.
#pragma once
#include "prove/exclude/at_point.hpp"

namespace losscert::prove::exclude {

/// A factor of what is to be other than 0.
struct ResidualFactor {
  Expr expr;
  int power = 1;
  proof::Sign proof;  ///< that it is not 0; none if that is open
};

/// An expression that excludes the point where it is not 0: q'c of one column, or the determinant of N columns.
struct Target {
  std::vector<Column> columns;  ///< one: q'c itself; N: their determinant
  bool determinant = false;
  std::vector<ResidualFactor> factors;
  std::vector<Expr> open;
  int cost = 0;
};

/// Proofs that expressions, by their text, are not 0; none: sought in vain.
using Nonzero = std::map<std::string, proof::Sign>;

/// What all branches of one tree share.
struct ResidualTree {
  ResidualTree(Search& s, const AtPoint& g, const Outputs& o) : search(s), goal(g), outputs(o), complete(g.near->is_complete()), columns(o, g.over) {}

  Search& search;
  const AtPoint& goal;
  const Outputs& outputs;
  bool complete;  ///< the point gives every variable from the start
  Columns columns;
  int nodes = 0, last_resorts = 0, unsolved = 0;
  std::map<std::string, std::vector<Column>> at;  ///< by point
  std::map<Expr, std::vector<std::pair<Expr, int>>, GiNaC::ex_is_less> factors;
};

/// det of a square set of columns, canonical.
Expr determinant(const std::vector<Column>& columns);

/// That e is not 0 under g; none if that is not found. What is found is noted in `known`.
proof::Sign nonzero(ResidualTree& tree, const Context& g, Nonzero& known, const Expr& e);

/// What may exclude the point; one alone if nothing of it is open.
std::vector<Target> targets(ResidualTree& tree, const Context& g, const Substitution& s, Nonzero& known);

/// Excludes the point by a target none of whose factors is open.
proof::Exclusion close(ResidualTree& tree, const Context& g, const Substitution& s, Nonzero& known, const Target& t);

/// That not all residuals are 0: the relations of g contradict it.
proof::Exclusion not_all_zero(ResidualTree& tree, const Context& g, const Substitution& s);

/// The over-variable of e if there is exactly one.
std::optional<Symbol> only_variable(const Expr& e, const std::vector<Symbol>& over);

/// p - q if e is a multiple of exp(p) - exp(q), where p or q may be 0.
std::optional<Expr> exponents_apart(const Expr& e);

}  // namespace losscert::prove::exclude
