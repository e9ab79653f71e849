#include "symbolic/atoms.hpp"

#include <cstdint>
#include <deque>
#include <map>
#include <stdexcept>
#include <string>
#include <tuple>

#include "symbolic/abstract.hpp"

namespace losscert::symbolic::detail {
namespace {

struct PolyHash {
  std::size_t operator()(const Poly* p) const { return hash_of(*p); }
};
struct PolyEqual {
  bool operator()(const Poly* a, const Poly* b) const { return equal(*a, *b); }
};

// Never destroyed: GiNaC's own globals may go first. References into a deque stay valid while it grows.
struct Tables {
  std::deque<Atom> atoms;
  std::deque<Poly> polys{Poly()};
  std::unordered_map<const Poly*, PolyId, PolyHash, PolyEqual> poly_ids;
  std::map<std::string, AtomId> symbols;
  std::map<cln::cl_I, AtomId> primes;
  std::map<std::tuple<Kind, unsigned, PolyId>, AtomId> functions;
  std::unordered_map<std::uint64_t, ExpProduct> products;
  Tables() { poly_ids.emplace(&polys.front(), 0); }
};
Tables& tables() {
  static auto& t = *new Tables;
  return t;
}

AtomId append(Atom a) {
  auto& t = tables().atoms;
  t.push_back(std::move(a));
  return static_cast<AtomId>(t.size() - 1);
}

Expr atom_expr(Kind kind, const Expr& argument, unsigned serial) {
  switch (kind) {
    case Kind::Log: return log_of(argument);
    case Kind::Sin: return sin_of(argument);
    case Kind::Cos: return cos_of(argument);
    case Kind::Arctan: return arctan_of(argument);
    case Kind::Relu: return relu_of(argument);
    case Kind::Step: return step_of(argument);
    case Kind::Abstract: {
      const AbstractPart a = abstract_part(serial);
      return abstract_of(a.function, a.order, argument);
    }
    default: return argument;
  }
}

}  // namespace

const Atom& atom(AtomId id) { return tables().atoms[static_cast<std::size_t>(id)]; }
const Poly& interned(PolyId id) { return tables().polys[static_cast<std::size_t>(id)]; }

PolyId intern(const Poly& p) {
  auto& t = tables();
  if (const auto found = t.poly_ids.find(&p); found != t.poly_ids.end()) return found->second;
  t.polys.push_back(p);
  const auto id = static_cast<PolyId>(t.polys.size() - 1);
  t.poly_ids.emplace(&t.polys.back(), id);
  return id;
}

AtomId symbol_atom(const Symbol& s) {
  auto& t = tables().symbols;
  if (const auto found = t.find(s.get_name()); found != t.end()) {
    // Two GiNaC symbols of one name would print alike and be confused.
    if (!atom(found->second).expr.is_equal(s)) throw std::logic_error("symbol " + s.get_name() + " was not made by symbolic::symbol");
    return found->second;
  }
  if (!symbol(s.get_name()).is_equal(s)) throw std::logic_error("symbol " + s.get_name() + " was not made by symbolic::symbol");
  const AtomId id = append({.kind = Kind::Symbol, .expr = s});
  t.emplace(s.get_name(), id);
  return id;
}

AtomId prime_atom(const cln::cl_I& n, bool certain) {
  auto& t = tables().primes;
  if (const auto found = t.find(n); found != t.end()) return found->second;
  const AtomId id = append({.kind = Kind::Prime, .expr = GiNaC::numeric(n), .is_certain_prime = certain});
  t.emplace(n, id);
  return id;
}

AtomId argument_atom(Kind kind, const Poly& argument, unsigned serial) {
  const PolyId p = intern(argument);
  auto& t = tables().functions;
  if (const auto found = t.find({kind, serial, p}); found != t.end()) return found->second;
  Atom a{.kind = kind, .argument = p, .expr = atom_expr(kind, to_expr(argument), serial), .serial = serial};
  if (kind == Kind::Relu && argument.size() == 1) {
    const auto& [m, c] = argument.terms().front();
    const bool is_symbol = m.exp == 0 && m.factors.size() == 1 && m.factors.front().exponent == Exponent{1, 1} && atom(m.factors.front().atom).kind == Kind::Symbol;
    if (is_symbol) a.inside = m.factors.front().atom, a.is_mirrored = cln::minusp(c);  // c is 1 or -1: relu(c*p) = c*relu(p)
  }
  const AtomId id = append(std::move(a));
  t.emplace(std::tuple{kind, serial, p}, id);
  return id;
}

Kind kind_of(Head function) {
  switch (function) {
    case Head::Log: return Kind::Log;
    case Head::Sin: return Kind::Sin;
    case Head::Cos: return Kind::Cos;
    case Head::Arctan: return Kind::Arctan;
    case Head::Relu: return Kind::Relu;
    case Head::Step: return Kind::Step;
    case Head::Abstract: return Kind::Abstract;
    default: throw std::logic_error("kind_of: not an atom");
  }
}

AtomId step_beside(AtomId relu) { return argument_atom(Kind::Step, interned(atom(relu).argument)); }

const ExpProduct& exp_product(PolyId a, PolyId b) {
  if (a > b) std::swap(a, b);
  auto& t = tables().products;
  const auto key = static_cast<std::uint64_t>(a) << 32 | static_cast<std::uint32_t>(b);
  if (const auto found = t.find(key); found != t.end()) return found->second;
  ExpProduct out;
  Poly e = exponential(interned(a) + interned(b));
  if (e.size() == 1 && e.terms().front().monomial.factors.empty() && e.terms().front().coefficient == 1) out.is_single = true, out.single = e.terms().front().monomial.exp;
  else out.product = std::move(e);
  return t.emplace(key, std::move(out)).first->second;
}

}  // namespace losscert::symbolic::detail
