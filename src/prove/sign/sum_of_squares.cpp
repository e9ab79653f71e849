// Positivity of polynomials (in symbols, functions and exponentials): e = sum of m_k * squares, m_k products of what the context says to be positive; found by a semidefinite programme.
// Where e is no sum of squares, q*e may be one for a positive q.
#include <algorithm>

#include "prove/algebra/generators.hpp"
#include "prove/algebra/gram.hpp"
#include "prove/sign/strategies.hpp"
#include "prove/sign/strategies.hpp"

namespace losscert::prove::sign {

using GiNaC::is_a;
using GiNaC::numeric;
using symbolic::canonical;
using symbolic::Head;

namespace {

constexpr std::size_t kMostTerms = 60, kMostRelations = 6;

/// A multiplier as the proof writes it: its factors with their proofs, and its sign.
struct Positive {
  Expr expr = 1;
  std::vector<proof::Factor> factors;
  bool strict = true;
  bool only_constant = false;
};

Positive operator*(const Positive& a, const Positive& b) {
  Positive out{a.expr * b.expr, a.factors, a.strict && b.strict, false};
  out.factors.insert(out.factors.end(), b.factors.begin(), b.factors.end());
  return out;
}

/// What may multiply a sum of squares: 1, the relations that share a symbol with e, positive functions in it, products of two relations; squares of what is not 0, with numbers.
std::vector<Positive> multipliers(const Context& g, const Expr& e) {
  std::vector<Positive> single;
  const auto its = symbolic::symbols_of(e);
  std::vector<Positive> squares;
  for (const auto& r : g.relations()) {
    const auto symbols = symbolic::symbols_of(r.expr);
    if (symbols.empty() || std::none_of(symbols.begin(), symbols.end(), [&](const Symbol& v) { return symbolic::contains(e, v); })) continue;
    if (r.rel == Rel::Equal) continue;
    if (r.rel == Rel::NotEqual) {
      squares.push_back({GiNaC::pow(r.expr, 2), {{r.expr, 2, proof::assumption()}}, true, true});
      continue;
    }
    const bool above = (signs_of(r.rel) & kPositive) != 0;
    const Expr p = above ? r.expr : canonical(-r.expr);
    if (single.size() < kMostRelations) single.push_back({p, {{p, 1, proof::assumption()}}, (signs_of(r.rel) & kZero) == 0, false});
  }
  std::vector<Positive> out{{}, {}};
  out[1].only_constant = true;
  out.insert(out.end(), single.begin(), single.end());
  for (std::size_t i = 0; i < single.size(); ++i)
    for (std::size_t j = i + 1; j < single.size(); ++j) out.push_back(single[i] * single[j]);
  out.insert(out.end(), squares.begin(), squares.end());
  return out;
}

/// A proof that e is within {0, +}, or {+} if a term shows it. `written`: the sum as it was found, where nothing but numbers multiplies the squares.
SignProof squares(const Context& g, const Expr& e, Expr* written = nullptr) {
  if (summands(e).size() > kMostTerms) return {};
  auto list = multipliers(g, e);
  std::vector<Expr> expressions{e};
  for (const auto& m : list) expressions.push_back(canonical(m.expr));
  auto generators = Generators::read(expressions);
  if (!generators) {  // a relation may stand in the way
    list.erase(list.begin() + 2, list.end());
    expressions.resize(3);
    generators = Generators::read(expressions);
  }
  if (!generators || generators->size() == 0) return {};
  for (std::size_t k = 0; k < generators->size(); ++k) {
    const Expr& u = (*generators)[k];
    if (has_head(u, Head::Exp)) list.push_back({u, {{u, 1, proof::exp()}}, true, false});
    if (has_head(u, Head::Relu)) list.push_back({u, {{u, 1, proof::relu()}}, false, false});
  }
  expressions.resize(1);
  for (const auto& m : list) expressions.push_back(canonical(m.expr));
  generators = Generators::read(expressions);
  if (!generators) return {};
  // A multiplier that was shifted is multiplied by what is positive: so is its expression.
  std::vector<Multiplier> programme;
  for (std::size_t k = 0; k < list.size(); ++k) programme.push_back({generators->polynomials()[k + 1], list[k].only_constant});
  const auto found = squares_with_multipliers(generators->polynomials().front(), programme, generators->size());
  if (!found) return {};
  std::vector<proof::Part> terms;
  Signs total = kZero;
  for (std::size_t k = 0; k < found->size(); ++k)
    for (const auto& s : (*found)[k]) {
      const Expr base = generators->write(s.base);
      const bool number = is_a<numeric>(base);
      const Expr weight = number ? s.weight * base * base : Expr(s.weight);
      std::vector<proof::Factor> factors{{weight, 1, proof::interval()}};
      Expr whole = weight;
      if (!number) {
        factors.push_back({GiNaC::pow(base, 2), 1, proof::square(base)});
        whole *= GiNaC::pow(base, 2);
      }
      factors.insert(factors.end(), list[k].factors.begin(), list[k].factors.end());
      const Expr shift = generators->shifts()[k + 1];
      if (!shift.is_equal(1)) factors.push_back({shift, 1, proof::exp()});
      whole *= list[k].expr * shift;
      terms.push_back({whole, factors.size() == 1 ? factors.front().proof : proof::product(factors)});
      total = add(total, number && list[k].strict ? kPositive : kPositive | kZero);
    }
  const proof::Sign node = proof::sum(terms);
  const Expr shift = generators->shifts().front();
  if (written && shift.is_equal(1) && std::all_of(found->begin() + 1, found->end(), [](const auto& list) { return list.empty(); }))
    for (const auto& s : found->front()) *written += s.weight * GiNaC::pow(generators->write(s.base), 2);
  if (shift.is_equal(1)) return {total, node};
  // e = (e*shift) * 1/shift
  return {total, proof::product({{e * shift, 1, node}, {canonical(1 / shift), 1, proof::exp()}})};
}

/// e through q*e for a sum of squares q that has no zero under g: `factors` prove e*q within {0, +} times 1/q.
SignProof divided(const Expr& e, const Expr& q, const SignProof& product, const proof::Sign& q_positive) {
  return {product.signs, proof::product({{canonical(e * q), 1, product.node}, {GiNaC::pow(q, -1), 1, proof::inverse(q, q_positive)}})};
}

bool is_homogeneous(const Polynomial& p) {
  const auto degree = [](const Monomial& m) {
    int d = 0;
    for (const int k : m) d += k;
    return d;
  };
  return std::all_of(p.begin(), p.end(), [&](const auto& t) { return degree(t.first) == degree(p.begin()->first); });
}

/// Forms and polynomials that are nonnegative but no sums of squares: times 1 + sum x^2, or sum x^2 where some x is not 0 and what is left where it is.
SignProof with_multiplier(Search& search, const SignGoal& goal, const Expr& e, Signs wanted) {
  const auto symbols = symbolic::symbols_of(e);
  if (symbols.size() < 2 || symbols.size() > 4 || !e.info(GiNaC::info_flags::rational_polynomial)) return {};
  const auto generators = Generators::read({e});
  if (!generators) return {};
  const bool form = is_homogeneous(generators->polynomials().front());
  Expr q = form ? 0 : 1;
  std::vector<proof::Part> parts;
  if (!form) parts.push_back({Expr(1), proof::interval()});
  for (const auto& x : symbols) q += GiNaC::pow(x, 2);
  const Symbol& first = symbols.front();
  for (const auto& x : symbols)
    parts.push_back({GiNaC::pow(x, 2), form && x.is_equal(first) ? proof::product({{GiNaC::pow(x, 1), 2, proof::assumption()}}) : proof::square(Expr(x))});
  if (!form) {
    const auto p = squares(goal.context, canonical(e * q));
    return p.found() ? divided(e, q, p, proof::sum(parts)) : SignProof{};
  }
  if (goal.context.is_root(first) || !(wanted & kZero)) return {};
  const Context apart = goal.context.with({first, Rel::NotEqual}), on = goal.context.with({first, Rel::Equal});
  const auto p = squares(apart, canonical(e * q));
  if (!p.within(wanted)) return {};
  const Frame frame{"positive multiplier", goal.scope.active};
  const auto rest = search.sign({on.substituted(first, 0), symbolic::substitute(e, {{first, 0}}), wanted, 1, goal.scope.within(frame)});
  if (!rest.within(wanted)) return {};
  return {p.signs | rest.signs, proof::cases<proof::SignJudgement>(first, {{"!=", divided(e, q, p, proof::sum(parts)).node}, {"=", proof::substitute(first, Expr(0), rest.node)}})};
}

}  // namespace

bool sum_of_squares(Search& search, const SignAttempt& a) {
  const Signs seen = a.context.samples().empty() ? kNonzero : a.observed(a.canonical) & kNonzero;
  for (const bool above : {true, false}) {
    const Signs side = above ? kPositive : kNegative;
    if (!(a.wanted & side) || (seen & ~side)) continue;
    const Expr p = above ? a.canonical : canonical(-a.canonical);
    Expr written = 0;
    SignProof found = squares(a.context, p, &written);
    if (!found.found()) found = with_multiplier(search, a, p, above ? a.wanted : flip(a.wanted));
    if (!found.found()) continue;
    if (found.signs & kZero && !(a.wanted & kZero) && !written.is_zero() && !a.scope.inside("zeros of squares")) {
      // Where the sum is 0, so is each square.
      const Frame frame{"zeros of squares", a.scope.active};
      if (auto strict = search.sign({a.context, written, kPositive, std::max(a.splits, 1), a.scope.within(frame)}); strict.within(kPositive)) found = strict;
    }
    if (above ? a.best.offer(found) : a.best.offer(flip(found.signs), proof::product({{Expr(-1), 1, proof::interval()}, {p, 1, found.node}}))) return true;
  }
  return false;
}

}  // namespace losscert::prove::sign
