#include "prove/minimum/at_minimum.hpp"

#include "prove/minimum/candidates.hpp"
#include "prove/minimum/tangent.hpp"

namespace losscert::prove::minimum {

const VanishingGradient* Place::gradient() {
  if (!gradient_) gradient_ = vanishing_gradient(search_, scope_, *this, 2);
  return *gradient_ ? &**gradient_ : nullptr;
}

const Tangent* Place::tangent() {
  if (!tangent_) tangent_ = minimum::tangent(search_, scope_, *this);
  return *tangent_ ? &**tangent_ : nullptr;
}

const std::vector<Flat>& Place::straight() {
  if (!straight_) straight_ = straight_candidates(search_, scope_, *this);
  return *straight_;
}

const std::vector<Flat>& Place::bent() {
  if (!bent_) {
    bent_ = factor_candidates(search_, scope_, *this);
    if (!scope_.inside(kMinorant))
      for (auto& c : curved_candidates(search_, scope_, *this)) bent_->push_back(std::move(c));
  }
  return *bent_;
}

}  // namespace losscert::prove::minimum
