// Signs of constants, exactly or by enclosures of rising precision.
#pragma once
#include <optional>

#include "interval/enclosure.hpp"

namespace losscert::interval {

/// Sign of an expression without free symbols, or whose symbols lie in the box: -1, 0, 1. 0 only by zero_test; otherwise an enclosure that excludes 0 at some precision up to
/// limit_bits. None: not decided (the value may still be 0), or undefined somewhere.
std::optional<int> sign_of_constant(const symbolic::Expr& e, unsigned limit_bits = 1024, const Box& box = {});

}  // namespace losscert::interval
