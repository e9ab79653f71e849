// Proofs of negations at a witness (FORMAT.md, section 6, `refuted`).
#include <algorithm>
#include <cmath>

#include "prove/claim/claim_search.hpp"

namespace losscert::prove {

using claim::Kind;
using GiNaC::is_a;
using claim::LimitSort;
using symbolic::canonical;
using symbolic::substitute;
using symbolic::symbols_of;
using symbolic::to_text;

using Refutation = std::optional<std::pair<Json, Json>>;

Refutation ClaimSearch::with_witness(const std::vector<Symbol>& extra, int tries, const Use& use, const std::vector<Relation>& wishes, const Rank& rank) {
  std::vector<Relation> relations = instance_.assumptions;
  relations.insert(relations.end(), claim_.where.begin(), claim_.where.end());
  if (std::any_of(extra.begin(), extra.end(), [](const Symbol& v) { return v.get_name() == "eps"; })) relations.push_back({symbolic::symbol("eps"), Rel::Greater});
  std::vector<Relation> landmarks;
  for (const auto& set : claim_.sets) landmarks.insert(landmarks.end(), set.begin(), set.end());
  Assignments assignments(signs_, base_, relations, extra, landmarks, wishes);
  Refutation found;
  expensive_ = 0;
  const auto witness = [&](const Substitution& a) {
    Witness w;
    w.assignment = a;
    Substitution constants;
    for (const auto& [v, e] : a) {
      const bool moves = std::any_of(claim_.over.begin(), claim_.over.end(), [&v = v](const Symbol& o) { return o.is_equal(v); });
      if (!moves) constants[v] = e;
    }
    w.function = substitute(claim_.function, constants);
    for (const auto& [v, e] : claim_.at) w.point[v] = substitute(e, a);
    for (const auto& [v, e] : a)
      if (!constants.count(v) && !claim_.at.count(v)) w.point[v] = e;
    return w;
  };
  const auto attempt = [&](const Substitution& a, const Sample& sample) {
    const auto proof = use(witness(a), sample);
    if (!proof) return expensive_ > 40;
    if (!assignments.satisfied(a)) return false;
    found = {to_json(a), *proof};
    return true;
  };
  if (!rank) {
    assignments.any(tries, attempt);
    return found;
  }
  struct Ranked {
    double rank;
    Substitution assignment;
    Sample sample;
  };
  std::vector<Ranked> candidates;
  assignments.any(tries, [&](const Substitution& a, const Sample& sample) {
    if (const auto r = rank(witness(a), sample)) candidates.push_back({*r, a, sample});
    return candidates.size() >= 40;
  });
  std::stable_sort(candidates.begin(), candidates.end(), [](const Ranked& x, const Ranked& y) { return x.rank < y.rank; });
  for (const auto& c : candidates)
    if (attempt(c.assignment, c.sample)) break;
  return found;
}

Refutation ClaimSearch::refute_values() {
  const auto disagrees = [&](const Expr& e, Signs allowed, const Sample& sample) {
    if (symbols_of(e).empty()) return true;  // a constant: no hint needed
    // Where every term is tiny nothing is seen.
    const auto x = approx_sum(e, sample);
    if (!x) return false;
    if (std::fabs(x->sum) < 1e-9 && is_a<GiNaC::add>(e) && x->size > 0 && x->size < 1e-6) return false;
    if (std::fabs(x->sum) < 1e-9) return (allowed & kZero) == 0;
    return ((x->sum > 0 ? kPositive : kNegative) & allowed) == 0;
  };
  const auto refute_sign = [&](const Expr& e, Signs allowed, const std::optional<std::size_t>& index) {
    std::vector<Relation> wishes;
    if (!(allowed & kZero)) {
      for (const Expr& b : bases_of_squares(e)) wishes.push_back({b, Rel::Equal});
      if (wishes.empty()) wishes.push_back({e, Rel::Equal});
    }
    return with_witness(symbols_of(e), 4000, [&, e, allowed](const Witness& w, const Sample& sample) -> std::optional<Json> {
      if (!disagrees(e, allowed, sample)) return std::nullopt;
      ++expensive_;
      const Signs wanted = kAll & ~allowed;
      const auto p = signs_.search(base_, substitute(e, w.assignment), wanted, 0);
      if (!p.within(wanted)) return std::nullopt;
      Json node{{"proof", p.node}};
      if (index) node["index"] = *index;
      return node;
    }, wishes);
  };
  if (claim_.kind == Kind::Always) {
    for (std::size_t k = 0; k < claim_.statement.size(); ++k)
      if (auto r = refute_sign(claim_.statement[k].expr, signs_of(claim_.statement[k].rel), k)) return r;
    return std::nullopt;
  }
  if (claim_.kind == Kind::Value) return refute_sign(claim_.path ? along(claim_.function) - claim_.value : substitute(claim_.function, claim_.at) - claim_.value, kZero, std::nullopt);
  return refute_sign(claim_.function - claim_.value, claim_.strict ? kPositive : kPositive | kZero, std::nullopt);
}

Refutation ClaimSearch::refute_sets() {
  std::vector<Symbol> extra = claim_.over;
  for (const auto& v : symbols_of(claim_.function))
    if (!base_.box().count(v.get_name()) && std::none_of(extra.begin(), extra.end(), [&](const Symbol& o) { return o.is_equal(v); })) extra.push_back(v);
  const auto sign_at = [&](const Expr& e, const Sample& sample) {
    const auto x = interval::approx_value(e, sample);
    return !x ? kAll : std::fabs(*x) < 1e-9 ? kZero : *x > 0 ? kPositive : kNegative;
  };
  std::vector<Expr> gradient;
  for (const auto& v : claim_.over) gradient.push_back(symbolic::derivative(claim_.function, v));
  return with_witness(extra, 4000, [&](const Witness& w, const Sample& sample) -> std::optional<Json> {
    if (claim_.kind == Kind::CriticalSet) {
      // A witness is critical outside of the sets, or in one of them and not critical.
      bool flat = true, in = false;
      for (const auto& d : gradient) flat &= sign_at(d, sample) == kZero;
      for (const auto& set : claim_.sets)
        in |= std::all_of(set.begin(), set.end(), [&](const Relation& r) { return (sign_at(r.expr, sample) & ~signs_of(r.rel)) == 0; });
      if (flat == in) return std::nullopt;
    }
    ++expensive_;
    auto f = points(w.function);
    const Expr excess = substitute(claim_.function, w.assignment) - substitute(claim_.value, w.assignment);
    const bool minimizers = claim_.kind == Kind::Minimizers;
    if (minimizers && sign_at(excess, sample) == kNegative)
      if (const auto p = signs_.search(base_, excess, kNegative, 0); p.within(kNegative)) return Json{{"below", p.node}};
    bool outside = true;
    for (std::size_t k = 0; k < claim_.sets.size(); ++k) {
      Json member = Json::array();
      bool in = true;
      for (const auto& r : claim_.sets[k]) in &= (sign_at(substitute(r.expr, w.assignment), sample) & ~signs_of(r.rel)) == 0;
      if (!in) continue;
      outside = false;
      for (const auto& r : claim_.sets[k]) {
        const auto p = signs_.search(base_, substitute(r.expr, w.assignment), signs_of(r.rel), 0);
        if (!p.within(signs_of(r.rel))) in = false;
        member.push_back(p.node);
      }
      if (!in) continue;
      if (minimizers) {
        const auto p = signs_.search(base_, excess, kNonzero, 0);
        if (p.within(kNonzero)) return Json{{"set", k}, {"member", member}, {"proof", p.node}};
      } else if (auto t = f.exclude(base_, w.point, Mode::Critical)) {
        return Json{{"set", k}, {"member", member}, {"tree", *t}};
      }
    }
    if (!outside) return std::nullopt;
    Json failures = Json::array();
    for (const auto& set : claim_.sets) {
      bool fails = false;
      for (std::size_t i = 0; i < set.size() && !fails; ++i) {
        const Signs wanted = kAll & ~signs_of(set[i].rel);
        const auto p = signs_.search(base_, substitute(set[i].expr, w.assignment), wanted, 0);
        if (!p.within(wanted)) continue;
        failures.push_back({{"index", i}, {"proof", p.node}});
        fails = true;
      }
      if (!fails) return std::nullopt;
    }
    if (minimizers) {
      const auto p = signs_.search(base_, excess, kNegative | kZero, 0);
      if (p.within(kNegative | kZero)) return Json{{"outside", failures}, {"proof", p.node}};
      return std::nullopt;
    }
    auto c = f.critical(base_, w.point);
    if (!c) return std::nullopt;
    (*c)["outside"] = failures;
    return c;
  });
}

Refutation ClaimSearch::refute_limits() {
  std::vector<Symbol> extra;
  const auto want = [&](const Expr& e) {
    for (const auto& v : symbols_of(e))
      if (v.get_name() != "eps") extra.push_back(v);
  };
  if (claim_.kind == Kind::Limit) {
    const Expr e = along(claim_.of);
    want(e);
    return with_witness(extra, 400, [&](const Witness& w, const Sample&) -> std::optional<Json> {
      ++expensive_;
      bool differs = false;
      const auto l = limit_of(base_, substitute(e, w.assignment), claim_.limit, substitute(claim_.value, w.assignment), differs);
      if (!l || !differs) return std::nullopt;
      return Json{{"limit", *l}};
    });
  }
  want(along(claim_.function));
  for (const auto& e : claim_.diverges) want(along(e));
  return with_witness(extra, 400, [&](const Witness& w, const Sample&) -> std::optional<Json> {
    ++expensive_;
    bool differs = false;
    const Expr f = substitute(along(claim_.function), w.assignment);
    if (const auto l = limit_of(base_, f, claim_.limit, substitute(claim_.value, w.assignment), differs); l && differs) return Json{{"part", "limit"}, {"limit", *l}};
    for (std::size_t k = 0; k < claim_.diverges.size(); ++k) {
      const auto l = limit_at_zero(signs_, base_, substitute(along(claim_.diverges[k]), w.assignment));
      if (l && l->sort == LimitSort::Finite) return Json{{"part", "diverges"}, {"index", k}, {"limit", l->node.json()}};
    }
    if (claim_.decreasing)
      if (const auto d = decreasing(base_, f, kNegative | kZero)) return Json{{"part", "decreasing"}, {"eps0", (*d)["eps0"]}, {"proof", (*d)["proof"]}};
    return std::nullopt;
  });
}

Refutation ClaimSearch::refute_infimum() {
  const Expr excess = claim_.function - claim_.value;
  std::vector<Symbol> extra = claim_.over;
  for (const auto& v : symbols_of(excess))
    if (!base_.box().count(v.get_name()) && std::none_of(extra.begin(), extra.end(), [&](const Symbol& o) { return o.is_equal(v); })) extra.push_back(v);
  const auto pointwise = [&](const char* key, Signs wanted) {
    return with_witness(extra, 20000, [&, key, wanted](const Witness& w, const Sample& sample) -> std::optional<Json> {
      const Expr e = substitute(excess, w.assignment);
      const auto x = interval::approx_value(e, sample);
      const Signs s = !x ? kAll : std::fabs(*x) < 1e-9 ? kZero : *x > 0 ? kPositive : kNegative;
      if (s & ~wanted) return std::nullopt;
      ++expensive_;
      const auto p = signs_.search(base_, e, wanted, 0);
      if (!p.within(wanted)) return std::nullopt;
      return Json{{key, p.node}};
    });
  };
  if (auto r = pointwise("below", kNegative)) return r;
  if (!claim_.attained)
    if (auto r = pointwise("attained", kZero)) return r;
  std::vector<Symbol> constants;
  for (const auto& v : extra)
    if (std::none_of(claim_.over.begin(), claim_.over.end(), [&](const Symbol& o) { return o.is_equal(v); })) constants.push_back(v);
  return with_witness(constants, 20, [&](const Witness& w, const Sample&) -> std::optional<Json> {
    const Expr f = w.function, c = substitute(claim_.value, w.assignment);
    if (claim_.attained)
      if (const auto p = signs_.search(base_, f - c, kPositive, 2); p.within(kPositive)) return Json{{"strict", p.node}};
    for (const int k : {0, 1, 2, 4, 8}) {
      const Expr higher = canonical(c + GiNaC::pow(GiNaC::numeric(2), GiNaC::numeric(-k)));
      const auto bound = signs_.search(base_, f - higher, kPositive | kZero, 2);
      if (!bound.within(kPositive | kZero)) continue;
      const auto gap = signs_.search(base_, higher - c, kPositive, 0);
      if (gap.within(kPositive)) return Json{{"above", {{"value", to_text(higher)}, {"bound", bound.node}, {"gap", gap.node}}}};
    }
    return std::nullopt;
  });
}

// A witness gives the functions too: with examples in their places the claim is one about known functions.
Refutation ClaimSearch::refutation_with_examples() {
  for (const Functions& f : choices(instance_.functions, examples_, g0_.samples(), 30)) {
    const claim::Instance instance = put_in(instance_, f);
    const claim::Claim claim = put_in(claim_, f);
    ClaimSearch search(instance, claim, options_);
    if (search.prepare()) continue;
    auto found = search.refutation();
    if (!found) continue;
    for (const auto& [function, e] : f) found->first[function->name] = to_text(e);
    bits_elsewhere_ = search.precision();
    return found;
  }
  return std::nullopt;
}

Refutation ClaimSearch::refutation() {
  if (!instance_.functions.empty()) return refutation_with_examples();
  switch (claim_.kind) {
    case Kind::Always:
    case Kind::Value:
    case Kind::LowerBound: return refute_values();
    case Kind::Infimum: return refute_infimum();
    case Kind::Minimizers:
    case Kind::CriticalSet: return refute_sets();
    case Kind::Limit:
    case Kind::DivergencePath: return refute_limits();
    default: return refute_at_points();
  }
}

}  // namespace losscert::prove
