// What may exclude a point by the residual argument: columns and determinants, and which of their factors are known not to be 0.
#include <algorithm>
#include <functional>

#include "prove/algebra/expressions.hpp"
#include "prove/algebra/separated.hpp"
#include "prove/exclude/residual_tree.hpp"
#include "prove/point/expansion.hpp"
#include "prove/point/smoothness.hpp"
#include "support/deadline.hpp"
#include "symbolic/factor.hpp"

namespace losscert::prove::exclude {

using GiNaC::is_a;
using GiNaC::numeric;
using symbolic::canonical;
using symbolic::contains;
using symbolic::Head;
using symbolic::substitute;
using symbolic::symbols_of;
using symbolic::to_text;

namespace {

constexpr int kMaxDeterminants = 12;
constexpr std::size_t kLongText = 400;  ///< no sign is sought of what is longer, unless a relation speaks of it
constexpr std::size_t kLongSum = 1500;  ///< nor is q'c factored then

bool is_simple(const Expr& e) { return symbols_of(e).size() == 1 || exponents_apart(e); }

/// F is smooth enough for what the column says.
bool is_usable(const ResidualTree& tree, const Substitution& s, const Column& c) {
  const Expr& f = tree.goal.f;
  if (c.kind != Column::Kind::Curve) return is_smooth(f, c.kind == Column::Kind::First ? 1 : 2);
  const Symbol& t = curve_parameter();
  Substitution path = s;
  for (const auto& [k, coefficients] : c.path) {
    const Symbol& v = tree.goal.over[k];
    Expr x = s.count(v) ? s.at(v) : Expr(v);
    for (std::size_t j = 0; j < coefficients.size(); ++j) x += coefficients[j] * GiNaC::pow(t, static_cast<int>(j) + 1);
    path[v] = x;
  }
  return expands_along(f, path, t, c.order);
}

bool is_assumed_zero(const Context& g, const Expr& e) {
  return std::any_of(g.relations().begin(), g.relations().end(), [&](const Relation& r) { return r.rel == Rel::Equal && ratio(r.expr, e); });
}

proof::Sign by_sides(ResidualTree& tree, const Context& g, const Expr& e) {
  // e has a sign of its own on either side of w = 0, and w != 0.
  const auto w = only_variable(e, tree.goal.over);
  if (!w || !g.excludes(*w)) return {};
  proof::Branches<proof::SignJudgement> branches{{"=", proof::absurd(Expr(*w), proof::assumption())}};
  for (const auto& [key, rel] : {std::pair{"<", Rel::Less}, {">", Rel::Greater}}) {
    const Context side = g.with({*w, rel});
    const Signs seen = side.samples().empty() ? 0 : side.observed(e) & kNonzero;
    const auto p = tree.search.sign({side, e, seen ? seen : kNonzero, 1, tree.goal.scope});
    if (!p.within(kNonzero)) return {};
    branches.emplace_back(key, p.node);
  }
  return proof::cases(Expr(*w), branches);
}

std::optional<Target> target(ResidualTree& tree, const Context& g, Nonzero& known, std::vector<Column> columns, bool is_determinant) {
  const std::size_t count = tree.outputs.size();
  Target t;
  t.determinant = is_determinant;
  t.columns = std::move(columns);
  const Expr value = is_determinant ? determinant(t.columns) : t.columns.front().e;
  if (value.is_zero() || (!is_determinant && count > 1 && to_text(value).size() > kLongSum)) return std::nullopt;
  if (symbolic::zero_test(value) == symbolic::ZeroTest::Zero) return std::nullopt;
  auto it = tree.factors.find(value);
  if (it == tree.factors.end()) {
    auto f = symbolic::factors(value);
    std::sort(f.begin(), f.end(), [](const auto& a, const auto& b) { return to_text(a.first) < to_text(b.first); });
    it = tree.factors.emplace(value, std::move(f)).first;
  }
  for (const auto& [f, power] : it->second) {
    if (is_assumed_zero(g, f)) return std::nullopt;
    t.factors.push_back({f, power, nonzero(tree, g, known, f)});
    if (t.factors.back().proof) continue;
    // q'c = 0 for several outputs is a relation between the residuals: no case distinction on that.
    if (!is_determinant && count > 1 && !tree.complete && !is_simple(f)) return std::nullopt;
    t.open.push_back(f);
    t.cost += is_a<Symbol>(f) ? 10 : is_simple(f) ? 20 : 60;
  }
  t.cost += static_cast<int>(std::min<std::size_t>(to_text(value).size() / 50, 9));
  return t;
}

}  // namespace

std::optional<Expr> exponents_apart(const Expr& e) {
  if (!is_a<GiNaC::add>(e) || e.nops() != 2) return std::nullopt;
  std::vector<std::pair<Expr, numeric>> terms;
  for (const auto& t : operands(e)) {
    const Expr c = t.integer_content();
    if (!is_a<numeric>(c) || c.is_zero()) return std::nullopt;
    for (const int sign : {1, -1}) {
      const Expr unit = (t / (sign * c)).expand();
      if (unit.is_equal(1)) terms.emplace_back(0, sign * GiNaC::ex_to<numeric>(c));
      else if (has_head(unit, Head::Exp)) terms.emplace_back(unit.op(0), sign * GiNaC::ex_to<numeric>(c));
    }
  }
  if (terms.size() != 2 || !(terms[0].second + terms[1].second).is_zero()) return std::nullopt;
  return canonical(terms[0].first - terms[1].first);
}

std::optional<Symbol> only_variable(const Expr& e, const std::vector<Symbol>& over) {
  std::optional<Symbol> found;
  for (const auto& v : over) {
    if (!contains(e, v)) continue;
    if (found) return std::nullopt;
    found = v;
  }
  return found;
}

proof::Sign nonzero(ResidualTree& tree, const Context& g, Nonzero& known, const Expr& e) {
  if (is_a<numeric>(e)) return e.is_zero() ? proof::Sign() : proof::interval();
  const std::string text = to_text(e);
  if (const auto it = known.find(text); it != known.end()) return it->second;
  const bool is_related = std::any_of(g.relations().begin(), g.relations().end(), [&](const Relation& r) { return ratio(r.expr, e).has_value(); });
  if (text.size() > kLongText && !is_related) return {};
  const auto sign = [&](Signs wanted, int splits) { return tree.search.sign({g, e, wanted, splits, tree.goal.scope}); };
  auto p = sign(kNonzero, 0);
  if (!p.within(kNonzero) && symbols_of(e).size() == 1) {  // along the line
    const Signs seen = g.samples().empty() ? kNonzero : g.observed(e);
    if (seen == kPositive || seen == kNegative) p = sign(seen, 1);
  }
  if (!p.within(kNonzero) && separated(e)) p = sign(kNonzero, 2);
  return known[text] = p.within(kNonzero) ? p.node : by_sides(tree, g, e);
}

std::vector<Target> targets(ResidualTree& tree, const Context& g, const Substitution& s, Nonzero& known) {
  std::string point;
  for (const auto& [v, e] : s) point += v.get_name() + "=" + to_text(e) + ";";
  auto at = tree.at.find(point);
  if (at == tree.at.end()) {
    auto all = tree.columns.at(s, tree.goal.mode, tree.complete);
    std::erase_if(all, [&](const Column& c) { return !is_usable(tree, s, c); });
    at = tree.at.emplace(point, std::move(all)).first;
  }
  const auto& columns = at->second;
  std::vector<Target> out;
  for (const auto& c : columns) {
    auto t = target(tree, g, known, {c}, false);
    if (!t) continue;
    if (t->open.empty()) return {*t};
    out.push_back(std::move(*t));
  }
  const std::size_t count = tree.outputs.size();
  if (tree.complete || count < 2 || count > columns.size()) return out;
  // Sets of N columns, those with the fewest symbols first: they belong to one neuron.
  std::vector<std::pair<std::size_t, std::vector<std::size_t>>> sets;
  std::vector<std::size_t> chosen;
  const std::function<void(std::size_t)> choose = [&](std::size_t from) {
    if (sets.size() >= 2000) return;
    if (chosen.size() == count) {
      std::map<std::string, int> names;
      for (const std::size_t j : chosen)
        for (const auto& x : columns[j].c)
          for (const auto& v : symbols_of(x)) names[v.get_name()] = 1;
      sets.emplace_back(names.size(), chosen);
      return;
    }
    for (std::size_t j = from; j < columns.size(); ++j) {
      chosen.push_back(j);
      choose(j + 1);
      chosen.pop_back();
    }
  };
  choose(0);
  std::stable_sort(sets.begin(), sets.end(), [](const auto& x, const auto& y) { return x.first < y.first; });
  int tried = 0;
  for (const auto& [names, set] : sets) {
    if (tried >= kMaxDeterminants || (tried >= 3 && names > sets.front().first)) break;
    Deadline::check();
    std::vector<Column> list;
    for (const std::size_t j : set) list.push_back(columns[j]);
    auto t = target(tree, g, known, std::move(list), true);
    if (!t) continue;
    ++tried;
    if (t->open.empty()) return {*t};
    out.push_back(std::move(*t));
  }
  return out;
}

}  // namespace losscert::prove::exclude
