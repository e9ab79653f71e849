// Limits along paths as eps -> 0+ (FORMAT.md, 5.4).
#pragma once
#include <functional>

#include "check/rules/sign.hpp"

namespace losscert::check {

enum class LimitSort { Finite, PlusInfinity, MinusInfinity };
struct Limit {
  LimitSort sort{};
  Poly value;  ///< Finite: free of eps
};

/// The limit of f along a path in eps, for all parameters in g (which says nothing about eps), from a limit proof. It is shown to be defined on (0, eps0]. `comparison`: the member, "equal" or "differs", that the caller
/// reads; by default none (eps0 is read anyway).
Limit prove_limit(const Context& g, const GuardedAt& f, const Node& proof, std::string_view comparison = "eps0");

/// The limit of what is made of f, which is shown to be defined on (0, eps0], and so is what is made of it.
Limit prove_limit_of(const Context& g, const GuardedAt& f, const Node& proof, const std::function<AtPoint(const AtPoint&)>& made);

/// The limit, compared with a finite value by zero test or by the proof `equal`.
void prove_limit_is(const Context& g, const GuardedAt& f, const Poly& value, const Node& proof);

/// g with 0 < eps <= eps0, eps0 the node's member (optional, default 1).
Context near_zero(const Context& g, const Node& node);
inline PointContext near_zero(const PointContext& g, const Node& node) { return PointContext(near_zero(static_cast<const Context&>(g), node)); }

}  // namespace losscert::check
