// Exact asymptotics as eps -> 0+ (FORMAT.md, 5.4): what an expression in eps tends to.
#pragma once
#include <map>
#include <optional>
#include <vector>

#include "check/rules/context.hpp"

namespace losscert::check {

enum class LimitSort { Finite, PlusInfinity, MinusInfinity };
struct Limit {
  LimitSort sort{};
  Poly value;  ///< Finite: free of eps
};

/// One per limit proof. Throws Reject where no limit is found.
class Asymptotics {
public:
  /// For all parameters in g, which says nothing about eps.
  explicit Asymptotics(const Context& g);

  /// Throughout g, e has one of these signs.
  void lemma(const Poly& e, Signs s) { lemmas_.emplace_back(e, s); }
  /// Wherever log, a root or the inverse of `argument` occurs, the scale, a product of powers of eps and an exponential, is taken out of it.
  void scale(const Poly& argument, const Poly& scale);
  /// Functions whose argument converges are replaced by their Taylor polynomials of this order and a remainder.
  void expand(int order) { order_ = order; }

  Limit of(const Poly& f) { return expanded_limit(rescaled(f)); }

private:
  /// eps^(-k) (-log(eps))^l
  struct Scale {
    Rational k;
    long l = 0;
  };
  using Exponents = std::map<Rational, Poly>;  // j -> p_j of sum p_j eps^(-j), no p_j of the form 0
  struct Group {
    Rational k;
    long l = 0;
    Exponents p;        // j != 0
    bool tower = false;  // with a factor exp(r), r more than powers, that makes the whole unbounded whatever k, l and p say
    Poly limit;          // of the coefficient, but for
    Poly wave;           // summands of it that are at most so large together
    bool exact = true;   // the coefficient is free of eps, so it is its limit
  };

  bool moves(AtomId a) const;
  bool moves(const Poly& p) const;
  const Poly* known_scale(const Poly& argument) const;  ///< of what `scale` was told, or a rational multiple of it
  std::optional<Scale> scale_of(AtomId id, int n) const;
  Signs sign(const Poly& e) const;
  int strict_sign(const Poly& e) const;

  Poly rescaled(const Poly& f) const;
  Poly rescaled_power(AtomId id, int n) const;

  Poly expanded(const Poly& f);
  Poly expanded_power(AtomId id, int n);
  Poly expanded_exp(const Poly& exponent);
  std::optional<Poly> taylor(const Poly& phi, const Poly& argument, bool positive, bool nonzero, const std::string& name);

  Limit expanded_limit(const Poly& f);
  Limit limit(const Poly& f);
  Poly atom_limit(AtomId id, int n);
  std::pair<Exponents, Poly> by_powers(const Poly& p) const;
  LimitSort exponent_limit(const Poly& exponent, const Rational& k, long l, bool below);
  int growth(const Exponents& p) const;
  int group_sign(const Group& x) const;
  int direction(const std::vector<Group>& groups) const;
  bool dominates(const Group& a, const Group& b) const;

  const Context& g_;
  AtomId eps_;
  std::vector<std::pair<Poly, Signs>> lemmas_;
  std::map<Poly, Poly> scales_;
  std::optional<int> order_;
  std::map<AtomId, Poly> remainders_;             // symbol -> its limit
  std::map<std::pair<bool, ArgId>, Poly> known_;  // atoms (false) and exponents (true) that are expanded already
  int depth_ = 0;
};

}  // namespace losscert::check
