#include "check/enclosure/zero.hpp"

#include <algorithm>
#include <memory>

#include "check/enclosure/enclose.hpp"
#include "check/enclosure/exact_number.h"
#include "check/text/reject.hpp"
#include "check/text/work.hpp"

namespace losscert::check {

namespace {

constexpr long bits = 192;

struct FreeField {
  void operator()(exact_field* f) const { exact_field_free(f); }
};
struct FreeNumber {
  void operator()(exact_number* x) const { exact_free(x); }
};
using Field = std::unique_ptr<exact_field, FreeField>;
using Number = std::unique_ptr<exact_number, FreeNumber>;

Number rational_number(const Rational& q, const Field& f) {
  Number x(exact_new(f.get()));
  exact_set_rational(x.get(), q.raw());
  return x;
}

// The value of p, a form without symbols; null if some part has no exact counterpart (relu of a constant whose sign does not show).
Number evaluate(const Poly& p, const Field& f);

Number evaluate_power(AtomId id, int n, const Field& f) {
  const Atom& a = atom(id);
  if (a.kind == Kind::Symbol || a.kind == Kind::Abstract) return nullptr;
  Number x = evaluate(arg(a.arg), f);
  if (!x) return nullptr;
  if (a.kind == Kind::Relu || a.kind == Kind::Step) {
    const Signs s = enclose(arg(a.arg), {}, bits).signs();
    if (s != positive && s != negative) return nullptr;
    if (s == negative || a.kind == Kind::Step) x = rational_number(s == positive ? 1 : 0, f);
  }
  if (a.kind == Kind::Log) exact_log(x.get());
  if (a.kind == Kind::Sin) exact_sin(x.get());
  if (a.kind == Kind::Cos) exact_cos(x.get());
  if (a.kind == Kind::Arctan) exact_arctan(x.get());
  const Rational e = a.kind == Kind::Root ? Rational(n) / Rational(static_cast<long>(a.root)) : Rational(n);
  exact_pow_rational(x.get(), e.raw());
  return x;
}

Number evaluate(const Poly& p, const Field& f) {
  Number sum = rational_number(0, f);
  for (const auto& [m, c] : p.terms()) {
    spend(100 * (1 + m.powers.size()));
    Number t = rational_number(c, f);
    for (const auto& [id, n] : m.powers) {
      const Number x = evaluate_power(id, n, f);
      if (!x) return nullptr;
      exact_mul(t.get(), x.get());
    }
    if (m.exp != 0) {
      const Number x = evaluate(arg(m.exp), f);
      if (!x) return nullptr;
      exact_exp(x.get());
      exact_mul(t.get(), x.get());
    }
    exact_add(sum.get(), t.get());
  }
  return sum;
}

// Exact arithmetic has no bound on its work: the degree of a number may double with each root in it, and what is tried to relate numbers to each other grows with the cube of how many there are.
bool is_small(const Poly& c) {
  constexpr std::size_t max_roots = 10, max_numbers = 100;
  const auto atoms = atoms_of(c);
  const auto roots = static_cast<std::size_t>(std::count_if(atoms.begin(), atoms.end(), [](AtomId a) { return atom(a).kind == Kind::Root; }));
  const std::size_t others = atoms.size() - roots;
  spend(others * others * others * 240);
  return roots <= max_roots && atoms.size() <= max_numbers;
}

bool constant_is_zero(const Poly& c) {
  if (c.is_rational()) return c.empty();
  try {
    if (!enclose(c, {}, bits).signs().within(nonzero) && is_small(c)) {
      const Field f(exact_field_new());
      const Number x = evaluate(c, f);
      return x && exact_is_zero(x.get()) == 1;
    }
  } catch (const Reject&) {  // undefined, or too close to the border of a domain: not shown
  }
  return false;
}

// p as a polynomial in its monomials with symbols or abstract functions (sigma(1) is an unknown like x): the coefficients are numbers.
std::map<Monomial, Poly> by_nonconstant_monomial(const Poly& p) {
  std::map<Monomial, Poly> out;
  for (const auto& [m, c] : p.terms()) {
    Monomial constant, rest;
    for (const auto& f : m.powers) (is_number(f.first) ? constant : rest).powers.push_back(f);
    Poly fixed, moving;
    for (const auto& [n, d] : arg(m.exp).terms()) {
      Poly t;
      t.add(n, d);
      (has_symbols(t) ? moving : fixed).add(n, d);
    }
    constant.exp = intern(fixed);
    rest.exp = intern(moving);
    out[rest].add(constant, c);
  }
  return out;
}

// p, or p times powers of cosines under a fraction, with 1 - sin(z)^2 for each cos(z)^2: zero exactly where p is, wherever p is defined.
Poly reduce_cosines(Poly p) {
  std::map<AtomId, int> lowest;  // the cosines, with the least exponent below 0
  for (const auto& [m, c] : p.terms())
    for (const auto& [id, n] : m.powers)
      if (atom(id).kind == Kind::Cos) lowest[id] = std::min(lowest[id], n);
  for (const auto& [id, least] : lowest) {
    const Poly cosine = symbol(id), square = Poly(1) - pow(sin_of(arg(atom(id).arg)), 2);
    Poly reduced;
    for (const auto& [m, c] : p.terms()) {
      Monomial rest = m;
      int n = -least;
      std::erase_if(rest.powers, [&n, id = id](const auto& f) { return f.first == id ? (n += f.second, true) : false; });
      Poly t;
      t.add(rest, c);
      reduced += t * pow(cosine, n % 2) * pow(square, n / 2);
    }
    p = std::move(reduced);
  }
  return p;
}

// z^(n-1)*relu(z) for each relu(z)^n, n > 1: the same everywhere.
Poly reduce_relus(const Poly& p) {
  Poly out;
  for (const auto& [m, c] : p.terms()) {
    Monomial rest = m;
    Poly factor(1);
    for (auto& [id, n] : rest.powers)
      if (const Atom& a = atom(id); a.kind == Kind::Relu && n > 1 && arg(a.arg).terms().size() > 1) factor = factor * pow(arg(a.arg), n - 1), n = 1;
    Poly t;
    t.add(rest, c);
    out += t * factor;
  }
  return out;
}

}  // namespace

Poly clear_denominators(Poly p) {
  // Always the youngest denominator: what it is replaced by contains older atoms only, so this ends.
  for (;;) {
    AtomId worst = 0;
    int lowest = 0;
    for (const auto& [m, c] : p.terms())
      for (const auto& [id, n] : m.powers)
        if (atom(id).kind == Kind::Sum && n < 0) {
          if (lowest == 0 || id > worst)
            worst = id, lowest = n;
          else if (id == worst)
            lowest = std::min(lowest, n);
        }
    if (lowest == 0) return p;
    Poly cleared;
    for (const auto& [m, c] : p.terms()) {
      Monomial rest = m;
      int n = 0;
      std::erase_if(rest.powers, [&](const auto& f) { return f.first == worst ? (n = f.second, true) : false; });
      Poly t;
      t.add(rest, c);
      cleared += t * pow(arg(atom(worst).arg), n - lowest);
    }
    p = std::move(cleared);
  }
}

bool is_zero(const Poly& p) {
  if (p.empty()) return true;
  const Poly q = reduce_cosines(clear_denominators(reduce_relus(p)));
  const auto parts = by_nonconstant_monomial(q);
  return std::all_of(parts.begin(), parts.end(), [](const auto& part) { return constant_is_zero(part.second); });
}

}  // namespace losscert::check
