// The functions of scalars of the case language (cases/README.md), reduced to the core.
#pragma once
#include "check/meaning/value.hpp"

namespace losscert::check {

/// f(a...); conditions for it to be defined are added to `domain`. Throws Reject for an unknown name or a wrong number of arguments.
Poly apply_function(const std::string& name, const std::vector<Poly>& a, Obligations& domain);

}  // namespace losscert::check
