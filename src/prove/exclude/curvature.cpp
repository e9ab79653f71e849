// Directions of negative curvature (rules `curvature`, `indefinite`).
#include "prove/algebra/expressions.hpp"
#include "prove/exclude/strategies.hpp"
#include "symbolic/poly_reduce.hpp"

namespace losscert::prove::exclude {

using symbolic::canonical;
using symbolic::substitute;

namespace {

using Vector = std::vector<Expr>;

proof::Assignment direction(const AtPoint& goal, const Vector& u) {
  proof::Assignment out;
  for (std::size_t k = 0; k < u.size(); ++k)
    if (!u[k].is_zero()) out.emplace_back(goal.over[k], u[k]);
  return out;
}

/// (u'Hv)^2 - (u'Hu)(v'Hv) is positive.
proof::Exclusion indefinite(Search& search, const AtPoint& goal, const std::vector<Vector>& h, const Vector& u, const Vector& v) {
  const std::size_t n = h.size();
  Expr uv = 0, uu = 0, vv = 0;
  for (std::size_t k = 0; k < n; ++k)
    for (std::size_t l = 0; l < n; ++l) {
      uv += u[k] * v[l] * h[k][l];
      uu += u[k] * u[l] * h[k][l];
      vv += v[k] * v[l] * h[k][l];
    }
  uv = canonical(uv);
  const Expr form = canonical(vv).is_zero() || canonical(uu).is_zero() ? GiNaC::pow(uv, 2) : GiNaC::pow(uv, 2) - canonical(uu) * canonical(vv);
  const auto p = search.sign({goal.context, form, kPositive, 0, goal.scope});
  if (!p.within(kPositive)) return {};
  return proof::indefinite(direction(goal, u), direction(goal, v), goal.near->piece(2)->pieces, p.node);
}

}  // namespace

proof::Exclusion curvature(Search& search, const AtPoint& goal) {
  for (std::size_t k = 0; k < goal.over.size(); ++k) {
    const Expr& e = goal.near->hessian(k, k);
    if (e.is_zero()) continue;
    const auto p = search.sign({goal.context, e, kNegative, 0, goal.scope});
    if (p.within(kNegative)) return proof::curvature({{goal.over[k], Expr(1)}}, goal.near->piece(2)->pieces, p.node);
  }
  return {};
}

proof::Exclusion balanced_curvature(Search& search, const AtPoint& goal) {
  const auto outputs = goal.near->outputs();
  if (!outputs || outputs->size() < 2) return {};
  for (const auto& b : Columns(*outputs, goal.over).balances(goal.at)) {  // the outputs stay at first order
    const Expr u = canonical(-substitute(b.at_b, goal.at)), v = canonical(substitute(b.at_a, goal.at));
    const auto h = [&](std::size_t k, std::size_t l) { return goal.near->hessian(k, l); };
    const auto p = search.sign({goal.context, canonical(u * u * h(b.a, b.a) + 2 * u * v * h(b.a, b.b) + v * v * h(b.b, b.b)), kNegative, 0, goal.scope});
    if (p.within(kNegative)) return proof::curvature({{goal.over[b.a], u}, {goal.over[b.b], v}}, goal.near->piece(2)->pieces, p.node);
  }
  return {};
}

proof::Exclusion indefinite_pair(Search& search, const AtPoint& goal) {
  const auto h = goal.near->hessian();
  const std::size_t n = h.size();
  for (std::size_t k = 0; k < n; ++k)
    for (std::size_t l = k + 1; l < n; ++l) {
      if (h[k][l].is_zero()) continue;
      Vector u(n, Expr(0)), v(n, Expr(0));
      u[k] = 1, v[l] = 1;
      if (auto p = indefinite(search, goal, h, u, v)) return p;
    }
  return {};
}

proof::Exclusion indefinite_row(Search& search, const AtPoint& goal) {
  // Reduced by the equations of g, a row shows couplings that no single pair shows for all parameters.
  constexpr std::size_t kMost = 12;
  const std::size_t n = goal.over.size();
  if (n > kMost) return {};
  const auto h = goal.near->hessian();
  for (std::size_t k = 0; k < n; ++k) {
    Vector u(n, Expr(0)), v(n, Expr(0));
    u[k] = 1;
    bool is_zero = true;
    for (std::size_t l = 0; l < n; ++l) {
      if (l == k) continue;
      v[l] = h[k][l];
      for (const auto& r : goal.context.relations())
        if (r.rel == Rel::Equal)
          for (const auto& m : symbolic::eliminations(v[l], r.expr))
            if (!has_pole(m.remainder)) {
              v[l] = m.remainder;
              break;
            }
      is_zero &= v[l].is_zero();
    }
    if (is_zero) continue;
    if (auto p = indefinite(search, goal, h, u, v)) return p;
  }
  return {};
}

}  // namespace losscert::prove::exclude
