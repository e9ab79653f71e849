// What is shown of the sign of an expression throughout a context G: a set that contains it, or that G has no point.
//
// That G has no point is said by an empty box, by relations that exclude each other (rule `assumption`) and by the rule `absurd` alone, and is handed on by the rules. It is within no
// set of signs: whoever lets it pass must ask for it.
#pragma once
#include <optional>

#include "check/algebra/signs.hpp"

namespace losscert::check {

class Shown {
public:
  Shown(Signs s);  ///< throws Reject for the empty set: no sign is left, but nobody has said that there is no point
  static Shown no_point() { return Shown(); }

  bool is_no_point() const { return !signs_; }
  bool within(Signs wanted) const { return signs_ && signs_->within(wanted); }
  bool within_or_no_point(Signs wanted) const { return !signs_ || signs_->within(wanted); }
  Signs signs() const { return *signs_; }  ///< wants a set
  std::string text() const { return signs_ ? signs_->text() : "a contradiction"; }

  Shown power(long n) const { return signs_ ? Shown(signs_->power(n)) : *this; }
  Shown times(int sign) const { return signs_ ? Shown(signs_->times(sign)) : *this; }
  friend Shown operator+(const Shown& a, const Shown& b) { return a.signs_ && b.signs_ ? Shown(*a.signs_ + *b.signs_) : Shown(); }
  friend Shown operator*(const Shown& a, const Shown& b) { return a.signs_ && b.signs_ ? Shown(*a.signs_ * *b.signs_) : Shown(); }
  /// Of points that are distributed among two contexts.
  friend Shown operator|(const Shown& a, const Shown& b) { return !a.signs_ ? b : !b.signs_ ? a : Shown(*a.signs_ | *b.signs_); }

private:
  Shown() = default;
  std::optional<Signs> signs_;
};

}  // namespace losscert::check
