// What a function is near a point: its smooth piece there and the derivatives of that, computed when first asked for, for all strategies of one goal.
#pragma once
#include <map>
#include <memory>
#include <optional>

#include "prove/point/derivatives.hpp"

namespace losscert::prove {

/// F with the kinks resolved that stand in the way of k derivatives near the points s of a context, and the evidence for that.
struct SmoothPiece {
  Expr function;
  proof::Pieces pieces;
  std::vector<std::pair<Expr, Signs>> kinks;  ///< the arguments of `pieces`, and their strict signs at the point
  std::shared_ptr<Derivatives> derivatives;
};

/// None if a kink stands in the way whose sign at the point is not found.
std::optional<SmoothPiece> smooth_piece(Search& search, const Context& g, const Scope& scope, const Expr& f, const std::vector<Symbol>& over, const Substitution& s, int k);

/// The point s of a goal in the context g: what its strategies share. Lives as long as the goal.
class Near {
public:
  Near(Search& search, const Context& g, const Scope& scope, const Expr& f, const std::vector<Symbol>& over, const Substitution& s)
      : search_(search), g_(g), scope_(scope), f_(f), over_(over), s_(s) {}

  const Context& context() const { return g_; }
  const Expr& function() const { return f_; }
  const std::vector<Symbol>& over() const { return over_; }
  const Substitution& at() const { return s_; }

  /// The C^k piece; null if there is none, or the point is where a root has none.
  const SmoothPiece* piece(int k);
  /// Derivatives of the C^1 piece, of the C^2 (or smoother) piece at the point, canonical. There must be such a piece.
  const Expr& gradient(std::size_t k);
  const Expr& hessian(std::size_t k, std::size_t l, int smoothness = 2);
  std::vector<std::vector<Expr>> hessian(int smoothness = 2);

  /// The point gives every variable.
  bool is_complete() const;
  /// It does so by constants, and whatever else F depends on has bounds.
  bool is_concrete() const;

  /// F is its smooth piece, and is defined, throughout a box: by enclosures as the checker makes them. There must be such a piece.
  bool keeps_piece(int smoothness, const interval::Box& box);

protected:
  Search& search_;
  const Context& g_;
  Scope scope_;

private:
  bool is_at_root();  ///< the argument of a root in F is 0 at the point: F may have no derivatives there

  const Expr& f_;
  const std::vector<Symbol>& over_;
  const Substitution& s_;
  std::optional<std::vector<std::pair<Expr, Signs>>> conditions_;  ///< for F to be defined
  std::optional<bool> at_root_;
  std::map<int, std::optional<SmoothPiece>> pieces_;
  std::map<std::size_t, Expr> gradient_;
  std::map<std::tuple<const Derivatives*, std::size_t, std::size_t>, Expr> hessian_;  ///< pieces of different smoothness are often one function
};

/// The point gives every variable.
bool is_complete(const Substitution& s, const std::vector<Symbol>& over);

/// Replaces v by `by` in a point, and sets v itself if it was free.
Substitution compose(const Substitution& s, const Symbol& v, const Expr& by);

/// As a member of a proof node, in the order of names.
proof::Assignment assignment(const Substitution& s);

}  // namespace losscert::prove
