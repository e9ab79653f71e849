// Abstract functions in the search: examples of them, for guesses, models and witnesses; and what their properties say about signs.
#pragma once
#include "prove/goal/context.hpp"
#include "symbolic/abstract.hpp"

namespace losscert::prove {

using symbolic::Functions;

/// The signs that the declared properties leave for e = c*sigma_j(z) + d (canonical); kAll for any other e.
Signs property_signs(const Expr& e);

/// e = part + rest (canonical) for every term c*sigma_j(z) of e and every bound among the properties of order j, part = c*(sigma_j(z) - bound).
std::vector<std::pair<Expr, Expr>> property_parts(const Expr& e);

/// Expressions in t that are C^class and have the properties, as far as shows at once: simple ones, and ones fitted to relations on constants such as sigma(0), sigma_2(0).
std::vector<Expr> examples_of(symbolic::Abstract f, const std::vector<Relation>& relations);

/// Whether the claim or an assumption speaks of f.
bool occurs(symbolic::Abstract f, const claim::Instance& i, const claim::Claim& c);

/// Choices of one example for each function, those first that most samples have taken.
std::vector<Functions> choices(const std::vector<symbolic::Abstract>& functions, const std::vector<std::vector<Expr>>& examples, const Samples& samples, std::size_t most);

claim::Instance put_in(const claim::Instance& i, const Functions& f);
claim::Claim put_in(const claim::Claim& c, const Functions& f);

}  // namespace losscert::prove
