// The strategies of this room, one concept a file; table.cpp has their order and conditions.
#pragma once
#include "prove/exclude/at_point.hpp"

namespace losscert::prove::exclude {

proof::Exclusion contradicted(Search&, const AtPoint&);         ///< no point satisfies G
proof::Exclusion resolved_relation(Search&, const AtPoint&);    ///< a strict relation of G is added as it reads without its kinks
proof::Exclusion cells(Search&, const AtPoint&);                ///< one free variable: the derivative is not 0 in each of finitely many cells
proof::Exclusion residuals(Search&, const AtPoint&);            ///< the gradient is a combination of residuals (residual.hpp)
proof::Exclusion slopes(Search&, const AtPoint&);               ///< multipliers that move the arguments of nondecreasing summands the same way
proof::Exclusion slope(Search&, const AtPoint&);                ///< a partial derivative is not 0
proof::Exclusion curvature(Search&, const AtPoint&);            ///< a diagonal entry of the Hessian is negative
proof::Exclusion balanced_curvature(Search&, const AtPoint&);   ///< negative curvature where two weights that act alike move against each other
proof::Exclusion indefinite_pair(Search&, const AtPoint&);      ///< a 2x2 block of the Hessian is indefinite
proof::Exclusion indefinite_row(Search&, const AtPoint&);       ///< a variable against its own row of the Hessian
proof::Exclusion multipliers(Search&, const AtPoint&);          ///< a combination of derivatives in which all kernels cancel is not 0
proof::Exclusion multiplier_cases(Search&, const AtPoint&);     ///< ... unless one of its factors is 0: cases
proof::Exclusion slope_cases(Search&, const AtPoint&);          ///< the same with one derivative alone
proof::Exclusion one_sided(Search&, const AtPoint&);           ///< a one-sided derivative is not 0, or negative
proof::Exclusion steepest_line(Search&, const AtPoint&);       ///< down where kinks meet
proof::Exclusion kink_cases(Search&, const AtPoint&);           ///< by the signs of a kink that are open
proof::Exclusion constant_kinks(Search&, const AtPoint&);       ///< ... of one that does not move
proof::Exclusion splitting_curve(Search&, const AtPoint&);      ///< a curve on which the reduced function of a degenerate point falls
proof::Exclusion branch_curve(Search&, const AtPoint&);        ///< ... order by order along the branches on which its lowest form is 0
proof::Exclusion kink_curve(Search&, const AtPoint&);           ///< against the slope of the piece beside the point
proof::Exclusion sampled_curve(Search&, const AtPoint&);        ///< curves on which doubles see a descent
proof::Exclusion lemma(Search&, const AtPoint&);                ///< what a lemma says of such points
proof::Exclusion sign_cases(Search&, const AtPoint&);           ///< by the sign of a symbol that is free

}  // namespace losscert::prove::exclude
