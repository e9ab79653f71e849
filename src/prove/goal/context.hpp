// What may be assumed while a sign is sought: relations, the box that they cut out, and sample points for guesses.
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "claim/claim.hpp"
#include "interval/enclosure.hpp"
#include "prove/hints/evaluator.hpp"

namespace losscert::prove {

using symbolic::Expr;
using symbolic::Rel;
using symbolic::Relation;
using symbolic::Substitution;
using symbolic::Symbol;

/// A set of possible signs.
using Signs = unsigned;
constexpr Signs kNegative = 1, kZero = 2, kPositive = 4, kAll = 7, kNonzero = kNegative | kPositive;
Signs signs_of(Rel rel);        ///< the signs that `rel 0` allows
Signs flip(Signs s);            ///< of -e
Signs add(Signs a, Signs b);    ///< of a sum
Signs multiply(Signs a, Signs b);

/// q*v + r with rational q != 0 and r.
struct Linear {
  Symbol v;
  GiNaC::numeric q, r;
};
/// p in that form, or nothing.
std::optional<Linear> linear_in_one_symbol(const Expr& p);

/// Context G of src/check/FORMAT.md, section 2, as the prover sees it. Relations are canonical. Copies share all that they have in common.
class Context {
public:
  explicit Context(unsigned bits);

  /// Adds p rel 0; samples that contradict it are dropped, and those of an equation moved onto it where that is easy.
  void add(const Relation& r);
  /// The enclosure of a symbol known from elsewhere (roots).
  void set_enclosure(const std::string& name, const interval::Interval& x);
  /// Symbols that samples are to cover. Draws the samples; call before relations are added.
  void draw_samples(const std::vector<Symbol>& symbols, const std::vector<symbolic::Abstract>& functions = {});  ///< of functions, the numbers of examples

  /// Gives new symbols values in the samples there are.
  void sample_symbols(const std::vector<Symbol>& symbols);

  const std::vector<Relation>& relations() const { return *relations_; }
  /// A relation says p != 0 (p canonical, up to sign).
  bool excludes(const Expr& p) const;
  bool is_root(const Symbol& v) const { return enclosures_->count(v.get_name()) > 0; }
  const interval::Box& box() const { return *box_; }
  unsigned bits() const { return bits_; }
  const Samples& samples() const { return samples_; }

  Context with(const Relation& r) const;
  /// Everything with v replaced by `by`.
  Context substituted(const Symbol& v, const Expr& by) const;
  /// Without the relations that contain v.
  Context without(const Symbol& v) const;
  /// Without the relation number k.
  Context without_relation(std::size_t k) const;

  /// Signs of e at the samples; values below `tiny` count for nothing. kAll if there are no samples.
  Signs observed(const Expr& e, double tiny = 1e-10) const;

  /// At every sample the terms of e cancel, or its only term is tiny.
  bool vanishes(const Expr& e) const;

  /// At the first sample e is far from 0, against the size of its terms.
  bool differs(const Expr& e) const;

private:
  using Relations = std::vector<Relation>;
  void set_relations(Relations relations);  ///< and the box that they cut out
  void restrict_samples(const Relation& r);
  std::optional<double> moved_onto(Sample& s, const Symbol& v, const Relation& r, double target) const;

  unsigned bits_;
  std::shared_ptr<const Relations> relations_;
  std::shared_ptr<const interval::Box> enclosures_, box_;
  Samples samples_;
};

/// Signs possible for an interval.
Signs signs_of(const interval::Interval& x);

}  // namespace losscert::prove
