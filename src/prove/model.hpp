// Exact assignments that satisfy relations: models (a hypothesis that holds somewhere) and witnesses (where a claim fails).
#pragma once
#include <functional>

#include "prove/sign.hpp"

namespace losscert::prove {

class Assignments {
public:
  /// Assigns the symbols of `relations` and `extra`, root symbols (those with an enclosure in `base`) excepted. `base` holds the roots' relations only.
  /// `landmarks`: relations whose bounds on single symbols are worth trying as values, and the points between them.
  Assignments(SignSearch& signs, const Context& base, const std::vector<Relation>& relations, const std::vector<Symbol>& extra, const std::vector<Relation>& landmarks = {});

  /// Calls `use` for assignments that satisfy every relation in floating point, simple ones first, until it returns true. At most `tries` candidates.
  bool any(int tries, const std::function<bool(const Substitution&, const Sample&)>& use);

  /// Whether every relation holds there, exactly.
  bool satisfied(const Substitution& a);

private:
  SignSearch& signs_;
  const Context& base_;
  std::vector<Relation> relations_;
  std::vector<Symbol> free_;
  std::vector<std::pair<Symbol, Expr>> solved_;  ///< v = expression in later-solved and free symbols
  std::vector<std::pair<Expr, double>> values_;
};

}  // namespace losscert::prove
