// Evidence that a root exists, is unique in its box, and where it lies (FORMAT.md, section 4).
#pragma once
#include "prove/sign/sign.hpp"

namespace losscert::prove {

struct RootEvidence {
  Json node;                                  ///< {"tree", "refine"}
  std::vector<interval::Interval> enclosure;  ///< one per unknown
};

/// Nothing if bisection and Krawczyk's test do not settle the box.
std::optional<RootEvidence> isolate(const claim::Root& root, const Options& options);

}  // namespace losscert::prove
