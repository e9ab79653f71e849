// The proof nodes of the residual argument: what is concluded once a determinant, or q'c for one column, is known not to be 0.
#include <algorithm>

#include "prove/exclude/residual_tree.hpp"

namespace losscert::prove {

using GiNaC::is_a;
using GiNaC::numeric;
using symbolic::canonical;
using symbolic::substitute;
using symbolic::to_text;

namespace {

const Json kAssumption{{"rule", "assumption"}};

Json factor_node(const Expr& e, int power, const Json& proof) { return {{"expr", to_text(e)}, {"power", power}, {"proof", proof}}; }

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

}  // namespace

Expr determinant(const std::vector<Column>& columns) { return minor(columns, columns.size(), columns.size()); }

Json ResidualTree::leaf(const Column& c, const std::vector<Factor>& factors) const {
  Json list = Json::array();
  const auto product = [&](int times) {
    for (const auto& f : factors) list.push_back(factor_node(f.expr, f.power * times, f.proof));
    return Json{{"rule", "product"}, {"factors", list}};
  };
  if (c.kind == Column::Kind::First) return {{"rule", "multiplier"}, {"multipliers", {{over_[c.a].get_name(), "1"}}}, {"pieces", Json::array()}, {"proof", product(1)}};
  if (c.kind == Column::Kind::Second)
    return {{"rule", "indefinite"}, {"first", {{over_[c.a].get_name(), "1"}}}, {"second", {{over_[c.b].get_name(), "1"}}}, {"pieces", Json::array()}, {"proof", product(2)}};
  // C_j = -e for one j of odd power, 1 for the others: the leading coefficient is e*(-e)^power.
  const auto odd = static_cast<std::size_t>(std::find_if(c.power.begin(), c.power.end(), [](int k) { return k % 2 == 1; }) - c.power.begin());
  Substitution steps;
  for (std::size_t j = 0; j < c.step.size(); ++j) steps[c.step[j]] = j == odd ? -c.e : Expr(1);
  Json coefficients = Json::object(), lower = Json::array();
  for (const auto& [k, path] : c.path)
    for (const auto& x : path) coefficients[over_[k].get_name()].push_back(to_text(canonical(substitute(x, steps))));
  for (int k = 1; k < c.order; ++k) lower.push_back({{"rule", "zero"}});
  list.push_back(factor_node(-1, 1, {{"rule", "interval"}}));
  return {{"rule", "curve"}, {"order", c.order}, {"coefficients", coefficients}, {"pieces", Json::array()}, {"lower", lower}, {"proof", product(c.power[odd] + 1)}};
}

Json ResidualTree::row(const Target& t, std::size_t n, const Factor& scale, const Factor& residual) const {
  // D q_n = sum_j A_jn e_j; the e_j of first order are partial derivatives, the others are 0 in this branch.
  Json list = Json::array();
  for (const auto& f : t.factors) list.push_back(factor_node(f.expr, f.power, f.proof));
  list.push_back(factor_node(scale.expr, 1, scale.proof));
  list.push_back(factor_node(residual.expr, residual.power, residual.proof));
  const Json product{{"rule", "product"}, {"factors", list}};
  Json multipliers = Json::object();
  std::vector<std::pair<Expr, Expr>> rewrites;  // equation, multiplier
  for (std::size_t j = 0; j < t.columns.size(); ++j) {
    const Expr cofactor = canonical(((n + j) % 2 ? -1 : 1) * minor(t.columns, n, j));
    if (cofactor.is_zero()) continue;
    const Column& c = t.columns[j];
    if (c.kind == Column::Kind::First) multipliers[over_[c.a].get_name()] = to_text(cofactor);
    else if (!c.e.is_zero()) rewrites.emplace_back(c.e, cofactor);
  }
  const auto rewritten = [&](Json proof, bool minus) {
    for (const auto& [equation, cofactor] : rewrites)
      proof = {{"rule", "rewrite"}, {"equation", to_text(equation)}, {"multiplier", to_text(minus ? canonical(-cofactor) : cofactor)}, {"proof", proof}};
    return proof;
  };
  if (!multipliers.empty()) return {{"rule", "multiplier"}, {"multipliers", multipliers}, {"pieces", Json::array()}, {"proof", rewritten(product, true)}};
  const Expr value = canonical(determinant(t.columns) * scale.expr * GiNaC::pow(residual.expr, residual.power));
  return {{"rule", "cases"},
          {"on", to_text(value)},
          {"branches",
           {{"=", {{"rule", "absurd"}, {"expr", to_text(value)}, {"proof", product}}},
            {"!=", {{"rule", "absurd"}, {"expr", to_text(value)}, {"proof", rewritten({{"rule", "zero"}}, false)}}}}}};
}

std::optional<Json> ResidualTree::all_zero(const Context& g, const Substitution& s) {
  // The relations that contradict residuals that are all 0.
  std::vector<Expr> residual;
  Context gz = g;
  for (const auto& r : outputs_.residual) residual.push_back(canonical(substitute(r, s)));
  Expr loss = 0;
  for (std::size_t n = 0; n < residual.size(); ++n) loss += outputs_.scale[n] / (outputs_.power[n] + 1) * GiNaC::pow(residual[n], outputs_.power[n] + 1);
  loss = canonical(loss);
  for (std::size_t n = 0; n < residual.size(); ++n)
    if (is_a<numeric>(residual[n]) && !residual[n].is_zero()) return Json{{"rule", "absurd"}, {"expr", to_text(residual[n])}, {"proof", {{"rule", "interval"}}}};
  for (const auto& r : g.relations()) {
    if (signs_of(r.rel) & kZero) continue;
    for (const auto& p : residual)
      if (ratio(r.expr, p)) return Json{{"rule", "absurd"}, {"expr", to_text(r.expr)}, {"proof", kAssumption}};
    const auto q = outputs_.powers ? ratio(r.expr, loss) : std::nullopt;
    if (!q) continue;
    Json terms = Json::array();
    for (std::size_t n = 0; n < residual.size(); ++n) {
      if (residual[n].is_zero()) continue;
      const int power = outputs_.power[n] + 1;
      const Expr scale = canonical(*q * outputs_.scale[n] / power);
      if (!is_a<numeric>(scale)) return std::nullopt;
      const Json factors = {factor_node(scale, 1, {{"rule", "interval"}}), factor_node(residual[n], power, kAssumption)};
      terms.push_back({{"expr", to_text(scale * GiNaC::pow(residual[n], power))}, {"proof", {{"rule", "product"}, {"factors", factors}}}});
    }
    return Json{{"rule", "absurd"}, {"expr", to_text(r.expr)}, {"proof", {{"rule", "sum"}, {"terms", terms}}}};
  }
  for (const auto& p : residual)
    if (!p.is_zero()) gz.add({p, Rel::Equal});
  for (const auto& r : g.relations()) {
    if (signs_of(r.rel) & kZero) continue;
    const auto p = signs_.search(gz, r.expr, kZero, 0);
    if (p.within(kZero)) return Json{{"rule", "absurd"}, {"expr", to_text(r.expr)}, {"proof", p.node}};
  }
  return std::nullopt;
}

std::optional<Json> ResidualTree::rows(const Context& g, const Substitution& s, Known& known, const Target& t) {
  std::vector<Factor> scale(outputs_.size()), residual(outputs_.size());
  for (std::size_t n = 0; n < outputs_.size(); ++n) {
    residual[n].expr = canonical(substitute(outputs_.residual[n], s));
    residual[n].power = outputs_.power[n];
    scale[n].expr = canonical(substitute(outputs_.scale[n], s));
    if (residual[n].expr.is_zero()) continue;
    scale[n].proof = nonzero(g, known, scale[n].expr);
    if (scale[n].proof.is_null()) return std::nullopt;
    residual[n].proof = nonzero(g, known, residual[n].expr);
    if (!residual[n].proof.is_null()) return row(t, n, scale[n], residual[n]);
  }
  auto chain = all_zero(g, s);
  if (!chain) return std::nullopt;
  for (std::size_t n = outputs_.size(); n-- > 0;) {
    if (residual[n].expr.is_zero()) continue;
    residual[n].proof = kAssumption;
    chain = Json{{"rule", "cases"}, {"on", to_text(residual[n].expr)}, {"branches", {{"!=", row(t, n, scale[n], residual[n])}, {"=", *chain}}}};
  }
  return chain;
}

std::optional<Json> ResidualTree::close(const Context& g, const Substitution& s, Known& known, const Target& t) {
  if (!t.determinant) return leaf(t.columns.front(), t.factors);
  auto tree = rows(g, s, known, t);
  if (!tree) return std::nullopt;
  for (const auto& c : t.columns) {
    if (c.kind == Column::Kind::First || c.e.is_zero()) continue;
    tree = Json{{"rule", "cases"}, {"on", to_text(c.e)}, {"branches", {{"!=", leaf(c, {{c.e, 1, kAssumption}})}, {"=", *tree}}}};
  }
  return tree;
}

}  // namespace losscert::prove
