// Minima on kinks: a smooth function below F near the point, and equal to F there, has a minimum (rule `minorant`).
//
// F = G(x, 0) + sum r_i A_i, r_i = relu(z_i) and A_i > 0 near the point. For 0 <= m_i <= a_i = A_i(s) with g + sum m_i z_i' = 0 (point/kinked.hpp), h = G(x, 0) + sum m_i z_i is critical there. Where m_i lies
// strictly between 0 and a_i even r_i A_i >= m_i z_i + c z_i^2 near the point, whatever c: on the side where z_i > 0 it is z_i (A_i - m_i - c z_i), on the other -z_i (m_i + c z_i). So the Hessian of h
// counts only where all these z_i' are 0: the second-order condition on the critical subspace.
#include <algorithm>
#include <cmath>

#include "interval/enclosure.hpp"
#include "prove/algebra/expressions.hpp"
#include "prove/algebra/linear.hpp"
#include "prove/minimum/strategies.hpp"
#include "prove/point/kinked.hpp"
#include "prove/point/smoothness.hpp"

namespace losscert::prove::minimum {

using GiNaC::numeric;
using symbolic::canonical;
using symbolic::contains;
using symbolic::substitute;

namespace {

/// The A_i: each term with relus goes to the one of largest weight in it.
std::vector<Expr> shares(const Kinked& k) {
  std::vector<Expr> a(k.r.size(), Expr(0));
  for (const auto& t : summands(k.function.expand())) {
    std::optional<std::size_t> owner;
    for (std::size_t i = 0; i < k.r.size(); ++i)
      if (contains(t, k.r[i]) && (!owner || approx_constant(k.weight[i]) > approx_constant(k.weight[*owner]))) owner = i;
    if (owner) a[*owner] += canonical(t / k.r[*owner]);
  }
  return a;
}

/// The Hessian of h at the point seems positive semidefinite (definite).
bool seems_convex(const Expr& h, const AtMinimum& goal, bool definite) {
  std::vector<std::vector<double>> m;
  for (const auto& x : goal.over) {
    m.emplace_back();
    for (const auto& y : goal.over) m.back().push_back(approx_constant(canonical(substitute(symbolic::derivative(symbolic::derivative(h, x), y), goal.at))));
  }
  double size = 1;
  for (const auto& row : m)
    for (const double x : row) {
      if (!std::isfinite(x)) return false;
      size = std::max(size, std::fabs(x));
    }
  const auto eigen = approx_eigenvalues(m);
  return !eigen.empty() && eigen.front() > (definite ? 1e-9 : -1e-9) * size;
}

struct Candidate {
  Expr h;
  std::vector<Expr> m, c;
};

/// F - h >= 0 near the point: kink by kink, on either side of those that F has from both of them.
class Above {
public:
  Above(Search& search, const AtMinimum& goal, const Kinked& k, const Candidate& h) : search_(search), goal_(goal), k_(k), h_(h), share_(shares(k)) {
    Substitution relus;
    for (std::size_t i = 0; i < k.r.size(); ++i) relus[k.r[i]] = symbolic::relu_of(k.argument[i]);
    for (auto& a : share_) a = canonical(substitute(a, relus));
  }

  proof::Sign within(const Context& near) {
    proof::Pieces pieces;
    for (const auto& [z, sign] : k_.resolved) {
      const auto p = search_.sign({near, z, sign, 0, goal_.scope});
      if (!p.within(sign)) return {};
      pieces.push_back({z, p.node});
    }
    const auto rest = from(0, near, {});
    return !rest || pieces.empty() ? rest : proof::pieces(pieces, rest);
  }

private:
  using Sides = std::map<std::size_t, Signs>;  ///< of kinks for which a side has been chosen

  proof::Sign from(std::size_t i, const Context& near, const Sides& sides) {
    if (i == k_.r.size()) return sum(near, sides);
    if (!k_.two_sided[i]) return from(i + 1, near, sides);
    return by_sides(i, near, [&](const Context& g, Signs side) {
      Sides more = sides;
      more[i] = side;
      return from(i + 1, g, more);
    });
  }

  template <class Proof>
  proof::Sign by_sides(std::size_t i, const Context& near, const Proof& proof) {
    const Expr& z = k_.argument[i];
    proof::Branches<proof::SignJudgement> branches;
    for (const auto& [key, rel, side] : {std::tuple{">=", Rel::GreaterEqual, kPositive}, {"<", Rel::Less, kNegative}}) {
      const auto p = proof(near.with({z, rel}), side);
      if (!p) return {};
      proof::Pieces pieces{{z, proof::assumption()}};
      if (k_.two_sided[i]) pieces.push_back({canonical(-z), proof::assumption()});
      branches.emplace_back(key, proof::pieces(pieces, p));
    }
    return proof::cases<proof::SignJudgement>(z, branches);
  }

  /// r_i A_i - m z_i - c z_i^2 on one side of the kink.
  std::optional<proof::Part> beside(std::size_t i, const Context& near, const Sides& sides) {
    const Expr& z = k_.argument[i];
    const bool right = sides.at(i) == kPositive;
    const Expr factor = canonical(right ? share(i, sides) - h_.m[i] - h_.c[i] * z : -h_.m[i] - h_.c[i] * z);
    const Signs wanted = right ? kPositive | kZero : kNegative | kZero;
    const auto p = search_.sign({near, factor, wanted, 0, goal_.scope});
    if (!p.within(wanted)) return std::nullopt;
    return proof::Part{z * factor, proof::product({{z, 1, proof::assumption()}, {factor, 1, p.node}})};
  }

  proof::Sign sum(const Context& near, const Sides& sides) {
    std::vector<proof::Part> parts;
    for (std::size_t i = 0; i < k_.r.size(); ++i) {
      const Expr &z = k_.argument[i], r = symbolic::relu_of(z);
      if (sides.count(i)) {
        const auto part = beside(i, near, sides);
        if (!part) return {};
        parts.push_back(*part);
        continue;
      }
      const Expr a = share(i, sides);
      proof::Sign p;
      if (h_.m[i].is_zero() && h_.c[i].is_zero()) {
        const auto q = search_.sign({near, a, kPositive | kZero, 0, goal_.scope});
        if (q.within(kPositive | kZero)) p = proof::product({{r, 1, proof::relu()}, {a, 1, q.node}});
      } else {
        p = by_sides(i, near, [&](const Context& g, Signs side) {
          Sides more = sides;
          more[i] = side;
          const auto part = beside(i, g, more);
          return part ? part->proof : proof::Sign();
        });
      }
      if (!p) return {};
      parts.push_back({r * a - h_.m[i] * z - h_.c[i] * GiNaC::pow(z, 2), p});
    }
    return proof::sum(parts);
  }

  Expr share(std::size_t i, const Sides& sides) const {
    Expr a = share_[i];
    for (const auto& [j, side] : sides) a = resolve_kink(a, k_.argument[j], side);
    return canonical(a);
  }

  Search& search_;
  const AtMinimum& goal_;
  const Kinked& k_;
  const Candidate& h_;
  std::vector<Expr> share_;
};

/// F - h >= 0 on a ball.
std::optional<std::pair<proof::Sign, numeric>> bound(Search& search, const AtMinimum& goal, const Kinked& k, const Candidate& h) {
  Above above(search, goal, k, h);
  for (int halvings = 2; halvings <= 160; halvings = halvings < 20 ? halvings + 3 : halvings * 2) {
    const numeric radius = GiNaC::ex_to<numeric>(GiNaC::pow(numeric(2), numeric(-halvings)));
    Context near = goal.params;
    for (const auto& v : goal.over) {
      const auto x = interval::enclose(goal.at.at(v), goal.context.box(), goal.context.bits());
      if (!x.interval || !x.interval->is_finite()) return std::nullopt;
      near.add({v - (x.interval->lower() - radius), Rel::GreaterEqual});
      near.add({v - (x.interval->upper() + radius), Rel::LessEqual});
    }
    if (!is_defined_at_once(near, goal.f)) continue;
    if (auto p = above.within(near)) return std::pair{p, radius};
  }
  return std::nullopt;
}

}  // namespace

proof::Minimum kinked_minorant(Search& search, const AtMinimum& goal) {
  auto k = kinked_at(search, goal.scope, *goal.near);
  if (!k) return {};
  if (std::any_of(k->weight.begin(), k->weight.end(), [](const Expr& a) { return !(approx_constant(a) >= 0); })) {
    search.trace().remark("a kink at the point is concave");
    return {};
  }
  auto g = shortest_subgradient(*k);
  if (!g || !g->vanishes()) {
    search.trace().remark("no combination of the slopes on the sides of the kinks is found to vanish");
    return {};
  }
  // At the upper end of its range a kink is looked at from its other side, where it is at the lower one.
  for (std::size_t i = 0; i < k->r.size(); ++i)
    if (!g->m[i].is_zero() && canonical(g->m[i] - k->weight[i]).is_zero()) k = k->turned(i, goal.at, goal.over), g->m[i] = 0;
  Substitution bottom;
  for (const auto& r : k->r) bottom[r] = 0;
  const Expr smooth = canonical(substitute(k->function, bottom));
  for (const int c : {0, 1, 16, 1024}) {
    Candidate h{smooth, g->m, std::vector<Expr>(k->r.size(), Expr(0))};
    bool bends = c == 0;
    for (std::size_t i = 0; i < k->r.size(); ++i) {
      if (!h.m[i].is_zero()) h.c[i] = c, bends = true;
      h.h += h.m[i] * k->argument[i] + h.c[i] * GiNaC::pow(k->argument[i], 2);
    }
    if (!bends) break;
    h.h = canonical(h.h);
    if (!seems_convex(h.h, goal, goal.strict && c > 0)) continue;
    const auto m = search.minimum({goal.context, goal.params, h.h, goal.over, goal.at, goal.strict, goal.scope});
    if (!m) continue;
    const auto p = bound(search, goal, *k, h);
    if (!p) {
      search.trace().remark("the smooth function found is not shown to be below F on a ball");
      continue;
    }
    return proof::minorant({h.h, proof::zero(), p->first, p->second, m});
  }
  return {};
}

}  // namespace losscert::prove::minimum
