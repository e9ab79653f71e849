// Derivatives of canonical forms, src/check/FORMAT.md section 2.
#include <map>
#include <stdexcept>

#include "symbolic/abstract.hpp"
#include "symbolic/atoms.hpp"
#include "symbolic/stored.hpp"

namespace losscert::symbolic {
namespace {

using namespace detail;

class Differentiator {
public:
  explicit Differentiator(const Symbol& v) : variable_(symbol_atom(v)) {}

  Poly of(const Poly& p) {
    Sum s;
    for (const Term& t : p.terms()) {
      for (const Factor& f : t.monomial.factors) {
        const Poly d = of_factor(f);
        if (d.is_zero()) continue;
        Monomial rest = t.monomial;
        rest.drop_if([&](const Factor& g) { return g.atom == f.atom; });
        for (const Term& u : d.terms()) multiply_into(s, rest, u.monomial, t.coefficient * u.coefficient);
      }
      if (t.monomial.exp != 0)
        for (const Term& u : of_argument(t.monomial.exp).terms()) multiply_into(s, t.monomial, u.monomial, t.coefficient * u.coefficient);
    }
    return s.take();
  }

private:
  const Poly& of_argument(PolyId id) {
    if (const auto found = arguments_.find(id); found != arguments_.end()) return found->second;
    Poly d = of(interned(id));
    return arguments_.emplace(id, std::move(d)).first->second;
  }

  // d (atom^e)
  Poly of_factor(const Factor& f) {
    const Atom& a = atom(f.atom);
    if (a.kind == Kind::Symbol) return f.atom == variable_ ? lowered(f) : Poly();
    if (a.kind == Kind::Prime || a.kind == Kind::Step) return Poly();
    const Poly& inner = of_argument(a.argument);
    if (inner.is_zero()) return Poly();
    const Poly& p = interned(a.argument);
    const Rational e = Rational(f.exponent.num) / f.exponent.den;
    switch (a.kind) {
      case Kind::Root: return inner * power(p, -1) * scaled(raised(f.atom, f.exponent), e);
      case Kind::Inverse: return inner * scaled(raised(f.atom, f.exponent + Exponent{1, 1}), -e);
      case Kind::Relu:
        // For an exponent other than 1 the step is absorbed: relu(p)^(e-1)*step(p) = relu(p)^(e-1).
        if (f.exponent == Exponent{1, 1}) return inner * raised(step_beside(f.atom), {1, 1});
        return inner * lowered(f);
      case Kind::Log: return inner * lowered(f) * power(p, -1);
      case Kind::Sin: return inner * lowered(f) * raised(argument_atom(Kind::Cos, p), {1, 1});
      case Kind::Cos: return scaled(inner * lowered(f) * raised(argument_atom(Kind::Sin, p), {1, 1}), -1);
      case Kind::Arctan: return inner * lowered(f) * power(Poly(Rational(1)) + p * p, -1);
      case Kind::Abstract: {
        const AbstractPart part = abstract_part(a.serial);
        return inner * lowered(f) * raised(argument_atom(Kind::Abstract, p, serial_of(part.function, part.order + 1)), {1, 1});
      }
      default: throw std::logic_error("derivative of an unknown atom");
    }
  }

  static Poly raised(AtomId id, Exponent e) {
    Monomial m;
    if (e.num != 0) m.factors.push_back({id, e});
    return Poly(1, std::move(m));
  }
  static Poly lowered(const Factor& f) { return scaled(raised(f.atom, f.exponent + Exponent{-1, 1}), Rational(f.exponent.num) / f.exponent.den); }

  AtomId variable_;
  std::map<PolyId, Poly> arguments_;
};

}  // namespace

Expr derivative(const Expr& e, const Symbol& v) {
  using BySymbol = std::map<Symbol, Expr, ByName>;
  static auto& known = *new Memo<BySymbol>(10000);
  BySymbol of_e;
  if (const BySymbol* found = known.find(e)) of_e = *found;
  if (const auto found = of_e.find(v); found != of_e.end()) return found->second;
  const Expr d = to_expr(Differentiator(v).of(to_poly(e)));
  of_e.emplace(v, d);
  known.keep(e, std::move(of_e));
  return d;
}

}  // namespace losscert::symbolic
