// Evidence about the point of a claim that is no proof node by itself: that the gradient vanishes, a direction in which F is constant.
#pragma once
#include "prove/exclude/point.hpp"
#include "prove/goal/search.hpp"

namespace losscert::prove {

// TRANSITION: what prove/point will say.
struct VanishingGradient {
  proof::Pieces pieces;
  proof::ByVariable gradient;
};
inline std::optional<VanishingGradient> vanishing_gradient(Search& search, const Context& g, const Expr& f, const std::vector<Symbol>& over, const Substitution& s, const Scope&) {
  const auto node = PointSearch(search.signs(), f, over).critical(g, s);
  if (!node) return std::nullopt;
  VanishingGradient result;
  for (const auto& p : node->at("pieces")) result.pieces.push_back({p.at("argument").get<std::string>(), proof::Sign(p.at("proof"))});
  for (const auto& v : over) result.gradient.emplace_back(v, proof::Sign(node->at("gradient").at(v.get_name())));
  return result;
}
struct ConstantDirection {
  proof::Assignment direction;
  GiNaC::numeric reach;
  proof::Sign proof;
};
inline std::optional<ConstantDirection> constant_direction(Search& search, const Context& g, const Expr& f, const std::vector<Symbol>& over, const Substitution& s, const Scope&) {
  const auto node = PointSearch(search.signs(), f, over).constant_direction(g, s);
  if (!node) return std::nullopt;
  ConstantDirection result{{}, GiNaC::numeric(node->at("reach").get<std::string>().c_str()), proof::Sign(node->at("proof"))};
  for (const auto& [name, e] : node->at("constant").items()) result.direction.emplace_back(symbolic::symbol(name), e.get<std::string>());
  return result;
}

}  // namespace losscert::prove
