// `losscert show`: a case's objective, gradient and Hessian; `losscert list`: what cases there are.
#pragma once
#include <string>

#include "app/casebook.hpp"

namespace losscert::app {

void show(const CaseFile& file, bool latex);

/// One line a case. Returns the exit status: 2 if some case cannot be read (the others are listed all the same).
int list(const std::string& paper);

}  // namespace losscert::app
