// The proof nodes of the residual argument: what is concluded once a determinant, or q'c for one column, is known not to be 0.
#include <algorithm>
#include <functional>

#include "prove/algebra/expressions.hpp"
#include "prove/exclude/residual_tree.hpp"

namespace losscert::prove::exclude {

using GiNaC::is_a;
using GiNaC::numeric;
using symbolic::canonical;
using symbolic::substitute;

namespace {

/// det of the columns without row n and column j (all for n = j = size), as it stands.
Expr minor(const std::vector<Column>& columns, std::size_t n, std::size_t j) {
  std::vector<std::size_t> rows, list;
  for (std::size_t k = 0; k < columns.size(); ++k) {
    if (k != n) rows.push_back(k);
    if (k != j) list.push_back(k);
  }
  const std::function<Expr(std::size_t, std::vector<std::size_t>)> det = [&](std::size_t r, std::vector<std::size_t> left) -> Expr {
    if (r == rows.size()) return 1;
    Expr sum = 0;
    for (std::size_t k = 0; k < left.size(); ++k) {
      const Expr& x = columns[left[k]].c[rows[r]];
      if (x.is_zero()) continue;
      auto rest = left;
      rest.erase(rest.begin() + static_cast<long>(k));
      sum += (k % 2 ? -1 : 1) * x * det(r + 1, rest);
    }
    return sum;
  };
  return canonical(det(0, list));
}

std::vector<proof::Factor> proof_factors(const std::vector<ResidualFactor>& factors, int times = 1) {
  std::vector<proof::Factor> list;
  for (const auto& f : factors) list.push_back({f.expr, f.power * times, f.proof});
  return list;
}

/// The point is excluded by one column, q'c being the product of these factors.
proof::Exclusion leaf(const ResidualTree& tree, const Column& c, const std::vector<ResidualFactor>& factors) {
  const auto& over = tree.goal.over;
  if (c.kind == Column::Kind::First) return proof::multiplier({{over[c.a], Expr(1)}}, {}, proof::product(proof_factors(factors)));
  if (c.kind == Column::Kind::Second) return proof::indefinite({{over[c.a], Expr(1)}}, {{over[c.b], Expr(1)}}, {}, proof::product(proof_factors(factors, 2)));
  // C_j = -e for one j of odd power, 1 for the others: the leading coefficient is e*(-e)^power.
  const auto odd = static_cast<std::size_t>(std::find_if(c.power.begin(), c.power.end(), [](int k) { return k % 2 == 1; }) - c.power.begin());
  Substitution steps;
  for (std::size_t j = 0; j < c.step.size(); ++j) steps[c.step[j]] = j == odd ? -c.e : Expr(1);
  auto list = proof_factors(factors, c.power[odd] + 1);
  list.push_back({Expr(-1), 1, proof::interval()});
  proof::Curve curve{c.order, {}, {}, {}, std::vector<proof::Sign>(static_cast<std::size_t>(c.order) - 1, proof::zero()), proof::product(list)};
  for (const auto& [k, path] : c.path) {
    std::vector<proof::Value> coefficients;
    for (const auto& x : path) coefficients.push_back(canonical(substitute(x, steps)));
    if (!coefficients.empty()) curve.coefficients.emplace_back(over[k], std::move(coefficients));
  }
  return proof::curve(curve);
}

/// The point is excluded by row n of D q = adj(columns)' e: D q_n = sum_j A_jn e_j; the e_j of first order are partial derivatives, the others are 0 in this branch.
proof::Exclusion row(const ResidualTree& tree, const Target& t, std::size_t n, const ResidualFactor& scale, const ResidualFactor& residual) {
  auto list = proof_factors(t.factors);
  list.push_back({scale.expr, 1, scale.proof});
  list.push_back({residual.expr, residual.power, residual.proof});
  const auto product = proof::product(list);
  proof::Assignment multipliers;
  std::vector<std::pair<Expr, Expr>> rewrites;  // equation, multiplier
  for (std::size_t j = 0; j < t.columns.size(); ++j) {
    const Expr cofactor = canonical(((n + j) % 2 ? -1 : 1) * minor(t.columns, n, j));
    if (cofactor.is_zero()) continue;
    const Column& c = t.columns[j];
    if (c.kind == Column::Kind::First) multipliers.emplace_back(tree.goal.over[c.a], cofactor);
    else if (!c.e.is_zero()) rewrites.emplace_back(c.e, cofactor);
  }
  const auto rewritten = [&](proof::Sign proof, bool minus) {
    for (const auto& [equation, cofactor] : rewrites) proof = proof::rewrite(equation, minus ? canonical(-cofactor) : cofactor, proof);
    return proof;
  };
  if (!multipliers.empty()) return proof::multiplier(multipliers, {}, rewritten(product, true));
  const Expr value = canonical(determinant(t.columns) * scale.expr * GiNaC::pow(residual.expr, residual.power));
  return proof::cases<proof::ExclusionJudgement>(value, {{"=", proof::absurd(value, product)}, {"!=", proof::absurd(value, rewritten(proof::zero(), false))}});
}

/// The point is excluded by a determinant: some residual is not 0, and its row says so.
proof::Exclusion rows(ResidualTree& tree, const Context& g, const Substitution& s, Nonzero& known, const Target& t) {
  const Outputs& outputs = tree.outputs;
  std::vector<ResidualFactor> scale(outputs.size()), residual(outputs.size());
  for (std::size_t n = 0; n < outputs.size(); ++n) {
    residual[n].expr = canonical(substitute(outputs.residual[n], s));
    residual[n].power = outputs.power[n];
    scale[n].expr = canonical(substitute(outputs.scale[n], s));
    if (residual[n].expr.is_zero()) continue;
    scale[n].proof = nonzero(tree, g, known, scale[n].expr);
    if (!scale[n].proof) return {};
    residual[n].proof = nonzero(tree, g, known, residual[n].expr);
    if (residual[n].proof) return row(tree, t, n, scale[n], residual[n]);
  }
  auto chain = not_all_zero(tree, g, s);
  if (!chain) return {};
  for (std::size_t n = outputs.size(); n-- > 0;) {
    if (residual[n].expr.is_zero()) continue;
    residual[n].proof = proof::assumption();
    chain = proof::cases<proof::ExclusionJudgement>(residual[n].expr, {{"!=", row(tree, t, n, scale[n], residual[n])}, {"=", chain}});
  }
  return chain;
}

}  // namespace

Expr determinant(const std::vector<Column>& columns) { return minor(columns, columns.size(), columns.size()); }

proof::Exclusion not_all_zero(ResidualTree& tree, const Context& g, const Substitution& s) {
  const Outputs& outputs = tree.outputs;
  std::vector<Expr> residual;
  for (const auto& r : outputs.residual) residual.push_back(canonical(substitute(r, s)));
  Expr loss = 0;
  for (std::size_t n = 0; n < residual.size(); ++n) loss += outputs.scale[n] / (outputs.power[n] + 1) * GiNaC::pow(residual[n], outputs.power[n] + 1);
  loss = canonical(loss);
  for (const auto& p : residual)
    if (is_a<numeric>(p) && !p.is_zero()) return proof::absurd(p, proof::interval());
  for (const auto& r : g.relations()) {
    if (signs_of(r.rel) & kZero) continue;
    for (const auto& p : residual)
      if (ratio(r.expr, p)) return proof::absurd(r.expr, proof::assumption());
    auto q = outputs.powers ? ratio(r.expr, loss) : std::nullopt;
    if (!q && outputs.powers && !loss.is_zero()) q = multiple(loss, r.expr);
    if (!q) continue;
    std::vector<proof::Part> terms;
    for (std::size_t n = 0; n < residual.size(); ++n) {
      if (residual[n].is_zero()) continue;
      const int power = outputs.power[n] + 1;
      const Expr scale = canonical(*q * outputs.scale[n] / power);
      if (!is_a<numeric>(scale)) return {};
      terms.push_back({scale * GiNaC::pow(residual[n], power), proof::product({{scale, 1, proof::interval()}, {residual[n], power, proof::assumption()}})});
    }
    return proof::absurd(r.expr, proof::sum(terms));
  }
  Context zero = g;
  for (const auto& p : residual)
    if (!p.is_zero()) zero.add({p, Rel::Equal});
  for (const auto& r : g.relations()) {
    if (signs_of(r.rel) & kZero) continue;
    const auto p = tree.search.sign({zero, r.expr, kZero, 0, tree.goal.scope});
    if (p.within(kZero)) return proof::absurd(r.expr, p.node);
  }
  return {};
}

proof::Exclusion close(ResidualTree& tree, const Context& g, const Substitution& s, Nonzero& known, const Target& t) {
  if (!t.determinant) return leaf(tree, t.columns.front(), t.factors);
  auto excluded = rows(tree, g, s, known, t);
  if (!excluded) return {};
  for (const auto& c : t.columns) {
    if (c.kind == Column::Kind::First || c.e.is_zero()) continue;
    excluded = proof::cases<proof::ExclusionJudgement>(c.e, {{"!=", leaf(tree, c, {{c.e, 1, proof::assumption()}})}, {"=", excluded}});
  }
  return excluded;
}

}  // namespace losscert::prove::exclude
