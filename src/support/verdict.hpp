// Three-valued answers. Neither converts to bool: "not true" is not "false"; what is not said is unknown.
#pragma once
#include <string>

namespace losscert {

enum class Truth { Unknown, True, False };

enum class Verdict { Undecided, Proved, Refuted };

inline const char* to_string(Verdict v) {
  switch (v) {
    case Verdict::Proved: return "PROVED";
    case Verdict::Refuted: return "REFUTED";
    case Verdict::Undecided: return "UNDECIDED";
  }
  return "UNDECIDED";
}

}  // namespace losscert
