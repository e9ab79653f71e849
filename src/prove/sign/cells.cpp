// Sign search where one symbol varies over an interval: mean values, case distinctions, cells (FORMAT.md, section 5.1).
#include <algorithm>
#include <cmath>

#include "prove/sign/sign.hpp"
#include "symbolic/abstract.hpp"

namespace losscert::prove {

using GiNaC::is_a;
using GiNaC::numeric;
using interval::Interval;
using symbolic::canonical;
using symbolic::symbols_of;
using symbolic::to_text;

namespace {

/// The rationals with which relations compare v.
std::vector<numeric> named_points(const Context& g, const Symbol& v) {
  std::vector<numeric> out;
  for (const auto& r : g.relations())
    if (const auto lin = linear_in_one_symbol(r.expr); lin && lin->v.is_equal(v)) out.push_back(-lin->r / lin->q);
  return out;
}

}  // namespace

bool SignSearch::by_mean_value(const Context& g, Attempt& a) {
  if (in_mean_value_) return false;
  const Temporarily guard(in_mean_value_, true);
  for (const auto& v : symbols_of(a.canonical)) {
    const auto vb = g.box().find(v.get_name());
    if (vb == g.box().end() || !vb->second.is_finite()) continue;
    // Base points: symbols known far more sharply than v, and the bounds that relations name. (Those of the box are rounded.)
    std::vector<std::pair<Expr, Interval>> bases;
    const numeric wide = vb->second.upper() - vb->second.lower();
    if (wide.is_zero()) continue;
    for (const auto& [name, x] : g.box())
      if (name != v.get_name() && x.is_finite() && (x.upper() - x.lower()) * 4 <= wide) bases.emplace_back(symbolic::symbol(name), x);
    for (const numeric& end : named_points(g, v)) bases.emplace_back(end, Interval(end, end, g.bits()));
    for (const auto& [base, enclosure] : bases) {
      Expr there;
      try {
        there = canonical(symbolic::substitute(a.canonical, {{v, base}}));
      } catch (const std::domain_error&) {  // an end of an open interval
        continue;
      }
      if (!g.samples().empty()) {
        const auto hint = approx_value(there, g.samples().front());
        if (!hint || !(std::fabs(*hint) < 1e-9)) continue;
      }
      const auto at = search(g, there, kZero, 0);
      if (!at.within(kZero)) continue;
      const numeric low = std::min(vb->second.lower(), enclosure.lower()), high = std::max(vb->second.upper(), enclosure.upper());
      Context gs = g.without(v);
      gs.add({v - low, Rel::GreaterEqual});
      gs.add({v - high, Rel::LessEqual});
      if (!symbolic::exists(derivative_of(a.canonical, v))) continue;
      const auto slope = search(gs, derivative_of(a.canonical, v), kNonzero, 0);
      if (!slope.found()) continue;
      const auto side = search(g, v - base, 0, 0);
      if (!side.found()) continue;
      Json node{{"rule", "mean-value"}, {"variable", v.get_name()}, {"base", to_text(base)}, {"low", to_text(low)}, {"high", to_text(high)}, {"at", at.node}, {"slope", slope.node}, {"side", side.node}};
      if (a.offer(multiply(slope.signs, side.signs), node)) return true;
    }
  }
  return false;
}

bool SignSearch::by_cases(const Context& g, Attempt& a, int splits) {
  std::vector<Expr> candidates;
  for (const auto& v : symbols_of(a.canonical)) {
    if (a.canonical.is_polynomial(v) || a.canonical.has(v)) {
      const auto it = g.box().find(v.get_name());
      if (it != g.box().end() && signs_of(it->second) != kAll) continue;
      bool polynomial = false;  // v must occur outside of exponents
      for (const auto& t : summands(a.canonical))
        for (const auto& [f, n] : factors_of_product(t)) polynomial |= f.is_equal(v);
      for (const auto& z : kink_arguments(a.canonical))
        for (const auto& t : summands(z))
          for (const auto& [f, n] : factors_of_product(t)) polynomial |= f.is_equal(v);
      if (polynomial) candidates.push_back(v);
    }
  }
  for (const auto& z : kink_arguments(a.canonical)) candidates.push_back(z);
  if (candidates.size() > 6) candidates.resize(6);
  for (const auto& on : candidates) {
    Json branches = Json::object();
    Signs total = 0;
    bool complete = true;
    for (const auto& [key, rel] : {std::pair{"=", Rel::Equal}, {"<", Rel::Less}, {">", Rel::Greater}}) {
      const Context gb = g.with({on, rel});
      if (gb.samples().empty() && !g.samples().empty()) {
        if (auto absurd = contradiction(gb)) {
          branches[key] = *absurd;
          continue;
        }
      }
      const auto p = search(gb, a.form, a.wanted, splits - 1);
      if (!p.within(a.wanted)) {
        complete = false;
        break;
      }
      total |= p.signs;
      branches[key] = p.node;
    }
    if (complete && a.offer(total, {{"rule", "cases"}, {"on", to_text(on)}, {"branches", branches}})) return true;
  }
  return false;
}

SignSearch::Cell::Cell(SignSearch& search, const Context& g, const Symbol& v) : search_(search), before_(search.in_small_cell_) {
  const auto it = g.box().find(v.get_name());
  search_.in_small_cell_ = it != g.box().end() && it->second.is_finite() && it->second.upper() - it->second.lower() < numeric(1, 2);
}

std::optional<Json> SignSearch::cover(const Context& g, const Symbol& v, int depth, const Leaf& leaf) {
  Deadline::check();
  if (auto absurd = contradiction(g, true)) return absurd;  // a cell is cut off by its bounds
  {
    const Cell guard(*this, g, v);
    bool hopeless = false;
    if (auto p = leaf(g, hopeless)) return p;
    if (hopeless) return std::nullopt;
  }
  if (depth <= 0) return std::nullopt;
  const auto it = g.box().find(v.get_name());
  const std::optional<numeric> lo = it != g.box().end() && it->second.lower_is_finite() ? std::optional(it->second.lower()) : std::nullopt;
  const std::optional<numeric> hi = it != g.box().end() && it->second.upper_is_finite() ? std::optional(it->second.upper()) : std::nullopt;
  // Near a known point that is excluded: on either side of it.
  if (lo && hi && *hi - *lo < numeric(1, 2)) {
    for (const auto& [name, x] : g.box()) {
      if (name == v.get_name() || !x.is_finite() || x.upper() < *lo || x.lower() > *hi || (x.upper() - x.lower()) * 16 > *hi - *lo) continue;
      const Expr on = canonical(v - symbolic::symbol(name));
      if (!g.excludes(on)) continue;
      Json branches = Json::object();
      for (const auto& [key, rel] : {std::pair{"=", Rel::Equal}, {"<", Rel::Less}, {">", Rel::Greater}}) {
        auto p = cover(g.with({on, rel}), v, 0, leaf);
        if (!p) break;
        branches[key] = *p;
      }
      if (branches.size() == 3) return Json{{"rule", "cases"}, {"on", to_text(on)}, {"branches", branches}};
    }
  }
  numeric cut;
  if (lo && hi) cut = (*lo + *hi) / 2;
  else if (lo) cut = *lo < 1 ? numeric(1) : *lo * 2;
  else if (hi) cut = *hi > -1 ? numeric(-1) : *hi * 2;
  else cut = 0;
  // A rational point that g excludes is best an end of cells: what vanishes there has a sign on either side.
  const auto named = named_points(g, v);
  for (const numeric& q : named)  // once: where it is a bound already, the box is rounded
    if ((!lo || *lo < q) && (!hi || q < *hi) && g.excludes(canonical(v - q)) && std::count(named.begin(), named.end(), q) == 1) cut = q;
  Json list = Json::array();
  for (const auto& r : {Relation{v - cut, Rel::LessEqual}, Relation{v - cut, Rel::GreaterEqual}}) {
    auto cell = cover(g.with(r), v, depth - 1, leaf);
    if (!cell) return std::nullopt;
    list.push_back(*cell);
  }
  return Json{{"rule", "partition"}, {"variable", v.get_name()}, {"points", {to_text(cut)}}, {"cells", list}};
}

bool SignSearch::by_partition(const Context& g, Attempt& a) {
  if (g.samples().empty() || a.wanted == 0) return false;
  std::optional<Symbol> wide;
  for (const auto& v : symbols_of(a.canonical)) {
    const auto it = g.box().find(v.get_name());
    if (it != g.box().end() && it->second.is_finite() && (it->second.upper() - it->second.lower()) < numeric(1, 1000000)) continue;
    if (wide) return false;
    wide = v;
  }
  if (!wide) return false;
  Signs found = 0;
  const auto node = cover(g, *wide, 24, [&](const Context& cell, bool& hopeless) -> std::optional<Json> {
    hopeless = !cell.samples().empty() && (cell.observed(a.form) & kNonzero & ~a.wanted);
    if (hopeless) return std::nullopt;
    const auto p = search(cell, a.form, a.wanted, 0);
    if (!p.within(a.wanted)) return std::nullopt;
    found |= p.signs;
    return p.node;
  });
  return node && a.offer(found, *node);
}

}  // namespace losscert::prove
