// Values by Arb at rational points, walked on the expression tree: an evaluation that shares nothing with the tape.
#pragma once
#include <map>
#include <string>

#include "interval/enclosure.hpp"

namespace losscert::test {

using Point = std::map<std::string, GiNaC::numeric>;

/// Whether the enclosure can contain the value of e at the point: false only if Arb's ball for the value, of `bits` precision, lies outside. Sets `sharp` if the ball is finite and
/// narrower than 2^(-bits/2) times the larger of 1 and the value.
bool may_contain(const interval::Interval& enclosure, const symbolic::Expr& e, const Point& at, long bits, bool& sharp);

}  // namespace losscert::test
