// Abstract functions (cases/README.md, "Functions of which only a class is known"): sigma stands for every function R -> R that is so many times continuously
// differentiable on all of R and has the stated properties. sigma_j is its derivative of order j. What is proved of an expression with sigma in it is proved for all of them.
#pragma once
#include <optional>

#include "check/enclosure/enclose.hpp"
#include "check/algebra/poly.hpp"
#include "check/text/syntax.hpp"

namespace losscert::check {

/// For all real t: sigma_order(t) rel bound. Never an equation.
struct Property {
  unsigned order = 0;
  Rel rel{};
  Rational bound;
};

struct FunctionDeclaration {
  std::string name;
  unsigned smoothness = 0;  ///< C^smoothness on all of R
  std::vector<Property> properties;
};

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
/// The same among given names: whether `text` is NAME_digits for one of them.
bool is_derivative_name(const std::string& text, const std::string& name);
const FunctionDeclaration& declaration_of(const Atom& a);  ///< of an atom Abstract

/// Closed bounds of the values of an atom Abstract, by its properties.
Range range_of(const Atom& a);

/// The signs that the properties leave for e = c*sigma_j(p) + d, c and d rational; all signs for any other e.
Signs property_signs(const Poly& e);

}  // namespace losscert::check
