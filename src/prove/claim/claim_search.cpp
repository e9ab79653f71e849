// Proofs of claims (FORMAT.md, section 6, `proved`).
#include "prove/claim/claim_search.hpp"
#include "prove/claim/rooms.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "prove/hints/descend.hpp"
#include "symbolic/factor.hpp"

namespace losscert::prove {

using claim::Kind;
using claim::LimitSort;
using GiNaC::is_a;
using GiNaC::numeric;
using symbolic::canonical;
using symbolic::contains;
using symbolic::substitute;
using symbolic::symbols_of;
using symbolic::to_text;

ClaimSearch::ClaimSearch(const claim::Instance& instance, const claim::Claim& claim, const Options& options)
    : instance_(instance), claim_(claim), options_(options), search_(all_rooms(), options), signs_(search_.signs()), base_(options.start_bits), params_(options.start_bits), g0_(options.start_bits) {}

std::optional<std::string> ClaimSearch::prepare() {
  // Every symbol that the claim can see.
  std::set<std::string> used;
  const auto use = [&](const Expr& e) {
    for (const auto& v : symbols_of(e)) used.insert(v.get_name());
  };
  use(claim_.function), use(claim_.value), use(claim_.of);
  for (const auto& [v, e] : claim_.at) use(e);
  if (claim_.path)
    for (const auto& [v, e] : *claim_.path) use(e);
  for (const auto& e : claim_.diverges) use(e);
  for (const auto& r : claim_.where) use(r.expr);
  for (const auto& r : claim_.statement) use(r.expr);
  if (claim_.condition) use(claim_.condition->expr);
  for (const auto& s : claim_.sets)
    for (const auto& r : s) use(r.expr);
  for (const auto& r : instance_.assumptions) use(r.expr);

  std::vector<Symbol> all = instance_.parameters;
  all.insert(all.end(), instance_.variables.begin(), instance_.variables.end());
  all.push_back(symbolic::symbol("eps"));
  std::vector<Relation> hypotheses = instance_.assumptions;
  hypotheses.insert(hypotheses.end(), claim_.where.begin(), claim_.where.end());
  for (const auto f : instance_.functions) {
    examples_.push_back(examples_of(f, hypotheses));
    if (!occurs(f, instance_, claim_) && examples_.back().size() > 1) examples_.back().resize(1);  // one will do
    symbolic::set_examples(f, examples_.back());
  }
  base_.draw_samples(all, instance_.functions);
  for (const auto& root : instance_.roots) {
    // A false claim may fail at a root that it does not name.
    if (claim_.expect_proved && std::none_of(root.symbols.begin(), root.symbols.end(), [&](const Symbol& v) { return used.count(v.get_name()); })) continue;
    const auto evidence = isolate(root, options_);
    if (!evidence) return "the root " + root.name + " was not isolated: existence and uniqueness in its box are open";
    roots_[root.name] = evidence->node;
    Substitution there;
    for (std::size_t k = 0; k < root.symbols.size(); ++k) {
      there[root.unknowns[k]] = root.symbols[k];
      base_.set_enclosure(root.symbols[k].get_name(), evidence->enclosure[k]);
    }
    for (const auto& e : root.equations) base_.add({substitute(e, there), Rel::Equal});
    for (std::size_t k = 0; k < root.symbols.size(); ++k) {
      base_.add({root.symbols[k] - root.box[k].first, Rel::GreaterEqual});
      base_.add({root.symbols[k] - root.box[k].second, Rel::LessEqual});
    }
  }
  params_ = base_;
  for (const auto& r : instance_.assumptions) params_.add(r);
  for (const auto& r : claim_.where)
    if (std::none_of(claim_.over.begin(), claim_.over.end(), [&](const Symbol& v) { return contains(r.expr, v); })) params_.add(r);
  g0_ = params_;
  for (const auto& r : claim_.where) g0_.add(r);
  return std::nullopt;
}

bool ClaimSearch::vacuous() { return signs_.contradiction(g0_).has_value(); }

std::optional<Json> ClaimSearch::model() {
  if (instance_.functions.empty()) return model_with({});
  for (const Functions& f : choices(instance_.functions, examples_, g0_.samples(), 40))
    if (auto found = model_with(f)) return found;
  return std::nullopt;
}

std::optional<Json> ClaimSearch::model_with(const Functions& f) {
  std::vector<Relation> relations = instance_.assumptions;
  relations.insert(relations.end(), claim_.where.begin(), claim_.where.end());
  for (Relation& r : relations) r.expr = symbolic::put_in(r.expr, f);
  Assignments assignments(signs_, base_, relations, {});
  std::optional<Json> found;
  assignments.any(f.empty() ? 20000 : 2000, [&](const Substitution& a, const Sample&) {
    if (!assignments.satisfied(a)) return false;
    found = to_json(a);
    for (const auto& [function, e] : f) (*found)[function->name] = to_text(e);
    return true;
  });
  return found;
}

Json ClaimSearch::domain() {
  // Arguments of logarithms, roots and divisions that no enclosure over the whole box settles.
  std::vector<std::pair<Expr, Signs>> partial;
  const std::function<void(const Expr&)> walk = [&](const Expr& e) {
    if (has_head(e, symbolic::Head::Log)) partial.emplace_back(e.op(0), kPositive);
    if (is_a<GiNaC::power>(e) && !e.op(1).info(GiNaC::info_flags::posint)) partial.emplace_back(e.op(0), e.op(1).info(GiNaC::info_flags::integer) ? kNonzero : kPositive);
    for (const auto& c : operands(e)) walk(c);
  };
  walk(claim_.function);
  for (const auto& d : denominators_) {
    partial.emplace_back(d, kNonzero);
    for (const auto& [f, n] : symbolic::factors(canonical(d))) partial.emplace_back(f, kNonzero);  // what is left of it where a part cancels
  }
  Json list = Json::array();
  std::set<std::string> seen;
  for (const auto& [p, wanted] : partial) {
    const std::string text = to_text(canonical(p));
    if (symbolic::is_constant(p) || !seen.insert(text).second) continue;
    const auto proof = signs_.search(g0_, p, wanted, 1);
    if (proof.within(wanted)) list.push_back({{"expr", text}, {"proof", proof.node}});
  }
  return list;
}

Context ClaimSearch::with_set(const claim::Set& s) const {
  Context g = params_;
  for (const auto& r : s) g.add(r);
  return g;
}

std::vector<Context> ClaimSearch::outside() const {
  std::vector<Context> now{params_};
  for (const auto& set : claim_.sets) {
    std::vector<Context> next;
    for (const auto& g : now)
      for (const auto& r : set) next.push_back(g.with({r.expr, negate(r.rel)}));
    now = std::move(next);
  }
  return now;
}

Expr ClaimSearch::along(const Expr& e) const { return claim_.path ? substitute(e, *claim_.path) : e; }

std::optional<Json> ClaimSearch::prove_always() {
  Json proofs = Json::array();
  for (const auto& r : claim_.statement) {
    const auto p = signs_.search(g0_, r.expr, signs_of(r.rel), 2);
    if (!p.within(signs_of(r.rel))) return std::nullopt;
    proofs.push_back(p.node);
  }
  return Json{{"proofs", proofs}};
}

std::optional<Json> ClaimSearch::prove_saddle() {
  auto f = points(claim_.function);
  auto c = f.critical(g0_, point());
  if (!c) return std::nullopt;
  const auto lower = f.exclude(g0_, point(), Mode::Minimum);
  if (!lower) return std::nullopt;
  auto minus = points(-claim_.function);
  const auto higher = minus.exclude(g0_, point(), Mode::Minimum);
  if (!higher) return std::nullopt;
  (*c)["lower"] = *lower;
  (*c)["higher"] = *higher;
  return c;
}

Json ClaimSearch::take(const ValuedPoint& p) {
  denominators_.insert(denominators_.end(), p.denominators.begin(), p.denominators.end());
  return to_json(p.point);
}

std::optional<Json> ClaimSearch::prove_suboptimal() {
  // Simple points and roots of the case first, then what a descent and exact interpolation find.
  const Expr here = substitute(claim_.function, claim_.at);
  const Sample free = g0_.samples().empty() ? Sample{} : g0_.samples().front();
  const auto height = interval::approx_value(here, free);
  std::vector<Symbol> inputs = claim_.over;
  for (const auto& v : symbols_of(claim_.function))
    if (std::none_of(inputs.begin(), inputs.end(), [&](const Symbol& o) { return o.is_equal(v); })) inputs.push_back(v);
  Program program({claim_.function}, inputs);
  std::optional<Json> found;
  Assignments simple(signs_, base_, {}, claim_.over);
  simple.any(400, [&](const Substitution& a, const Sample& sample) {
    Sample there = free;
    for (const auto& [name, x] : sample) there[name] = x;
    if (!height || !(program.value(coordinates(inputs, there)) < *height)) return false;
    const auto p = signs_.search(g0_, substitute(claim_.function, a) - here, kNegative, 0);
    if (!p.within(kNegative)) return ++expensive_ > 20;
    found = Json{{"point", to_json(a)}, {"proof", p.node}};
    return true;
  });
  if (found) return found;
  const auto better = better_point(signs_, g0_, claim_.function, claim_.over, claim_.at);
  if (!better) return std::nullopt;
  return Json{{"point", take(*better)}, {"proof", better->proof}};
}

std::optional<Json> ClaimSearch::prove_minimizers() {
  Json on = Json::array(), off = Json::array();
  for (const auto& set : claim_.sets) {
    const auto p = signs_.search(with_set(set), claim_.function - claim_.value, kZero, 1);
    if (!p.within(kZero)) return std::nullopt;
    on.push_back(p.node);
  }
  for (const auto& g : outside()) {
    const auto p = signs_.search(g, claim_.function - claim_.value, kPositive, 2);
    if (!p.within(kPositive)) return std::nullopt;
    off.push_back(p.node);
  }
  for (std::size_t k = 0; k < claim_.sets.size(); ++k) {
    std::optional<Json> found;
    Assignments points(signs_, base_, {}, claim_.over);
    points.any(4000, [&](const Substitution& a, const Sample& sample) {
      Json member = Json::array();
      for (const auto& r : claim_.sets[k]) {
        const Expr e = canonical(substitute(r.expr, a));
        const auto x = interval::approx_value(e, params_.samples().empty() ? sample : params_.samples().front());
        if (!x || (std::fabs(*x) > 1e-9 && !((*x > 0 ? kPositive : kNegative) & signs_of(r.rel)))) return false;
        const auto p = signs_.search(params_, e, signs_of(r.rel), 0);
        if (!p.within(signs_of(r.rel))) return false;
        member.push_back(p.node);
      }
      found = Json{{"point", to_json(a)}, {"set", k}, {"member", member}, {"on", on}, {"off", off}};
      return true;
    });
    if (found) return found;
    if (const auto p = point_in_set(signs_, params_, claim_.sets[k], claim_.over)) return Json{{"point", take(p->first)}, {"set", k}, {"member", p->second}, {"on", on}, {"off", off}};
  }
  return std::nullopt;
}

std::optional<Json> ClaimSearch::prove_critical_set() {
  Json on = Json::array(), off = Json::array();
  auto f = points(claim_.function);
  for (const auto& set : claim_.sets) {
    const auto p = f.critical(with_set(set), {});
    if (!p) return std::nullopt;
    on.push_back(*p);
  }
  for (const auto& g : outside()) {
    const auto p = f.exclude(g, {}, Mode::Critical);
    if (!p) return std::nullopt;
    off.push_back(*p);
  }
  return Json{{"on", on}, {"off", off}};
}

std::optional<Json> ClaimSearch::limit_of(const Context& g, const Expr& e, LimitSort sort, const Expr& value, bool& differs) {
  differs = false;
  const auto l = limit_at_zero(signs_, g, e);
  if (!l) return std::nullopt;
  Json node = l->node.json();
  if (l->sort != sort) {
    differs = true;
    return node;
  }
  if (sort != LimitSort::Finite || canonical(l->value - value).is_zero()) return node;
  if (const auto equal = signs_.search(g, l->value - value, kZero, 0); equal.within(kZero)) {
    node["equal"] = equal.node;
    return node;
  }
  if (const auto unequal = signs_.search(g, l->value - value, kNonzero, 0); unequal.within(kNonzero)) {
    differs = true;
    node["differs"] = unequal.node;
    return node;
  }
  return std::nullopt;
}

std::optional<Json> ClaimSearch::decreasing(const Context& g, const Expr& f, Signs wanted) {
  const Expr slope = symbolic::derivative(f, symbolic::symbol("eps"));
  if (!symbolic::exists(slope)) return std::nullopt;
  for (const numeric& eps0 : {numeric(1), numeric(1, 4), numeric(1, 16), numeric(1, 128)}) {
    const auto p = signs_.search(small_eps(g, eps0), slope, wanted, 1);
    if (p.within(wanted)) return Json{{"eps0", to_text(eps0)}, {"proof", p.node}};
  }
  return std::nullopt;
}

std::optional<Json> ClaimSearch::prove_divergence() {
  bool differs = false;
  const auto limit = limit_of(params_, along(claim_.function), claim_.limit, claim_.value, differs);
  if (!limit || differs) return std::nullopt;
  Json node{{"limit", *limit}, {"diverges", Json::array()}};
  for (const auto& e : claim_.diverges) {
    const auto l = limit_at_zero(signs_, params_, along(e));
    if (!l || l->sort == LimitSort::Finite) return std::nullopt;
    node["diverges"].push_back(l->node.json());
  }
  if (claim_.decreasing) {
    const auto d = decreasing(params_, along(claim_.function), kPositive);
    if (!d) return std::nullopt;
    node["decreasing"] = *d;
  }
  return node;
}

std::optional<Json> ClaimSearch::proof() {
  const auto sign_of = [&](const Context& g, const Expr& e, Signs wanted) -> std::optional<Json> {
    const auto p = signs_.search(g, e, wanted, 2);
    if (!p.within(wanted)) return std::nullopt;
    return Json{{"proof", p.node}};
  };
  const auto tree = [&](const Context& g, Mode mode) -> std::optional<Json> {
    auto f = points(claim_.function);
    const auto t = f.exclude(g, point(), mode);
    if (!t) return std::nullopt;
    return Json{{"tree", *t}};
  };
  switch (claim_.kind) {
    case Kind::Always: return prove_always();
    case Kind::Value:
      if (claim_.path) return sign_of(g0_.with({symbolic::symbol("eps"), Rel::Greater}), along(claim_.function) - claim_.value, kZero);
      return sign_of(g0_, substitute(claim_.function, claim_.at) - claim_.value, kZero);
    case Kind::CriticalPoint: {
      auto f = points(claim_.function);
      return f.critical(g0_, point());
    }
    case Kind::NoCriticalPoint: return tree(g0_, Mode::Critical);
    case Kind::CriticalPointsSatisfy: return tree(g0_.with({claim_.condition->expr, negate(claim_.condition->rel)}), Mode::Critical);
    case Kind::NoLocalMinimum: return tree(g0_, Mode::Minimum);
    case Kind::LocalMinimum:
    case Kind::LocalMaximum: {
      auto f = points(claim_.kind == Kind::LocalMinimum ? claim_.function : Expr(-claim_.function));
      const auto m = f.minimum(g0_, params_, point(), claim_.strict);
      if (!m) return std::nullopt;
      return Json{{"minimum", *m}};
    }
    case Kind::Saddle: return prove_saddle();
    case Kind::Suboptimal: return prove_suboptimal();
    case Kind::LowerBound:
      return bounded_below();
    case Kind::Infimum: return prove_infimum();
    case Kind::Minimizers: return prove_minimizers();
    case Kind::CriticalSet: return prove_critical_set();
    case Kind::Limit: {
      bool differs = false;
      const auto l = limit_of(params_, along(claim_.of), claim_.limit, claim_.value, differs);
      if (!l || differs) return std::nullopt;
      return Json{{"limit", *l}};
    }
    case Kind::DivergencePath: return prove_divergence();
  }
  return std::nullopt;
}

std::string ClaimSearch::reason() const {
  switch (claim_.kind) {
    case Kind::NoCriticalPoint:
    case Kind::CriticalPointsSatisfy:
    case Kind::NoLocalMinimum: return "no multiplier identity, curvature, curve or case distinction was found that covers every point, and no counterexample";
    case Kind::LocalMinimum:
    case Kind::LocalMaximum:
      return "neither definiteness, a lower bound, fibrewise convexity or a leading form shows an extremum, nor does a curve or curvature exclude it" +
             (signs_.remark().empty() ? "" : "; " + signs_.remark());
    case Kind::Saddle: return "no certified lower and higher curve was found, and no extremum";
    case Kind::Limit:
    case Kind::DivergencePath: return "the growth rates along the path could not be ordered, or a sign stays open";
    default: return "no sign proof was found for the relations, and no witness against them";
  }
}

}  // namespace losscert::prove
