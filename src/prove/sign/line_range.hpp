// The range of one variable on a line, and what doubles show of an expression there: hints for line.cpp.
#pragma once
#include "prove/goal/context.hpp"

namespace losscert::prove::sign {

struct Range {
  std::optional<GiNaC::numeric> lo, hi;
  bool open_lo = false, open_hi = false;  ///< v is known to differ from that end
  std::vector<Relation> sides;            ///< v lies on one side of numbers that are not rational, so outside of the box
  std::optional<double> above, below;     ///< what they leave

  bool contains(const GiNaC::numeric& q) const { return (!lo || *lo <= q) && (!hi || q <= *hi) && has_near(q.to_double()); }
  bool has_inside(const GiNaC::numeric& q) const { return (!lo || *lo < q) && (!hi || q < *hi) && has_near(q.to_double()); }
  /// In doubles.
  bool has_inside(double x) const { return (!lo || lo->to_double() < x) && (!hi || x < hi->to_double()) && has_near(x); }

  /// Only these sides: `v - c > 0`, or `< 0`, with their c in doubles.
  void set_sides(const std::vector<std::pair<Relation, double>>& known);

private:
  bool has_near(double x) const { return (!above || *above < x) && (!below || x < *below); }
};

Range range_of(const Context& g, const Symbol& v);

/// g with that range for v and nothing else about it.
Context on(const Context& g, const Symbol& v, const Range& r);

/// Signs that doubles show on the range; values that cancel count for nothing. kAll if e has other symbols.
Signs approx_signs(const Expr& e, const Symbol& v, const Range& r);

/// A number between the ends near which e, in v alone, seems to change its sign.
std::optional<GiNaC::numeric> approx_change(const Expr& e, const Symbol& v, const Range& r);

}  // namespace losscert::prove::sign
