// Truncated power series are made where polynomials are (symbolic/series.hpp).
#pragma once
#include "symbolic/series.hpp"

namespace losscert::prove {

using symbolic::series;

}  // namespace losscert::prove
