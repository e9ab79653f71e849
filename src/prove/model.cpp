#include "prove/model.hpp"

#include <algorithm>
#include <cmath>
#include <random>
#include <set>

#include "prove/linear.hpp"

namespace losscert::prove {

using GiNaC::numeric;
using symbolic::canonical;
using symbolic::contains;
using symbolic::substitute;
using symbolic::symbols_of;

Assignments::Assignments(SignSearch& signs, const Context& base, const std::vector<Relation>& relations, const std::vector<Symbol>& extra,
                         const std::vector<Relation>& landmarks)
    : signs_(signs), base_(base), relations_(relations) {
  std::map<std::string, Symbol> wanted;
  for (const auto& v : extra) wanted.insert_or_assign(v.get_name(), v);
  for (const auto& r : relations)
    for (const auto& v : symbols_of(r.expr)) wanted.insert_or_assign(v.get_name(), v);
  for (const auto& [name, x] : base.box())
    if (x.is_finite()) wanted.erase(name);
  // Equations that give one symbol through the others.
  std::vector<Expr> equations;
  for (const auto& r : relations)
    if (r.rel == Rel::Equal) equations.push_back(canonical(r.expr));
  for (auto e : equations) {
    for (const auto& [v, by] : solved_) e = canonical(substitute(e, {{v, by}}));
    for (const auto& v : symbols_of(e)) {
      if (!wanted.count(v.get_name()) || !e.is_polynomial(v) || e.degree(v) != 1) continue;
      const Expr q = e.coeff(v, 1);
      if (!GiNaC::is_a<numeric>(q)) continue;
      const Expr by = canonical(-e.coeff(v, 0) / q);
      if (contains(by, v)) continue;
      for (auto& [u, old] : solved_) old = canonical(substitute(old, {{v, by}}));
      solved_.emplace_back(v, by);
      wanted.erase(v.get_name());
      break;
    }
  }
  for (const auto& [name, v] : wanted) free_.push_back(v);
  for (const auto& q : {numeric(1), numeric(0), numeric(-1), numeric(2), numeric(1, 2), numeric(-2), numeric(3), numeric(-1, 2), numeric(3, 2), numeric(-3), numeric(1, 4), numeric(4),
                        numeric(4, 5), numeric(1, 5), numeric(-1, 4), numeric(1, 10), numeric(5), numeric(10)})
    values_.emplace_back(q, q.to_double());
  // Roots of the case and points between and beside them.
  std::vector<double> roots;
  for (const auto& [name, x] : base.box()) {
    if (!x.is_finite()) continue;
    const double m = ((x.lower() + x.upper()) / 2).to_double();
    values_.emplace_back(symbolic::symbol(name), m);
    roots.push_back(m);
  }
  // Bounds that the relations themselves name.
  for (const auto& r : landmarks) {
    for (const auto& v : symbols_of(r.expr)) {
      const Expr e = canonical(r.expr);
      if (symbols_of(e).size() != 1 || !e.is_polynomial(v) || e.degree(v) != 1) continue;
      const numeric q = GiNaC::ex_to<numeric>(-e.coeff(v, 0)) / GiNaC::ex_to<numeric>(e.coeff(v, 1));
      values_.emplace_back(q, q.to_double());
      roots.push_back(q.to_double());
    }
  }
  std::sort(roots.begin(), roots.end());
  for (std::size_t k = 0; k + 1 < roots.size(); ++k) {
    const numeric q = near_rational((roots[k] + roots[k + 1]) / 2, 10 + static_cast<int>(std::max(0.0, -std::log2(std::max(1e-9, roots[k + 1] - roots[k])))));
    values_.emplace_back(q, q.to_double());
  }
}

bool Assignments::satisfied(const Substitution& a) {
  for (const auto& r : relations_) {
    const auto p = signs_.search(base_, substitute(r.expr, a), signs_of(r.rel), 0);
    if (!p.within(signs_of(r.rel))) return false;
  }
  return true;
}

bool Assignments::any(int tries, const std::function<bool(const Substitution&, const Sample&)>& use) {
  std::mt19937 random(99);
  Sample sample;
  for (const auto& [name, x] : base_.box())
    if (x.is_finite()) sample[name] = ((x.lower() + x.upper()) / 2).to_double();
  std::set<std::vector<std::size_t>> seen;
  for (int k = 0; k < tries; ++k) {
    signs_.tick();
    std::vector<std::size_t> choice(free_.size());
    // The first few: all equal, then one deviating, then at random among a growing part of the list.
    for (std::size_t j = 0; j < free_.size(); ++j) {
      if (k < static_cast<int>(values_.size())) choice[j] = static_cast<std::size_t>(k);
      else choice[j] = random() % std::min(values_.size(), static_cast<std::size_t>(3 + k / 20));
    }
    if (!seen.insert(choice).second) {
      if (free_.empty()) return false;
      continue;
    }
    Substitution a;
    for (std::size_t j = 0; j < free_.size(); ++j) {
      a[free_[j]] = values_[choice[j]].first;
      sample[free_[j].get_name()] = values_[choice[j]].second;
    }
    const Substitution chosen = a;
    bool fine = true;
    for (const auto& [v, by] : solved_) {
      a[v] = canonical(substitute(by, chosen));
      const auto x = interval::approx_value(by, sample);
      fine &= x.has_value();
      if (x) sample[v.get_name()] = *x;
    }
    for (const auto& r : relations_) {
      if (!fine) break;
      const auto x = interval::approx_value(r.expr, sample);
      fine = x && std::isfinite(*x);
      if (!fine) break;
      const Signs s = std::fabs(*x) < 1e-11 ? kZero : *x > 0 ? kPositive : kNegative;
      fine = (s & signs_of(r.rel)) != 0;
    }
    if (fine && use(a, sample)) return true;
  }
  return false;
}

}  // namespace losscert::prove
