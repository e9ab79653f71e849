// FORMAT.md, section 5.4: the proof of a limit as eps -> 0+. No rule, but a part of several.
#pragma once
#include "prove/proof/sign.hpp"

namespace losscert::prove::proof {

class Limit {
public:
  GiNaC::numeric eps0 = 1;  ///< the pieces hold for 0 < eps <= eps0
  Pieces pieces;
  std::vector<Part> signs;  ///< lemmas about expressions free of eps
  Sign equal;               ///< that the limit is the claimed one; or none
  Sign differs;             ///< that it is not; or none

  Value value() const;
};

}  // namespace losscert::prove::proof
