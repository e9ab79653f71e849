// Signs by monotony of exp and arctan (FORMAT.md, section 5.1: exp-difference, arctan-difference).
#include "prove/algebra/multiples.hpp"
#include "prove/sign/strategies.hpp"

namespace losscert::prove::sign {

using symbolic::canonical;
using symbolic::Head;

namespace {

/// c*h(p) - c*h(q), c > 0: the sign of p - q. exp(0) = 1 and arctan(0) = 0 may be a missing term.
SignProof difference(Search& search, const SignAttempt& a, Head h) {
  auto terms = multiples_of(h, a.canonical);
  if (!terms) return {};
  if (h == Head::Arctan && terms->size() == 1) terms->emplace_back(-terms->front().first, Expr(0));
  if (terms->size() != 2 || (*terms)[0].first != -(*terms)[1].first) return {};
  if ((*terms)[0].first.is_negative()) std::swap((*terms)[0], (*terms)[1]);
  return a.sign(search, canonical((*terms)[0].second - (*terms)[1].second), a.wanted);
}

}  // namespace

bool exp_difference(Search& search, const SignAttempt& a) {
  const auto p = difference(search, a, Head::Exp);
  return p.found() && a.best.offer(p.signs, proof::exp_difference(p.node));
}

bool arctan_difference(Search& search, const SignAttempt& a) {
  const auto p = difference(search, a, Head::Arctan);
  return p.found() && a.best.offer(p.signs, proof::arctan_difference(p.node));
}

}  // namespace losscert::prove::sign
