// The atoms of the canonical form and the polynomials that occur as their arguments, interned: equal ones have equal numbers.
#pragma once
#include "symbolic/functions.hpp"
#include "symbolic/polynomial.hpp"

namespace losscert::symbolic::detail {

enum class Kind { Symbol, Prime, Root, Inverse, Log, Sin, Cos, Arctan, Relu, Step, Abstract };

struct Atom {
  Kind kind{};
  PolyId argument = 0;           ///< Root .. Abstract
  Expr expr;                     ///< the atom as an expression; for Root and Inverse: its base
  bool is_certain_prime = false; ///< Prime only: false if it may be composite
  unsigned serial = 0;           ///< Abstract only: which function
  AtomId inside = -1;            ///< Relu only: the symbol x where the argument is x or -x
  bool is_mirrored = false;      ///< Relu only: the argument is -x
};

const Atom& atom(AtomId id);
const Poly& interned(PolyId id);
PolyId intern(const Poly& p);

AtomId symbol_atom(const Symbol& s);
AtomId prime_atom(const cln::cl_I& n, bool certain);
AtomId argument_atom(Kind kind, const Poly& argument, unsigned serial = 0);  ///< Root .. Abstract
Kind kind_of(Head function);                            ///< Log .. Abstract

/// Step of the same argument as this Relu atom, or the other way round.
AtomId step_beside(AtomId relu);

/// exp(a)*exp(b), remembered: one exponential, unless the sum of the arguments has gained a term n*log(p) with integer n.
struct ExpProduct {
  bool is_single = false;
  PolyId single = 0;
  Poly product;  ///< where it is not single
};
const ExpProduct& exp_product(PolyId a, PolyId b);

}  // namespace losscert::symbolic::detail
