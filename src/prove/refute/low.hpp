// Where an expression is low, or several vanish: assignments that are worth a look as witnesses.
#pragma once
#include <functional>

#include "prove/refute/model.hpp"

namespace losscert::prove {

/// Calls `use` for assignments to the symbols of e, of the relations and `extra` that satisfy the relations in doubles and where e is below 0, or too close to it to be seen, until it returns true:
/// critical points of e in closed form, inside and on the region's faces; points far out, and close to what the relations compare a symbol with; and what a descent finds, in few digits.
bool any_low(const Context& base, const Expr& e, const std::vector<Relation>& relations, const std::vector<Symbol>& extra, const Assignments::Use& use);

/// Calls `use` for assignments at which all of `zeros` vanish, in closed form, and which satisfy the relations in doubles, until it returns true.
bool any_zero(const Context& base, const std::vector<Expr>& zeros, const std::vector<Relation>& relations, const std::vector<Symbol>& extra, const Assignments::Use& use);

}  // namespace losscert::prove
