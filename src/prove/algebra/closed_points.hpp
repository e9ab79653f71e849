// Common zeros of several equations in closed form: hints for minimisers, members of sets and witnesses.
#pragma once
#include "prove/goal/context.hpp"

namespace losscert::prove {

/// Zeros of all the equations in `unknowns`, the other symbols being what `at` says where signs count: one equation after the other is taken apart, a factor is solved for an unknown and put into the rest.
/// An unknown that stays free becomes 0, or 1. Each point gives all unknowns, without any of them. Some may be missing; at most `most`.
std::vector<Substitution> closed_points(const std::vector<Expr>& equations, const std::vector<Symbol>& unknowns, const Sample& at, std::size_t most);

/// What the point divides by.
std::vector<Expr> denominators_of(const Substitution& point);

}  // namespace losscert::prove
