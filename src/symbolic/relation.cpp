#include "symbolic/relation.hpp"

#include <stdexcept>

namespace losscert::symbolic {

Rel negate(Rel r) {
  switch (r) {
    case Rel::Equal: return Rel::NotEqual;
    case Rel::NotEqual: return Rel::Equal;
    case Rel::Greater: return Rel::LessEqual;
    case Rel::GreaterEqual: return Rel::Less;
    case Rel::Less: return Rel::GreaterEqual;
    case Rel::LessEqual: return Rel::Greater;
  }
  throw std::logic_error("negate: no such relation");
}

std::string to_text(Rel r) {
  switch (r) {
    case Rel::Equal: return "==";
    case Rel::NotEqual: return "!=";
    case Rel::Greater: return ">";
    case Rel::GreaterEqual: return ">=";
    case Rel::Less: return "<";
    case Rel::LessEqual: return "<=";
  }
  throw std::logic_error("to_text: no such relation");
}

Relation substitute(const Relation& r, const Substitution& s) { return {substitute(r.expr, s), r.rel}; }

}  // namespace losscert::symbolic
