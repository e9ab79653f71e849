// Goals: what is to be shown, under which context, and what is being tried above it. A strategy gets a goal and hands sub-goals to the search; it never calls another strategy.
#pragma once
#include "prove/goal/context.hpp"
#include "prove/proof/limit.hpp"
#include "prove/proof/minimum.hpp"

namespace losscert::prove {

/// A strategy (or a named part of one) at work; a chain of these, innermost first, is what guards against endless recursion. Lives on the stack of who runs the strategy.
struct Frame {
  const char* name;
  const Frame* outer = nullptr;
};

/// What every goal hands down to its sub-goals, whatever their judgement.
struct Scope {
  const Frame* active = nullptr;
  int depth = 0;            ///< sign goals within sign goals
  bool small_cell = false;  ///< a variable ranges over a small cell: only enclosures and mean values are worth trying

  int times(const char* name) const;  ///< how often that strategy is at work above; names are compared as text
  bool inside(const char* name) const { return times(name) > 0; }
  Scope within(const Frame& frame) const {
    Scope s = *this;
    s.active = &frame;
    return s;
  }
};

/// A sign set and its proof; there is none if nothing was found (then signs = kAll).
struct SignProof {
  Signs signs = kAll;
  proof::Sign node;
  bool found() const { return static_cast<bool>(node); }
  bool within(Signs wanted) const { return found() && (signs & ~wanted) == 0; }
};

/// G |- e : a set within `wanted`, or as narrow as can be. `splits` bounds nested case distinctions.
struct SignGoal {
  const Context& context;
  Expr e;
  Signs wanted = kAll;
  int splits = 0;
  Scope scope;
};

/// Differentiable: as Critical, where the claim says besides that f is differentiable near each of these points.
enum class Mode { Critical, Minimum, Differentiable };

/// G, s |- N: no point s that satisfies G is critical (a local minimum) of f in the variables `over`.
struct PointGoal {
  const Context& context;
  Expr f;
  const std::vector<Symbol>& over;
  const Substitution& at;
  Mode mode = Mode::Minimum;
  int splits = 6;
  Scope scope;
};

/// G, s |- M: every point s that satisfies G is a local minimum. `params` is the part of G that does not speak of the variables.
struct MinimumGoal {
  const Context& context;
  const Context& params;
  Expr f;
  const std::vector<Symbol>& over;
  const Substitution& at;
  bool strict = false;
  Scope scope;
};

/// The limit of e as eps -> 0+ under a context that says nothing of eps.
struct LimitGoal {
  const Context& context;
  Expr e;
  Scope scope;
  Expr* open = nullptr;  ///< here goes an expression free of eps whose sign stayed open
};
struct LimitProof {
  claim::LimitSort sort = claim::LimitSort::Finite;
  Expr value;  ///< Finite only
  proof::Limit node;
};

}  // namespace losscert::prove
