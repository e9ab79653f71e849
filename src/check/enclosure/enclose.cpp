#include "check/enclosure/enclose.hpp"

#include "check/algebra/abstract.hpp"
#include "check/text/reject.hpp"

namespace losscert::check {

namespace {

Interval apply(Kind kind, const Interval& x, unsigned q, long bits) {
  switch (kind) {
    case Kind::Log:
      return log(x, bits);
    case Kind::Sin:
      return sin(x, bits);
    case Kind::Cos:
      return cos(x, bits);
    case Kind::Arctan:
      return arctan(x, bits);
    case Kind::Relu:
      return relu(x);
    case Kind::Step:
      return step(x, bits);
    case Kind::Root:
      return root(x, q, bits);
    case Kind::Sum:
    case Kind::Symbol:
    case Kind::Abstract:
      break;
  }
  return x;
}

// Of an abstract function, whatever its argument.
Interval values(const Atom& a, long bits) {
  const Range r = range_of(a);
  return {r.lo, r.hi, bits};
}

class Evaluator {
public:
  Evaluator(const Box& box, long bits) : box_(box), bits_(bits) {}

  Interval operator()(const Poly& p) {
    Interval sum(Rational(0), bits_);
    for (const auto& [m, c] : p.terms()) {
      Interval t(c, bits_);
      for (const auto& [id, n] : m.powers) t = mul(t, power(value(id), n, bits_), bits_);
      if (m.exp != 0) t = mul(t, exponential(m.exp), bits_);
      sum = add(sum, t, bits_);
    }
    return sum;
  }

private:
  Interval value(AtomId id) {
    if (const auto it = atoms_.find(id); it != atoms_.end()) return it->second;
    const Atom& a = atom(id);
    Interval x = a.kind == Kind::Symbol ? box_.of(id, bits_) : apply(a.kind, (*this)(arg(a.arg)), a.root, bits_);  // the argument also fails outside of its domain
    if (a.kind == Kind::Abstract) x = values(a, bits_);
    return atoms_.emplace(id, x).first->second;
  }
  Interval exponential(ArgId a) {
    if (const auto it = exponentials_.find(a); it != exponentials_.end()) return it->second;
    return exponentials_.emplace(a, exp((*this)(arg(a)), bits_)).first->second;
  }

  const Box& box_;
  long bits_;
  std::map<AtomId, Interval> atoms_;
  std::map<ArgId, Interval> exponentials_;
};

}  // namespace

Interval Box::of(AtomId symbol, long bits) const {
  const auto it = ranges.find(symbol);
  return it == ranges.end() ? Interval() : Interval(it->second.lo, it->second.hi, bits);
}

bool Box::empty() const {
  for (const auto& [id, r] : ranges)
    if (r.lo && r.hi && *r.hi < *r.lo) return true;
  return false;
}

Interval enclose(const Poly& p, const Box& box, long bits) {
  if (box.empty()) throw Reject("the box has no point");
  return Evaluator(box, bits)(p);
}

Interval enclose(const Syntax& s, const Box& box, long bits) {
  if (box.empty()) throw Reject("the box has no point");
  using Op = Syntax::Op;
  const auto kid = [&](std::size_t i) { return enclose(*s.kids[i], box, bits); };
  switch (s.op) {
    case Op::Number:
      return Interval(Rational::from_decimal(s.text), bits);
    case Op::Name:
    case Op::Index:
      return box.of(symbol_id(component_name(s)), bits);
    case Op::Sum: {
      Interval r(Rational(0), bits);
      for (std::size_t i = 0; i < s.kids.size(); ++i) r = s.inverted[i] ? sub(r, kid(i), bits) : add(r, kid(i), bits);
      return r;
    }
    case Op::Product: {
      Interval r(Rational(1), bits);
      for (std::size_t i = 0; i < s.kids.size(); ++i) r = mul(r, s.inverted[i] ? inverse(kid(i), bits) : kid(i), bits);
      return r;
    }
    case Op::Power: {
      const Rational e = rational_constant(*s.kids[1]);
      const auto n = e.numerator().to_long(), q = e.denominator().to_long();
      if (!n || !q || *q > 1000 || Rational(1000) < e.abs()) throw Reject("an exponent exceeds 1000");
      return power(*q == 1 ? kid(0) : root(kid(0), static_cast<unsigned>(*q), bits), *n, bits);
    }
    case Op::Call:
      if (s.kids.size() == 1 && s.text == "exp") return exp(kid(0), bits);
      if (const auto k = core_function(s.text); k && s.kids.size() == 1) return apply(*k, kid(0), 0, bits);
      if (const auto f = abstract_name(s.text); f && s.kids.size() == 1) {
        kid(0);  // must be defined
        return values({Kind::Abstract, f->function->name, 0, 0, f->order, {}}, bits);
      }
      throw Reject("'" + s.text + "' is no function of the core");
    case Op::Vector:
      break;
  }
  throw Reject("a scalar is needed");
}

}  // namespace losscert::check
