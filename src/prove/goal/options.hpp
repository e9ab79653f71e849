// What a search may use.
#pragma once
#include <chrono>

namespace losscert::prove {

struct Options {
  unsigned start_bits = 128;   ///< working precision at the start
  unsigned limit_bits = 4096;  ///< and where raising it stops
  std::chrono::milliseconds patience = std::chrono::hours(24);  ///< processor time
  bool all_attempts = false;   ///< Outcome::trace is wanted whatever the verdict, not only for Undecided
};

}  // namespace losscert::prove
