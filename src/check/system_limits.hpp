// The last net under the counted work (text/work.hpp): limits that the system keeps, for what no count foresees, such as the inside of an arithmetic library. Where one
// is reached, or memory runs out inside GMP, FLINT, Arb or Calcium, which then abort, the program still answers and ends as it would have otherwise.
#pragma once
#include <string>
#include <string_view>

namespace losscert::check {

struct SystemLimits {
  long mebibytes = 4096;  ///< of address space for the program; 0: none
  long seconds = 600;     ///< of processor time for the reading of the case and for each certificate; 0: none
};

/// Once, before anything else. Throws std::runtime_error where the system refuses.
void set_limits(const SystemLimits& limits);

/// A new allowance of processor time. If the program is stopped from now on, it writes `line`, the reason, a line feed and `rest` (kept by the caller) to the file descriptor `to`, and ends with `status`.
void begin_guarded(const std::string& line, std::string_view rest, int to, int status);

}  // namespace losscert::check
