// Evidence that a root exists, is unique in its box, and where it lies (FORMAT.md, section 4); or that its box holds none.
#pragma once
#include "prove/goal/context.hpp"
#include "prove/goal/options.hpp"
#include "prove/proof/roots.hpp"

namespace losscert::prove {

struct Isolated {
  std::optional<proof::Root> evidence;        ///< the root is isolated
  std::vector<interval::Interval> enclosure;  ///< then: one per unknown
  proof::Cover absence;                       ///< or the box holds no root
  std::string reason;                         ///< without evidence: what is wrong with the box, in a sentence
};

/// Bisection, and Krawczyk's test.
Isolated isolate(const claim::Root& root, const Options& options);

}  // namespace losscert::prove
