// Limits along paths as eps -> 0+ (FORMAT.md, 5.4).
#pragma once
#include "check/rules/sign.hpp"

namespace losscert::check {

enum class LimitSort { Finite, PlusInfinity, MinusInfinity };
struct Limit {
  LimitSort sort{};
  Poly value;  ///< Finite: free of eps
};

/// The limit of f, an expression in eps, for all parameters in g (which says nothing about eps), from a limit proof.
/// `domain`: the conditions for f to be defined; they are shown on (0, eps0]. `comparison`: the member, "equal" or "differs", that the caller
/// reads; by default none (eps0 is read anyway).
Limit prove_limit(const Context& g, const Poly& f, const Obligations& domain, const Node& proof, std::string_view comparison = "eps0");

/// The limit, compared with a finite value by zero test or by the proof `equal`.
void prove_limit_is(const Context& g, const Poly& f, const Obligations& domain, const Poly& value, const Node& proof);

/// g with 0 < eps <= eps0, eps0 the node's member (optional, default 1).
Context near_zero(const Context& g, const Node& node);

}  // namespace losscert::check
