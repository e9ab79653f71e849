// Abstract functions: sigma stands for every function R -> R that is so many times continuously differentiable and has the stated properties (cases/README.md). sigma_j is its
// derivative of order j. A derivative beyond the class can be written down, so that a search need not look out for it, but it does not exist: exists() tells.
#pragma once
#include <optional>

#include "symbolic/relation.hpp"

namespace losscert::symbolic {

/// For all real t: the derivative of this order rel bound.
struct Property {
  int order = 0;
  Rel rel{};
  GiNaC::numeric bound;
};
struct AbstractFunction {
  std::string name;
  int smoothness = 0;  ///< C^smoothness on all of R
  std::vector<Property> properties;
};
/// Interned: equal declarations have the same address, for the life of the process.
using Abstract = const AbstractFunction*;
Abstract interned(const AbstractFunction& f);

Expr abstract_of(Abstract f, int order, const Expr& z);

/// What an expression with Head::Abstract is.
struct AbstractPart {
  Abstract function;
  int order;
};
AbstractPart abstract_part(const Expr& e);
AbstractPart abstract_part(unsigned serial);
unsigned serial_of(Abstract f, int order);  ///< GiNaC's number of the function
bool is_abstract(unsigned serial);
std::string name_of(const AbstractPart& a);  ///< "sigma", "sigma_2"

/// Every abstract function of e at any depth, in the order of to_text; each atom once.
std::vector<Expr> abstract_atoms(const Expr& e);
bool exists(const Expr& e);       ///< no derivative beyond a class occurs in e
bool is_constant(const Expr& e);  ///< free of symbols and of abstract functions: one definite number

/// Closed bounds of the derivative of that order, by the properties.
std::pair<std::optional<GiNaC::numeric>, std::optional<GiNaC::numeric>> bounds(const AbstractPart& a);

/// Expressions in the symbol t in the place of functions.
using Functions = std::map<Abstract, Expr>;
Expr put_in(const Expr& e, const Functions& f);

/// Examples of a function, expressions in t, for guesses in floating point: an evaluation takes the one whose number the sample has under the function's name.
void set_examples(Abstract f, const std::vector<Expr>& in_t);
/// A derivative of the example number k (modulo their number); null if there is none.
const Expr* example(Abstract f, std::size_t k, int order);

}  // namespace losscert::symbolic
