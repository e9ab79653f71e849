#include "check/rules/context.hpp"

#include "check/algebra/abstract.hpp"
#include "check/algebra/evident.hpp"
#include "check/text/reject.hpp"
#include "check/text/work.hpp"

namespace losscert::check {

namespace {

Rel mirrored(Rel r) {  // of -p
  switch (r) {
    case Rel::Less:
      return Rel::Greater;
    case Rel::LessEqual:
      return Rel::GreaterEqual;
    case Rel::Greater:
      return Rel::Less;
    case Rel::GreaterEqual:
      return Rel::LessEqual;
    default:
      return r;
  }
}

Poly normal(const Poly& p) { return p.empty() ? p : p * Poly(p.leading().inverse()); }

}  // namespace

Shown::Shown(Signs s) : signs_(s) {
  if (s.empty()) throw Reject("what is known of the sign excludes each other");
}

void Context::assume(const Poly& p, Rel rel) {
  if (!p.empty() && p.leading().sign() < 0) rel = mirrored(rel);
  const Poly n = normal(p);
  relations_.push_back(std::make_shared<const Relation>(Relation{n, rel}));
  // v + r rel 0 bounds the symbol v
  if (n.terms().empty() || n.terms().size() > 2 || rel == Rel::NotEqual) return;
  std::optional<AtomId> v;
  Rational slope, shift;
  for (const auto& [m, c] : n.terms()) {
    if (m.is_one())
      shift = c;
    else if (m.exp == 0 && m.powers.size() == 1 && m.powers[0].second == 1 && atom(m.powers[0].first).kind == Kind::Symbol && !v)
      v = m.powers[0].first, slope = c;
    else
      return;
  }
  if (!v) return;
  const Rational bound = -shift / slope;
  if (slope.sign() < 0) rel = mirrored(rel);
  Range& r = box_.ranges[*v];
  if ((rel == Rel::Equal || rel == Rel::Greater || rel == Rel::GreaterEqual) && (!r.lo || *r.lo < bound)) r.lo = bound;
  if ((rel == Rel::Equal || rel == Rel::Less || rel == Rel::LessEqual) && (!r.hi || bound < *r.hi)) r.hi = bound;
}

Context Context::with(const Poly& p, Rel rel) const {
  spend(1 + relations_.size() / 8 + box_.ranges.size());
  Context g = *this;
  g.assume(p, rel);
  return g;
}

Context Context::substituted(const Substitution& s) const {
  Context g(*session_);
  g.eps = eps;
  for (const auto& r : relations_) g.assume(substitute(r->p, s), r->rel);
  return g;
}

Context Context::without_symbols(const std::vector<AtomId>& ids) const {
  Context g(*session_);
  g.eps = eps;
  for (const auto& r : relations_) {
    const auto atoms = atoms_of(r->p);
    bool keep = true;
    for (const AtomId id : ids) keep = keep && atoms.count(id) == 0;
    if (keep) g.assume(r->p, r->rel);
  }
  return g;
}

Signs Context::matching(const Poly& e, bool* found) const {
  spend(1 + relations_.size() / 8);
  Signs s = any_sign;
  const Poly n = e.empty() ? e : normal(e);
  for (const auto& r : relations_)
    if (e.empty() && r->p.empty()) {  // 0 rel 0, left behind by a substitution
      s = s & signs_of(r->rel);
      if (found != nullptr) *found = true;
    } else if (!e.empty() && r->p == n) {
      s = s & signs_of(r->rel).times(e.leading().sign());
      if (found != nullptr) *found = true;
    }
  return s;
}

bool Context::assumes_zero(const Poly& e) const {
  if (e.empty()) return false;
  const Poly n = normal(e);
  for (const auto& r : relations_)
    if (r->rel == Rel::Equal && r->p == n) return true;
  return false;
}

Signs Context::factor_sign(AtomId a, Known& known) const {
  const Atom& x = atom(a);
  Signs s = matching(symbol(a));
  if (x.kind == Kind::Relu || x.kind == Kind::Step) s = s & nonnegative;
  if (x.kind == Kind::Abstract) s = s & property_signs(symbol(a));  // an enclosure is closed: strictness comes from here
  if (x.kind == Kind::Sum || x.kind == Kind::Root) {
    auto it = known.find(x.arg);
    if (it == known.end()) it = known.emplace(x.arg, immediate(arg(x.arg), known)).first;
    if (x.kind == Kind::Sum) return s & it->second;
    s = s & (it->second.within(nonzero) ? positive : it->second == zero ? zero : nonnegative);  // it is defined, so its argument is not negative
  }
  try {
    s = s & enclosure(symbol(a)).signs();
  } catch (const Reject&) {  // no enclosure: nothing more is known
  }
  return s;
}

Shown Context::immediate(const Poly& e) const {
  if (box_.empty()) return Shown::no_point();
  Known known;
  const Signs s = immediate(e, known);
  return s.empty() ? any_sign : s;
}

Signs Context::immediate(const Poly& e, Known& known) const {
  if (e.is_rational()) return e.empty() ? zero : e.rational().sign() > 0 ? positive : negative;
  Signs s = matching(e) & property_signs(e) & evident_signs(e);
  try {
    s = s & enclosure(e).signs();
  } catch (const Reject&) {  // no enclosure: nothing more is known
  }
  if (s == positive || s == negative || s == zero || s.empty()) return s;
  Signs total = zero;
  for (const auto& [m, c] : e.terms()) {
    Signs t = c.sign() > 0 ? positive : negative;
    for (const auto& [id, n] : m.powers) t = t * factor_sign(id, known).power(n < 0 ? -n : n);
    total = total + t;
    if (total == any_sign) break;
  }
  return s & total;
}

}  // namespace losscert::check
