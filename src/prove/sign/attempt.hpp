// What the strategies of this room work on: a goal whose canonical form is known, and the best proof so far.
#pragma once
#include "prove/goal/search.hpp"

namespace losscert::prove {

/// The best proof of one goal.
class Best {
public:
  Best(Expr canonical, Signs wanted) : canonical_(std::move(canonical)), wanted_(wanted) {}

  /// Takes a proof if it is narrower, or both where only the two together reach the goal; true if the goal is reached.
  bool offer(Signs s, proof::Sign node);
  bool offer(const SignProof& p) { return p.found() && offer(p.signs, p.node); }
  const SignProof& proof() const { return proof_; }

private:
  SignProof both(Signs s, const proof::Sign& node) const;

  Expr canonical_;
  Signs wanted_;
  SignProof proof_;
};

struct SignAttempt : SignGoal {
  Expr canonical;
  Best& best;

  SignProof sign(Search& search, const Context& g, const Expr& part, Signs signs, int splits_left = 0) const { return search.sign({g, part, signs, splits_left, scope}); }
  SignProof sign(Search& search, const Expr& part, Signs signs, int splits_left = 0) const { return sign(search, context, part, signs, splits_left); }
  /// The signs that the samples show; 0, which nothing lies within, without samples: then the narrowest that there is.
  Signs observed(const Expr& part) const { return context.samples().empty() ? 0 : context.observed(part); }
};

using SignStrategy = Strategy<SignAttempt, bool>;  ///< what is found goes to `best`; true if the goal is reached

}  // namespace losscert::prove
