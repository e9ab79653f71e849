#include "prove/refute/model.hpp"

#include <algorithm>
#include <cmath>
#include <random>
#include <set>

#include "prove/algebra/closed_roots.hpp"
#include "prove/algebra/linear.hpp"
#include "prove/algebra/immediate.hpp"
#include "support/deadline.hpp"

namespace losscert::prove {

namespace {

constexpr int kVariants = 8;
constexpr std::size_t kTriesWhenSolving = 40;

}  // namespace

using GiNaC::numeric;
using symbolic::canonical;
using symbolic::contains;
using symbolic::substitute;
using symbolic::symbols_of;

Assignments::Assignments(const Context& base, const std::vector<Relation>& relations, const std::vector<Symbol>& extra, const std::vector<Relation>& landmarks,
                         std::vector<Relation> wishes)
    : base_(base), relations_(relations), wishes_(std::move(wishes)) {
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
                        numeric(4, 5), numeric(1, 5), numeric(-1, 4), numeric(1, 10), numeric(5), numeric(10), numeric(100), numeric(-100), numeric(1000), numeric(-1000)})
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
  std::vector<Relation> bounds = relations;
  bounds.insert(bounds.end(), landmarks.begin(), landmarks.end());
  for (const auto& r : bounds) {
    for (const auto& v : symbols_of(r.expr)) {
      const Expr e = canonical(r.expr);
      if (symbols_of(e).size() != 1 || !e.is_polynomial(v) || e.degree(v) != 1) continue;
      const Expr q = canonical(-e.coeff(v, 0) / e.coeff(v, 1));
      const auto value = approx_value(q, {});
      if (!value) continue;
      own_values_[v.get_name()].emplace_back(q, *value);
      values_.emplace_back(q, *value);
      roots.push_back(*value);
    }
  }
  std::sort(roots.begin(), roots.end());
  for (std::size_t k = 0; k + 1 < roots.size(); ++k) {
    const numeric q = near_rational((roots[k] + roots[k + 1]) / 2, 10 + static_cast<int>(std::max(0.0, -std::log2(std::max(1e-9, roots[k + 1] - roots[k])))));
    values_.emplace_back(q, q.to_double());
  }
  for (auto& [name, own] : own_values_) {
    // Between the bounds and beside them, then the bounds.
    std::sort(own.begin(), own.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
    Values all(values_.begin(), values_.begin() + 3);
    const auto add = [&](const Expr& e) {
      const auto x = approx_value(e, {});
      if (x && std::none_of(all.begin(), all.end(), [&](const auto& o) { return o.second == *x; })) all.emplace_back(canonical(e), *x);
    };
    for (std::size_t k = 0; k + 1 < own.size(); ++k) add((own[k].first + own[k + 1].first) / 2);
    for (const int beside : {1, -1, 0})
      for (const auto& [e, x] : own) add(e + beside);
    first_values_[name] = all.size();
    all.insert(all.end(), values_.begin() + 3, values_.end());
    own = std::move(all);
  }
}

const Assignments::Values& Assignments::values_of(const Symbol& v) const {
  const auto it = own_values_.find(v.get_name());
  return it == own_values_.end() ? values_ : it->second;
}

std::size_t Assignments::early(const Symbol& v, std::size_t more) const {
  const auto it = first_values_.find(v.get_name());
  return std::min(values_of(v).size(), (it == first_values_.end() ? 3 : it->second) + more);
}

bool Assignments::satisfied(Search& search, const Scope& scope, const Substitution& a) const {
  return std::all_of(relations_.begin(), relations_.end(), [&](const Relation& r) {
    const Relation there{substitute(r.expr, a), r.rel};
    const auto p = search.sign({base_, there.expr, signs_of(r.rel), 0, scope});
    if (!p.within(signs_of(r.rel))) return false;
    // A constant may be 0 by exact arithmetic that the checker has and this search has not.
    return p.signs == kZero || shows_at_once(base_, there, std::max(base_.bits(), search.bits_used()));
  });
}

bool Assignments::fits(const std::vector<Relation>& relations, const Sample& sample) const {
  return std::all_of(relations.begin(), relations.end(), [&](const Relation& r) {
    const auto x = approx_value(r.expr, sample);
    if (!x || !std::isfinite(*x)) return false;
    const Signs s = std::fabs(*x) < 1e-11 ? kZero : *x > 0 ? kPositive : kNegative;
    return (s & signs_of(r.rel)) != 0;
  });
}

bool Assignments::any(int tries, const Use& use) {
  std::vector<Expr> equations;
  for (const auto* list : {&relations_, &wishes_})
    for (const auto& r : *list)
      if (r.rel == Rel::Equal) equations.push_back(r.expr);
  const auto solving = [&] {
    for (int variant = 0; variant < kVariants && !equations.empty(); ++variant)
      if (by_solving(equations, variant, use)) return true;
    return false;
  };
  if (!wishes_.empty() && solving()) return true;
  std::mt19937 random(99);
  Sample sample;
  for (const auto& [name, x] : base_.box())
    if (x.is_finite()) sample[name] = ((x.lower() + x.upper()) / 2).to_double();
  std::set<std::vector<std::size_t>> seen;
  // All equal first, which does not count; then at random among a growing part of the list, the first values most often.
  for (int k = 0; k < static_cast<int>(values_.size()) + tries; ++k) {
    Deadline::check();
    std::vector<std::size_t> choice(free_.size());
    for (std::size_t j = 0; j < free_.size(); ++j) {
      if (k < static_cast<int>(values_.size())) choice[j] = static_cast<std::size_t>(k);
      else choice[j] = random() % (1 + random() % early(free_[j], static_cast<std::size_t>(k / 20)));
    }
    if (!seen.insert(choice).second) {
      if (free_.empty()) break;
      continue;
    }
    try {
      Substitution a;
      for (std::size_t j = 0; j < free_.size(); ++j) {
        const auto& [e, x] = (k < static_cast<int>(values_.size()) ? values_ : values_of(free_[j]))[choice[j]];
        a[free_[j]] = e;
        sample[free_[j].get_name()] = x;
      }
      bool fine = true;
      for (const auto& [v, by] : solved_) {
        const auto x = approx_value(by, sample);
        fine &= x.has_value();
        if (x) sample[v.get_name()] = *x;
      }
      if (!fine || !fits(relations_, sample)) continue;
      const Substitution chosen = a;
      for (const auto& [v, by] : solved_) a[v] = canonical(substitute(by, chosen));
      if (use(a, sample)) return true;
    } catch (const std::domain_error&) {  // a denominator is 0 there
    }
  }
  if (wishes_.empty()) return solving();
  return false;
}

bool Assignments::by_solving(const std::vector<Expr>& equations, int variant, const Use& use) try {
  // Each equation is solved for a symbol: through the others where it is linear in it, else when these have values.
  std::mt19937 random(static_cast<unsigned>(variant));
  std::vector<Symbol> open = free_;
  std::shuffle(open.begin(), open.end(), random);
  std::vector<std::pair<Symbol, Expr>> chain = solved_, closed;
  for (Expr e : equations) {
    for (const auto& [v, by] : chain) e = substitute(e, {{v, by}});
    e = symbolic::fraction(e).first;
    if (e.is_zero()) continue;
    const auto linear = [&](const Symbol& v) { return e.is_polynomial(v) && e.degree(v) == 1; };
    auto at = std::find_if(open.begin(), open.end(), [&](const Symbol& v) { return contains(e, v) && (variant % 2 == 1 || linear(v)); });
    if (at == open.end()) at = std::find_if(open.begin(), open.end(), [&](const Symbol& v) { return contains(e, v); });
    if (at == open.end()) return false;
    const Symbol v = *at;
    open.erase(at);
    if (linear(v)) {
      const Expr by = canonical(-e.coeff(v, 0) / e.coeff(v, 1));
      for (auto& [u, old] : chain) old = canonical(substitute(old, {{v, by}}));
      for (auto& [u, old] : closed) old = symbolic::fraction(substitute(old, {{v, by}})).first;
      chain.emplace_back(v, by);
    } else closed.emplace_back(v, e);
  }
  Sample roots;
  for (const auto& [name, x] : base_.box())
    if (x.is_finite()) roots[name] = ((x.lower() + x.upper()) / 2).to_double();

  const auto finish = [&](Substitution a, Sample sample) {
    const Substitution chosen = a;
    for (const auto& [v, by] : chain) {
      a[v] = canonical(substitute(by, chosen));
      const auto x = approx_value(a[v], sample);
      if (!x || !std::isfinite(*x)) return false;
      sample[v.get_name()] = *x;
    }
    return fits(relations_, sample) && fits(wishes_, sample) && use(a, sample);
  };
  // The closed equations one by one, as soon as all but one of their symbols have values.
  const std::function<bool(const Substitution&, const Sample&)> close = [&](const Substitution& a, const Sample& sample) -> bool {
    bool done = true;
    for (const auto& [v, e] : closed) {
      if (a.count(v)) continue;
      done = false;
      const Expr f = canonical(substitute(e, a));
      const auto left = symbols_of(f);
      if (left.size() != 1 || !left.front().is_equal(v)) continue;
      for (const auto& [root, x] : closed_roots(f, v)) {
        Substitution more = a;
        Sample there = sample;
        more[v] = root;
        there[v.get_name()] = x;
        if (close(more, there)) return true;
      }
      return false;
    }
    return done && finish(a, sample);
  };
  std::set<std::vector<std::size_t>> seen;
  for (std::size_t k = 0; k < kTriesWhenSolving; ++k) {
    Deadline::check();
    std::vector<std::size_t> choice;
    Substitution a;
    Sample sample = roots;
    for (const auto& v : open) {
      const auto& values = values_of(v);
      choice.push_back(random() % early(v, k / 4));
      a[v] = values[choice.back()].first;
      sample[v.get_name()] = values[choice.back()].second;
    }
    if (!seen.insert(choice).second) continue;
    try {
      if (close(a, sample)) return true;
    } catch (const std::domain_error&) {  // a denominator is 0 there
    }
  }
  return false;
} catch (const std::domain_error&) {
  return false;
} catch (const symbolic::TooLarge&) {
  return false;
}

}  // namespace losscert::prove
