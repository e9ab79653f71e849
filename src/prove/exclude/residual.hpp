// Universal claims over all weights of a small network (certificates, kind 13): the loss is const + sum_n l_n(z_n) with N outputs z_n of the network.
//
// With q_n = l_n'(z_n) the gradient is sum_n q_n grad z_n. So at a critical point the vector q is orthogonal to each *column* dz/dx_k; at a local minimum to further
// columns of higher order. If N columns have a determinant D != 0 then adj(columns) gives D*q_n = 0, so q = 0, which the hypotheses (a positive loss, say) exclude. Where no
// determinant has a sure sign the points are split on its factors.
#pragma once
#include "prove/goal/goal.hpp"

namespace losscert::prove::exclude {

/// L = const + sum_n l_n(z_n), l_n'(z_n) = scale_n * residual_n^power_n. For c*p^k: z_n = residual_n = p, power_n = k - 1 and scale_n = k*c.
struct Outputs {
  std::vector<Expr> z, residual, scale;
  std::vector<int> power;
  bool powers = true;  ///< all terms are c*p^k
  std::size_t size() const { return z.size(); }
};

/// Terms whose z are multiples of each other are taken together. Nothing if f, as it is written, is no such sum of at most six terms, or has kinks.
std::optional<Outputs> outputs_of(const Expr& f, const std::vector<Symbol>& over);

/// q if b = q*a by the zero test, q rational: guessed from values.
std::optional<GiNaC::numeric> multiple(const Expr& a, const Expr& b);

/// A vector of R^N to which q is orthogonal at every local minimum (critical point): q'c != 0 is excluded by a proof node of its own.
struct Column {
  enum class Kind { First, Second, Curve };
  Kind kind = Kind::First;
  std::vector<Expr> c;               ///< at the point
  Expr e;                            ///< sum_n q_n c_n
  std::size_t a = 0, b = 0;          ///< First: dz/dx_a. Second: d2z/dx_a dx_b where dz/dx_a = d2z/dx_a^2 = 0
  // Curve: x(t) with coefficients that contain the steps C_j; sum_n q_n (z_n(t) - z_n) = e * prod C_j^power_j * t^order + ...
  std::vector<Symbol> step;
  std::vector<int> power;                            ///< one of them odd
  std::map<std::size_t, std::vector<Expr>> path;     ///< variable -> coefficients of t, t^2, ...
  int order = 0;
};

/// Two variables a, b that are fixed at the point, dz/da = A*c, dz/db = B*c with one vector c and functions A, B of further variables.
struct Balance {
  std::size_t a = 0, b = 0;
  Expr at_a, at_b;  ///< A, B
};

/// Derivatives of the outputs, computed when first asked for, and the columns at a point.
class Columns {
public:
  Columns(const Outputs& outputs, const std::vector<Symbol>& over) : outputs_(outputs), over_(over) {}
  /// Columns that are not 0 at s, without repetition. Higher order only for Mode::Minimum; `balanced_only`: those of two variables against each other.
  std::vector<Column> at(const Substitution& s, Mode mode, bool balanced_only);
  std::vector<Balance> balances(const Substitution& s);

private:
  const Expr& first(std::size_t n, std::size_t k);
  const Expr& second(std::size_t n, std::size_t k, std::size_t l);
  void add_curves(const Substitution& s, const std::vector<std::size_t>& still, std::vector<Column>& out) const;
  void add_balanced_curves(const Substitution& s, std::vector<Column>& out);
  void add_curve(const Substitution& s, Column c, std::vector<Column>& out) const;
  bool add(Column c, const std::vector<Expr>& q, std::vector<Column>& out) const;

  const Outputs& outputs_;
  const std::vector<Symbol>& over_;
  std::map<std::pair<std::size_t, std::size_t>, Expr> first_;
  std::map<std::tuple<std::size_t, std::size_t, std::size_t>, Expr> second_;
};

}  // namespace losscert::prove::exclude
