// `losscert show`: a case's objective, gradient and Hessian.
#pragma once
#include "app/casebook.hpp"

namespace losscert::app {

void show(const CaseFile& file, bool latex);

}  // namespace losscert::app
