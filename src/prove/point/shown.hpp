// Expressions in remarks of the trace.
#pragma once
#include "symbolic/expr.hpp"

namespace losscert::prove {

/// The text of e, or how long it is.
inline std::string shown(const symbolic::Expr& e) {
  constexpr std::size_t kMostTerms = 12;
  return e.nops() > kMostTerms ? "an expression of " + std::to_string(e.nops()) + " terms" : symbolic::to_text(e);
}

}  // namespace losscert::prove
