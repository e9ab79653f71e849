// Signs by the equations of the context: solved for a symbol, combined, contradicted (FORMAT.md, section 5.1).
#include <algorithm>

#include "prove/sign/sign.hpp"
#include "symbolic/poly_reduce.hpp"

namespace losscert::prove {

using GiNaC::is_a;
using GiNaC::numeric;
using symbolic::canonical;
using symbolic::contains;
using symbolic::symbols_of;
using symbolic::to_text;

namespace {

Json absurdity(const Expr& e, const Json& proof) { return {{"rule", "absurd"}, {"expr", to_text(e)}, {"proof", proof}}; }
Json rewritten(const Expr& equation, const Expr& multiplier, const Json& proof) {
  return {{"rule", "rewrite"}, {"equation", to_text(equation)}, {"multiplier", to_text(multiplier)}, {"proof", proof}};
}
Json cases(const Expr& on, const Json& zero, const Json& nonzero) { return {{"rule", "cases"}, {"on", to_text(on)}, {"branches", {{"=", zero}, {"!=", nonzero}}}}; }
Json assumed() { return {{"rule", "assumption"}}; }
Json substituted(const Symbol& v, const Expr& by, const Json& proof) { return {{"rule", "substitute"}, {"variable", v.get_name()}, {"by", to_text(by)}, {"proof", proof}}; }

/// v = by, for each symbol v that the equation gives without a division.
std::vector<std::pair<Symbol, Expr>> solutions(const Expr& equation, const Context& g) {
  std::vector<std::pair<Symbol, Expr>> out;
  for (const auto& v : symbols_of(equation)) {
    if (g.is_root(v) || !equation.is_polynomial(v) || equation.degree(v) != 1 || !is_a<numeric>(equation.coeff(v, 1))) continue;
    const Expr by = canonical(-equation.coeff(v, 0) / equation.coeff(v, 1));
    if (!contains(by, v)) out.emplace_back(v, by);
  }
  return out;
}

/// Symbols in which all of `list` are affine jointly; those of the first come first.
std::vector<Symbol> joint_unknowns(const std::vector<Expr>& list, const Context& g) {
  std::vector<Symbol> unknowns;
  const auto fits = [&](const Symbol& v) {
    return std::all_of(list.begin(), list.end(), [&](const Expr& p) {
      if (!contains(p, v)) return true;
      if (!p.is_polynomial(v) || p.degree(v) != 1) return false;
      const Expr q = p.coeff(v, 1);
      return std::none_of(unknowns.begin(), unknowns.end(), [&](const Symbol& u) { return contains(q, u); });
    });
  };
  for (const auto& p : list)
    for (const auto& v : symbols_of(p))
      if (!g.is_root(v) && std::none_of(unknowns.begin(), unknowns.end(), [&](const Symbol& u) { return u.is_equal(v); }) && fits(v)) unknowns.push_back(v);
  return unknowns;
}

/// Multipliers with sum of m_i p_i = e, by comparing coefficients of symbols in which all are affine.
std::optional<std::vector<Expr>> combination(const std::vector<Expr>& equations, const Expr& e, const Context& g) {
  std::vector<Expr> list{e};
  list.insert(list.end(), equations.begin(), equations.end());
  const auto unknowns = joint_unknowns(list, g);
  const auto rows = static_cast<unsigned>(unknowns.size()) + 1, columns = static_cast<unsigned>(equations.size());
  GiNaC::matrix a(rows, columns), symbols(columns, 1), b(rows, 1);
  const auto coefficients = [&](Expr p, const std::function<void(unsigned, const Expr&)>& set) {
    for (unsigned k = 0; k + 1 < rows; ++k) {
      set(k, p.coeff(unknowns[k], 1));
      p = p.coeff(unknowns[k], 0);
    }
    set(rows - 1, p);
  };
  coefficients(e, [&](unsigned k, const Expr& q) { b(k, 0) = q; });
  for (unsigned c = 0; c < columns; ++c) {
    coefficients(equations[c], [&](unsigned k, const Expr& q) { a(k, c) = q; });
    symbols(c, 0) = GiNaC::symbol();
  }
  try {
    const GiNaC::matrix solution = a.solve(symbols, b);
    GiNaC::exmap free;  // of those that stay free, none is needed
    for (unsigned c = 0; c < columns; ++c) free[symbols(c, 0)] = 0;
    std::vector<Expr> multipliers;
    for (unsigned c = 0; c < columns; ++c) multipliers.push_back(solution(c, 0).subs(free));
    return multipliers;
  } catch (const std::runtime_error&) {  // inconsistent
    return std::nullopt;
  }
}

}  // namespace

bool SignSearch::by_substitution(const Context& g, Attempt& a, int splits) {
  for (const auto& r : g.relations()) {
    if (r.rel != Rel::Equal) continue;
    for (const auto& [v, by] : solutions(r.expr, g)) {
      if (!contains(a.canonical, v)) continue;
      const auto p = search(g.substituted(v, by), symbolic::substitute(a.form, {{v, by}}), a.wanted, splits);
      if (p.found() && a.offer(p.signs, substituted(v, by, p.node))) return true;
    }
  }
  return false;
}

bool SignSearch::by_rewriting(const Context& g, Attempt& a, int splits) {
  for (std::size_t k = 0; k < g.relations().size(); ++k) {
    const auto& r = g.relations()[k];
    if (r.rel != Rel::Equal) continue;
    const auto its = symbols_of(r.expr);
    if (std::any_of(its.begin(), its.end(), [&](const Symbol& v) { return !contains(a.canonical, v); })) continue;
    int tries = 0;
    for (const auto& m : symbolic::eliminations(a.canonical, r.expr)) {
      if (has_pole(m.multiplier) || ++tries > 3) continue;
      const auto p = search(g.without_relation(k), m.remainder, a.wanted, splits);
      if (p.found() && a.offer(p.signs, rewritten(r.expr, m.multiplier, p.node))) return true;
    }
  }
  return false;
}

bool SignSearch::by_equations(const Context& g, Attempt& a, int splits) {
  // Equations that do not speak of e alone: solved for a symbol, one may help another. Twice at most, one within the other.
  if (in_small_cell_ || g.samples().empty() || equations_used_ >= 2) return false;
  const Temporarily guard(equations_used_, equations_used_ + 1);
  const auto solve = [&](const Context& zero, const Expr& equation) -> SignProof {
    for (const auto& [v, by] : solutions(equation, g)) {
      const auto p = search(zero.substituted(v, by), symbolic::substitute(a.form, {{v, by}}), a.wanted, splits);
      if (p.within(a.wanted)) return {p.signs, substituted(v, by, p.node)};
    }
    return {};
  };
  const auto is_assumed = [&](const Expr& f) { return std::any_of(g.relations().begin(), g.relations().end(), [&](const Relation& o) { return o.rel == Rel::Equal && ratio(o.expr, f); }); };
  int equations = 0;
  for (const auto& r : g.relations()) equations += r.rel == Rel::Equal;
  for (const auto& r : g.relations()) {
    if (r.rel != Rel::Equal || !is_a<GiNaC::add>(r.expr) || r.expr.nops() > 20) continue;
    const auto& factors = factors_of(r.expr);
    if (factors.size() == 1 && equations > 1 && a.offer(solve(g, r.expr))) return true;
    if (factors.size() < 2) continue;
    // A product is 0 and all its factors but one are not: then that one is.
    Json list = Json::array();
    std::vector<Expr> open;
    for (const auto& [f, n] : factors) {
      const auto p = search(g, f, kNonzero, 0);
      if (!p.within(kNonzero)) open.push_back(f);
      list.push_back({{"expr", to_text(f)}, {"power", n}, {"proof", p.within(kNonzero) ? p.node : proof::Sign(assumed())}});
    }
    if (open.size() != 1 || is_assumed(open.front())) continue;
    const Context zero = g.with({open.front(), Rel::Equal});
    auto p = search(zero, a.form, a.wanted, splits);
    if (!p.within(a.wanted)) p = solve(zero, open.front());
    if (!p.found()) continue;
    return a.offer(p.signs, cases(open.front(), p.node, absurdity(r.expr, {{"rule", "product"}, {"factors", list}})));
  }
  return false;
}

bool SignSearch::by_linear_equations(const Context& g, Attempt& a) {
  // D e = sum of m_i p_i for equations p_i = 0, linear in some symbols, and D != 0.
  constexpr std::size_t kMost = 8, kLongest = 20;
  if (in_small_cell_ || in_linear_equations_) return false;
  const Temporarily guard(in_linear_equations_, true);
  std::vector<Expr> equations;
  for (const auto& r : g.relations())
    if (r.rel == Rel::Equal && summands(r.expr).size() <= kLongest) equations.push_back(r.expr.expand());
  if (equations.size() < 2 || equations.size() > kMost || summands(a.canonical).size() > kLongest) return false;
  auto multipliers = combination(equations, a.canonical.expand(), g);
  if (!multipliers) return false;
  Expr together = 0;
  for (const auto& m : *multipliers) together += GiNaC::symbol() * m;
  Expr d = together.normal().denom();
  for (auto& m : *multipliers) m = (m * d).normal();
  d = canonical(d);
  if (is_a<numeric>(d)) return false;  // by_rewriting has been there
  const auto p = search(g, d, kNonzero, 0);
  if (!p.within(kNonzero)) return false;
  const Expr multiple = canonical(d * a.canonical);
  Json zero{{"rule", "zero"}};
  for (std::size_t k = 0; k < equations.size(); ++k)
    if (const Expr m = canonical((*multipliers)[k]); !m.is_zero()) zero = rewritten(canonical(equations[k]), m, zero);
  const Json factors = {{{"expr", to_text(d)}, {"proof", p.node}}, {{"expr", to_text(a.canonical)}, {"proof", assumed()}}};
  const Json divided = cases(a.canonical, assumed(), absurdity(multiple, {{"rule", "product"}, {"factors", factors}}));
  return a.offer(kZero, cases(multiple, divided, absurdity(multiple, zero)));
}

bool SignSearch::by_contradicted_zero(const Context& g, Attempt& a) {
  // Where e is 0, so is some p of which the context says that it is not.
  if (a.wanted != kNonzero || !a.canonical.info(GiNaC::info_flags::rational_polynomial)) return false;
  for (const auto& r : g.relations()) {
    if (r.rel == Rel::Equal || signs_of(r.rel) & kZero || summands(r.expr).size() > 40 || !r.expr.info(GiNaC::info_flags::rational_polynomial)) continue;
    Expr multiplier;
    if (GiNaC::divide(r.expr.expand(), a.canonical.expand(), multiplier))
      return a.offer(kNonzero, cases(a.canonical, absurdity(r.expr, rewritten(a.canonical, canonical(multiplier), {{"rule", "zero"}})), assumed()));
  }
  return false;
}

bool SignSearch::by_vanishing_squares(const Context& g, Attempt& a) {
  // A sum of even powers is 0 only where every base is: that is to contradict the context.
  constexpr std::size_t kMost = 6;
  if (a.wanted & kZero || !(a.wanted & kPositive) || in_vanishing_squares_) return false;
  const auto bases = bases_of_squares(a.form);
  if (bases.size() < 2 || bases.size() > kMost) return false;
  const Temporarily guard(in_vanishing_squares_, true);
  std::vector<Context> zero{g};
  for (const auto& b : bases) zero.push_back(zero.back().with({b, Rel::Equal}));
  const Context& all = zero.back();
  if (!g.samples().empty() && !all.samples().empty()) return false;
  Json node = contradiction(all).value_or(Json());
  for (std::size_t k = 0; k < all.relations().size() && node.is_null(); ++k) {
    const auto& r = all.relations()[k];
    const Signs impossible = kAll & ~signs_of(r.rel);
    if (r.rel == Rel::Equal) continue;
    const auto p = search(all.without_relation(k), r.expr, impossible & kZero ? kZero : impossible, 0);
    if (p.within(impossible)) node = absurdity(r.expr, p.node);
  }
  for (std::size_t k = bases.size(); k-- > 0 && !node.is_null();) {
    const auto p = sum(zero[k].with({bases[k], Rel::NotEqual}), summands(a.form));
    node = p.within(kPositive) ? cases(bases[k], node, p.node) : Json();
  }
  return !node.is_null() && a.offer(kPositive, node);
}

}  // namespace losscert::prove
