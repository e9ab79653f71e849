// Search for proofs about points: not critical, not a local minimum (FORMAT.md 5.2), local minimum (5.3).
#pragma once
#include <functional>

#include "prove/sign/sign.hpp"

namespace losscert::prove {

/// A smooth piece of F near a point: F with the kinks resolved that stand in the way, and the evidence.
struct Piece {
  Expr function;
  Json pieces = Json::array();
};

/// Derivatives of one function in given variables, computed when first asked for.
class Derivatives {
public:
  Derivatives(Expr f, std::vector<Symbol> over) : f_(std::move(f)), over_(std::move(over)) {}
  const Expr& function() const { return f_; }
  const std::vector<Symbol>& over() const { return over_; }
  const Expr& gradient(std::size_t k);
  const Expr& hessian(std::size_t k, std::size_t l);

private:
  Expr f_;
  std::vector<Symbol> over_;
  std::map<std::size_t, Expr> gradient_;
  std::map<std::pair<std::size_t, std::size_t>, Expr> hessian_;
};

/// x_j = s_j + sum_k curve[j][k-1] t^k
using Curve = std::vector<std::vector<Expr>>;

class PointSearch {
public:
  PointSearch(SignSearch& signs, Expr f, std::vector<Symbol> over) : signs_(signs), f_(std::move(f)), over_(std::move(over)) {}

  /// N proof: the points s (under g) are not critical / no local minima.
  std::optional<Json> exclude(const Context& g, const Substitution& s, Mode mode, int splits = 6);

  /// Members `pieces`, `gradient`: all partial derivatives vanish at s.
  std::optional<Json> critical(const Context& g, const Substitution& s, int smoothness = 1);

  /// M proof. `params` is the part of g that does not speak of the variables.
  std::optional<Json> minimum(const Context& g, const Context& params, const Substitution& s, bool strict);

  /// Members `constant`, `reach`, `proof`: a direction along which F is constant for a while.
  std::optional<Json> constant_direction(const Context& g, const Substitution& s);

  const Expr& function() const { return f_; }
  const std::vector<Symbol>& over() const { return over_; }

private:
  struct Identity {  ///< sum m_k dF/dx_k = r
    std::vector<Expr> multipliers;
    Expr r;
  };
  std::shared_ptr<Derivatives> derivatives(const Expr& f);
  std::optional<Piece> piece(const Context& g, const Substitution& s, int k);
  const std::vector<Identity>& identities(Derivatives& d);
  Json multiplier_node(const std::vector<Expr>& m, const Piece& piece, const Json& proof) const;
  std::optional<Json> by_curvature(const Context& g, const Substitution& s, Derivatives& d, const Piece& piece);
  std::optional<Json> with_resolved_relation(const Context& g, const Substitution& s, Mode mode, int splits);
  std::optional<Json> by_three_signs(const Context& g, const Substitution& s, Mode mode, const Expr& on, int splits);
  std::optional<Json> by_kink_cases(const Context& g, const Substitution& s, Mode mode, int splits);
  std::optional<Json> by_curve(const Context& g, const Substitution& s);
  struct Leading {  ///< the first Taylor coefficient that is not 0, and proofs that the lower ones are
    int order = 0;
    Expr coefficient;
    Json lower = Json::array();
  };
  std::optional<Leading> leading_term(const Context& g, const Expr& e, const Symbol& t, int first, int largest);
  std::optional<Piece> piece_along(const Context& g, const Substitution& s, Curve& c);  ///< the curve is completed where it would stay on a kink
  std::optional<Json> try_curve(const Context& g, const Substitution& s, Curve c);
  std::optional<Json> down_from_kinks(const Context& g, const Substitution& s);

  struct Splitting;
  std::optional<Splitting> split_off(const Context& g, const Substitution& s, int order);
  std::optional<Json> descend_by_splitting(const Context& g, const Substitution& s);
  std::optional<Json> by_splitting(const Context& g, const Context& params, const Substitution& s);
  std::optional<Json> by_leading_form(const Context& g, const Context& params, const Substitution& s, const std::vector<std::size_t>& flat, const Substitution& manifold);
  std::optional<Json> by_partition(const Context& g, const Substitution& s);
  std::optional<Json> split(const Context& g, const Substitution& s, Mode mode, const Expr& on, const std::function<std::optional<Json>(const Context&)>& otherwise, int splits);
  std::optional<Json> by_lower_bound(const Context& g, const Context& params, const Substitution& s, int splits);
  std::optional<Json> by_definiteness(const Context& g, const Substitution& s);
  std::optional<Json> by_fibres(const Context& g, const Context& params, const Substitution& s);
  std::optional<Json> by_minorant(const Context& g, const Context& params, const Substitution& s, bool strict);
  std::optional<Json> by_bound_nearby(const Context& g, const Context& params, const Substitution& s, bool strict);

  /// A set on which F may be constant: flat variables, and the others as functions of them.
  struct Flat {
    std::vector<std::size_t> flat;
    Substitution manifold;
  };
  struct Tangent {  ///< F with convex summands replaced by their tangents at the point
    Expr function;
    Json terms;  ///< of a rule `sum` for F - function >= 0
  };
  std::optional<Tangent> tangent(const Context& params, const Substitution& s);
  std::vector<Flat> curved_candidates(const Context& params, const Substitution& s, const Piece& p);
  std::vector<Flat> factor_candidates(const Substitution& s, const Expr& f);
  std::vector<Flat> flat_candidates(const Context& g, const Substitution& s, Derivatives& d);
  std::optional<Json> fibres_over(const Flat& c, const Context& g, const Context& params, const Substitution& s, Derivatives& d, const Piece& piece);
  /// Largest radius, of halvings, such that H of the variables in `block` stays definite on the box around the point, with a modulus; not rigorous.
  std::optional<std::pair<GiNaC::numeric, GiNaC::numeric>> ball(const Context& g, const Substitution& s, Derivatives& d, const Piece& piece, const std::vector<std::size_t>& block,
                                                               const Substitution& manifold);
  bool is_concrete(const Context& g, const Substitution& s) const;
  std::optional<Json> minors(const Context& g, const Substitution& s, Derivatives& d, const std::vector<std::size_t>& block);

  SignSearch& signs_;
  Expr f_;
  std::vector<Symbol> over_;
  bool reduced_ = false;  ///< F is already a minorant
  std::map<std::string, std::shared_ptr<Derivatives>> derivatives_;
  std::map<std::string, std::vector<Identity>> identities_;
};

/// Replaces v by `by` in a point, and sets v itself if it was free.
Substitution compose(const Substitution& s, const Symbol& v, const Expr& by);

/// {"a": "0", ...}
Json to_json(const Substitution& s);

}  // namespace losscert::prove
