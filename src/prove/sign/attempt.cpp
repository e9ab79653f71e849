#include "prove/sign/attempt.hpp"

#include <bit>

namespace losscert::prove {

bool Best::offer(Signs s, proof::Sign node) {
  const bool found = proof_.found();
  if (found && (proof_.signs & ~wanted_) && (s & ~wanted_) && (s & proof_.signs & ~wanted_) == 0) proof_ = both(s, node);
  else if (!found || std::popcount(s) < std::popcount(proof_.signs)) proof_ = {s, std::move(node)};
  return proof_.within(wanted_);
}

SignProof Best::both(Signs s, const proof::Sign& node) const {
  proof::Branches<proof::SignJudgement> branches;
  for (const auto& [key, sign] : {std::pair{"<", kNegative}, {"=", kZero}, {">", kPositive}}) {
    if (s & proof_.signs & sign) branches.emplace_back(key, proof::assumption());
    else branches.emplace_back(key, proof::absurd(canonical_, s & sign ? proof_.node : node));
  }
  return {s & proof_.signs, proof::cases(canonical_, branches)};
}

}  // namespace losscert::prove
