// The zero test of FORMAT.md, section 2.
#pragma once
#include "check/algebra/poly.hpp"

namespace losscert::check {

/// True is a proof that p vanishes wherever all its atoms are defined. False means "not shown".
bool is_zero(const Poly& p);

/// p times the denominators (q)^(-1) that occur in it: zero exactly where p is, wherever p is defined.
Poly clear_denominators(Poly p);

}  // namespace losscert::check
