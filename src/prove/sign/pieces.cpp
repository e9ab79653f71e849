// Signs with kinks resolved (FORMAT.md, section 5.1: pieces).
#include "prove/algebra/expressions.hpp"
#include "prove/sign/strategies.hpp"

namespace losscert::prove::sign {

bool pieces(Search& search, const SignAttempt& a) {
  const auto kinks = kink_arguments(a.canonical);
  if (kinks.empty()) return false;
  proof::Pieces pieces;
  Expr form = a.e;
  for (const auto& z : kinks) {
    const Signs seen = a.observed(z) & kNonzero;
    if (seen == kNonzero) continue;
    for (const Signs side : {kPositive | kZero, kNegative | kZero}) {
      if (seen & ~side) continue;
      const auto p = a.sign(search, z, side, a.splits);
      if (!p.within(side)) continue;
      pieces.push_back({z, p.node});
      form = resolve_kink(form, z, p.signs);
      break;
    }
  }
  if (pieces.empty()) return false;
  const auto p = a.sign(search, form, a.wanted, a.splits);
  return p.found() && a.best.offer(p.signs, proof::pieces(pieces, p.node));
}

}  // namespace losscert::prove::sign
