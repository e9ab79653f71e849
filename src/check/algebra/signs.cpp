#include "check/algebra/signs.hpp"

#include <utility>

namespace losscert::check {

Signs operator+(Signs a, Signs b) {
  if (a.empty() || b.empty()) return {};
  Signs r;
  for (const Signs s : {negative, zero, positive})
    for (const Signs t : {negative, zero, positive})
      if ((a & s) == s && (b & t) == t) r = r | (s == zero ? t : t == zero || t == s ? s : any_sign);
  return r;
}

Signs operator*(Signs a, Signs b) {
  Signs r;
  for (const Signs s : {negative, zero, positive})
    for (const Signs t : {negative, zero, positive})
      if ((a & s) == s && (b & t) == t) r = r | (s == zero || t == zero ? zero : s == t ? positive : negative);
  return r;
}

Signs Signs::power(long n) const {
  if (n % 2 != 0) return *this;
  return Signs((bits_ & 2) | ((bits_ & 5) != 0 ? 4U : 0U));
}

Signs Signs::times(int sign) const { return sign > 0 ? *this : Signs((bits_ & 2) | ((bits_ & 1) << 2) | ((bits_ & 4) >> 2)); }

std::string Signs::text() const {
  std::string s;
  for (const auto& [bit, name] : {std::pair{1U, "-"}, {2U, "0"}, {4U, "+"}})
    if ((bits_ & bit) != 0) s += (s.empty() ? "" : ",") + std::string(name);
  return "{" + s + "}";
}

Signs signs_of(Rel r) {
  switch (r) {
    case Rel::Equal:
      return zero;
    case Rel::NotEqual:
      return nonzero;
    case Rel::Less:
      return negative;
    case Rel::LessEqual:
      return nonpositive;
    case Rel::Greater:
      return positive;
    case Rel::GreaterEqual:
      break;
  }
  return nonnegative;
}

}  // namespace losscert::check
