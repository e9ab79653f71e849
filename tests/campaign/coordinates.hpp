// A random point and random polynomial coordinates around it: invertible near it (globally, in fact), so that a function's type there is that of its outer form.
#pragma once
#include "integer_polynomial.hpp"
#include "planted.hpp"

namespace losscert::test {

/// q_1, ..., q_n: a unimodular linear change after a triangular one, all 0 at the point.
class Coordinates {
public:
  Coordinates(Draw& draw, std::size_t n, bool curved = true);

  std::size_t size() const { return q_.size(); }
  const IntegerPolynomial& operator[](std::size_t k) const { return q_[k]; }
  IntegerPolynomial constant(long c) const { return IntegerPolynomial(q_.size(), c); }
  /// In the case's variables, around the point.
  std::string text(const IntegerPolynomial& p) const { return p.text(shifted_); }
  std::string text(std::size_t k) const { return "(" + text(q_[k]) + ")"; }
  /// sum c_k * prod q_j^e_kj: as composed, or expanded, as a coin decides.
  struct Term {
    long coefficient;
    std::vector<long> powers;
  };
  std::string sum(Draw& draw, const std::vector<Term>& terms) const;

  std::string variables() const;  ///< the table [variables]
  std::string at() const;

private:
  std::vector<IntegerPolynomial> q_;
  std::vector<std::string> names_, point_, shifted_;
};

/// Head of a case with this objective.
std::string head(const Coordinates& c, const std::string& objective);

}  // namespace losscert::test
