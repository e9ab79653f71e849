// The residual argument: which case distinctions.
#include <algorithm>

#include "prove/algebra/expressions.hpp"
#include "prove/exclude/residual_tree.hpp"
#include "prove/exclude/strategies.hpp"
#include "support/deadline.hpp"
#include "support/temporarily.hpp"
#include "symbolic/factor.hpp"

namespace losscert::prove::exclude {

using GiNaC::is_a;
using GiNaC::numeric;
using symbolic::canonical;
using symbolic::contains;
using symbolic::substitute;
using symbolic::symbols_of;

namespace {

constexpr int kMaxNodes = 120, kMaxDepth = 24, kMaxLastResorts = 2, kMaxUnsolved = 2;

proof::Exclusion node(ResidualTree& tree, const Context& g, const Substitution& s, Nonzero known, int depth);

Expr split_on(ResidualTree& tree, const Context& g, const Expr& factor) {
  if (is_a<Symbol>(factor)) return factor;
  if (const auto difference = exponents_apart(factor)) {
    std::vector<Expr> open;
    for (const auto& [f, n] : symbolic::factors(*difference))
      if (!is_a<numeric>(f) && !g.excludes(canonical(f)) && !tree.search.sign({g, f, kNonzero, 0, tree.goal.scope}).within(kNonzero)) open.push_back(f);
    if (open.size() == 1) return open.front();
  }
  const auto w = only_variable(factor, tree.goal.over);
  if (w && !g.excludes(*w)) {
    try {
      if (canonical(substitute(factor, {{*w, 0}})).is_zero()) return *w;
    } catch (const std::domain_error&) {  // undefined there
    }
  }
  return factor;
}

proof::Exclusion split(ResidualTree& tree, const Context& g, const Substitution& s, const Nonzero& known, const Expr& factor, int depth) {
  // A linear equation with a coefficient that is known not to be 0 is divided by it, so that it can be solved.
  Expr on = factor;
  std::optional<Symbol> v;
  Expr by;
  for (const bool variables_only : {true, false}) {
    for (const auto& x : symbols_of(factor)) {
      const bool is_variable = std::any_of(tree.goal.over.begin(), tree.goal.over.end(), [&](const Symbol& o) { return o.is_equal(x); });
      if (v || (variables_only && !is_variable) || g.is_root(x) || !factor.is_polynomial(x) || factor.degree(x) != 1) continue;
      const Expr slope = factor.coeff(x, 1);
      if (!is_a<numeric>(slope) && !g.excludes(canonical(slope))) continue;
      by = canonical(-factor.coeff(x, 0) / slope);
      if (contains(by, x)) continue;
      v = x;
      on = canonical(x - by);
    }
  }
  Nonzero kept;
  for (const auto& [text, proof] : known)
    if (proof) kept[text] = proof;
  const auto apart = node(tree, g.with({on, Rel::NotEqual}), s, kept, depth + 1);
  if (!apart) return {};
  const Context equal = g.with({on, Rel::Equal});
  // An equation that cannot be solved tells little: few of these one inside the other.
  if (!v && tree.unsolved >= kMaxUnsolved) return {};
  const Temporarily unsolved(tree.unsolved, tree.unsolved + (v ? 0 : 1));
  proof::Exclusion rest;
  if (const auto absurd = tree.search.contradiction(equal, tree.goal.scope)) {  // before a substitution hides what contradicts it
    rest = *absurd;
  } else if (v) {
    rest = node(tree, equal.substituted(*v, by), compose(s, *v, by), {}, depth + 1);
    if (rest) rest = proof::substitute(*v, by, rest);
  } else {
    rest = node(tree, equal, s, kept, depth + 1);
  }
  if (!rest) return {};
  return proof::cases<proof::ExclusionJudgement>(on, {{"!=", apart}, {"=", rest}});
}

proof::Exclusion node(ResidualTree& tree, const Context& g, const Substitution& s, Nonzero known, int depth) {
  Deadline::check();
  if (++tree.nodes > kMaxNodes || depth > kMaxDepth) return {};
  if (const auto absurd = tree.search.contradiction(g, tree.goal.scope)) return *absurd;
  auto list = targets(tree, g, s, known);
  for (const auto& t : list)
    if (t.open.empty()) return close(tree, g, s, known, t);
  std::stable_sort(list.begin(), list.end(), [](const Target& a, const Target& b) { return a.cost < b.cost; });
  std::vector<Expr> tried;
  for (const auto& t : list) {
    const Expr on = split_on(tree, g, t.open.front());
    if (std::any_of(tried.begin(), tried.end(), [&](const Expr& e) { return e.is_equal(on); })) continue;
    if (tried.size() >= 2) break;
    tried.push_back(on);
    if (auto p = split(tree, g, s, known, on, depth)) return p;
  }
  if (tree.complete || !tried.empty() || s.empty() || ++tree.last_resorts > kMaxLastResorts) return {};
  return tree.search.exclude({g, tree.goal.f, tree.goal.over, s, tree.goal.mode, 0, tree.goal.scope});
}

proof::Exclusion from_root(ResidualTree& tree) {
  const Context& g = tree.goal.context;
  const Substitution& s = tree.goal.at;
  if (tree.outputs.size() > 1) return node(tree, g, s, {}, 0);
  // One residual: it is 0 or not from the start.
  const Expr r = canonical(substitute(tree.outputs.residual[0], s));
  if (r.is_zero()) return {};
  Nonzero known;
  if (nonzero(tree, g, known, r)) return node(tree, g, s, known, 0);
  const auto zero = not_all_zero(tree, g, s);
  if (!zero) return {};
  const auto apart = node(tree, g.with({r, Rel::NotEqual}), s, {}, 0);
  if (!apart) return {};
  return proof::cases<proof::ExclusionJudgement>(r, {{"!=", apart}, {"=", zero}});
}

}  // namespace

proof::Exclusion residuals(Search& search, const AtPoint& goal) {
  const auto outputs = goal.near->outputs();
  if (!outputs || (goal.near->is_complete() && (outputs->size() < 2 || goal.mode != Mode::Minimum))) return {};
  try {
    ResidualTree tree(search, goal, *outputs);
    auto found = from_root(tree);
    if (!found) search.trace().remark("F is a sum over " + std::to_string(outputs->size()) + " outputs, but not in all of " + std::to_string(tree.nodes) + " cases some combination of derivatives of them is shown not to vanish");
    return found;
  } catch (const symbolic::TooLarge&) {
    search.trace().remark("the columns of the outputs grow too large");
  } catch (const std::domain_error&) {
    search.trace().remark("a case where the function is not defined");
  }
  return {};
}

}  // namespace losscert::prove::exclude
