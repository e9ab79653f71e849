// The search for the residual argument: which determinants, which case distinctions.
#include "prove/exclude/residual.hpp"

#include <algorithm>

#include "prove/algebra/separated.hpp"
#include "prove/exclude/residual_tree.hpp"
#include "symbolic/factor.hpp"

namespace losscert::prove {

using GiNaC::is_a;
using GiNaC::numeric;
using symbolic::canonical;
using symbolic::contains;
using symbolic::Head;
using symbolic::substitute;
using symbolic::symbols_of;
using symbolic::to_text;

namespace {

constexpr int kMaxNodes = 120, kMaxDepth = 24, kMaxDeterminants = 12, kMaxLastResorts = 2, kMaxUnsolved = 2;
constexpr std::size_t kLongText = 400;  ///< no sign is sought of what is longer, unless a relation speaks of it
constexpr std::size_t kLongSum = 1500;  ///< nor is q'c factored then

/// p - q if e is a multiple of exp(p) - exp(q), where p or q may be 0.
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

bool is_simple(const Expr& e) { return symbols_of(e).size() == 1 || exponents_apart(e); }

/// The over-variable of e if there is exactly one.
std::optional<Symbol> only_variable(const Expr& e, const std::vector<Symbol>& over) {
  std::optional<Symbol> found;
  for (const auto& v : over) {
    if (!contains(e, v)) continue;
    if (found) return std::nullopt;
    found = v;
  }
  return found;
}

bool is_assumed_zero(const Context& g, const Expr& e) {
  return std::any_of(g.relations().begin(), g.relations().end(), [&](const Relation& r) { return r.rel == Rel::Equal && ratio(r.expr, e); });
}

}  // namespace

Json ResidualTree::nonzero(const Context& g, Known& known, const Expr& e) {
  if (is_a<numeric>(e)) return e.is_zero() ? Json() : Json{{"rule", "interval"}};
  const std::string text = to_text(e);
  if (const auto it = known.find(text); it != known.end()) return it->second;
  const bool is_related = std::any_of(g.relations().begin(), g.relations().end(), [&](const Relation& r) { return ratio(r.expr, e).has_value(); });
  if (text.size() > kLongText && !is_related) return {};
  auto p = signs_.search(g, e, kNonzero, 0);
  if (!p.within(kNonzero) && symbols_of(e).size() == 1) {  // along the line
    const Signs seen = g.samples().empty() ? kNonzero : g.observed(e);
    if (seen == kPositive || seen == kNegative) p = signs_.search(g, e, seen, 1);
  }
  if (!p.within(kNonzero) && separated(e)) p = signs_.search(g, e, kNonzero, 2);
  return known[text] = p.within(kNonzero) ? Json(p.node) : by_sides(g, e);
}

Json ResidualTree::by_sides(const Context& g, const Expr& e) {
  // e has a sign of its own on either side of w = 0, and w != 0.
  const auto w = only_variable(e, over_);
  if (!w || !g.excludes(*w)) return {};
  Json branches{{"=", {{"rule", "absurd"}, {"expr", w->get_name()}, {"proof", {{"rule", "assumption"}}}}}};
  for (const auto& [key, rel] : {std::pair{"<", Rel::Less}, {">", Rel::Greater}}) {
    const Context side = g.with({*w, rel});
    const Signs seen = side.samples().empty() ? 0 : side.observed(e) & kNonzero;
    const auto p = signs_.search(side, e, seen ? seen : kNonzero, 1);
    if (!p.within(kNonzero)) return {};
    branches[key] = p.node;
  }
  return {{"rule", "cases"}, {"on", w->get_name()}, {"branches", branches}};
}

std::optional<ResidualTree::Target> ResidualTree::target(const Context& g, Known& known, std::vector<Column> columns, bool is_determinant) {
  Target t;
  t.determinant = is_determinant;
  t.columns = std::move(columns);
  const Expr value = is_determinant ? determinant(t.columns) : t.columns.front().e;
  if (value.is_zero() || (!is_determinant && outputs_.size() > 1 && to_text(value).size() > kLongSum)) return std::nullopt;
  if (symbolic::zero_test(value) == symbolic::ZeroTest::Zero) return std::nullopt;
  auto it = factors_.find(value);
  if (it == factors_.end()) {
    auto f = symbolic::factors(value);
    std::sort(f.begin(), f.end(), [](const auto& a, const auto& b) { return to_text(a.first) < to_text(b.first); });
    it = factors_.emplace(value, std::move(f)).first;
  }
  for (const auto& [f, power] : it->second) {
    if (is_assumed_zero(g, f)) return std::nullopt;
    t.factors.push_back({f, power, nonzero(g, known, f)});
    if (!t.factors.back().proof.is_null()) continue;
    // q'c = 0 for several outputs is a relation between the residuals: no case distinction on that.
    if (!is_determinant && outputs_.size() > 1 && !complete_ && !is_simple(f)) return std::nullopt;
    t.open.push_back(f);
    t.cost += is_a<Symbol>(f) ? 10 : is_simple(f) ? 20 : 60;
  }
  t.cost += static_cast<int>(std::min<std::size_t>(to_text(value).size() / 50, 9));
  return t;
}

std::vector<ResidualTree::Target> ResidualTree::targets(const Context& g, const Substitution& s, Known& known) {
  const std::string point = to_json(s).dump();
  auto at = at_.find(point);
  if (at == at_.end()) at = at_.emplace(point, columns_.at(s, mode_, complete_)).first;
  const auto& columns = at->second;
  std::vector<Target> out;
  for (const auto& c : columns) {
    auto t = target(g, known, {c}, false);
    if (!t) continue;
    if (t->open.empty()) return {*t};
    out.push_back(std::move(*t));
  }
  const std::size_t count = outputs_.size();
  if (complete_ || count < 2 || count > columns.size()) return out;
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
    auto t = target(g, known, std::move(list), true);
    if (!t) continue;
    ++tried;
    if (t->open.empty()) return {*t};
    out.push_back(std::move(*t));
  }
  return out;
}

Expr ResidualTree::split_on(const Context& g, const Expr& factor) {
  if (is_a<Symbol>(factor)) return factor;
  if (const auto difference = exponents_apart(factor)) {
    std::vector<Expr> open;
    for (const auto& [f, n] : symbolic::factors(*difference))
      if (!is_a<numeric>(f) && !g.excludes(canonical(f)) && !signs_.search(g, f, kNonzero, 0).within(kNonzero)) open.push_back(f);
    if (open.size() == 1) return open.front();
  }
  const auto w = only_variable(factor, over_);
  if (w && !g.excludes(*w)) {
    try {
      if (canonical(substitute(factor, {{*w, 0}})).is_zero()) return *w;
    } catch (const std::domain_error&) {  // undefined there
    }
  }
  return factor;
}

std::optional<Json> ResidualTree::split(const Context& g, const Substitution& s, const Known& known, const Expr& factor, int depth) {
  // A linear equation with a coefficient that is known not to be 0 is divided by it, so that it can be solved.
  Expr on = factor;
  std::optional<Symbol> v;
  Expr by;
  for (const bool variables_only : {true, false}) {
    for (const auto& x : symbols_of(factor)) {
      const bool is_variable = std::any_of(over_.begin(), over_.end(), [&](const Symbol& o) { return o.is_equal(x); });
      if (v || (variables_only && !is_variable) || g.is_root(x) || !factor.is_polynomial(x) || factor.degree(x) != 1) continue;
      const Expr slope = factor.coeff(x, 1);
      if (!is_a<numeric>(slope) && !g.excludes(canonical(slope))) continue;
      by = canonical(-factor.coeff(x, 0) / slope);
      if (contains(by, x)) continue;
      v = x;
      on = canonical(x - by);
    }
  }
  Known kept;
  for (const auto& [text, proof] : known)
    if (!proof.is_null()) kept[text] = proof;
  const auto apart = node(g.with({on, Rel::NotEqual}), s, kept, depth + 1);
  if (!apart) return std::nullopt;
  const Context equal = g.with({on, Rel::Equal});
  // An equation that cannot be solved tells little: few of these one inside the other.
  if (!v && ++unsolved_ > kMaxUnsolved) {
    --unsolved_;
    return std::nullopt;
  }
  auto rest = signs_.contradiction(equal);  // before a substitution hides what contradicts it
  const bool absurd = rest.has_value();
  if (!absurd) rest = v ? node(equal.substituted(*v, by), compose(s, *v, by), {}, depth + 1) : node(equal, s, kept, depth + 1);
  if (!v) --unsolved_;
  if (!rest) return std::nullopt;
  if (v && !absurd) rest = Json{{"rule", "substitute"}, {"variable", v->get_name()}, {"by", to_text(by)}, {"proof", *rest}};
  return Json{{"rule", "cases"}, {"on", to_text(on)}, {"branches", {{"!=", *apart}, {"=", *rest}}}};
}

std::optional<Json> ResidualTree::node(const Context& g, const Substitution& s, Known known, int depth) {
  Deadline::check();
  if (++nodes_ > kMaxNodes || depth > kMaxDepth) return std::nullopt;
  if (auto absurd = signs_.contradiction(g)) return absurd;
  auto list = targets(g, s, known);
  for (const auto& t : list)
    if (t.open.empty()) {
      if (auto p = close(g, s, known, t)) return p;
      return std::nullopt;
    }
  std::stable_sort(list.begin(), list.end(), [](const Target& a, const Target& b) { return a.cost < b.cost; });
  std::vector<Expr> tried;
  for (const auto& t : list) {
    const Expr on = split_on(g, t.open.front());
    if (std::any_of(tried.begin(), tried.end(), [&](const Expr& e) { return e.is_equal(on); })) continue;
    if (tried.size() >= 2) break;
    tried.push_back(on);
    if (auto p = split(g, s, known, on, depth)) return p;
  }
  if (complete_ || !tried.empty() || s.empty() || ++last_resorts_ > kMaxLastResorts) return std::nullopt;
  return PointSearch(signs_, f_, over_).exclude(g, s, mode_, 0);
}

std::optional<Json> ResidualTree::exclude(const Context& g, const Substitution& s) {
  complete_ = is_complete(s, over_);
  if (outputs_.size() > 1) return node(g, s, {}, 0);
  // One residual: it is 0 or not from the start.
  const Expr r = canonical(substitute(outputs_.residual[0], s));
  Known known;
  if (r.is_zero()) return std::nullopt;
  if (!nonzero(g, known, r).is_null()) return node(g, s, known, 0);
  const auto zero = all_zero(g, s);
  if (!zero) return std::nullopt;
  const auto apart = node(g.with({r, Rel::NotEqual}), s, {}, 0);
  if (!apart) return std::nullopt;
  return Json{{"rule", "cases"}, {"on", to_text(r)}, {"branches", {{"!=", *apart}, {"=", *zero}}}};
}

std::optional<Json> exclude_by_residuals(SignSearch& signs, const Expr& f, const std::vector<Symbol>& over, const Context& g, const Substitution& s, Mode mode,
                                         int& splits) {
  try {
    const auto outputs = outputs_of(f, over);
    if (!outputs || (is_complete(s, over) && (outputs->size() < 2 || mode == Mode::Critical))) return std::nullopt;
    if (outputs->size() > 1 && outputs->powers && s.empty()) splits = 0;
    return ResidualTree(signs, f, over, *outputs, mode).exclude(g, s);
  } catch (const symbolic::TooLarge&) {
    return std::nullopt;
  } catch (const std::domain_error&) {  // a case where the function is not defined
    return std::nullopt;
  }
}

}  // namespace losscert::prove
