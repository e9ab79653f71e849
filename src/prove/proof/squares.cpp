#include "prove/proof/squares.hpp"

namespace losscert::prove::proof {

using symbolic::to_text;

Sign weighted_squares(const WeightedSquares& squares, const std::optional<Part>& rest) {
  std::vector<Part> terms;
  for (const auto& [weight, base] : squares) {
    const std::string text = "(" + to_text(base) + ")^2";
    terms.push_back({to_text(Expr(weight)) + "*" + text, product({{weight, 1, interval()}, {text, 1, square(base)}})});
  }
  if (rest) terms.push_back(*rest);
  return sum(terms);
}

Sign vanishing_squares(const WeightedSquares& squares) {
  std::vector<Part> terms;
  for (const auto& [weight, base] : squares) terms.push_back({to_text(Expr(weight)) + "*(" + to_text(base) + ")^2", product({{weight, 1, interval()}, {base, 2, zero()}})});
  return sum(terms);
}

}  // namespace losscert::prove::proof
