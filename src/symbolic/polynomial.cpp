#include "symbolic/polynomial.hpp"

#include <algorithm>
#include <numeric>
#include <stdexcept>

#include "support/deadline.hpp"
#include "symbolic/atoms.hpp"

namespace losscert::symbolic::detail {

Exponent make_exponent(long num, long den) {
  const long g = std::gcd(num, den);
  num /= g;
  den /= g;
  if (den < 0) num = -num, den = -den;
  constexpr long limit = 1L << 31;
  if (num >= limit || num <= -limit || den >= limit) throw TooLarge("an exponent beyond 2^31");
  return {num, den};
}
Exponent operator+(Exponent a, Exponent b) {
  if (a.den == 1 && b.den == 1) return make_exponent(static_cast<long>(a.num) + b.num, 1);
  const long den = std::lcm(static_cast<long>(a.den), static_cast<long>(b.den));
  if (den >= 1L << 31) throw TooLarge("an exponent beyond 2^31");
  return make_exponent(a.num * (den / a.den) + b.num * (den / b.den), den);
}
Exponent operator*(Exponent a, Exponent b) {
  // Cross-cancelled first, so that the products stay below 2^62.
  const Exponent x = make_exponent(a.num, b.den), y = make_exponent(b.num, a.den);
  return make_exponent(static_cast<long>(x.num) * y.num, static_cast<long>(x.den) * y.den);
}
long floor_of(Exponent a) { return a.num >= 0 ? a.num / a.den : -((-static_cast<long>(a.num) + a.den - 1) / a.den); }

std::size_t MonomialHash::operator()(const Monomial& m) const {
  std::size_t h = static_cast<std::size_t>(m.exp) * 0x9e3779b97f4a7c15ULL;
  for (const Factor& f : m.factors) {
    h = (h ^ static_cast<std::size_t>(f.atom)) * 0x100000001b3ULL;
    h = (h ^ static_cast<std::size_t>(f.exponent.num * 64L + f.exponent.den)) * 0x9e3779b97f4a7c15ULL;
    h ^= h >> 29;
  }
  return h;
}

bool before(const Monomial& a, const Monomial& b) {
  if (a.exp != b.exp) return a.exp < b.exp;
  return std::lexicographical_compare(a.factors.begin(), a.factors.end(), b.factors.begin(), b.factors.end(), [](const Factor& x, const Factor& y) {
    if (x.atom != y.atom) return x.atom < y.atom;
    if (x.exponent.num != y.exponent.num) return x.exponent.num < y.exponent.num;
    return x.exponent.den < y.exponent.den;
  });
}

Poly::Poly(const Rational& constant) : Poly(constant, Monomial()) {}
Poly::Poly(const Rational& coefficient, Monomial m) {
  if (!cln::zerop(coefficient)) terms_.push_back({std::move(m), coefficient});
}
std::optional<Rational> Poly::constant() const {
  if (terms_.empty()) return Rational(0);
  if (terms_.size() == 1 && terms_.front().monomial.is_one()) return terms_.front().coefficient;
  return std::nullopt;
}

bool equal(const Poly& a, const Poly& b) {
  return std::equal(a.terms().begin(), a.terms().end(), b.terms().begin(), b.terms().end(),
                    [](const Term& x, const Term& y) { return x.monomial == y.monomial && x.coefficient == y.coefficient; });
}
std::size_t hash_of(const Poly& p) {
  std::size_t h = p.size();
  for (const Term& t : p.terms()) h = (h * 31 + MonomialHash()(t.monomial)) * 31 + cln::equal_hashcode(t.coefficient);
  return h;
}

namespace {

// Sorted terms with equal monomials side by side: one each, and none with coefficient 0.
void merge_equal(std::vector<Term>& terms) {
  std::size_t kept = 0;
  for (std::size_t i = 0; i < terms.size();) {
    std::size_t j = i + 1;
    for (; j < terms.size() && terms[j].monomial == terms[i].monomial; ++j) terms[i].coefficient = terms[i].coefficient + terms[j].coefficient;
    if (!cln::zerop(terms[i].coefficient)) {
      if (kept != i) terms[kept] = std::move(terms[i]);
      ++kept;
    }
    i = j;
  }
  terms.erase(terms.begin() + static_cast<std::ptrdiff_t>(kept), terms.end());
}

}  // namespace

void Sum::add(Monomial m, const Rational& c) {
  if (cln::zerop(c)) return;
  terms_.push_back({std::move(m), c});
  if (terms_.size() >= collect_at_) {
    collect();
    collect_at_ = std::max(collect_at_, 2 * terms_.size());
  }
}
void Sum::add(const Poly& p, const Rational& c) {
  for (const Term& t : p.terms()) add(t.monomial, c == 1 ? t.coefficient : t.coefficient * c);
}
void Sum::collect() {
  std::sort(terms_.begin(), terms_.end(), [](const Term& a, const Term& b) { return before(a.monomial, b.monomial); });
  merge_equal(terms_);
  if (terms_.size() > max_terms) throw TooLarge("an expansion of more than " + std::to_string(max_terms) + " terms");
}
Poly Sum::take() {
  collect();
  Poly p(std::move(terms_));
  terms_.clear();
  return p;
}

namespace {

// a + c*b for c = 1 or -1: both are sorted.
Poly merged(const Poly& a, const Poly& b, int c) {
  std::vector<Term> out;
  out.reserve(a.size() + b.size());
  auto i = a.terms().begin();
  auto j = b.terms().begin();
  const auto take_right = [&] { out.push_back({j->monomial, c < 0 ? -j->coefficient : j->coefficient}), ++j; };
  while (i != a.terms().end() && j != b.terms().end()) {
    if (i->monomial == j->monomial) {
      const Rational sum = c < 0 ? i->coefficient - j->coefficient : i->coefficient + j->coefficient;
      if (!cln::zerop(sum)) out.push_back({i->monomial, sum});
      ++i, ++j;
    } else if (before(i->monomial, j->monomial)) out.push_back(*i++);
    else take_right();
  }
  out.insert(out.end(), i, a.terms().end());
  while (j != b.terms().end()) take_right();
  if (out.size() > max_terms) throw TooLarge("an expansion of more than " + std::to_string(max_terms) + " terms");
  return Poly(std::move(out));
}

}  // namespace

Poly operator+(const Poly& a, const Poly& b) { return a.is_zero() ? b : b.is_zero() ? a : merged(a, b, 1); }
Poly operator-(const Poly& a, const Poly& b) { return b.is_zero() ? a : merged(a, b, -1); }
Poly scaled(const Poly& a, const Rational& c) {
  if (cln::zerop(c)) return Poly();
  std::vector<Term> out = a.terms();
  for (Term& t : out) t.coefficient = t.coefficient * c;
  return Poly(std::move(out));
}
Poly operator*(const Poly& a, const Poly& b) {
  if (const auto c = a.constant()) return *c == 1 ? b : scaled(b, *c);
  if (const auto c = b.constant()) return *c == 1 ? a : scaled(a, *c);
  Sum s;
  for (const Term& x : a.terms())
    for (const Term& y : b.terms()) multiply_into(s, x.monomial, y.monomial, x.coefficient * y.coefficient);
  return s.take();
}

namespace {

// relu(p)^e*step(p) = relu(p)^e; step(p)^n = step(p).
void normalise_steps(Monomial& m) {
  for (Factor& f : m.factors)
    if (atom(f.atom).kind == Kind::Step && f.exponent.num > 1) f.exponent = {1, 1};
  for (std::size_t i = 0; i < m.factors.size(); ++i) {
    if (atom(m.factors[i].atom).kind != Kind::Relu) continue;
    const AtomId step = step_beside(m.factors[i].atom);
    m.drop_if([&](const Factor& f) { return f.atom == step; });
  }
}

// x*relu(x) = relu(x)^2 and x*relu(-x) = -relu(-x)^2 for a symbol x: its powers go into those of the relu, and come out of them against 1/x.
void absorb_arguments(Monomial& m, Rational& coefficient) {
  for (Factor& f : m.factors) {
    const Atom& a = atom(f.atom);
    if (a.kind != Kind::Relu || a.inside < 0 || !f.exponent.is_integer() || f.exponent.num < 1) continue;
    for (Factor& x : m.factors) {
      if (x.atom != a.inside || !x.exponent.is_integer()) continue;
      const long k = x.exponent.num, moved = k > 0 ? k : -std::min<long>(-k, f.exponent.num - 1);
      if (a.is_mirrored && moved % 2 != 0) coefficient = -coefficient;
      f.exponent = f.exponent + Exponent{moved, 1};
      x.exponent = x.exponent + Exponent{-moved, 1};
    }
  }
  m.drop_if([](const Factor& f) { return f.exponent.num == 0; });
}

}  // namespace

void multiply_into(Sum& out, const Monomial& a, const Monomial& b, const Rational& c) {
  static unsigned products = 0;
  if ((++products & 1023U) == 0) Deadline::check();
  Monomial m;
  Rational coefficient = c;
  std::vector<Poly> others;  // what does not fit into one monomial: p from root(p,q)^q, p^n from exp(n*log(p))
  m.factors.reserve(a.factors.size() + b.factors.size());
  bool has_step = false, has_relu = false;

  const auto put = [&](AtomId id, Exponent e) {
    const Atom& what = atom(id);
    if (what.kind == Kind::Step) has_step = true;
    if (what.kind == Kind::Relu) has_relu = true;
    if (what.kind == Kind::Prime || what.kind == Kind::Root) {
      if (const long n = floor_of(e); n != 0) {
        e = e + Exponent{-n, 1};
        if (what.kind == Kind::Prime) coefficient = coefficient * cln::expt(cln::the<cln::cl_RA>(GiNaC::ex_to<GiNaC::numeric>(what.expr).to_cl_N()), n);
        else others.push_back(power(interned(what.argument), n));
      }
    }
    if (e.num != 0) m.factors.push_back({id, e});
  };
  auto i = a.factors.begin();
  auto j = b.factors.begin();
  while (i != a.factors.end() || j != b.factors.end()) {
    if (j == b.factors.end() || (i != a.factors.end() && i->atom < j->atom)) put(i->atom, i->exponent), ++i;
    else if (i == a.factors.end() || j->atom < i->atom) put(j->atom, j->exponent), ++j;
    else put(i->atom, i->exponent + j->exponent), ++i, ++j;
  }
  if (has_relu) absorb_arguments(m, coefficient);
  if (has_step) normalise_steps(m);

  if (a.exp == 0 || b.exp == 0) m.exp = a.exp == 0 ? b.exp : a.exp;
  else {
    const ExpProduct& e = exp_product(a.exp, b.exp);
    if (e.is_single) m.exp = e.single;
    else others.push_back(e.product);
  }
  if (others.empty()) {
    out.add(std::move(m), coefficient);
    return;
  }
  Poly product(coefficient, m);
  for (const Poly& p : others) product = product * p;
  out.add(product, 1);
}

Exponent exponent_of(const Monomial& m, AtomId a) {
  for (const Factor& f : m.factors)
    if (f.atom == a) return f.exponent;
  return {0, 1};
}

Rational content(const Poly& p) {
  cln::cl_I num = 0, den = 1;
  for (const Term& t : p.terms()) {
    num = cln::gcd(num, cln::numerator(t.coefficient));
    den = cln::lcm(den, cln::denominator(t.coefficient));
  }
  return num / den;
}

}  // namespace losscert::symbolic::detail
