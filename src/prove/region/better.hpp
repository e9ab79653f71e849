// Points with a certified value: strictly below another point's, or equal to a given one.
#pragma once
#include "prove/sign/sign.hpp"

namespace losscert::prove {

/// All of the variables, and the proof of what was sought there. The divisions in the point need each of `denominators` to be nonzero.
struct ValuedPoint {
  Substitution point;
  Json proof;
  std::vector<Expr> denominators;
};

/// e >= 0 (or > 0 for a positive rest), if e is written as squares with positive weights and a rational rest >= 0: without multiplying out.
SignProof sum_of_squares(const Expr& e);

/// e >= 0 through the tangents of its squares: sum w b^2 >= sum w (2 b d - d^2) for numbers d, and the rest is no longer square. `values` gives the d in the order of the squares.
SignProof above_tangents(SignSearch& signs, const Context& g, const Expr& e, const std::vector<Expr>& values);

/// The same with the values of the bases at a low point of e, rounded.
SignProof above_tangents_at_low_point(SignSearch& signs, const Context& g, const Expr& e);

/// A point where f(point) - f(at) is negative under g. Tried in this order: minima found in doubles and rounded, exact zeros of all squares, and changes of one or two variables of
/// the point itself to a constant and to the minimiser of a quadratic.
std::optional<ValuedPoint> better_point(SignSearch& signs, const Context& g, const Expr& f, const std::vector<Symbol>& over, const Substitution& at);

/// A point where f - value is 0 under g: an exact zero of all squares of f - value, or a rounded minimum.
std::optional<ValuedPoint> point_of_value(SignSearch& signs, const Context& g, const Expr& f, const Expr& value, const std::vector<Symbol>& over);

/// A point at which the equations of `relations` hold exactly and the other relations as well; one proof per relation.
std::optional<std::pair<ValuedPoint, std::vector<Json>>> point_in_set(SignSearch& signs, const Context& g, const std::vector<Relation>& relations, const std::vector<Symbol>& over);

}  // namespace losscert::prove
