#include "report/situation.hpp"

#include <algorithm>

#include "report/formula.hpp"
#include "report/notation.hpp"
#include "symbolic/functions.hpp"
#include "symbolic/terms.hpp"

namespace losscert::report {
namespace {

using GiNaC::ex_to;
using GiNaC::numeric;
using symbolic::Rel;

// A formula as an exact expression: the core of the case language.
Expr build(const Formula& f, const std::vector<symbolic::Abstract>& functions) {
  using Op = Formula::Op;
  const auto child = [&](std::size_t k) { return build(f.children.at(k), functions); };
  const auto refuse = []() -> Expr { throw std::domain_error("no core expression"); };
  switch (f.op) {
    case Op::Number: {
      const auto q = rational(f.text);
      return q ? *q : refuse();
    }
    case Op::Name: return symbolic::symbol(f.text);
    case Op::Index: return f.children[0].op == Op::Name ? Expr(symbolic::symbol(f.children[0].text + "[" + f.text + "]")) : refuse();
    case Op::Negate: return -child(0);
    case Op::Sum: {
      GiNaC::exvector all;
      for (std::size_t k = 0; k < f.children.size(); ++k) all.push_back(child(k));
      return GiNaC::add(all);
    }
    case Op::Product: {
      Expr e = 1;
      for (std::size_t k = 0; k < f.children.size(); ++k) e *= child(k);
      return e;
    }
    case Op::Quotient: {
      const Expr under = child(1);
      return under.is_zero() ? refuse() : child(0) * symbolic::power_of(under, -1);
    }
    case Op::Power: {
      const Expr exponent = child(1);
      return GiNaC::is_a<numeric>(exponent) && ex_to<numeric>(exponent).is_rational() ? symbolic::power_of(child(0), ex_to<numeric>(exponent)) : refuse();
    }
    case Op::Call: {
      if (f.children.size() != 1) return refuse();
      using symbolic::Head;
      for (Head h : {Head::Exp, Head::Log, Head::Sin, Head::Cos, Head::Arctan, Head::Relu, Head::Step})
        if (f.text == symbolic::function_name(h)) return symbolic::apply(h, child(0));
      for (const auto a : functions)
        for (int order = 0; order <= a->smoothness; ++order)
          if (f.text == symbolic::name_of({a, order})) return symbolic::abstract_of(a, order, child(0));
      return refuse();
    }
    default: return refuse();
  }
}

// q*v + r
struct Linear {
  Symbol v;
  numeric q, r;
};
std::optional<Linear> linear(const Expr& p) {
  const auto symbols = symbolic::symbols_of(p);
  if (symbols.size() != 1) return std::nullopt;
  const Expr q = p.diff(symbols[0]);
  const Expr r = p - q * symbols[0];
  const Expr rest = r.expand();
  if (!GiNaC::is_a<numeric>(q) || !GiNaC::is_a<numeric>(rest) || q.is_zero()) return std::nullopt;
  return Linear{symbols[0], ex_to<numeric>(q), ex_to<numeric>(rest)};
}

}  // namespace

Signs signs_of(Rel rel) {
  switch (rel) {
    case Rel::Equal: return kZero;
    case Rel::NotEqual: return kNegative | kPositive;
    case Rel::Greater: return kPositive;
    case Rel::GreaterEqual: return kZero | kPositive;
    case Rel::Less: return kNegative;
    case Rel::LessEqual: return kZero | kNegative;
  }
  return kAnySign;
}

Signs signs_of(const interval::Interval& x) {
  if (x.is_positive()) return kPositive;
  if (x.is_negative()) return kNegative;
  if (x.lower_is_finite() && x.upper_is_finite() && x.lower().is_zero() && x.upper().is_zero()) return kZero;
  if (x.is_nonnegative()) return kZero | kPositive;
  return x.is_nonpositive() ? kZero | kNegative : kAnySign;
}

Signs opposite(Signs s) { return (s & kZero) | (s & kPositive ? kNegative : 0U) | (s & kNegative ? kPositive : 0U); }

Signs sum_of(Signs a, Signs b) {
  if (a == kNoPoint || b == kNoPoint) return kNoPoint;
  Signs s = 0;
  for (Signs x : {kNegative, kZero, kPositive})
    for (Signs y : {kNegative, kZero, kPositive}) {
      if ((a & x) == 0 || (b & y) == 0) continue;
      s |= x == kZero ? y : y == kZero || x == y ? x : kAnySign;
    }
  return s;
}

Signs product_of(Signs a, Signs b) {
  if (a == kNoPoint || b == kNoPoint) return kNoPoint;
  Signs s = 0;
  for (Signs x : {kNegative, kZero, kPositive})
    for (Signs y : {kNegative, kZero, kPositive}) {
      if ((a & x) == 0 || (b & y) == 0) continue;
      s |= x == kZero || y == kZero ? kZero : x == y ? kPositive : kNegative;
    }
  return s;
}

Signs power_of(Signs s, int power) {
  if (power % 2 == 1) return s;
  return (s & kZero) | ((s & (kNegative | kPositive)) != 0 ? kPositive : 0U);
}

std::string relation_text(Signs s) {
  switch (s) {
    case kNegative: return "< 0";
    case kZero: return "= 0";
    case kPositive: return "> 0";
    case kNegative | kZero: return "<= 0";
    case kZero | kPositive: return ">= 0";
    case kNegative | kPositive: return "!= 0";
    default: return "";
  }
}

Known expression(const std::string& text, const std::vector<symbolic::Abstract>& functions) {
  const auto f = parse_formula(text);
  if (!f) return std::nullopt;
  try {
    return build(*f, functions);
  } catch (const std::exception&) {
    return std::nullopt;
  }
}

std::string decimals_of(const std::string& constant, const claim::Instance& i) {
  const auto e = expression(constant, i.functions);
  if (!e || !symbolic::symbols_of(*e).empty() || !symbolic::abstract_atoms(*e).empty()) return "";
  constexpr std::size_t kShort = 7;
  if (GiNaC::is_a<numeric>(*e) && constant.size() <= kShort) return "";
  const std::string d = decimal(*e, {});
  return d == constant ? "" : d;
}

Known Situation::read(const std::string& text) const {
  return work([&]() -> Known { return expression(text, instance_->functions); });
}

Known Situation::put_point(const Known& e) const {
  if (!e) return e;
  return work([&]() -> Known { return symbolic::canonical(symbolic::substitute(*e, at)); });
}

Known Situation::read_at_point(const std::string& text) const { return put_point(read(text)); }

Known Situation::derivative(const Known& e, const std::string& variable) const {
  if (!e) return e;
  return work([&]() -> Known { return symbolic::derivative(*e, symbolic::symbol(variable)); });
}

bool Situation::may_go_on() const {
  if (effort_->nodes == 0) return false;
  --effort_->nodes;
  return true;
}

void Situation::assume(const Relation& r, const std::string& words) {
  const Known e = work([&]() -> Known { return symbolic::canonical(r.expr); });
  if (e) given.push_back({{*e, r.rel}, words});
}

Situation Situation::with(const Relation& r) const {
  Situation s = *this;
  s.assume(r);
  return s;
}

Situation Situation::substituted(const Symbol& v, const Expr& by) const {
  Situation s = *this;
  const Substitution one{{v, by}};
  const auto put = [&](const Expr& e) { return work([&]() -> Known { return symbolic::canonical(symbolic::substitute(e, one)); }); };
  s.given.clear();
  for (const auto& g : given)
    if (const Known e = put(g.relation.expr)) s.given.push_back({{*e, g.relation.rel}, symbolic::contains(g.relation.expr, v) ? "" : g.words});
  for (auto& [x, e] : s.at)
    if (const Known changed = put(e)) e = *changed;
  s.at.emplace(v, by);
  return s;
}

Situation Situation::without(const Symbol& v) const {
  Situation s = *this;
  s.given.erase(std::remove_if(s.given.begin(), s.given.end(), [&](const Given& g) { return symbolic::contains(g.relation.expr, v); }), s.given.end());
  return s;
}

Known Situation::resolved(const Known& e, const Expr& z, Signs sign) {
  if (!e) return e;
  try {
    const Expr c = symbolic::canonical(symbolic::relu_of(z));
    const auto terms = symbolic::terms_of(c);
    if (terms.size() != 1 || terms[0].powers.size() != 1) return e;
    const Expr atom = terms[0].powers[0].base;
    if (symbolic::head(atom) != symbolic::Head::Relu) return e;
    const bool above = (sign & kNegative) == 0;
    GiNaC::exmap map;
    map[atom] = above ? atom.op(0) : Expr(0);
    if ((sign & kZero) == 0) map[symbolic::canonical(symbolic::step_of(atom.op(0)))] = above ? 1 : 0;
    return symbolic::canonical(e->subs(map, GiNaC::subs_options::no_pattern));
  } catch (const std::exception&) {
    return std::nullopt;
  }
}

const Situation::Given* Situation::matching(const Expr& e, Signs& signs) const {
  const Given* found = nullptr;
  signs = kAnySign;
  for (const auto& g : given) {
    const auto q = symbolic::ratio(e, g.relation.expr);
    if (!q) continue;
    const Signs s = signs_of(g.relation.rel);
    const Signs mine = q->is_positive() ? s : opposite(s);
    if (found == nullptr || (signs & mine) != signs) found = &g;
    signs &= mine;
  }
  return found;
}

interval::Box Situation::box() const {
  std::map<std::string, std::pair<std::optional<numeric>, std::optional<numeric>>> ends;
  for (const auto& g : given) {
    const auto l = linear(g.relation.expr);
    if (!l || roots_.count(l->v.get_name()) > 0) continue;
    const numeric end = -l->r / l->q;
    const Signs s = l->q.is_positive() ? signs_of(g.relation.rel) : opposite(signs_of(g.relation.rel));
    auto& [lo, hi] = ends[l->v.get_name()];
    if ((s & kNegative) == 0 && (!lo || *lo < end)) lo = end;
    if ((s & kPositive) == 0 && (!hi || *hi > end)) hi = end;
  }
  interval::Box result = roots_;
  for (const auto& [name, e] : ends)
    if (!e.first || !e.second || *e.first <= *e.second) result.emplace(name, interval::Interval(e.first, e.second, bits_));
  return result;
}

Signs Situation::enclosed(const Expr& e) const {
  try {
    const auto value = interval::enclose(e, box(), bits_);
    return value.interval ? signs_of(*value.interval) : kAnySign;
  } catch (const std::exception&) {
    return kAnySign;
  }
}

}  // namespace losscert::report
