// Combinations of partial derivatives that are not 0 at the point (rule `multiplier`).
#include <functional>

#include "prove/algebra/expressions.hpp"
#include "prove/algebra/linear.hpp"
#include "prove/exclude/branches.hpp"
#include "prove/exclude/strategies.hpp"
#include "symbolic/factor.hpp"

namespace losscert::prove::exclude {

using GiNaC::is_a;
using GiNaC::numeric;
using symbolic::canonical;
using symbolic::substitute;
using symbolic::symbols_of;
using symbolic::to_text;

namespace {

struct Identity {  ///< sum m_k dF/dx_k = r
  std::vector<Expr> multipliers;
  Expr r;
};

bool has_kernel(const Expr& e) { return is_a<GiNaC::function>(e) || std::any_of(e.begin(), e.end(), has_kernel); }

/// m_k = alpha_k + beta_k x_k with rational alpha, beta that cancel every term with a transcendental kernel or a kink.
std::vector<Identity> identities(Derivatives& d) {
  const auto& over = d.over();
  std::vector<Expr> columns;
  for (std::size_t k = 0; k < over.size(); ++k)
    for (const Expr& m : {Expr(over[k]), Expr(1)}) columns.push_back(canonical(m * d.gradient(k)));
  std::map<std::string, std::vector<numeric>> rows;
  for (std::size_t c = 0; c < columns.size(); ++c) {
    const Expr& e = columns[c];
    const auto one = [&](const Expr& t) {
      if (!has_kernel(t)) return;
      numeric q = 1;
      Expr rest = t;
      if (is_a<GiNaC::mul>(t) && is_a<numeric>(t.op(t.nops() - 1))) {
        q = GiNaC::ex_to<numeric>(t.op(t.nops() - 1));
        rest = t / q;
      }
      auto& row = rows[to_text(rest)];
      row.resize(columns.size(), numeric(0));
      row[c] += q;
    };
    if (is_a<GiNaC::add>(e))
      for (const auto& t : e) one(t);
    else if (!e.is_zero()) one(e);
  }
  std::vector<std::vector<numeric>> matrix;
  for (auto& [text, row] : rows) matrix.push_back(row);
  std::vector<Identity> found;
  for (const auto& x : null_space(matrix, columns.size())) {
    Identity id;
    Expr r = 0;
    for (std::size_t k = 0; k < over.size(); ++k) {
      id.multipliers.push_back(x[2 * k] * over[k] + x[2 * k + 1]);
      r += x[2 * k] * columns[2 * k] + x[2 * k + 1] * columns[2 * k + 1];
    }
    id.r = canonical(r);
    if (!id.r.is_zero()) found.push_back(std::move(id));
  }
  return found;
}

/// Of the functions that the search has met last.
class KnownIdentities {
public:
  const std::vector<Identity>& of(const std::shared_ptr<Derivatives>& d) {
    if (const auto it = known_.find(d); it != known_.end()) return it->second;
    if (known_.size() > kMost) known_.clear();
    return known_.emplace(d, identities(*d)).first->second;
  }

private:
  static constexpr std::size_t kMost = 64;
  std::map<std::shared_ptr<Derivatives>, std::vector<Identity>> known_;
};

proof::Exclusion node(const AtPoint& goal, const std::vector<Expr>& m, const proof::Sign& proof) {
  proof::Assignment multipliers;
  for (std::size_t k = 0; k < m.size(); ++k)
    if (!m[k].is_zero()) multipliers.emplace_back(goal.over[k], m[k]);
  return proof::multiplier(multipliers, goal.near->piece(1)->pieces, proof);
}

std::vector<Expr> unit(const AtPoint& goal, std::size_t k) {
  std::vector<Expr> m(goal.over.size(), Expr(0));
  m[k] = 1;
  return m;
}

bool is_assumed_zero(const Context& g, const Expr& e) {
  return std::any_of(g.relations().begin(), g.relations().end(), [&](const Relation& r) { return r.rel == Rel::Equal && ratio(r.expr, e).has_value(); });
}

/// The combination r is not 0 where some factor of it is not 0; where that is 0, the search begins anew.
proof::Exclusion by_factors(Search& search, const AtPoint& goal, const std::vector<Expr>& m, const Expr& r) {
  const int splits = case_splits(goal);
  const Context& g = goal.context;
  for (const auto& [f, n] : symbolic::factors(r)) {
    if (is_a<numeric>(f)) continue;
    if (is_assumed_zero(g, f)) return {};
    const Signs seen = g.observed(f);
    if (!g.samples().empty() && (seen & kNonzero) && search.sign({g, f, seen, 0, goal.scope}).within(kNonzero)) continue;
    const Context apart = g.with({f, Rel::NotEqual});
    proof::Exclusion otherwise;
    if (const auto p = search.sign({apart, r, kNonzero, 0, goal.scope}); p.within(kNonzero)) otherwise = node(goal, m, p.node);
    else otherwise = search.exclude(under(goal, apart, splits - 2));
    if (!otherwise) continue;
    const auto zero = where_zero(search, goal, f, splits - 1);
    if (!zero) continue;
    return proof::cases<proof::ExclusionJudgement>(f, {{"!=", otherwise}, {"=", zero}});
  }
  return {};
}

}  // namespace

proof::Exclusion slope(Search& search, const AtPoint& goal) {
  for (std::size_t k = 0; k < goal.over.size(); ++k) {
    if (goal.near->gradient(k).is_zero()) continue;
    const auto p = search.sign({goal.context, goal.near->gradient(k), kNonzero, 0, goal.scope});
    if (p.within(kNonzero)) return node(goal, unit(goal, k), p.node);
  }
  search.trace().remark("no partial derivative is shown to be other than 0 at all points in question");
  return {};
}

proof::Exclusion multipliers(Search& search, const AtPoint& goal) {
  for (const auto& id : search.notes<KnownIdentities>().of(goal.near->piece(1)->derivatives)) {
    const auto p = search.sign({goal.context, canonical(substitute(id.r, goal.at)), kNonzero, 0, goal.scope});
    if (p.within(kNonzero)) return node(goal, id.multipliers, p.node);
  }
  return {};
}

proof::Exclusion multiplier_cases(Search& search, const AtPoint& goal) {
  const auto all = search.notes<KnownIdentities>().of(goal.near->piece(1)->derivatives);  // a copy: the notes change below
  for (const auto& id : all) {
    const Expr r = canonical(substitute(id.r, goal.at));
    if (r.is_zero() || symbols_of(r).empty()) continue;
    if (auto p = by_factors(search, goal, id.multipliers, r)) return p;
  }
  return {};
}

proof::Exclusion slope_cases(Search& search, const AtPoint& goal) {
  for (std::size_t k = 0; k < goal.over.size(); ++k) {
    const Expr& r = goal.near->gradient(k);
    if (r.is_zero() || symbols_of(r).empty() || is_assumed_zero(goal.context, r)) continue;
    if (auto p = by_factors(search, goal, unit(goal, k), r)) return p;
  }
  return {};
}

}  // namespace losscert::prove::exclude
