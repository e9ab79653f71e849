// That the Hessian is positive definite in some of the variables.
#pragma once
#include "prove/minimum/at_minimum.hpp"

namespace losscert::prove::minimum {

/// Proofs for the leading principal minors of each diagonal block of H at the point, as FORMAT.md orders them. There must be a C^2 piece.
std::optional<std::vector<proof::Sign>> positive_minors(Search& search, const Scope& scope, Place& near, const std::vector<std::size_t>& block);

/// H - modulus*I of the variables in a block is positive definite on the ball of that radius (maximum norm) around the point.
struct Ball {
  GiNaC::numeric radius, modulus;
};
/// The largest, of halvings, with the manifold over it inside; at a concrete point with a C^2 piece. Not rigorous.
std::optional<Ball> ball(Place& near, const std::vector<std::size_t>& block, const Substitution& manifold);

}  // namespace losscert::prove::minimum
