// Points with a certified value: strictly below another point's, or equal to a given one.
#pragma once
#include "prove/goal/search.hpp"

namespace losscert::prove {

/// All of the variables, and the proof of what was sought there. The divisions in the point need each of `denominators` to be nonzero.
struct ValuedPoint {
  Substitution point;
  proof::Sign proof;
  std::vector<Expr> denominators;
};

/// A point where f(point) - f(at) is negative under g. Tried in this order: minima found in doubles and rounded, exact zeros of all squares, and changes of one or two variables of
/// the point itself to a constant and to the minimiser of a quadratic.
std::optional<ValuedPoint> better_point(Search& search, const Context& g, const Scope& scope, const Expr& f, const std::vector<Symbol>& over, const Substitution& at);

/// A point where f - value is 0 under g: an exact zero of all squares of f - value, or a rounded minimum.
std::optional<ValuedPoint> point_of_value(Search& search, const Context& g, const Scope& scope, const Expr& f, const Expr& value, const std::vector<Symbol>& over);

/// A point at which the equations of `relations` hold exactly and the other relations as well; one proof per relation.
std::optional<std::pair<ValuedPoint, std::vector<proof::Sign>>> point_in_set(Search& search, const Context& g, const Scope& scope, const std::vector<Relation>& relations, const std::vector<Symbol>& over);

}  // namespace losscert::prove
