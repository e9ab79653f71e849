#include "prove/goal/cells.hpp"

#include <algorithm>
#include <cstdio>

#include "support/deadline.hpp"

namespace losscert::prove {

using GiNaC::numeric;
using symbolic::canonical;

std::vector<numeric> named_points(const Context& g, const Symbol& v) {
  std::vector<numeric> out;
  for (const auto& r : g.relations())
    if (const auto lin = linear_in_one_symbol(r.expr); lin && lin->v.is_equal(v)) out.push_back(-lin->r / lin->q);
  return out;
}

std::vector<Expr> named_numbers(const Context& g, const Symbol& v) {
  std::vector<Expr> out;
  for (const auto& r : g.relations()) {
    if (!symbolic::contains(r.expr, v) || !r.expr.is_polynomial(v) || r.expr.degree(v) != 1) continue;
    const Expr q = r.expr.coeff(v, 1), rest = r.expr.coeff(v, 0);
    if (!GiNaC::is_a<numeric>(q) || GiNaC::is_a<numeric>(rest) || !symbolic::symbols_of(rest).empty()) continue;
    const Expr c = canonical(-rest / q);
    if (std::none_of(out.begin(), out.end(), [&](const Expr& o) { return o.is_equal(c); })) out.push_back(c);
  }
  return out;
}

namespace {

struct Range {
  std::optional<numeric> low, high;
};

Range range_of(const Context& g, const Symbol& v) {
  Range r;
  const auto it = g.box().find(v.get_name());
  if (it == g.box().end()) return r;
  if (it->second.lower_is_finite()) r.low = it->second.lower();
  if (it->second.upper_is_finite()) r.high = it->second.upper();
  return r;
}

bool is_small(const Range& r) { return r.low && r.high && *r.high - *r.low < numeric(1, 2); }

std::string words(const Symbol& v, const Range& r) {
  const auto rounded = [](const numeric& q) {
    char text[32];
    std::snprintf(text, sizeof text, "%.6g", q.to_double());
    return std::string(text);
  };
  return (r.low ? rounded(*r.low) + " <= " : "") + v.get_name() + (r.high ? " <= " + rounded(*r.high) : "");
}

numeric cut_of(const Context& g, const Symbol& v, const Range& r) {
  numeric cut;
  if (r.low && r.high) cut = (*r.low + *r.high) / 2;
  else if (r.low) cut = *r.low < 1 ? numeric(1) : *r.low * 2;
  else if (r.high) cut = *r.high > -1 ? numeric(-1) : *r.high * 2;
  else cut = 0;
  // A rational point that g excludes is best an end of cells: what vanishes there has a sign on either side.
  const auto named = named_points(g, v);
  for (const numeric& q : named)  // once: where it is a bound already, the box is rounded
    if ((!r.low || *r.low < q) && (!r.high || q < *r.high) && g.excludes(canonical(v - q)) && std::count(named.begin(), named.end(), q) == 1) cut = q;
  return cut;
}

}  // namespace

template <class Judgement>
proof::Proof<Judgement> cover(Search& search, const Context& g, const Symbol& v, int depth, const Scope& scope, const Leaf<Judgement>& leaf) {
  Deadline::check();
  if (const auto absurd = search.contradiction(g, scope, true)) return *absurd;  // a cell is cut off by its bounds
  const Range range = range_of(g, v);
  Scope inside = scope;
  inside.small_cell = is_small(range);
  bool hopeless = false;
  if (auto p = leaf(g, inside, hopeless)) return p;
  if (hopeless || depth <= 0) {
    search.trace().remark([v, range, hopeless] { return (hopeless ? "a sample contradicts it in the cell " : "it stays open in the smallest cell, ") + words(v, range); });
    return {};
  }
  if (is_small(range)) {  // near a known point that is excluded: on either side of it
    std::vector<Expr> near;
    for (const auto& [name, x] : g.box()) {
      if (name == v.get_name() || !x.is_finite() || x.upper() < *range.low || x.lower() > *range.high || (x.upper() - x.lower()) * 16 > *range.high - *range.low) continue;
      near.push_back(symbolic::symbol(name));
    }
    for (const auto& c : named_numbers(g, v))
      if (const auto x = approx_value(c, {}); x && range.low->to_double() < *x && *x < range.high->to_double()) near.push_back(c);
    for (const auto& c : near) {
      const Expr on = canonical(v - c);
      if (!g.excludes(on)) continue;
      proof::Branches<Judgement> branches;
      for (const auto& [key, rel] : {std::pair{"=", Rel::Equal}, {"<", Rel::Less}, {">", Rel::Greater}}) {
        auto p = cover<Judgement>(search, g.with({on, rel}), v, 0, scope, leaf);
        if (!p) break;
        branches.emplace_back(key, std::move(p));
      }
      if (branches.size() == 3) return proof::cases(on, branches);
    }
  }
  const numeric cut = cut_of(g, v, range);
  auto below = cover<Judgement>(search, g.with({v - cut, Rel::LessEqual}), v, depth - 1, scope, leaf);
  if (!below) return {};
  auto above = cover<Judgement>(search, g.with({v - cut, Rel::GreaterEqual}), v, depth - 1, scope, leaf);
  if (!above) return {};
  return proof::partition(v, cut, below, above);
}

template proof::Sign cover(Search&, const Context&, const Symbol&, int, const Scope&, const Leaf<proof::SignJudgement>&);
template proof::Exclusion cover(Search&, const Context&, const Symbol&, int, const Scope&, const Leaf<proof::ExclusionJudgement>&);

}  // namespace losscert::prove
