// Abstract functions (cases/README.md, "Functions of which only a class is known"): sigma stands for every function R -> R that is so many times continuously
// differentiable on all of R and has the stated properties. sigma_j is its derivative of order j. What is proved of an expression with sigma in it is proved for all of them.
#pragma once
#include <optional>

#include "check/algebra/poly.hpp"
#include "check/algebra/signs.hpp"
#include "check/text/case_file.hpp"

namespace losscert::check {

/// The functions of the case at hand; replaces those of any other case. Throws CaseError where the bounds of one derivative contradict each other.
void declare_functions(const std::vector<FunctionDeclaration>& all);
void forget_functions();

/// sigma_order
struct AbstractName {
  const FunctionDeclaration* function;
  unsigned order;
};
/// "sigma", or "sigma_2" (an order beyond the class too) of a declared function.
std::optional<AbstractName> abstract_name(const std::string& text);
const FunctionDeclaration& declaration_of(const Atom& a);  ///< of an atom Abstract

/// Closed bounds of the values of an atom Abstract, by its properties.
Range range_of(const Atom& a);

/// The signs that the properties leave for e = c*sigma_j(p) + d, c and d rational; all signs for any other e.
Signs property_signs(const Poly& e);

}  // namespace losscert::check
