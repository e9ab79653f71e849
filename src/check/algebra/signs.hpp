// Sets of signs, and ranges with exact ends.
#pragma once
#include <optional>
#include <string>

#include "check/text/rational.hpp"
#include "check/text/syntax.hpp"

namespace losscert::check {

/// The signs an expression may have, as a set: bit 1 negative, 2 zero, 4 positive. The empty set, of what excludes each other, is within none.
class Signs {
public:
  constexpr Signs() = default;
  constexpr explicit Signs(unsigned bits) : bits_(bits) {}
  constexpr unsigned bits() const { return bits_; }
  constexpr bool within(Signs o) const { return bits_ != 0 && (bits_ & ~o.bits_) == 0; }
  constexpr bool empty() const { return bits_ == 0; }
  friend constexpr Signs operator&(Signs a, Signs b) { return Signs(a.bits_ & b.bits_); }
  friend constexpr Signs operator|(Signs a, Signs b) { return Signs(a.bits_ | b.bits_); }
  friend constexpr bool operator==(Signs a, Signs b) { return a.bits_ == b.bits_; }
  friend Signs operator+(Signs a, Signs b);
  friend Signs operator*(Signs a, Signs b);
  Signs power(long n) const;    ///< n >= 1
  Signs times(int sign) const;  ///< of q*e for a rational q of that sign, q != 0
  std::string text() const;

private:
  unsigned bits_ = 0;
};
constexpr Signs negative{1}, zero{2}, positive{4}, nonpositive{3}, nonzero{5}, nonnegative{6}, any_sign{7};

/// The sign set of a relation: "> 0" is {+}.
Signs signs_of(Rel r);

/// Exact bounds; a missing end is unbounded. Closed.
struct Range {
  std::optional<Rational> lo, hi;
};

}  // namespace losscert::check
