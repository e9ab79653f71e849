#include "check/algebra/abstract.hpp"

#include <algorithm>

#include "check/text/reject.hpp"

namespace losscert::check {

namespace {

std::vector<FunctionDeclaration>& declared() {
  static std::vector<FunctionDeclaration> all;
  return all;
}

bool is_above(Rel r) { return r == Rel::Greater || r == Rel::GreaterEqual; }
bool is_below(Rel r) { return r == Rel::Less || r == Rel::LessEqual; }

Range bounds(const FunctionDeclaration& f, unsigned order) {
  Range r;
  for (const auto& p : f.properties) {
    if (p.order != order) continue;
    if (is_above(p.rel) && (!r.lo || *r.lo < p.bound)) r.lo = p.bound;
    if (is_below(p.rel) && (!r.hi || p.bound < *r.hi)) r.hi = p.bound;
  }
  return r;
}

bool excludes(const FunctionDeclaration& f, unsigned order, const Rational& x) {
  return std::any_of(f.properties.begin(), f.properties.end(), [&](const Property& p) {
    return p.order == order && p.bound == x && (p.rel == Rel::Greater || p.rel == Rel::Less || p.rel == Rel::NotEqual);
  });
}

// The signs of x - r for all x with x rel bound.
Signs signs_about(const Property& p, const Rational& r) {
  if (p.bound == r) {
    switch (p.rel) {
      case Rel::Greater:
        return positive;
      case Rel::GreaterEqual:
        return nonnegative;
      case Rel::Less:
        return negative;
      case Rel::LessEqual:
        return nonpositive;
      case Rel::NotEqual:
        return nonzero;
      case Rel::Equal:
        return any_sign;
    }
  }
  if (is_above(p.rel) && r < p.bound) return positive;
  if (is_below(p.rel) && p.bound < r) return negative;
  return any_sign;
}

}  // namespace

void declare_functions(const std::vector<FunctionDeclaration>& all) {
  for (const auto& f : all)
    for (unsigned j = 0; j <= f.smoothness; ++j)
      if (const Range r = bounds(f, j); r.lo && r.hi && (*r.hi < *r.lo || (*r.lo == *r.hi && excludes(f, j, *r.lo))))
        throw CaseError("the properties of '" + f.name + "' contradict each other");
  declared() = all;
}

void forget_functions() { declared().clear(); }

std::optional<AbstractName> abstract_name(const std::string& text) {
  for (const auto& f : declared()) {
    if (text == f.name) return AbstractName{&f, 0};
    if (!is_derivative_name(text, f.name)) continue;
    const std::string digits = text.substr(f.name.size() + 1);
    if (digits.size() > 2 || digits[0] == '0') return {};
    return AbstractName{&f, static_cast<unsigned>(std::stoi(digits))};
  }
  return {};
}

const FunctionDeclaration& declaration_of(const Atom& a) {
  for (const auto& f : declared())
    if (f.name == a.name) return f;
  throw Reject("the case has no function '" + a.name + "'");
}

Range range_of(const Atom& a) { return bounds(declaration_of(a), a.order); }

Signs property_signs(const Poly& e) {
  if (e.empty() || e.terms().size() > 2) return any_sign;
  const Atom* a = nullptr;
  Rational slope, shift;
  for (const auto& [m, c] : e.terms()) {
    if (m.is_one()) {
      shift = c;
      continue;
    }
    if (a != nullptr || m.exp != 0 || m.powers.size() != 1 || m.powers[0].second != 1 || atom(m.powers[0].first).kind != Kind::Abstract) return any_sign;
    a = &atom(m.powers[0].first);
    slope = c;
  }
  if (a == nullptr) return any_sign;
  Signs s = any_sign;  // of sigma_j(p) - r, where e = slope*(sigma_j(p) - r)
  const Rational r = -shift / slope;
  for (const auto& p : declaration_of(*a).properties)
    if (p.order == a->order) s = s & signs_about(p, r);
  return s.times(slope.sign());
}

}  // namespace losscert::check
