// Limits along paths as eps -> 0+ (FORMAT.md, 5.4).
#pragma once
#include <functional>

#include "check/rules/asymptotics.hpp"
#include "check/rules/sign.hpp"

namespace losscert::check {

/// The limit of f along a path in eps, for all parameters in g (which says nothing about eps), from a limit proof. It is shown to be defined on (0, eps0]. `comparison`: the member, "equal" or "differs", that the caller
/// reads; by default none (eps0 is read anyway).
Limit prove_limit(const Context& g, const GuardedAt& f, const Node& proof, std::string_view comparison = "eps0");

/// The limit of what is made of f, which is shown to be defined on (0, eps0], and so is what is made of it.
Limit prove_limit_of(const Context& g, const GuardedAt& f, const Node& proof, const std::function<AtPoint(const AtPoint&)>& made);

/// The same where the proof may distinguish cases of what g speaks of: `use` gets each context with the limit there and its node.
using LimitUse = std::function<void(const Context& g, const Limit& limit, const Node& node)>;
void for_each_limit(const Context& g, const GuardedAt& f, const Node& proof, std::string_view comparison, const LimitUse& use);

/// The limit, compared with a finite value by zero test or by the proof `equal`.
void prove_limit_is(const Context& g, const GuardedAt& f, const Poly& value, const Node& proof);

/// g with 0 < eps <= eps0, eps0 the node's member (optional, default 1).
Context near_zero(const Context& g, const Node& node);
inline PointContext near_zero(const PointContext& g, const Node& node) { return PointContext(near_zero(static_cast<const Context&>(g), node)); }

}  // namespace losscert::check
