// p rel 0, and lists of such facts.
#pragma once
#include "symbolic/expr.hpp"

namespace losscert::symbolic {

enum class Rel { Equal, NotEqual, Greater, GreaterEqual, Less, LessEqual };

/// expr rel 0
struct Relation {
  Expr expr;
  Rel rel;
};

Rel negate(Rel r);             ///< the relation that holds exactly when r does not
std::string to_text(Rel r);    ///< "==", "!=", ">", ">=", "<", "<="
Relation substitute(const Relation& r, const Substitution& s);

}  // namespace losscert::symbolic
