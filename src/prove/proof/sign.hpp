// The rules of FORMAT.md, section 5.1, in its order: proofs of the sign of an expression. The first argument of each that is called `e` or the like is what the rule names; see there for conditions and conclusions.
#pragma once
#include <optional>

#include "prove/proof/node.hpp"

namespace losscert::prove::proof {

using symbolic::Expr;
using symbolic::Symbol;

/// One term of a sum, one factor of a product, one lemma: an expression (as text where it must not be rewritten) and the proof of its sign.
struct Part {
  Value expr;
  Sign proof;
};
struct Factor {
  Value expr;
  long power;
  Sign proof;
};
/// A kink z whose sign is known: relu(z) is z or 0.
struct Piece {
  Value argument;
  Sign proof;
};
using Pieces = std::vector<Piece>;
List to_list(const Pieces& pieces);
List to_list(const std::vector<Sign>& proofs);

Sign zero();
Sign interval();
Sign interval(Value form);
Sign assumption();
Sign exp();
Sign property();
Sign relu();
Sign exp_difference(const Sign& proof);
Sign sum(const std::vector<Part>& terms);
Sign product(const std::vector<Factor>& factors);
Sign square(Value base, long power = 2);
Sign inverse(Value of, const Sign& proof);
Sign rewrite(Value equation, Value multiplier, const Sign& proof);
Sign pieces(const Pieces& pieces, const Sign& proof);
Sign logarithms(const Sign& proof);
Sign root(const Sign& proof);
Sign arctan_difference(const Sign& proof);
Sign convex(const Symbol& variable, Value function, Value at, Value base, const Sign& second);
/// Strictly, where `at` is not `base` and the second derivative there is not 0.
Sign strictly_convex(const Symbol& variable, Value function, Value at, Value base, const Sign& second, const Sign& apart, const Sign& curved);

/// Without `low` (`high`): from minus (to plus) infinity.
struct MeanValue {
  Symbol variable;
  Value base;
  std::optional<GiNaC::numeric> low, high;
  Sign at, slope, side;
};
Sign mean_value(const MeanValue& m);

class Limit;
Sign from_infinity(const Symbol& variable, bool right, const Limit& limit, const Sign& value, const Sign& slope);

Absurd absurd(Value expr, const Sign& proof);

/// Rules of every judgement.
template <class J>
Proof<J> substitute(const Symbol& variable, Value by, const Proof<J>& proof) {
  return Proof<J>(std::make_shared<const Node>(Node{Rule::Substitute, {{"variable", variable}, {"by", std::move(by)}, {"proof", proof.value()}}}));
}
/// Keys from < = > != <= >=; together they cover every sign of `on`.
template <class J>
using Branches = std::vector<std::pair<std::string, Proof<J>>>;
template <class J>
Proof<J> cases(Value on, const Branches<J>& branches) {
  Object all;
  for (const auto& [key, proof] : branches) all.emplace_back(key, proof.value());
  return Proof<J>(std::make_shared<const Node>(Node{Rule::Cases, {{"on", std::move(on)}, {"branches", std::move(all)}}}));
}
/// One cut, two cells.
template <class J>
Proof<J> partition(const Symbol& variable, const GiNaC::numeric& cut, const Proof<J>& below, const Proof<J>& above) {
  return Proof<J>(std::make_shared<const Node>(Node{Rule::Partition, {{"variable", variable}, {"points", List{cut}}, {"cells", List{below.value(), above.value()}}}}));
}

}  // namespace losscert::prove::proof
