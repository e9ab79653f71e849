// Signs by the slope between a zero and the point (FORMAT.md, section 5.1: mean-value).
#include <algorithm>
#include <cmath>

#include "prove/goal/cells.hpp"
#include "prove/sign/strategies.hpp"
#include "symbolic/abstract.hpp"

namespace losscert::prove::sign {

using GiNaC::numeric;
using interval::Interval;
using symbolic::canonical;

namespace {

struct Base {
  Expr at;
  Interval enclosure;
};

/// Symbols known far more sharply than v, and the bounds that relations name. (Those of the box are rounded.)
std::vector<Base> bases(const Context& g, const Symbol& v, const numeric& width) {
  std::vector<Base> out;
  for (const auto& [name, x] : g.box())
    if (name != v.get_name() && x.is_finite() && (x.upper() - x.lower()) * 4 <= width) out.push_back({symbolic::symbol(name), x});
  for (const numeric& end : named_points(g, v)) out.push_back({end, Interval(end, end, g.bits())});
  for (const Expr& c : named_numbers(g, v))
    if (const auto x = interval::enclose(c, {}, g.bits()); x.interval && x.interval->is_finite()) out.push_back({c, *x.interval});
  return out;
}

/// e with the base for v, if it may be 0 there.
std::optional<Expr> value_at(const Context& g, const Expr& e, const Symbol& v, const Expr& base) {
  Expr there;
  try {
    there = canonical(symbolic::substitute(e, {{v, base}}));
  } catch (const std::domain_error&) {  // an end of an open interval
    return std::nullopt;
  }
  if (!g.samples().empty()) {
    const auto hint = approx_value(there, g.samples().front());
    if (!hint || !(std::fabs(*hint) < 1e-9)) return std::nullopt;
  }
  return there;
}

/// Where two values of one abstract function in e are the same, solved for v.
std::vector<Expr> coincidences(const Expr& e, const Symbol& v) {
  const auto atoms = symbolic::abstract_atoms(e);
  std::vector<Expr> out;
  for (std::size_t i = 0; i < atoms.size(); ++i)
    for (std::size_t j = 0; j < i; ++j) {
      if (!symbolic::same_function(atoms[i], v).is_equal(symbolic::same_function(atoms[j], v))) continue;
      const Expr d = (atoms[i].op(0) - atoms[j].op(0)).expand();
      if (!d.is_polynomial(v) || d.degree(v) != 1 || !(GiNaC::is_a<numeric>(d.coeff(v, 1)) || d.coeff(v, 0).is_zero())) continue;
      out.push_back(canonical(-d.coeff(v, 0) / d.coeff(v, 1)));
    }
  return out;
}

}  // namespace

bool abstract_difference(Search& search, const SignAttempt& a) {
  for (const auto& v : symbolic::symbols_of(a.canonical)) {
    if (a.context.is_root(v)) continue;
    for (const auto& base : coincidences(a.canonical, v)) {
      if (!canonical(symbolic::substitute(a.canonical, {{v, base}})).is_zero()) continue;
      const Expr slope = symbolic::derivative(a.canonical, v);
      if (!symbolic::exists(slope)) continue;
      const auto side = a.sign(search, v - base, a.observed(v - base));
      if (!side.found()) continue;
      Context line = a.context.without(v);  // the whole line
      const auto rise = a.sign(search, line, slope, kNonzero);
      if (!rise.found()) continue;
      const Signs s = multiply(rise.signs, side.signs & kNonzero) | (side.signs & kZero);
      if (a.best.offer(s, proof::mean_value({v, base, std::nullopt, std::nullopt, proof::zero(), rise.node, side.node}))) return true;
    }
  }
  return false;
}

bool mean_value(Search& search, const SignAttempt& a) {
  for (const auto& v : symbolic::symbols_of(a.canonical)) {
    const auto range = a.context.box().find(v.get_name());
    if (range == a.context.box().end() || !range->second.is_finite()) continue;
    const numeric width = range->second.upper() - range->second.lower();
    if (width.is_zero()) continue;
    for (const auto& base : bases(a.context, v, width)) {
      const auto there = value_at(a.context, a.canonical, v, base.at);
      if (!there) continue;
      const auto at = a.sign(search, *there, kZero);
      if (!at.within(kZero)) continue;
      const numeric low = std::min(range->second.lower(), base.enclosure.lower()), high = std::max(range->second.upper(), base.enclosure.upper());
      Context between = a.context.without(v);
      between.add({v - low, Rel::GreaterEqual});
      between.add({v - high, Rel::LessEqual});
      const Expr& derivative = search.caches().derivatives[v.get_name()].get(a.canonical, [&](const Expr& e) { return symbolic::derivative(e, v); });
      if (!symbolic::exists(derivative)) continue;
      const auto slope = a.sign(search, between, derivative, kNonzero);
      if (!slope.found()) continue;
      const auto side = a.sign(search, v - base.at, 0);
      if (!side.found()) continue;
      if (a.best.offer(multiply(slope.signs, side.signs), proof::mean_value({v, base.at, low, high, at.node, slope.node, side.node}))) return true;
    }
  }
  return false;
}

}  // namespace losscert::prove::sign
