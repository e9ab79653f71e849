#include "check/algebra/guarded.hpp"

namespace losscert::check {

Guarded Guarded::substitute(const Substitution& s) const { return {check::substitute(p_, s), check::substitute(domain_, s)}; }

Guarded Guarded::opened() const {
  Obligations out;
  for (const auto& o : domain_) out.insert({o.p, o.wanted == nonnegative ? positive : o.wanted});
  return {p_, std::move(out)};
}

Guarded Guarded::derivative(AtomId v) const {
  Guarded d = opened();
  d.p_ = check::derivative(p_, v);
  d.domain_.merge(domain_of(d.p_));
  return d;
}

GuardedAt Guarded::at(const Point& s) const {
  Obligations domain = domain_at(s);  // first: it says what is undefined
  return {AtPoint(p_, s), std::move(domain)};
}

}  // namespace losscert::check
