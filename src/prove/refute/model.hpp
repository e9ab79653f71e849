// Exact assignments that satisfy relations: models (a hypothesis that holds somewhere) and witnesses (where a claim fails).
#pragma once
#include <functional>
#include <map>

#include "prove/goal/search.hpp"

namespace losscert::prove {

class Assignments {
public:
  /// Assigns the symbols of `relations` and `extra`, root symbols (those with an enclosure in `base`) excepted. `base` holds the roots' relations only.
  /// `landmarks`: more relations whose bounds on single symbols are worth trying as values, and the points between them. `wishes`: relations to be satisfied as well, if by solving them.
  Assignments(const Context& base, const std::vector<Relation>& relations, const std::vector<Symbol>& extra, const std::vector<Relation>& landmarks = {},
              std::vector<Relation> wishes = {});

  using Use = std::function<bool(const Substitution&, const Sample&)>;
  /// Calls `use` for assignments that satisfy every relation in floating point, simple ones first, until it returns true. At most `tries` candidates; where there are
  /// wishes, first such for which they and the equations are solved for some of the symbols, in several ways; else those last.
  bool any(int tries, const Use& use);

  /// Whether every relation holds there, exactly, and so that the checker sees it without being shown.
  bool satisfied(Search& search, const Scope& scope, const Substitution& a) const;

private:
  using Values = std::vector<std::pair<Expr, double>>;
  /// The values for a symbol: those that relations name for it come early.
  const Values& values_of(const Symbol& v) const;
  std::size_t early(const Symbol& v, std::size_t more) const;  ///< how many of them are tried first
  bool by_solving(const std::vector<Expr>& equations, int variant, const Use& use);
  bool fits(const std::vector<Relation>& relations, const Sample& sample) const;

  const Context& base_;
  std::vector<Relation> relations_, wishes_;
  std::vector<Symbol> free_;
  std::vector<std::pair<Symbol, Expr>> solved_;  ///< v = expression in later-solved and free symbols
  Values values_;
  std::map<std::string, Values> own_values_;
  std::map<std::string, std::size_t> first_values_;
};

}  // namespace losscert::prove
