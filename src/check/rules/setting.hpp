// What proofs about a point start from: the function, the variables, the point s, the context G and its part Params (FORMAT.md, section 3).
#pragma once
#include <functional>

#include "check/rules/sign.hpp"

namespace losscert::check {

/// What a claim speaks of; nothing is shown of it yet.
struct Frame {
  Guarded f;
  std::vector<AtomId> over;
  Point at;                    ///< s, for variables in `over` and, after a witness or a rule `substitute`, for any symbol
  PointContext g;              ///< G
  Context params;              ///< relations that hold at every point of the space, whatever the variables in `over` are
  std::vector<Relation> open;  ///< the strict relations of `where` before s is put in

  AtPoint at_point(const Poly& p) const { return {p, at}; }
  /// G for claims of all points of a region: s gives nothing, so what moves is what G speaks of. Throws Reject if s gives something.
  const Context& region(const Node& where) const;
};

/// A Frame whose f has been shown to be defined at s throughout G.
class Setting : public Frame {
public:
  /// Shows it. Throws Reject otherwise.
  Setting(const Frame& frame, const Node& where);
  /// The caller has shown it otherwise.
  static Setting shown(Frame frame) { return Setting(std::move(frame)); }

  AtPoint value() const { return at_point(f.unproved()); }
  Setting negated() const;

private:
  explicit Setting(Frame frame) : Frame(std::move(frame)) {}
};

/// Differentiable: as Critical, where the claim says besides that f is differentiable near each of these points.
enum class Mode { Critical, Differentiable, Minimum };

/// G, s |- N (FORMAT.md, 5.2): no point s that satisfies G is critical (a local minimum) of f in the variables `over`. A critical point is one near which f is differentiable.
void prove_not(const Setting& s, Mode mode, const Node& node);
using PointRule = void (*)(const Setting& s, Mode mode, const Node& node);
const Table<PointRule>& not_critical_rules();
const Table<PointRule>& not_minimum_rules();

/// Gradient zero: f, with the node's `pieces` put in, is C^1 near s and every derivative in `over` is 0 at s, by the sign proofs in `gradient`.
void prove_critical(const Setting& s, const Node& node);

/// G, s |- M (FORMAT.md, 5.3): every point s that satisfies G is a local minimum. Returns whether it is shown to be strict.
bool prove_minimum(const Setting& s, const Node& node);
using MinimumRule = bool (*)(const Setting& s, const Node& node);
const Table<MinimumRule>& minimum_rules();

/// Global lower bound attained at s: f(s) = value and f >= value on the whole space (members value, at, bound).
void prove_bound_attained(const Setting& s, const Node& node);

/// The symbol that a key of an object names; one of `allowed`.
AtomId read_key(const Context& g, const std::string& name, const Node& node, const std::vector<AtomId>& allowed);
/// Object variable -> expression; every key one of `allowed`. Missing ones are left out.
Substitution read_assignment(const Context& g, const Node& node, const std::vector<AtomId>& allowed, const Point& s);
/// The same, and every variable of `all` must be given.
Substitution read_point(const Context& g, const Node& node, const std::vector<AtomId>& all, const Point& s);

std::vector<std::vector<Poly>> hessian(const Poly& f, const std::vector<AtomId>& v);

/// Leading principal minors of a square matrix, the last one its determinant. Throws Reject beyond 12 rows.
std::vector<AtPoint> leading_minors(const std::vector<std::vector<AtPoint>>& a, const Node& node);

/// Taylor coefficients of f in the symbol t, the parameter of a curve, at t = 0, orders 0..order; f is C^order in t near 0.
std::vector<AtPoint> taylor(const AtPoint& f, AtomId t, long order);

/// H = hessian(f, v) positive definite at the point, by Sylvester's criterion for each of its diagonal blocks: `minors` holds one proof for each.
void prove_definite(const Setting& s, const Poly& f, const std::vector<AtomId>& v, const Node& minors);

/// df/dx is 0 at s for every x in v, by the sign proofs in `node`, one for each.
void prove_gradient(const PointContext& g, const Point& s, const Poly& f, const std::vector<AtomId>& v, const Node& node);

/// f with the node's pieces put in, the same near the point. It is defined near it too and no root in it is at 0: what every derivative at s rests on, and the way to f for those
/// who differentiate it. The pieces' arguments with their signs are added to `used`.
Poly piece_nearby(const Setting& s, const Node& node, PieceSigns* used = nullptr);
/// The same, and C^k near the point.
Poly smooth_piece(const Setting& s, const Node& node, int k, PieceSigns* used = nullptr);

/// The box |x - s| <= radius (node's member) around a point that gives every variable in `over` a constant: a function of rational numbers, roots and closed forms only.
struct Ball {
  Rational radius;
  Box box;  ///< encloses it; beyond it what G says of other symbols
};
Ball read_ball(const Setting& s, const Node& node);

/// f, given by its domain and pieces, is defined and equal to its piece on the whole ball; H - modulus*I (node's member) of the variables v is positive definite there.
void prove_definite_on(const Setting& s, const Ball& ball, const Poly& f, const PieceSigns& pieces, const std::vector<AtomId>& v, const Node& node);

// Rules of section 5.3 that argue along flat directions (flat.cpp). Both return whether the minimum is strict.
bool fibrewise(const Setting& s, const Node& node);
bool leading_form(const Setting& s, const Node& node);

/// Rule `coordinates` (coordinates.cpp): s seen in new coordinates, handed to `prove`. `invertible`: the change must be one, near the point.
void in_coordinates(const Setting& s, const Node& node, bool invertible, const std::function<void(const Setting&, const Node&)>& prove);

}  // namespace losscert::check
