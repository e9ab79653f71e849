// Expressions with the conditions under which they are defined, and points that are put into them: types that keep apart what must not be taken for each other.
//
// Who wants the expression of a Guarded shows its conditions (`defined`, rules/sign.hpp). They go along where something is put in, and are opened where it is differentiated. A point
// is no Substitution: putting in another expression makes another function, which has derivatives of its own; putting in a point leaves a value, of which nothing nearby follows.
#pragma once
#include "check/algebra/poly.hpp"

namespace losscert::check {

/// What is said of variables at one point, or along a curve or path: in an expression put in for them it no longer moves with them. What it says nothing of stands for itself.
class Point {
public:
  Point() = default;
  explicit Point(Substitution values) : values_(std::move(values)) {}
  const Substitution& values() const& { return values_; }
  Substitution values() && { return std::move(values_); }
  bool gives(AtomId v) const { return values_.count(v) > 0; }
  void give(AtomId v, const Poly& value) { values_[v] = value; }

private:
  Substitution values_;
};

/// The value of an expression at a point. No Poly, so that it cannot be differentiated, nor an expression that moves be judged in its place.
class AtPoint {
public:
  AtPoint() = default;
  AtPoint(const Poly& moving, const Point& s) : p_(substitute(moving, s.values())) {}
  const Poly& poly() const& { return p_; }  ///< in the symbols that are left, where it is asked for by name
  Poly poly() && { return std::move(p_); }  // not by reference: in `for (x : f().y())` it would dangle
  /// The expression as it is, where the caller knows that all in it is constant.
  static AtPoint constant(Poly p) {
    AtPoint a;
    a.p_ = std::move(p);
    return a;
  }
  AtPoint& operator+=(const AtPoint& o) { return p_ += o.p_, *this; }
  AtPoint operator-() const { return constant(-p_); }
  friend AtPoint operator+(AtPoint a, const AtPoint& b) { return a += b; }
  friend AtPoint operator-(const AtPoint& a, const AtPoint& b) { return constant(a.p_ - b.p_); }
  friend AtPoint operator*(const AtPoint& a, const AtPoint& b) { return constant(a.p_ * b.p_); }

private:
  Poly p_;
};

/// The value of an expression at a point, and what must hold for it to be defined there. Neither opened nor differentiated: of p >= 0 with a number for p nothing is left.
class GuardedAt {
public:
  const Obligations& domain() const& { return domain_; }
  Obligations domain() && { return std::move(domain_); }
  const AtPoint& unproved() const& { return value_; }  ///< for `defined`, which shows the conditions
  AtPoint unproved() && { return std::move(value_); }

private:
  friend class Guarded;
  GuardedAt(AtPoint value, Obligations domain) : value_(std::move(value)), domain_(std::move(domain)) {}
  AtPoint value_;
  Obligations domain_;
};

class Guarded {
public:
  Guarded() = default;
  Guarded(Poly p, Obligations domain) : p_(std::move(p)), domain_(std::move(domain)) {}

  const Obligations& domain() const& { return domain_; }
  Obligations domain() && { return std::move(domain_); }
  /// The expression, its conditions left behind: for `defined`, and for who shows them otherwise or need not, and says how.
  const Poly& unproved() const& { return p_; }
  Poly unproved() && { return std::move(p_); }

  Guarded operator-() const { return {-p_, domain_}; }
  /// Another function, that of what is put in: where this makes a number of p, p >= 0 holds or not, and nothing moves there.
  Guarded substitute(const Substitution& s) const;
  /// Where it is defined nearby too and no root in it is at 0, so that it is as smooth as its parts: p > 0 for p >= 0, the other conditions are open as they are.
  Guarded opened() const;
  /// Defined where the expression is so nearby, and step(z) may have come in.
  Guarded derivative(AtomId v) const;
  /// At the point. Whoever needs the conditions opened does that first; a GuardedAt has no way to.
  GuardedAt at(const Point& s) const;
  Obligations domain_at(const Point& s) const { return check::substitute(domain_, s.values()); }

private:
  Poly p_;
  Obligations domain_;
};

}  // namespace losscert::check
