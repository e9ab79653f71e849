// Signs by several equations of the context: solved for a symbol, one may help another; taken apart, one factor vanishes; combined (FORMAT.md, section 5.1: substitute, cases, rewrite).
#include <algorithm>
#include <functional>

#include "prove/algebra/expressions.hpp"
#include "prove/algebra/solutions.hpp"
#include "prove/sign/parts.hpp"
#include "prove/sign/strategies.hpp"

namespace losscert::prove::sign {

using GiNaC::is_a;
using GiNaC::numeric;
using symbolic::canonical;
using symbolic::contains;
using symbolic::symbols_of;

namespace {

SignProof solved(Search& search, const SignAttempt& a, const Context& g, const Expr& equation) {
  for (const auto& [v, by] : solutions(equation, g)) {
    const auto p = a.sign(search, g.substituted(v, by), symbolic::substitute(a.e, {{v, by}}), a.wanted, a.splits);
    if (p.within(a.wanted)) return {p.signs, proof::substitute(v, by, p.node)};
  }
  return {};
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

bool equations(Search& search, const SignAttempt& a) {
  const Context& g = a.context;
  const auto is_assumed = [&](const Expr& f) { return std::any_of(g.relations().begin(), g.relations().end(), [&](const Relation& o) { return o.rel == Rel::Equal && ratio(o.expr, f); }); };
  const auto count = std::count_if(g.relations().begin(), g.relations().end(), [](const Relation& r) { return r.rel == Rel::Equal; });
  for (const auto& r : g.relations()) {
    if (r.rel != Rel::Equal || !is_a<GiNaC::add>(r.expr) || r.expr.nops() > 20) continue;
    const auto& factors = factors_of(search, r.expr);
    if (factors.size() == 1 && count > 1 && a.best.offer(solved(search, a, g, r.expr))) return true;
    if (factors.size() < 2) continue;
    // A product is 0 and all its factors but one are not: then that one is.
    std::vector<proof::Factor> list;
    std::vector<Expr> open;
    for (const auto& [f, n] : factors) {
      const auto p = a.sign(search, f, kNonzero);
      if (!p.within(kNonzero)) open.push_back(f);
      list.push_back({f, n, p.within(kNonzero) ? p.node : proof::assumption()});
    }
    if (open.size() > 1) search.trace().remark([equation = r.expr, n = open.size()] { return "of the factors of " + symbolic::to_text(equation) + " = 0, " + std::to_string(n) + " may vanish"; }, "a hypothesis that says which of them does not");
    if (open.size() != 1 || is_assumed(open.front())) continue;
    const Context zero = g.with({open.front(), Rel::Equal});
    auto p = a.sign(search, zero, a.e, a.wanted, a.splits);
    if (!p.within(a.wanted)) p = solved(search, a, zero, open.front());
    if (!p.found()) continue;
    return a.best.offer(p.signs, proof::cases<proof::SignJudgement>(open.front(), {{"=", p.node}, {"!=", proof::absurd(r.expr, proof::product(list))}}));
  }
  return false;
}

bool linear_equations(Search& search, const SignAttempt& a) {
  // D e = sum of m_i p_i for equations p_i = 0, and D != 0.
  constexpr std::size_t kMost = 8, kLongest = 20;
  std::vector<Expr> equations;
  for (const auto& r : a.context.relations())
    if (r.rel == Rel::Equal && summands(r.expr).size() <= kLongest) equations.push_back(r.expr.expand());
  if (equations.size() < 2 || equations.size() > kMost || summands(a.canonical).size() > kLongest) return false;
  auto multipliers = combination(equations, a.canonical.expand(), a.context);
  if (!multipliers) return false;
  Expr together = 0;
  for (const auto& m : *multipliers) together += GiNaC::symbol() * m;
  Expr d = together.normal().denom();
  for (auto& m : *multipliers) m = (m * d).normal();
  d = canonical(d);
  if (is_a<numeric>(d)) return false;  // rewriting has been there
  const auto p = a.sign(search, d, kNonzero);
  if (!p.within(kNonzero)) return false;
  const Expr multiple = canonical(d * a.canonical);
  proof::Sign zero = proof::zero();
  for (std::size_t k = 0; k < equations.size(); ++k)
    if (const Expr m = canonical((*multipliers)[k]); !m.is_zero()) zero = proof::rewrite(canonical(equations[k]), m, zero);
  using Branches = proof::Branches<proof::SignJudgement>;
  const proof::Sign nonzero = proof::absurd(multiple, proof::product({{d, 1, p.node}, {a.canonical, 1, proof::assumption()}}));
  const proof::Sign divided = proof::cases(a.canonical, Branches{{"=", proof::assumption()}, {"!=", nonzero}});
  return a.best.offer(kZero, proof::cases(multiple, Branches{{"=", divided}, {"!=", proof::absurd(multiple, zero)}}));
}

}  // namespace losscert::prove::sign
