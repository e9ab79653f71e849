// The range of one variable on a line, and what doubles show of an expression there: hints for line.cpp.
#pragma once
#include "prove/goal/context.hpp"

namespace losscert::prove::sign {

struct Range {
  std::optional<GiNaC::numeric> lo, hi;
  bool open_lo = false, open_hi = false;  ///< v is known to differ from that end

  bool contains(const GiNaC::numeric& q) const { return (!lo || *lo <= q) && (!hi || q <= *hi); }
  bool has_inside(const GiNaC::numeric& q) const { return (!lo || *lo < q) && (!hi || q < *hi); }
};

Range range_of(const Context& g, const Symbol& v);

/// g with that range for v and nothing else about it.
Context on(const Context& g, const Symbol& v, const Range& r);

/// Signs that doubles show on the range; values that cancel count for nothing. kAll if e has other symbols.
Signs approx_signs(const Expr& e, const Symbol& v, const Range& r);

/// A number between the ends near which e, in v alone, seems to change its sign.
std::optional<GiNaC::numeric> approx_change(const Expr& e, const Symbol& v, const Range& r);

}  // namespace losscert::prove::sign
