#include "prove/exclude/curve.hpp"

#include <algorithm>

#include "prove/algebra/expressions.hpp"
#include "prove/point/expansion.hpp"
#include "prove/point/shown.hpp"
#include "prove/point/smoothness.hpp"

namespace losscert::prove::exclude {

using symbolic::canonical;
using symbolic::substitute;

namespace {

constexpr int kMaxOrder = 24;
constexpr std::size_t kLastMove = 7;  ///< the power of t by which a curve leaves a kink that it would stay on

Substitution along(const AtPoint& goal, const Curve& c) {
  const Symbol& t = curve_parameter();
  Substitution path = goal.at;
  for (std::size_t j = 0; j < goal.over.size(); ++j) {
    const auto it = goal.at.find(goal.over[j]);
    Expr x = it == goal.at.end() ? Expr(goal.over[j]) : it->second;
    for (std::size_t k = 0; k < c[j].size(); ++k) x += c[j][k] * GiNaC::pow(t, static_cast<int>(k) + 1);
    path[goal.over[j]] = x;
  }
  return path;
}

}  // namespace

std::optional<PieceAlong> piece_along(Search& search, const AtPoint& goal, Curve& c) {
  const Substitution path = along(goal, c);
  PieceAlong p{goal.f, {}};
  // Innermost kinks first; along the curve each has the sign of its leading term.
  for (auto open = kink_arguments(p.function); !open.empty(); open = kink_arguments(p.function)) {
    if (p.kinks.empty()) p.function = canonical(p.function), open = kink_arguments(p.function);
    const auto z = std::find_if(open.begin(), open.end(), [](const Expr& e) { return kink_arguments(e).empty(); });
    if (z == open.end()) return std::nullopt;
    const auto l = leading_term(search, goal.context, goal.scope, substitute(*z, path), curve_parameter(), 0, static_cast<int>(kLastMove));
    if (!l) {
      // The curve stays on the kink: it leaves it later than anything else moves.
      for (std::size_t j = 0; j < goal.over.size(); ++j) {
        if (!symbolic::contains(*z, goal.over[j]) || c[j].size() >= kLastMove) continue;
        c[j].resize(kLastMove, Expr(0));
        c[j].back() = 1;
        return piece_along(search, goal, c);
      }
      return std::nullopt;
    }
    SignProof sign = search.sign({goal.context, l->coefficient, kPositive, 0, goal.scope});
    if (!sign.within(kPositive)) sign = search.sign({goal.context, l->coefficient, kNegative, 0, goal.scope});
    if (!sign.within(kPositive) && !sign.within(kNegative)) return std::nullopt;
    p.kinks.push_back({*z, l->order, l->lower, sign.node});
    p.function = canonical(resolve_kink(p.function, *z, sign.signs));
  }
  return p;
}

proof::Exclusion descends(Search& search, const AtPoint& goal, Curve c) {
  const auto p = piece_along(search, goal, c);
  if (!p) return {};
  const auto l = leading_term(search, goal.context, goal.scope, substitute(p->function, along(goal, c)), curve_parameter(), 1, kMaxOrder);
  if (!l) return {};
  if (!expands_along(p->function, along(goal, c), curve_parameter(), l->order)) {
    search.trace().remark("a curve decides at order " + std::to_string(l->order) + ", where F is not smooth enough", "a function of a higher class");
    return {};
  }
  const auto negative = search.sign({goal.context, l->coefficient, kNegative, 0, goal.scope});
  if (!negative.within(kNegative)) {
    search.trace().remark([c = l->coefficient, m = l->order] { return "along a curve F changes by (" + shown(c) + ")*t^" + std::to_string(m) + " + ..., and that coefficient is not shown to be negative"; });
    return {};
  }
  proof::Curve node{l->order, {}, {}, p->kinks, l->lower, negative.node};
  for (std::size_t j = 0; j < goal.over.size(); ++j)
    if (!std::all_of(c[j].begin(), c[j].end(), [](const Expr& e) { return e.is_zero(); })) node.coefficients.emplace_back(goal.over[j], std::vector<proof::Value>(c[j].begin(), c[j].end()));
  return proof::curve(node);
}

}  // namespace losscert::prove::exclude
