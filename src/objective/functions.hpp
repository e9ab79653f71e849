// The functions of one and two scalars of the case language, by the core (cases/README.md, Expressions).
#pragma once
#include "objective/sized.hpp"

namespace losscert::objective {

/// The scalar function `name` of one or two arguments; the name and the number of arguments are known to be right.
Sized apply_function(Arithmetic& a, const std::string& name, const std::vector<Sized>& arguments, int line);

}  // namespace losscert::objective
