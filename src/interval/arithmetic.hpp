// Arithmetic of intervals, for algorithms that are not one expression (Krawczyk steps, interval LDL'). Results have the larger of the two precisions.
#pragma once
#include <optional>

#include "interval/enclosure.hpp"

namespace losscert::interval {

Interval operator+(const Interval& a, const Interval& b);
Interval operator-(const Interval& a, const Interval& b);
Interval operator-(const Interval& a);
Interval operator*(const Interval& a, const Interval& b);
std::optional<Interval> divided(const Interval& a, const Interval& b);  ///< none if b contains 0

std::optional<Interval> intersection(const Interval& a, const Interval& b);  ///< none if empty
Interval hull(const Interval& a, const Interval& b);

/// An exact dyadic near the middle, inside. The interval is finite.
GiNaC::numeric midpoint(const Interval& a);
/// Exact upper - lower. The interval is finite.
GiNaC::numeric width(const Interval& a);
/// [q, q] rounded outward.
Interval point(const GiNaC::numeric& q, unsigned bits);

}  // namespace losscert::interval
