// A term is c eps^(-k) (-log(eps))^l exp(P) times atoms, P = sum p_j eps^(-j), p_j free of eps. exp(P) with leading coefficient p_d, d > 0, beats every power of eps, and these every power of the
// logarithm; so the term tends to 0 if p_d < 0 and is unbounded if p_d > 0. Bounded terms converge one by one. Unbounded ones are grouped by (k, l, P - p_0): a group is its factor times a coefficient
// with a finite limit, which must be certified not to be 0. What hides a rate is first written otherwise: log(T h) = log(T) + log(h) and the like, phi(l + r) by Taylor's formula.
#include "check/rules/asymptotics.hpp"

#include <algorithm>

#include "check/enclosure/zero.hpp"
#include "check/text/reject.hpp"

namespace losscert::check {

namespace {

Poly power(AtomId id, int n) {
  Poly p;
  p.add(Monomial{{{id, n}}, 0}, 1);
  return p;
}

// The multiple with leading coefficient 1.
Poly monic(const Poly& p) { return p * Poly(p.leading().inverse()); }

class Depth {
public:
  explicit Depth(int& depth) : depth_(depth) {
    if (depth_ >= 200) throw Reject("the limit is nested too deeply");
    ++depth_;
  }
  ~Depth() { --depth_; }
  Depth(const Depth&) = delete;
  Depth& operator=(const Depth&) = delete;

private:
  int& depth_;
};

// |phi| <= 1 on the whole line.
bool is_wave(const Atom& a) { return a.kind == Kind::Sin || a.kind == Kind::Cos; }

}  // namespace

Asymptotics::Asymptotics(const Context& g) : g_(g), eps_(symbol_id("eps")) {}

void Asymptotics::scale(const Poly& argument, const Poly& scale) {
  const bool single = scale.terms().size() == 1 && scale.leading().is_one();
  if (!single) throw Reject("not a product of powers of eps and an exponential: " + to_text(scale));
  for (const auto& [id, n] : scale.terms().begin()->first.powers)
    if (const auto s = scale_of(id, n); !s || s->l != 0) throw Reject("not a product of powers of eps and an exponential: " + to_text(scale));
  if (argument.empty()) throw Reject("there is no scale of 0");
  scales_.emplace(monic(argument), scale);
}

const Poly* Asymptotics::known_scale(const Poly& argument) const {
  const auto known = argument.empty() ? scales_.end() : scales_.find(monic(argument));
  return known == scales_.end() ? nullptr : &known->second;
}

bool Asymptotics::moves(AtomId a) const {
  const auto& inside = atom(a).inside;
  return std::any_of(inside.begin(), inside.end(), [&](AtomId i) { return i == eps_ || remainders_.count(i) > 0; });
}

bool Asymptotics::moves(const Poly& p) const {
  const auto all = atoms_of(p);
  return std::any_of(all.begin(), all.end(), [&](AtomId i) { return i == eps_ || remainders_.count(i) > 0; });
}

std::optional<Asymptotics::Scale> Asymptotics::scale_of(AtomId id, int n) const {
  if (id == eps_) return Scale{Rational(-n)};
  const Atom& a = atom(id);
  if (a.kind == Kind::Log && arg(a.arg) == symbol(eps_)) return Scale{0, n};
  if (a.kind != Kind::Root || arg(a.arg).terms().size() != 1 || !arg(a.arg).leading().is_one()) return {};
  const Monomial& m = arg(a.arg).terms().begin()->first;  // a root of a power of eps
  if (m.exp != 0 || m.powers.size() != 1 || m.powers[0].first != eps_) return {};
  return Scale{Rational(-n) * Rational(m.powers[0].second) / Rational(static_cast<long>(a.root))};
}

Signs Asymptotics::sign(const Poly& e) const {
  const Shown at_once = g_.immediate(e);
  if (at_once.is_no_point()) throw Reject("no parameters satisfy what is assumed: no limit is taken");
  Signs s = at_once.signs();
  for (const auto& [p, t] : lemmas_)
    if (!p.empty() && !e.empty() && p * Poly(e.leading() / p.leading()) == e) s = s & t.times((e.leading() / p.leading()).sign());
  if (s.empty()) throw Reject("no parameters satisfy what is assumed: no limit is taken");
  return s;
}

int Asymptotics::strict_sign(const Poly& e) const {
  const Signs s = sign(e);
  if (!s.within(positive) && !s.within(negative)) throw Reject("the sign of " + to_text(e) + " decides the limit and is not shown");
  return s.within(positive) ? 1 : -1;
}

// The same function on eps > 0, wherever f is defined: there the arguments of logarithms and roots are positive, as the scales are.
Poly Asymptotics::rescaled(const Poly& f) const {
  if (scales_.empty()) return f;
  Poly out;
  for (const auto& [m, c] : f.terms()) {
    Poly t(c);
    for (const auto& [id, n] : m.powers) t = t * rescaled_power(id, n);
    out += m.exp == 0 ? t : t * exp_of(rescaled(arg(m.exp)));
  }
  return out;
}

Poly Asymptotics::rescaled_power(AtomId id, int n) const {
  const Atom a = atom(id);
  if (a.kind == Kind::Symbol || !moves(id)) return power(id, n);
  const Poly h = rescaled(arg(a.arg));
  Poly value = same_function(a, h);
  if (const Poly* known = known_scale(h); known != nullptr && (a.kind == Kind::Log || a.kind == Kind::Root)) {
    const Poly& t = *known;
    const Monomial& m = t.terms().begin()->first;
    const Poly rest = h * inverse(t);
    Rational k;
    for (const auto& [i, j] : m.powers) k = k + scale_of(i, j)->k;
    const Rational q = a.kind == Kind::Root ? Rational(1) / Rational(static_cast<long>(a.root)) : Rational(1);
    value = a.kind == Kind::Log ? log_of(symbol(eps_)) * Poly(-k) + arg(m.exp) + log_of(rest) : pow(symbol(eps_), -k * q) * exp_of(arg(m.exp) * Poly(q)) * same_function(a, rest);
  }
  if (n > 0) return pow(value, n);
  const Poly* inverted = known_scale(value);
  return inverted == nullptr ? pow(value, n) : pow(*inverted, n) * pow(value * inverse(*inverted), n);
}

Poly Asymptotics::expanded(const Poly& f) {
  Poly out;
  for (const auto& [m, c] : f.terms()) {
    Poly t(c);
    for (const auto& [id, n] : m.powers) t = t * expanded_power(id, n);
    out += m.exp == 0 ? t : t * expanded_exp(arg(m.exp));
  }
  return out;
}

Poly Asymptotics::expanded_power(AtomId id, int n) {
  const Atom a = atom(id);
  if (a.kind == Kind::Symbol || a.kind == Kind::Relu || a.kind == Kind::Step || !moves(id) || scale_of(id, n)) return power(id, n);
  if (a.kind != Kind::Sum && n < 0) {  // with a scale 1/phi is the inverse of a sum
    const Poly* known = known_scale(power(id, 1));
    return known == nullptr ? power(id, n) : pow(*known, n) * pow(expanded_power(id, 1) * inverse(*known), n);
  }
  auto at = known_.find({false, id});
  if (at == known_.end()) {
    const Poly u = symbol("_u"), phi = a.kind == Kind::Sum ? inverse(u) : same_function(a, u);
    const auto t = taylor(phi, arg(a.arg), a.kind == Kind::Log || a.kind == Kind::Root, a.kind == Kind::Sum, "_a" + std::to_string(id));
    at = known_.emplace(std::pair(false, id), t ? *t : power(id, a.kind == Kind::Sum ? -1 : 1)).first;
  }
  return pow(at->second, a.kind == Kind::Sum ? -n : n);
}

// exp of what does not grow by a power of 1/eps
Poly Asymptotics::expanded_exp(const Poly& exponent) {
  const auto [p, other] = by_powers(exponent);
  Poly rest = other, kept;
  for (const auto& [j, c] : p) {
    const Poly t = c * pow(symbol(eps_), -j);
    (j.sign() < 0 ? rest : kept) += t;
  }
  if (rest.empty()) return exp_of(exponent);
  const ArgId id = intern(rest);
  auto at = known_.find({true, id});
  if (at == known_.end()) {
    const auto t = taylor(exp_of(symbol("_u")), rest, false, false, "_e" + std::to_string(id));
    at = known_.emplace(std::pair(true, id), t ? *t : exp_of(rest)).first;
  }
  return exp_of(kept) * at->second;
}

// phi(h) = sum_(j <= m) phi_j(l) (h - l)^j / j! + R (h - l)^(m+1), where h tends to l and phi is C^(m+1) near l: by Lagrange's form of the remainder R tends to phi_(m+1)(l) / (m+1)!. Nothing where that is not shown.
std::optional<Poly> Asymptotics::taylor(const Poly& phi, const Poly& argument, bool positive, bool nonzero, const std::string& name) {
  const AtomId u = symbol_id("_u");
  try {
    const Poly h = expanded(argument);
    const Limit l = limit(h);
    if (l.sort != LimitSort::Finite) return {};
    if (positive || nonzero) {
      const int s = strict_sign(l.value);
      if (positive && s < 0) return {};
    }
    const Poly r = h - l.value;
    Poly out, derived = phi, term(1);
    for (int j = 0; j <= *order_; ++j) {
      out += substitute(derived, {{u, l.value}}) * term;
      derived = derivative(derived, u);
      term = term * r * Poly(Rational(1) / Rational(static_cast<long>(j + 1)));
    }
    const AtomId rest = symbol_id(name);
    remainders_.emplace(rest, substitute(derived, {{u, l.value}}));  // 1/(m+1)! is in the term
    return out + symbol(rest) * term;
  } catch (const Reject&) {
    return {};
  }
}

Limit Asymptotics::expanded_limit(const Poly& f) {
  const Depth depth(depth_);
  return limit(order_ ? expanded(f) : f);
}

// p as a sum of powers of 1/eps, and what is none.
std::pair<Asymptotics::Exponents, Poly> Asymptotics::by_powers(const Poly& p) const {
  Exponents out;
  Poly other;
  for (const auto& [m, c] : p.terms()) {
    Monomial kept;
    kept.exp = m.exp;
    Rational j;
    for (const auto& [id, n] : m.powers) {
      const auto s = scale_of(id, n);
      if (s && s->l == 0)
        j = j + s->k;
      else
        kept.powers.emplace_back(id, n);
    }
    Poly t, whole;
    t.add(kept, c);
    whole.add(m, c);
    if (moves(t))
      other += whole;
    else
      out[j] += t;
  }
  std::erase_if(out, [&](const auto& x) { return x.second.empty() || sign(x.second).within(zero); });
  return {out, other};
}

// > 0: exp(p) grows faster than every power of 1/eps; < 0: it tends to 0 faster; 0: it tends to exp(p_0).
int Asymptotics::growth(const Exponents& p) const { return p.empty() || p.rbegin()->first.sign() <= 0 ? 0 : strict_sign(p.rbegin()->second); }

// Of the logarithm of eps^(-k) (-log(eps))^l exp(exponent), or of a bound of it above (below): (-log(eps))^l is at most eps^(-l), or 1 if l < 0; and at least 1, or eps^(-l) if l < 0.
LimitSort Asymptotics::exponent_limit(const Poly& exponent, const Rational& k, long l, bool below) {
  const Rational power = k + Rational(below ? std::min(l, 0L) : std::max(l, 0L));
  const LimitSort sort = expanded_limit(exponent + log_of(symbol(eps_)) * Poly(-power)).sort;
  return sort == (below ? LimitSort::PlusInfinity : LimitSort::MinusInfinity) ? sort : LimitSort::Finite;
}

// An atom that moves, at its limit: phi(l), or 0 for 1/g with g unbounded, or pi/2 and -pi/2 for arctan.
Poly Asymptotics::atom_limit(AtomId id, int n) {
  const Atom a = atom(id);
  if (const auto known = remainders_.find(id); known != remainders_.end()) {
    if (n < 0) strict_sign(known->second);
    return pow(known->second, n);
  }
  const Limit l = expanded_limit(arg(a.arg));
  if (l.sort != LimitSort::Finite) {
    if (a.kind == Kind::Sum && n < 0) return {};
    if (a.kind == Kind::Arctan) return pow(arctan_of(Poly(1)) * Poly(l.sort == LimitSort::PlusInfinity ? 2 : -2), n);
    throw Reject("no limit is known of " + to_text(symbol(id)));
  }
  if (a.kind == Kind::Root && n > 0 && l.value.empty()) return {};  // a root is continuous at 0, from the side where it is defined
  if (a.kind == Kind::Log || a.kind == Kind::Root) {
    if (strict_sign(l.value) < 0) throw Reject("the limit leaves the domain of " + to_text(symbol(id)));
  }
  if (a.kind == Kind::Sum || a.kind == Kind::Step) strict_sign(l.value);
  const Poly value = same_function(a, l.value);
  if (n < 0 && a.kind != Kind::Sum) strict_sign(value);
  return pow(value, n);
}

Limit Asymptotics::limit(const Poly& f) {
  Poly finite;
  std::string wavers;  // why a bounded term has no limit that is known
  std::vector<Group> unbounded;
  for (const auto& [m, c] : f.terms()) {
    Group t;
    t.limit = Poly(c);
    Poly constant(c);
    std::string wave;
    for (const auto& [id, n] : m.powers) {
      if (const auto s = scale_of(id, n)) {
        t.k = t.k + s->k;
        t.l += s->l;
        if (s->l % 2 != 0) t.limit = -t.limit;
      } else if (!moves(id)) {
        t.limit = t.limit * power(id, n);
        constant = constant * power(id, n);
      } else {
        t.exact = false;
        try {
          t.limit = t.limit * atom_limit(id, n);
        } catch (const Reject& r) {
          if (n < 0 || !is_wave(atom(id))) throw;
          wave = r.what();
        }
      }
    }
    Poly rest;
    std::tie(t.p, rest) = by_powers(arg(m.exp));
    if (!rest.empty()) {
      t.exact = false;
      const Limit l = expanded_limit(rest);
      if (l.sort == LimitSort::Finite) {
        t.limit = t.limit * exp_of(l.value);
      } else {
        const LimitSort sort = exponent_limit(arg(m.exp), t.k, t.l, l.sort == LimitSort::PlusInfinity);
        if (sort == LimitSort::MinusInfinity) continue;  // tends to 0
        t.tower = sort == LimitSort::PlusInfinity;
        if (!t.tower) throw Reject("no limit is known of " + to_text(exp_of(arg(m.exp))));
      }
    }
    if (const auto p0 = t.p.find(0); p0 != t.p.end()) {
      t.limit = t.limit * exp_of(p0->second);
      t.p.erase(p0);
    }
    const int g = t.tower ? 1 : growth(t.p);
    if (g < 0 || (g == 0 && (t.k.sign() < 0 || (t.k.is_zero() && t.l < 0)))) continue;  // tends to 0
    if (!t.exact && sign(constant).within(zero)) continue;
    const bool is_bounded = g == 0 && t.k.is_zero() && t.l == 0;
    if (!wave.empty()) {
      if (!sign(t.limit).within(zero)) t.wave = t.limit * Poly(strict_sign(t.limit));
      t.limit = Poly();
      if (is_bounded) wavers = wave;
    }
    if (is_bounded) {
      finite += t.limit;
      continue;
    }
    auto same = std::find_if(unbounded.begin(), unbounded.end(), [&](const Group& x) { return !t.tower && !x.tower && x.k == t.k && x.l == t.l && x.p == t.p; });
    if (same == unbounded.end()) {
      unbounded.push_back(std::move(t));
    } else {
      same->limit += t.limit;
      same->wave += t.wave;
      same->exact = same->exact && t.exact;
    }
  }
  std::erase_if(unbounded, [&](const Group& x) { return x.exact && (is_zero(x.limit) || sign(x.limit).within(zero)); });
  if (!unbounded.empty()) return {direction(unbounded) > 0 ? LimitSort::PlusInfinity : LimitSort::MinusInfinity, {}};
  if (!wavers.empty()) throw Reject(wavers);
  return {LimitSort::Finite, finite};
}

// The sign of the coefficient near eps = 0: `limit` and what is at most `wave` in size.
int Asymptotics::group_sign(const Group& x) const {
  const int s = strict_sign(x.limit);
  if (!x.wave.empty() && strict_sign(x.limit * Poly(s) - x.wave) < 0) throw Reject("the coefficient " + to_text(x.limit) + " plus or minus " + to_text(x.wave) + " may have both signs");
  return s;
}

// All of one sign, or one group that dominates all others.
int Asymptotics::direction(const std::vector<Group>& groups) const {
  std::vector<int> signs;
  std::string why;
  for (const auto& x : groups) {
    try {
      signs.push_back(group_sign(x));
    } catch (const Reject& r) {
      signs.push_back(0);
      why = r.what();
    }
  }
  if (signs[0] != 0 && std::all_of(signs.begin(), signs.end(), [&](int s) { return s == signs[0]; })) return signs[0];
  for (std::size_t i = 0; i < groups.size(); ++i) {
    if (signs[i] == 0) continue;
    bool all = true;
    for (std::size_t j = 0; j < groups.size() && all; ++j) all = i == j || dominates(groups[i], groups[j]);
    if (all) return signs[i];
  }
  throw Reject("no unbounded term is shown to dominate the others" + (why.empty() ? "" : ": " + why));
}

// The quotient of the factors of a and b tends to infinity.
bool Asymptotics::dominates(const Group& a, const Group& b) const {
  if (a.tower || b.tower) return false;
  Exponents d = a.p;
  for (const auto& [j, p] : b.p) d[j] += -p;
  std::erase_if(d, [](const auto& x) { return x.second.empty(); });
  try {
    const int g = growth(d);
    return g > 0 || (g == 0 && (b.k < a.k || (a.k == b.k && a.l > b.l)));
  } catch (const Reject&) {
    return false;
  }
}

}  // namespace losscert::check
