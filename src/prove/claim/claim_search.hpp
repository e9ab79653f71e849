// One claim of one instance: its contexts, roots, model, and the searches for it and for its negation.
#pragma once
#include "prove/region/better.hpp"
#include "prove/algebra/functions.hpp"
#include "prove/claim/prove.hpp"
#include "prove/limit/limit.hpp"
#include "prove/refute/model.hpp"
#include "prove/exclude/point.hpp"
#include "prove/region/roots.hpp"

namespace losscert::prove {

class ClaimSearch {
public:
  ClaimSearch(const claim::Instance& instance, const claim::Claim& claim, const Options& options);

  /// Isolates the roots and sets up the contexts; a reason if that fails.
  std::optional<std::string> prepare();

  /// Member `proof` for verdict `proved`, or nothing.
  std::optional<Json> proof();
  /// Members `witness` and `proof` for verdict `refuted`, or nothing.
  std::optional<std::pair<Json, Json>> refutation();
  /// Member `model`.
  std::optional<Json> model();
  /// Member `domain`.
  Json domain();
  Json roots() const { return roots_; }
  /// Bits that the checker needs for the enclosures.
  unsigned precision() const { return std::max({options_.start_bits, signs_.bits_used(), bits_elsewhere_}); }
  /// A proof that the claim's hypotheses contradict each other was found.
  bool vacuous();
  /// One sentence on what was tried.
  std::string reason() const;

private:
  struct Witness {
    Substitution assignment;
    Expr function;      ///< with the constants put in
    Substitution point; ///< at, with the witness put in
  };
  using Use = std::function<std::optional<Json>(const Witness&, const Sample&)>;
  using Rank = std::function<std::optional<double>(const Witness&, const Sample&)>;  ///< the smaller the earlier; nothing: not at all

  PointSearch points(const Expr& f) { return PointSearch(signs_, f, claim_.over); }
  Substitution point() const { return claim_.at; }
  Context with_set(const claim::Set& s) const;
  /// One context per choice of a relation from each set, negated.
  std::vector<Context> outside() const;
  Expr along(const Expr& e) const;
  std::optional<Json> limit_of(const Context& g, const Expr& e, claim::LimitSort sort, const Expr& value, bool& differs);

  std::optional<Json> prove_always();
  std::optional<Json> prove_saddle();
  std::optional<Json> prove_suboptimal();
  /// The point, whose divisions are noted for `domain`.
  Json take(const ValuedPoint& p);
  std::optional<Json> bounded_below();
  std::optional<std::pair<Substitution, Json>> named_point_of_value();
  std::optional<Json> prove_infimum();
  std::optional<Json> prove_minimizers();
  std::optional<Json> prove_critical_set();
  std::optional<Json> prove_divergence();
  std::optional<Json> decreasing(const Context& g, const Expr& f, Signs wanted);

  std::optional<std::pair<Json, Json>> with_witness(const std::vector<Symbol>& extra, int tries, const Use& use, const std::vector<Relation>& wishes = {},
                                                    const Rank& rank = nullptr);
  std::optional<Json> model_with(const Functions& f);
  std::optional<std::pair<Json, Json>> refutation_with_examples();
  std::optional<std::pair<Json, Json>> refute_at_points();
  std::optional<std::pair<Json, Json>> refute_values();
  std::optional<std::pair<Json, Json>> refute_sets();
  std::optional<std::pair<Json, Json>> refute_limits();
  std::optional<std::pair<Json, Json>> refute_infimum();

  const claim::Instance& instance_;
  const claim::Claim& claim_;
  Options options_;
  Search search_;
  SignSearch& signs_;  // TRANSITION
  Context base_, params_, g0_;  ///< roots only; Params(G0); G0
  Json roots_ = Json::object();
  std::vector<Expr> denominators_;  ///< of points found: not 0 under G0
  int expensive_ = 0;  ///< witnesses at which a proof was tried
  std::vector<std::vector<Expr>> examples_;  ///< of the abstract functions
  unsigned bits_elsewhere_ = 0;              ///< used by searches with concrete functions
};

}  // namespace losscert::prove
