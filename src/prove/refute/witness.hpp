// Witnesses: where a claim fails. What remains of the claim there, and the search for a place where its negation is proved.
#pragma once
#include <functional>

#include "prove/goal/claim_goal.hpp"
#include "prove/proof/claims.hpp"
#include "prove/refute/model.hpp"

namespace losscert::prove {

struct Witness {
  Substitution assignment;
  Expr function;       ///< with the constants put in
  Substitution point;  ///< `at`, with the witness put in
};

/// Members `witness` and `proof`, or none.
struct Refutation {
  proof::Constants witness;
  proof::Refuted proof;
  explicit operator bool() const { return static_cast<bool>(proof); }
};

struct WitnessSearch {
  std::vector<Symbol> extra;         ///< symbols that need a value besides those of the hypotheses
  int tries = 0;
  std::vector<Relation> wishes = {};  ///< to be satisfied as well, if by solving them
  std::vector<std::vector<Expr>> zeros = {};  ///< first, points at which all expressions of one of these lists vanish, in closed form
  std::vector<Expr> lows = {};        ///< last, points at which one of these is low: far out, on the region's border, or at a critical point
  /// In doubles, before anything exact is put in: whether it is worth a look.
  std::function<bool(const Sample&)> seems = nullptr;
  /// The smaller the earlier; none: not at all. Without it, the order in which they are found.
  std::function<std::optional<double>(const Sample&)> rank = nullptr;
};

/// Tries to prove the negation at a witness; `effort` is counted up where that costs something.
using Refute = std::function<proof::Refuted(const Witness&, const Sample&, int& effort)>;

/// The first witness at which `refute` succeeds and the hypotheses hold. Gives up after 40 costly attempts with simple witnesses, and as many with each of `lows`.
Refutation with_witness(Search& search, const ClaimGoal& goal, const WitnessSearch& where, const Refute& refute);

/// Signs of e at a sample, values below 1e-9 taken for 0; kAll where it is undefined.
Signs seen_at(const Expr& e, const Sample& sample);

/// As members of a certificate, in the order of names.
proof::Constants constants(const Substitution& a);
proof::Assignment assigned(const Substitution& a);

}  // namespace losscert::prove
