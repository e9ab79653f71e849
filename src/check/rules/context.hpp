// A context G (FORMAT.md, section 2): relations that are assumed, the box they cut out, and what may be read off without a proof node.
#pragma once
#include <memory>

#include "check/enclosure/enclose.hpp"
#include "check/meaning/build.hpp"
#include "check/rules/shown.hpp"
#include "check/text/json.hpp"

namespace losscert::check {

struct Statement;

/// What stays the same throughout the proof of one claim.
struct Session {
  Builder& builder;
  long bits = 128;
  Box roots{};                             ///< enclosures of root symbols
  const std::map<std::string, Statement>* lemmas = nullptr;  ///< claims in `using` that the certificate proves, by id
  std::vector<Node> domain{};              ///< entries {"expr", "proof"}
  mutable Obligations active{};            ///< what entries of `domain` are showing just now: it may not rest on itself
  mutable long attempts = 0;               ///< proofs of such entries begun
  mutable int depth = 0;                   ///< proof nodes within proof nodes
};

class PointContext;

class Context {
public:
  explicit Context(const Session& session) : session_(&session), box_(session.roots) {}
  Context(const PointContext&) = delete;  ///< its names would change their meaning

  const Session& session() const { return *session_; }
  long bits() const { return session_->bits; }
  const std::vector<std::shared_ptr<const Relation>>& relations() const { return relations_; }
  const Box& box() const { return box_; }

  bool eps = false;  ///< certificate expressions may contain eps

  void assume(const Poly& p, Rel rel);
  Context with(const Poly& p, Rel rel) const;
  Context substituted(const Substitution& s) const;               ///< every relation with s put in
  Context without_symbols(const std::vector<AtomId>& ids) const;  ///< only the relations that contain none of them

  /// Intersection over the relations p rel 0 with e = q*p, q a rational; all signs if none matches, none if those that match exclude each other.
  Signs matching(const Poly& e, bool* found = nullptr) const;
  bool assumes_zero(const Poly& e) const;  ///< some p = 0 in G has e = q*p

  /// What shows at once: enclosure, matching relation, sign of each monomial from the signs of its factors. Never wrong, often everything.
  Shown immediate(const Poly& e) const;

  /// Enclosure over the box; Reject if e may be undefined somewhere in it.
  Interval enclosure(const Poly& e) const { return enclose(e, box_, bits()); }

private:
  using Known = std::map<ArgId, Signs>;  ///< of sums in denominators and under roots, each looked at once
  Signs factor_sign(AtomId a, Known& known) const;
  Signs immediate(const Poly& e, Known& known) const;  ///< in a box with points; empty where what is known excludes each other
  const Session* session_;
  std::vector<std::shared_ptr<const Relation>> relations_;  ///< p with leading coefficient 1, or rational; shared with the contexts made from this one
  Box box_;
};

/// G of a point s: in it the name of a variable is the variable's value at s, never what moves. So only what has s put in is assumed, judged or enclosed in it.
class PointContext : public Context {
public:
  explicit PointContext(const Context& g) : Context(g) {}
  void assume(const Poly& p, Rel rel) = delete;
  void assume(const AtPoint& e, Rel rel) { Context::assume(e.poly(), rel); }
  Context with(const Poly& p, Rel rel) const = delete;
  Shown immediate(const Poly& e) const = delete;
  Shown immediate(const AtPoint& e) const { return Context::immediate(e.poly()); }
  Interval enclosure(const Poly& e) const = delete;
  Interval enclosure(const AtPoint& e) const { return Context::enclosure(e.poly()); }
  /// For a space in which all that G speaks of is constant, so that it holds for whoever moves.
  const Context& among_constants() const { return *this; }
};

}  // namespace losscert::check
