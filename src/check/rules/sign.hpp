// Sign proofs (FORMAT.md, 5.1): the judgement G |- e : S, "at every point that satisfies G and at which e is defined, the sign of e is in S".
//
// Every expression that comes from a certificate must be defined throughout the context in which it is used; read_expression sees to that. So no
// certificate can prove something about a square root of a negative number.
#pragma once
#include "check/rules/context.hpp"
#include "check/rules/table.hpp"

namespace losscert::check {

/// Counts proof nodes within proof nodes (domain entries too); throws LimitReached beyond 600.
class Nesting {
public:
  explicit Nesting(const Session& s);
  ~Nesting() { --session_.depth; }
  Nesting(const Nesting&) = delete;
  Nesting& operator=(const Nesting&) = delete;

private:
  const Session& session_;
};

/// S, computed from the node, or that G has no point. Throws Reject with the path of the first node that does not hold.
Shown prove_sign(const Context& g, const Poly& e, const Node& node);
/// The same, and S must lie within `wanted`, or G have no point.
void prove_sign_within(const Context& g, const Poly& e, const Node& node, Signs wanted);
inline Shown prove_sign(const Context& g, const AtPoint& e, const Node& node) { return prove_sign(g, e.poly(), node); }
inline void prove_sign_within(const Context& g, const AtPoint& e, const Node& node, Signs wanted) { prove_sign_within(g, e.poly(), node, wanted); }
Shown prove_sign(const PointContext& g, const Poly& e, const Node& node) = delete;  // a point that was not put in
void prove_sign_within(const PointContext& g, const Poly& e, const Node& node, Signs wanted) = delete;

/// Every obligation holds throughout g: at once (Context::immediate) or by an entry of `domain`.
void require_domain(const Context& g, const Obligations& domain, const Node& where);
/// The expression, shown to be defined throughout g: the way to what a Guarded holds.
Poly defined(const Context& g, const Guarded& e, const Node& where);
AtPoint defined(const Context& g, const GuardedAt& e, const Node& where);
Poly defined(const PointContext& g, const Guarded& e, const Node& where) = delete;

/// An expression of the certificate, nothing proved about its domain yet.
Guarded parse_expression_at(const Context& g, const Node& node);
/// An expression of the certificate. The conditions for it to be defined are proved in g, after s is put in.
Poly read_expression(const Context& g, const Node& node, const Point& s = {});
/// The same for an expression that will be differentiated: it is defined nearby too (Guarded::opened).
Poly read_smooth(const Context& g, const Node& node, const Point& s = {});
AtomId read_variable(const Context& g, const Node& node);  ///< a known symbol

/// Symbols of the certificate's own, known as long as this lives.
class NewSymbols {
public:
  explicit NewSymbols(const Context& g) : builder_(g.session().builder) {}
  ~NewSymbols() {
    for (const auto& n : names_) builder_.remove_local(n);
  }
  NewSymbols(const NewSymbols&) = delete;
  NewSymbols& operator=(const NewSymbols&) = delete;
  /// Throws Reject if the name is taken or g speaks of the symbol.
  AtomId add(const Context& g, const Node& name);

private:
  Builder& builder_;
  std::vector<std::string> names_;
};
Rational read_rational(const Node& node);

/// The member `pieces` (optional) of a node: where the sign of z is strict at s, relu(z) is z or 0 in f near the point (strict signs persist).
/// The arguments with their signs are added to `used`.
using PieceSigns = std::vector<std::pair<Poly, Signs>>;
Poly apply_pieces(const Context& g, const Point& s, const Node& node, Poly f, PieceSigns* used = nullptr);
/// relu(z) becomes z or 0, step(z) 1 or 0, for z != 0 (or where step does not occur).
Substitution resolved_relu(const Poly& z, bool positive_side);
/// The same as apply_pieces, but valid at the points of g only, so a sign in {0,+} or {-,0} is enough.
Poly apply_pieces_pointwise(const Context& g, const Node& node, Poly f);

/// A rule of 5.1: from G, e and the node, whose members are those of the table, to what it shows of e.
using SignRule = Shown (*)(const Context& g, const Poly& e, const Node& node);
const Table<SignRule>& sign_rules();

// Rules that argue by monotony or convexity (monotone.cpp).
Shown exp_difference_rule(const Context& g, const Poly& e, const Node& node);
Shown logarithms_rule(const Context& g, const Poly& e, const Node& node);
Shown root_rule(const Context& g, const Poly& e, const Node& node);
Shown arctan_difference_rule(const Context& g, const Poly& e, const Node& node);
Shown convex_rule(const Context& g, const Poly& e, const Node& node);
Shown mean_value_rule(const Context& g, const Poly& e, const Node& node);
Shown from_infinity_rule(const Context& g, const Poly& e, const Node& node);

// Rules that sign proofs share with proofs about points.
struct Branch {
  std::vector<Relation> assumed;  ///< in addition to G
  Node proof;
  Context within(Context g) const;
  PointContext within(const PointContext& g) const { return PointContext(within(static_cast<const Context&>(g))); }
};
std::vector<Branch> split_cases(const Context& g, const Node& node);      ///< rule `cases`: together the branches cover every sign of `on`
std::vector<Branch> split_partition(const Context& g, const Node& node);  ///< rule `partition`: together the cells cover the line
void check_absurd(const Context& g, const Node& node);                    ///< rule `absurd`: G has no point
Substitution read_substitute(const Context& g, const Node& node);         ///< rule `substitute`: v := by, which holds throughout G

}  // namespace losscert::check
