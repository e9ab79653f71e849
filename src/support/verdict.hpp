// Three-valued answers. Neither converts to bool: "not true" is not "false".
#pragma once
#include <string>

namespace losscert {

enum class Truth { True, False, Unknown };

enum class Verdict { Proved, Refuted, Undecided };

inline const char* to_string(Verdict v) {
  switch (v) {
    case Verdict::Proved: return "PROVED";
    case Verdict::Refuted: return "REFUTED";
    case Verdict::Undecided: return "UNDECIDED";
  }
  return "UNDECIDED";
}

}  // namespace losscert
