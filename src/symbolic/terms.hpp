// A canonical expression taken apart: the sum of coefficient * (product of powers) * exp(exponent).
#pragma once
#include <optional>

#include "symbolic/functions.hpp"

namespace losscert::symbolic {

struct PowerFactor {
  Expr base;                 ///< a symbol, an atom (head says which), or a sum under an inverse or a root
  GiNaC::numeric exponent;   ///< rational, not 0
};

struct TermParts {
  GiNaC::numeric coefficient;
  std::vector<PowerFactor> powers;  ///< in the order of to_text
  Expr exponent;                    ///< 0 if the term has no exponential
};

/// The terms of canonical(e), in the order of to_text; none for 0.
std::vector<TermParts> terms_of(const Expr& e);

/// The product of the parts.
Expr to_expr(const TermParts& t);

/// q if a = q*b for a rational q != 0, by GiNaC's expansion; nothing if a or b is 0.
std::optional<GiNaC::numeric> ratio(const Expr& a, const Expr& b);

}  // namespace losscert::symbolic
