// The canonical form of FORMAT.md, section 2: a finite sum of rational coefficient times monomial.
//
// A monomial is a product of integer powers of atoms and one exponential. Atoms are symbols and functions of canonical sums; they are interned in one
// table, so equal atoms have equal ids and equality of canonical forms is equality of maps. What the operations preserve is the value at every point
// where all atoms of the operands are defined (p > 0 in log(p) and p^(1/q), p != 0 in (p)^(-1), z != 0 in step(z)): domain_of lists these conditions.
#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "check/algebra/signs.hpp"
#include "check/text/rational.hpp"

namespace losscert::check {

using AtomId = std::uint32_t;
using ArgId = std::uint32_t;  ///< an interned canonical sum; 0 is the sum 0, so exp(0) = 1 needs no factor

struct Monomial {
  std::vector<std::pair<AtomId, int>> powers;  ///< sorted by atom, no zero exponents
  ArgId exp = 0;
  bool is_one() const { return powers.empty() && exp == 0; }
  friend bool operator<(const Monomial& a, const Monomial& b) { return std::tie(a.powers, a.exp) < std::tie(b.powers, b.exp); }
  friend bool operator==(const Monomial&, const Monomial&) = default;
};

class Poly {
public:
  Poly() = default;
  Poly(const Rational& c) { add(Monomial{}, c); }
  template <std::signed_integral I>
  Poly(I c) : Poly(Rational(c)) {}
  template <std::floating_point D>
  Poly(D) = delete;

  const std::map<Monomial, Rational>& terms() const { return terms_; }
  bool empty() const { return terms_.empty(); }  ///< the form is 0 (the function may be 0 without it)
  bool is_rational() const { return terms_.empty() || (terms_.size() == 1 && terms_.begin()->first.is_one()); }
  Rational rational() const { return terms_.empty() ? Rational() : terms_.begin()->second; }  ///< wants is_rational()
  const Rational& leading() const { return terms_.begin()->second; }                          ///< wants a form that is not 0

  void add(const Monomial& m, const Rational& c);
  std::uint64_t size() const;  ///< in units of work: what it takes to copy it

  Poly& operator+=(const Poly& o);
  Poly operator-() const;
  friend Poly operator+(Poly a, const Poly& b) { return a += b; }
  friend Poly operator-(Poly a, const Poly& b) { return a += -b; }
  friend Poly operator*(const Poly& a, const Poly& b);
  friend bool operator==(const Poly& a, const Poly& b) { return a.terms_ == b.terms_; }
  friend bool operator<(const Poly& a, const Poly& b) { return a.terms_ < b.terms_; }

private:
  std::map<Monomial, Rational> terms_;
};

enum class Kind { Symbol, Sum, Log, Sin, Cos, Arctan, Relu, Step, Root, Abstract };

struct Atom {
  Kind kind{};
  std::string name;            ///< Symbol; Abstract: the function
  ArgId arg = 0;               ///< all others; Sum(arg) occurs with negative exponents only
  unsigned root = 0;           ///< Root: arg^(1/root)
  unsigned order = 0;          ///< Abstract: the derivative of this order, of the function `name`, at arg
  std::vector<AtomId> inside;  ///< all atoms in it at any depth, itself included; sorted
};

// The table. Ids stay valid until clear_table().
const Atom& atom(AtomId id);
const Poly& arg(ArgId id);
ArgId intern(const Poly& p);
AtomId symbol_id(const std::string& name);
void clear_table();
void reset_table();  ///< and reset_work()

// Builders; they throw LimitReached beyond exponents of 1000000 and Reject for division by the form 0, logarithm of a rational that is not positive, root of a negative one, step(0).
Poly symbol(const std::string& name);
Poly symbol(AtomId id);
Poly inverse(const Poly& p);
Poly pow(const Poly& p, long n);
Poly pow(const Poly& p, const Rational& exponent);
Poly exp_of(const Poly& p);
Poly log_of(const Poly& p);
Poly sin_of(const Poly& p);
Poly cos_of(const Poly& p);
Poly arctan_of(const Poly& p);
Poly relu_of(const Poly& p);
Poly step_of(const Poly& p);
std::optional<Kind> core_function(const std::string& name);     ///< log, sin, cos, arctan, relu, step; empty otherwise
Poly function_of(Kind kind, const Poly& p, unsigned root = 0);  ///< Sum .. Root; Kind::Sum gives p itself
Poly abstract_of(const std::string& name, unsigned order, const Poly& p);  ///< throws Reject beyond the class of the function
Poly same_function(const Atom& a, const Poly& p);               ///< the function that the atom is, of p

/// Every atom at any depth.
std::set<AtomId> atoms_of(const Poly& p);
bool contains(const Poly& p, AtomId a);
bool is_number(AtomId a);             ///< free of symbols and of abstract functions: its value is one definite number
bool has_symbols(const Poly& p);      ///< or abstract functions: sigma(0) is no definite number

/// Replaces atoms, all at once; a replaced atom is not looked into.
using Substitution = std::map<AtomId, Poly>;
Poly substitute(const Poly& p, const Substitution& s);

/// Partial derivative, by d relu(p)^n = n relu(p)^(n-1) dp for n >= 2 and d relu(p) = step(p) dp, d step(p) = 0.
Poly derivative(const Poly& p, AtomId symbol);
const Poly& arg_derivative(ArgId a, AtomId symbol);  ///< of an interned sum, computed once

/// True only if p is C^k wherever its atoms are defined: relu(z) occurs as relu(z)^n with n > k only, step not at all, and sigma_j only where j + k is within the class of sigma.
/// With `in`, only atoms that contain that symbol count: C^k as a function of it.
bool is_smooth(const Poly& p, int k, const AtomId* in = nullptr);

/// A condition for an expression to be defined: p > 0, p != 0, or p >= 0 (the last is not open: it may fail nearby, and there a root has no derivative; guarded.hpp opens it).
struct Obligation {
  Poly p;
  Signs wanted;
  friend bool operator<(const Obligation& a, const Obligation& b) { return std::pair(a.wanted.bits(), std::cref(a.p)) < std::pair(b.wanted.bits(), std::cref(b.p)); }
};
using Obligations = std::set<Obligation>;
std::string to_text(const Obligation& o);
/// What must hold for every atom of p to be defined and smooth, with p > 0 for roots. With `only`, just those of atoms that contain that symbol.
Obligations domain_of(const Poly& p, const AtomId* only = nullptr);
Obligations substitute(const Obligations& o, const Substitution& s);

std::string to_text(const Poly& p);  ///< in the expression language, terms sorted by their text

}  // namespace losscert::check
