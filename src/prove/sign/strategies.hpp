// The strategies of this room, each a way to the sign of an expression (FORMAT.md, section 5.1). Conditions under which one is tried at all, and the order, are in table.cpp.
#pragma once
#include "prove/sign/attempt.hpp"

namespace losscert::prove::sign {

// known.cpp
bool known(Search& search, const SignAttempt& a);              ///< relations, properties, exp, relu
bool scaled_relation(Search& search, const SignAttempt& a);    ///< e = exp(r)*q for q that matches a relation
// enclosure.cpp
bool enclosure(Search& search, const SignAttempt& a);
// monotony.cpp
bool exp_difference(Search& search, const SignAttempt& a);     ///< c*exp(p) - c*exp(q)
bool arctan_difference(Search& search, const SignAttempt& a);  ///< c*arctan(p) - c*arctan(q)
// logarithms.cpp
bool logarithms(Search& search, const SignAttempt& a);         ///< a rational combination of logarithms, and a rest: exp of it against 1
bool exp_tangent(Search& search, const SignAttempt& a);        ///< c*(p - 1 - log(p))
bool exchanged_logarithm(Search& search, const SignAttempt& a);///< a logarithm against bounds of it
bool sums_logarithms(const SignAttempt& a);                    ///< e is such a combination without a rest
bool sums_logarithms_and_rest(const SignAttempt& a);
// separated.cpp
bool separated_variables(Search& search, const SignAttempt& a);///< f(p)*h(q) - f(q)*h(p)
// substitution.cpp
bool substitution(Search& search, const SignAttempt& a);       ///< an equation that gives a symbol without a division
bool rewriting(Search& search, const SignAttempt& a);          ///< e modulo an equation
// equations.cpp
bool equations(Search& search, const SignAttempt& a);          ///< equations that do not speak of e alone, solved or taken apart
bool linear_equations(Search& search, const SignAttempt& a);   ///< D*e as a combination of equations that are linear in some symbols
// known_roots.cpp
bool known_roots(Search& search, const SignAttempt& a);        ///< an equation in one symbol leaves it a few numbers
// zeros.cpp
bool contradicted_zero(Search& search, const SignAttempt& a);  ///< where e is 0, so is what the context says is not
bool vanishing_squares(Search& search, const SignAttempt& a);  ///< a sum of even powers is 0 only where every base is
// products.cpp
bool written_factors(Search& search, const SignAttempt& a);
bool factors(Search& search, const SignAttempt& a);
bool shares_an_exponential(Search& search, const SignAttempt& a);
// pieces.cpp
bool pieces(Search& search, const SignAttempt& a);             ///< kinks on whose arguments' signs the context decides
// squares.cpp
bool squared_relation(Search& search, const SignAttempt& a);   ///< e = r^2/m for a relation r
bool kept_squares(Search& search, const SignAttempt& a);       ///< squares that are written stay whole
bool completed_square(Search& search, const SignAttempt& a);
// sum_of_squares.cpp
bool sum_of_squares(Search& search, const SignAttempt& a);     ///< of polynomials, with the region's relations as multipliers
// tangents.cpp
bool convex_summands(Search& search, const SignAttempt& a);    ///< convex functions of different arguments lie above their tangents at a low point
// opposite.cpp
bool opposite(Search& search, const SignAttempt& a);           ///< another sign would contradict a relation
// root.cpp
bool root(Search& search, const SignAttempt& a);               ///< c*p^(1/q)
bool root_and_rest(Search& search, const SignAttempt& a);      ///< c*sqrt(p) + r, by c^2*p - r^2
// pythagoras.cpp
bool sine_and_cosine(Search& search, const SignAttempt& a);    ///< where the one is 0, the other is not
bool exchanged_squares(Search& search, const SignAttempt& a);  ///< sin^2 for 1 - cos^2 and back
// sums.cpp
bool structure(Search& search, const SignAttempt& a);          ///< inverses and sums as written
bool terms(Search& search, const SignAttempt& a);              ///< of the canonical form, alone and in groups
bool relation_and_rest(Search& search, const SignAttempt& a);  ///< e = c*p + rest for an inequality p
bool property_and_rest(Search& search, const SignAttempt& a);
// bounded.cpp
bool bounded_waves(Search& search, const SignAttempt& a);      ///< sines and cosines against their bounds
// mean_value.cpp
bool abstract_difference(Search&, const SignAttempt&);  ///< two values of one abstract function, by its slope between them
bool mean_value(Search& search, const SignAttempt& a);
// line.cpp
bool line(Search& search, const SignAttempt& a);               ///< along the whole line or half of it, in one variable
// cases.cpp
bool cases(Search& search, const SignAttempt& a);
bool partition(Search& search, const SignAttempt& a);          ///< cells of the only symbol that is not known sharply

}  // namespace losscert::prove::sign
