// What proofs about a point start from: the function, the variables, the point s, the context G and its part Params (FORMAT.md, section 3).
#pragma once
#include "check/sign.hpp"

namespace losscert::check {

struct Setting {
  Poly f;
  Obligations domain;  ///< conditions for f to be defined
  std::vector<AtomId> over;
  Substitution at;             ///< s, for variables in `over` and, after a witness or a rule `substitute`, for any symbol
  Context g;                   ///< G
  Context params;              ///< relations that hold at every point of the space: none contains a variable in `over`
  std::vector<Relation> open;  ///< the strict relations of `where` before s is put in

  Poly at_point(const Poly& p) const { return substitute(p, at); }
  Setting negated() const {
    Setting s = *this;
    s.f = -f;
    return s;
  }
};

enum class Mode { Critical, Minimum };

/// G, s |- N (FORMAT.md, 5.2): no point s that satisfies G is critical (a local minimum) of f in the variables `over`.
/// The caller has shown that f is defined at s throughout G.
void prove_not(const Setting& s, Mode mode, const Node& node);

/// Gradient zero: f, with the node's `pieces` put in, is C^1 near s and every derivative in `over` is 0 at s, by the sign proofs in `gradient`.
void prove_critical(const Setting& s, const Node& node);

/// G, s |- M (FORMAT.md, 5.3): every point s that satisfies G is a local minimum. Returns whether it is shown to be strict.
bool prove_minimum(const Setting& s, const Node& node);

/// Global lower bound attained at s: f(s) = value and f >= value on the whole space (members value, at, bound).
void prove_bound_attained(const Setting& s, const Node& node);

/// The symbol that a key of an object names; one of `allowed`.
AtomId read_key(const Context& g, const std::string& name, const Node& node, const std::vector<AtomId>& allowed);
/// Object variable -> expression; every key one of `allowed`. Missing ones are left out.
Substitution read_assignment(const Context& g, const Node& node, const std::vector<AtomId>& allowed, const Substitution& s);
/// The same, and every variable of `all` must be given.
Substitution read_point(const Context& g, const Node& node, const std::vector<AtomId>& all, const Substitution& s);

std::vector<std::vector<Poly>> hessian(const Poly& f, const std::vector<AtomId>& v);

}  // namespace losscert::check
