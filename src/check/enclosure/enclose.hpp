// Enclosures of canonical sums and of syntax trees over a box.
#pragma once
#include "check/algebra/poly.hpp"
#include "check/enclosure/interval.hpp"
#include "check/text/syntax.hpp"

namespace losscert::check {

/// Exact bounds of symbols; a missing symbol is unbounded.
struct Box {
  std::map<AtomId, Range> ranges;
  Interval of(AtomId symbol, long bits) const;
  bool empty() const;  ///< some range has lo > hi: the box has no point
};

/// Contains p(x) for every x in the box at which p is defined by its atoms; throws Reject if some atom may be undefined in the box.
Interval enclose(const Poly& p, const Box& box, long bits);

/// The same for the tree as it is written, without any rearrangement: functions of the scalar core, names and components resolved as symbols.
Interval enclose(const Syntax& s, const Box& box, long bits);

}  // namespace losscert::check
