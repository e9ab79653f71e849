// FORMAT.md, section 5.4: the proof of a limit as eps -> 0+. No rule, but a part of several.
#pragma once
#include <optional>

#include "prove/proof/sign.hpp"

namespace losscert::prove::proof {

class Limit {
public:
  GiNaC::numeric eps0 = 1;  ///< the pieces hold for 0 < eps <= eps0
  Pieces pieces;
  std::vector<Part> signs;  ///< lemmas about expressions free of eps
  struct Scale {
    Expr argument, scale;
  };
  std::vector<Scale> scales;  ///< what is taken out of the arguments of logarithms, roots and inverses
  std::optional<int> order;   ///< of Taylor polynomials
  /// Cases of the sign of `on`, by their keys, and a contradiction or a limit in each. Then there is nothing else.
  struct Case;
  Expr on;
  std::vector<Case> cases;
  Sign equal;               ///< that the limit is the claimed one; or none
  Sign differs;             ///< that it is not; or none

  Value value() const;
};

struct Limit::Case {
  std::string key;
  std::optional<Absurd> absurd;
  Limit limit;
};

}  // namespace losscert::prove::proof
