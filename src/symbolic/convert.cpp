// Expressions of GiNaC <-> the polynomials of the canonical form.
#include <algorithm>
#include <deque>
#include <stdexcept>

#include "symbolic/atoms.hpp"
#include "symbolic/stored.hpp"

namespace losscert::symbolic::detail {
namespace {

using GiNaC::ex_to;
using GiNaC::numeric;

// What has been converted of late, and what polynomials were written as.
Memo<Poly>& memo() {
  static auto& m = *new Memo<Poly>(20000);
  return m;
}
void remember(const Expr& e, const Poly& p) { memo().keep(e, p, 1 + p.size() / 8); }

Rational to_rational(const numeric& n) {
  if (!n.is_rational()) throw InexactNumber("an inexact number in an exact expression");
  return cln::the<cln::cl_RA>(n.to_cl_N());
}

Exponent to_exponent(const Expr& e) {
  if (!GiNaC::is_exactly_a<numeric>(e)) throw std::domain_error("an exponent that is not a rational constant");
  const Rational r = to_rational(ex_to<numeric>(e));
  const cln::cl_I num = cln::numerator(r), den = cln::denominator(r);
  if (cln::integer_length(num) > 30 || cln::integer_length(den) > 30) throw TooLarge("an exponent beyond 2^30");
  return make_exponent(cln::cl_I_to_long(num), cln::cl_I_to_long(den));
}

Poly convert(const Expr& e);
Poly convert_new(const Expr& e);

// k modulo 4 if z = 2k*arctan(1) = k*pi/2.
std::optional<long> quarter_turns(const Poly& z) {
  if (z.is_zero()) return 0;
  if (z.size() != 1) return std::nullopt;
  const auto& [m, c] = z.terms().front();
  if (m.exp != 0 || m.factors.size() != 1 || m.factors[0].exponent != Exponent{1, 1}) return std::nullopt;
  const Atom& a = atom(m.factors[0].atom);
  if (a.kind != Kind::Arctan || interned(a.argument).constant() != Rational(1)) return std::nullopt;
  const Rational k = c / 2;
  if (cln::denominator(k) != 1) return std::nullopt;
  return cln::cl_I_to_long(cln::mod(cln::numerator(k), 4));
}

// `serial`: which abstract function.
Poly convert_function(Head h, const Poly& z, unsigned serial) {
  const auto c = z.constant();
  switch (h) {
    case Head::Exp: return exponential(z);
    case Head::Log:
      if (c && !cln::plusp(*c)) throw std::domain_error("logarithm of a number that is not positive");
      if (c && *c == 1) return Poly();
      break;
    case Head::Sin:
    case Head::Cos:
      if (const auto k = quarter_turns(z)) {
        constexpr int sine[] = {0, 1, 0, -1};
        return Poly(Rational(sine[(*k + (h == Head::Cos ? 1 : 0)) % 4]));
      }
      if (leading_sign(z) < 0) {
        const Poly mirrored = convert_function(h, scaled(z, -1), serial);
        return h == Head::Cos ? mirrored : scaled(mirrored, -1);
      }
      break;
    case Head::Arctan:
      if (z.is_zero()) return Poly();
      if (leading_sign(z) < 0) return scaled(convert_function(h, scaled(z, -1), serial), -1);
      break;
    case Head::Relu:
      if (c) return cln::plusp(*c) ? z : Poly();
      break;
    case Head::Step:
      if (c && !cln::zerop(*c)) return Poly(Rational(cln::plusp(*c) ? 1 : 0));
      break;
    default: break;
  }
  Rational factor = 1;
  Poly argument = z;
  if ((h == Head::Relu || h == Head::Step) && !z.is_zero()) {  // relu(c*p) = c*relu(p), step(c*p) = step(p)
    const Rational size = content(z);
    argument = scaled(z, cln::recip(size));
    if (h == Head::Relu) factor = size;
  }
  Monomial m;
  m.factors.push_back({argument_atom(kind_of(h), argument, serial), {1, 1}});
  return Poly(factor, std::move(m));
}

// A product of symbols and functions is not remembered: there are many, and the sum around them is.
bool is_plain(const Expr& product) {
  const auto& pairs = pairs_of(product);
  return std::none_of(pairs.begin(), pairs.end(), [](const GiNaC::expair& p) { return head(p.rest) == Head::Sum || head(p.rest) == Head::Power; });
}
void add_term(Sum& s, const Expr& rest, const Rational& c) { s.add(head(rest) == Head::Product && is_plain(rest) ? convert_new(rest) : convert(rest), c); }

Poly convert_new(const Expr& e) {
  const Head h = head(e);
  switch (h) {
    case Head::Number: return Poly(to_rational(ex_to<numeric>(e)));
    case Head::Symbol: {
      Monomial m;
      m.factors.push_back({symbol_atom(ex_to<Symbol>(e)), {1, 1}});
      return Poly(1, std::move(m));
    }
    case Head::Sum: {
      Sum s;
      for (const auto& p : pairs_of(e)) add_term(s, p.rest, to_rational(ex_to<numeric>(p.coeff)));
      s.add(Monomial(), to_rational(number_beside(e)));
      return s.take();
    }
    case Head::Product: {
      Poly p(to_rational(number_beside(e)));
      for (const auto& f : pairs_of(e)) p = p * (f.coeff.is_equal(1) ? convert(f.rest) : power(convert(f.rest), to_exponent(f.coeff)));
      return p;
    }
    case Head::Power: return power(convert(e.op(0)), to_exponent(e.op(1)));
    default: return convert_function(h, convert(e.op(0)), h == Head::Abstract ? ex_to<GiNaC::function>(e).get_serial() : 0);
  }
}

Poly convert(const Expr& e) {
  const Head h = head(e);
  if (h == Head::Number || h == Head::Symbol) return convert_new(e);
  if (const Poly* known = memo().find(e)) return *known;
  Poly p = convert_new(e);
  remember(e, p);
  return p;
}

// Argument of an exponential, as an expression: made once.
const Expr& exponential_expr(PolyId id) {
  static auto& known = *new std::unordered_map<PolyId, Expr>;
  if (const auto found = known.find(id); found != known.end()) return found->second;
  return known.emplace(id, exp_of(to_expr(interned(id)))).first->second;
}

}  // namespace

Poly to_poly(const Expr& e) { return convert(e); }

Expr to_expr(const Monomial& m) {
  GiNaC::exvector factors;
  for (const Factor& f : m.factors) {
    const Atom& a = atom(f.atom);
    const numeric exponent = numeric(a.kind == Kind::Inverse ? -f.exponent.num : f.exponent.num) / numeric(f.exponent.den);
    factors.push_back(power_of(a.expr, exponent));
  }
  if (m.exp != 0) factors.push_back(exponential_expr(m.exp));
  return factors.size() == 1 ? factors.front() : Expr(GiNaC::dynallocate<GiNaC::mul>(factors));
}

Expr to_expr(const Poly& p) {
  GiNaC::exvector terms;
  terms.reserve(p.size());
  for (const Term& t : p.terms()) terms.push_back(to_expr(t.monomial) * numeric(t.coefficient));
  const Expr e = terms.size() == 1 ? terms.front() : Expr(GiNaC::dynallocate<GiNaC::add>(terms));
  remember(e, p);  // a canonical form is asked for again more often than not
  return e;
}

}  // namespace losscert::symbolic::detail
