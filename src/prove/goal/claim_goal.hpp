// A claim as a goal: the contexts of FORMAT.md, section 3, that the functions of its kind start from.
#pragma once
#include "prove/goal/search.hpp"

namespace losscert::prove {

struct ClaimGoal {
  const claim::Instance& instance;
  const claim::Claim& claim;
  Context base;    ///< what is known of the roots, which is all that a witness leaves of G0
  Context params;  ///< Params(G0)
  Context g0;
  std::vector<std::vector<Expr>> examples = {};  ///< of each abstract function
  Scope scope = {};

  /// `assumptions` and `where`.
  std::vector<Relation> hypotheses() const;
  /// What must hold under G0, as the checker asks for it, for the claim's expressions to be defined as they are written. Claims of limits ask near the end of the path only, with the limit.
  std::vector<Relation> conditions() const;
  /// Along the path of the claim, if it has one.
  Expr along(const Expr& e) const;
  /// A variable in which the claim moves.
  bool moves(const Symbol& v) const;
  /// Symbols of e in which it does not move, root symbols excepted, in the order of e.
  std::vector<Symbol> constants_of(const Expr& e) const;

  SignGoal sign(const Context& g, const Expr& e, Signs wanted, int splits) const { return {g, e, wanted, splits, scope}; }
  PointGoal point(const Context& g, const Expr& f, const Substitution& at, Mode mode) const { return {g, f, claim.over, at, mode, 6, scope}; }
  MinimumGoal minimum(const Context& g, const Context& parameters, const Expr& f, const Substitution& at, bool strict) const { return {g, parameters, f, claim.over, at, strict, scope}; }
};

/// v is in the list.
bool is_one_of(const Symbol& v, const std::vector<Symbol>& list);

}  // namespace losscert::prove
