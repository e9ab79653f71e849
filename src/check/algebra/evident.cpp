#include "check/algebra/evident.hpp"

#include <algorithm>

namespace losscert::check {

namespace {

// Of sums with leading coefficient 1 that are defined everywhere. Equal sums are equal functions there, however they came to be.
std::map<Poly, Signs>& noted() {
  static std::map<Poly, Signs> all;
  return all;
}

void note(const Poly& whole, Signs s, const std::vector<Poly>& parts) {
  if (whole.is_rational() || s == any_sign || !std::all_of(parts.begin(), parts.end(), [](const Poly& p) { return domain_of(p).empty(); })) return;
  const auto [it, fresh] = noted().emplace(whole * Poly(whole.leading().inverse()), any_sign);
  it->second = it->second & s.times(whole.leading().sign());
}

}  // namespace

Signs evident_signs(const Poly& p) {
  Signs total = zero;
  for (const auto& [m, c] : p.terms()) {
    Signs t = c.sign() > 0 ? positive : negative;
    for (const auto& [id, n] : m.powers) {
      const Kind kind = atom(id).kind;
      t = t * (n % 2 == 0 || kind == Kind::Relu || kind == Kind::Step || kind == Kind::Root ? nonnegative : any_sign);
    }
    total = total + t;
  }
  if (p.is_rational() || noted().empty()) return total;
  const auto it = noted().find(p * Poly(p.leading().inverse()));
  return it == noted().end() ? total : total & it->second.times(p.leading().sign());
}

void note_sum(const Poly& whole, const std::vector<Poly>& parts) {
  Signs s = zero;
  for (const auto& p : parts) s = s + evident_signs(p);
  note(whole, s, parts);
}

void note_product(const Poly& whole, const std::vector<Poly>& parts) {
  Signs s = positive;
  for (const auto& p : parts) s = s * evident_signs(p);
  note(whole, s, parts);
}

void note_power(const Poly& whole, const Poly& base, long n) {
  if (n >= 1) note(whole, evident_signs(base).power(n), {base});
}

void forget_signs() { noted().clear(); }

}  // namespace losscert::check
