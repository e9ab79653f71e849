// The strategies of this room, one concept a file; table.cpp has their order and conditions.
#pragma once
#include "prove/minimum/at_minimum.hpp"

namespace losscert::prove::minimum {

proof::Minimum lemma(Search&, const AtMinimum&);                   ///< a lemma says so of the point, or of a family
proof::Minimum minorant(Search&, const AtMinimum&);                ///< the tangent of F has a minimum there, and F lies above it
proof::Minimum definite_box(Search&, const AtMinimum&);            ///< the Hessian is positive definite on a ball
proof::Minimum definite(Search&, const AtMinimum&);                ///< the Hessian is positive definite at the point
proof::Minimum lower_bound(Search&, const AtMinimum&);             ///< F is nowhere below its value there
proof::Minimum lower_bound_by_cases(Search&, const AtMinimum&);    ///< the same, with case distinctions
proof::Minimum straight_fibres(Search&, const AtMinimum&);         ///< F is constant along a flat set, and definite across it: coordinates and the kernel of the Hessian
proof::Minimum bent_fibres(Search&, const AtMinimum&);             ///< ... and sets that are not straight
proof::Minimum leading_form_across(Search&, const AtMinimum&);     ///< F is constant along such a set, and its leading form across it is definite
proof::Minimum leading_form_at_point(Search&, const AtMinimum&);   ///< the leading form at the point is definite
proof::Minimum adapted_coordinates(Search&, const AtMinimum&);     ///< ... in coordinates along the kernel of the Hessian
proof::Minimum slice(Search&, const AtMinimum&);                   ///< F is constant along affine fields, and has a minimum across them
proof::Minimum kinked_minorant(Search&, const AtMinimum&);         ///< at kinks: a smooth function below F has a minimum there
proof::Minimum bound_nearby(Search&, const AtMinimum&);            ///< F is nowhere below its value on a ball

}  // namespace losscert::prove::minimum
