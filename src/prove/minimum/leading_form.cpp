// Degenerate minima: the leading form of F is positive definite (rules `leading-form`, `coordinates`).
#include <algorithm>
#include <numeric>

#include "prove/algebra/expressions.hpp"
#include "prove/hints/evaluator.hpp"
#include "prove/minimum/fibres.hpp"
#include "prove/minimum/strategies.hpp"
#include "prove/point/expansion.hpp"
#include "prove/point/shown.hpp"
#include "prove/point/splitting.hpp"
#include "symbolic/series.hpp"

namespace losscert::prove::minimum {

using GiNaC::numeric;
using symbolic::canonical;
using symbolic::series;
using symbolic::substitute;

namespace {

constexpr int kLargestWeightedDegree = 24;
constexpr std::size_t kMostAcross = 8;

// Hint: the smallest value that a pattern search finds on the face u = side of the cube.
double approx_least_on_face(const Expr& form, const std::vector<Symbol>& fibre, const Symbol& u, int side, Sample at) {
  std::vector<std::string> names;
  for (const auto& w : fibre)
    if (!w.is_equal(u)) names.push_back(w.get_name()), at[w.get_name()] = 0.3 / static_cast<double>(names.size());
  at[u.get_name()] = side;
  auto least = approx_value(form, at);
  double step = 0.5;
  for (int halvings = 0; least && halvings < 13; ++halvings) {
    for (bool better = true; better;) {
      better = false;
      for (const auto& name : names)
        for (const double d : {step, -step}) {
          const double before = at[name];
          at[name] = std::clamp(before + d, -1.0, 1.0);
          const auto value = approx_value(form, at);
          if (value && *value < *least - 1e-12) least = value, better = true;
          else at[name] = before;
        }
    }
    step /= 2;
  }
  return least.value_or(-1);
}

/// The lowest pure power of each variable, which fixes its weight; nothing if one of them is odd or not positive.
std::optional<std::vector<int>> pure_powers(Search& search, const AtMinimum& goal, const std::vector<Symbol>& fibre, const Substitution& manifold) {
  const Symbol& t = curve_parameter();
  std::vector<int> powers;
  for (const auto& u : fibre) {
    Substitution axis = goal.at;
    for (const auto& v : fibre) axis[v] = substitute(manifold.at(v), goal.at);
    axis[u] += t;
    const auto l = leading_term(search, goal.context, goal.scope, substitute(goal.near->piece(4)->function, axis), t, 1, 12);
    if (!l || l->order % 2 != 0 || !search.sign({goal.context, l->coefficient, kPositive, 0, goal.scope}).within(kPositive)) return std::nullopt;
    powers.push_back(l->order);
  }
  return powers;
}

/// The form is positive where u = side and all other variables lie in [-1, 1].
proof::Sign positive_on_face(Search& search, const AtMinimum& goal, const Context& cube, const std::vector<Symbol>& fibre, const Expr& form, const Symbol& u, int side) {
  if (!goal.context.samples().empty() && approx_least_on_face(form, fibre, u, side, goal.context.samples().front()) < 1e-6) {
    search.trace().remark([form] { return "the leading form " + shown(form) + " does not seem to be positive definite"; });
    return {};
  }
  Context face = cube;
  for (const auto& w : fibre) {
    if (w.is_equal(u)) continue;
    face.add({w - 1, Rel::LessEqual});
    face.add({w + 1, Rel::GreaterEqual});
  }
  const auto positive = search.sign({face, substitute(form, {{u, side}}), kPositive, 2, goal.scope});
  if (positive.within(kPositive)) return positive.node;
  search.trace().remark([form] { return "the leading form " + shown(form) + " is not shown to be positive definite"; });
  return {};
}

proof::Minimum leading_form(Search& search, const AtMinimum& goal, const Flat& c) {
  std::vector<Symbol> fibre, free;
  for (std::size_t k = 0; k < goal.over.size(); ++k) (std::find(c.flat.begin(), c.flat.end(), k) == c.flat.end() ? fibre : free).push_back(goal.over[k]);
  if (fibre.empty() || fibre.size() > kMostAcross) return {};
  const auto p = goal.near->piece(4);
  if (!p) return {};
  const auto powers = pure_powers(search, goal, fibre, c.manifold);
  if (!powers) return {};
  const int degree = std::accumulate(powers->begin(), powers->end(), 1, [](int a, int b) { return std::lcm(a, b); });
  // A quadratic form is a matter of definiteness.
  if (degree == 2 || degree > kLargestWeightedDegree || !is_smooth(p->function, degree)) return {};

  Context near = near_point(goal);
  const numeric reach(1, 8);
  add_reach(near, goal, c, reach);
  proof::LeadingForm node{p->pieces, flat_set(goal, c), {}, {}, degree, {}, {}};
  if (fixes_flat_variables(goal, c)) node.set.neighbourhood = reach;
  const Expr bottom = canonical(substitute(p->function, c.manifold));
  for (const auto& v : free) {
    const auto zero = search.sign({near, symbolic::derivative(bottom, v), kZero, 0, goal.scope});
    if (!zero.within(kZero)) return {};
    node.constant.emplace_back(v, zero.node);
  }
  const Symbol& t = curve_parameter();
  Substitution path;
  for (std::size_t k = 0; k < fibre.size(); ++k) {
    node.weights.emplace_back(fibre[k], degree / (*powers)[k]);
    path[fibre[k]] = c.manifold.at(fibre[k]) + fibre[k] * GiNaC::pow(t, degree / (*powers)[k]);
  }
  const auto coefficients = series(substitute(p->function, path), t, degree);
  if (!coefficients) return {};
  near.sample_symbols(fibre);
  for (int k = 1; k < degree; ++k) {
    const auto zero = search.sign({near, (*coefficients)[static_cast<std::size_t>(k)], kZero, 0, goal.scope});
    if (!zero.within(kZero)) return {};
    node.lower.push_back(zero.node);
  }
  Substitution at;
  for (const auto& v : free)
    if (goal.at.count(v)) at[v] = goal.at.at(v);
  const Expr form = canonical(substitute(coefficients->back(), at));
  Context cube = goal.context;
  cube.sample_symbols(fibre);
  for (const auto& u : fibre) {
    const auto above = positive_on_face(search, goal, cube, fibre, form, u, 1);
    if (!above) return {};
    const auto below = positive_on_face(search, goal, cube, fibre, form, u, -1);
    if (!below) return {};
    node.faces.emplace_back(u, std::pair(above, below));
  }
  return proof::leading_form(node);
}

}  // namespace

proof::Minimum leading_form_across(Search& search, const AtMinimum& goal) {
  for (const auto* candidates : {&goal.near->straight(), &goal.near->bent()})
    for (const auto& c : *candidates)
      if (auto found = leading_form(search, goal, c)) return found;
  return {};
}

proof::Minimum leading_form_at_point(Search& search, const AtMinimum& goal) {
  Flat here;
  for (const auto& v : goal.over) here.manifold[v] = goal.at.at(v);
  return leading_form(search, goal, here);
}

proof::Minimum adapted_coordinates(Search& search, const AtMinimum& goal) {
  for (const int order : {4, 8, 12}) {
    const auto r = split_off(*goal.near, order);
    if (!r) return {};
    if (std::all_of(r->reduced.begin() + 1, r->reduced.end(), [](const Expr& e) { return e.is_zero(); })) continue;
    std::vector<Symbol> y = r->kernel;
    y.insert(y.end(), r->regular.begin(), r->regular.end());
    const Substitution map = r->shifted();
    Substitution origin;
    for (const auto& v : y) origin[v] = 0;
    Context context = goal.context;
    context.sample_symbols(y);
    const MinimumGoal adapted{context, context, substitute(goal.f, map), y, origin, goal.strict, goal.scope};
    Place near(search, adapted);
    if (const auto p = leading_form(search, {adapted, &near}, {{}, origin}))
      return proof::coordinates({y, assignment(map), assignment(origin)}, proof::interval(), p);  // the Jacobian is 1 or -1, by the order of the coordinates
    if (r->kernel.size() == 1) return {};
  }
  return {};
}

}  // namespace losscert::prove::minimum
