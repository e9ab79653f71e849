// Syntax trees of the expression language (cases/README.md, "Expressions") and a parser for hostile text.
//
// Sums and products are n-ary, so the depth of a tree is bounded by the nesting the text itself shows (at most 200 levels).
// The same parser reads cases and certificates; who may use which name is decided when a tree is given its meaning (build.hpp).
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "check/text/rational.hpp"

namespace losscert::check {

enum class Rel { Equal, NotEqual, Less, LessEqual, Greater, GreaterEqual };
Rel negated(Rel r);  ///< holds exactly when r does not
const char* to_text(Rel r);

struct Syntax;
using SyntaxPtr = std::shared_ptr<const Syntax>;
struct Syntax {
  enum class Op { Number, Name, Call, Index, Vector, Sum, Product, Power };
  Op op{};
  std::string text;             ///< Number: the digits; Name and Call: the name
  std::vector<SyntaxPtr> kids;  ///< Index: the indexed expression; Power: base, exponent
  std::vector<bool> inverted;   ///< Sum: subtracted; Product: divided by
  std::vector<int> indices;     ///< Index, from 1
};

/// e0 rel e1 rel e2 ...
struct RelationSyntax {
  std::vector<SyntaxPtr> sides;
  std::vector<Rel> rels;
};

/// All three throw Reject with a reason.
SyntaxPtr parse_expression(const std::string& text);
RelationSyntax parse_relation(const std::string& text);
std::vector<RelationSyntax> parse_conjunction(const std::string& text);  ///< relations joined by &&

/// A name of the case language: a letter, then letters, digits, '_'.
bool is_name(const std::string& s);
/// Whether `text` is NAME_digits, a derivative of the function NAME.
bool is_derivative_name(const std::string& text, const std::string& name);

std::string component_name(const Syntax& s);  ///< "w" or "w[1,2]" for a name or an indexed name; throws Reject for anything else
Rational rational_constant(const Syntax& s);  ///< value of a tree over numbers and + - * / and integer powers; throws Reject

}  // namespace losscert::check
