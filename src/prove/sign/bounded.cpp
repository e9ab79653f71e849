// Signs by the bounds of sines and cosines: e = sum of |c|*(1 +- sin(z)) and a rest. Where z has a pole no enclosure shows that 1 +- sin(z) >= 0; squares do: it is (1 +- sin(z))^2/2 + cos(z)^2/2
// (FORMAT.md, section 5.1: sum, product, square).
#include "prove/algebra/expressions.hpp"
#include "prove/sign/parts.hpp"
#include "prove/sign/strategies.hpp"

namespace losscert::prove::sign {

using GiNaC::numeric;
using symbolic::canonical;
using symbolic::Head;

namespace {

/// A term c*sin(z) or c*cos(z).
struct Wave {
  Expr wave, coefficient;
};

std::optional<Wave> wave_of(const Expr& term) {
  Expr wave, coefficient = 1;
  int count = 0;
  for (const auto& [f, n] : factors_of_product(term)) {
    if (n == 1 && (has_head(f, Head::Sin) || has_head(f, Head::Cos)) && !symbolic::is_constant(f)) {
      wave = f;
      ++count;
    } else {
      coefficient *= GiNaC::pow(f, n);
    }
  }
  return count == 1 ? std::optional(Wave{wave, coefficient}) : std::nullopt;
}

/// 1 + sign*wave is within {0, +}.
proof::Sign not_negative(const Wave& w, int sign) {
  const Expr z = w.wave.op(0), one = 1 + sign * w.wave, other = has_head(w.wave, Head::Sin) ? symbolic::cos_of(z) : symbolic::sin_of(z);
  const auto half = [](const Expr& base) { return proof::Part{base * base / 2, proof::product({{Expr(numeric(1, 2)), 1, proof::interval()}, {GiNaC::pow(base, 2), 1, proof::square(base)}})}; };
  return proof::sum({half(one), half(other)});
}

}  // namespace

bool bounded_waves(Search& search, const SignAttempt& a) {
  // From below for e > 0, from above for e < 0.
  const int side = a.wanted & kPositive ? 1 : -1;
  std::vector<proof::Part> parts;
  Expr rest = a.canonical;
  Signs total = kZero;
  for (const auto& t : summands(a.canonical)) {
    const auto w = wave_of(t);
    if (!w) continue;
    const auto c = a.sign(search, w->coefficient, a.observed(w->coefficient));
    const bool positive = c.within(kPositive | kZero);
    if (!positive && !c.within(kNegative | kZero)) continue;
    // side*t = |c|*(1 + sign*wave) - |c|
    const int sign = side * (positive ? 1 : -1);
    const Expr size = (positive ? 1 : -1) * w->coefficient;
    parts.push_back({side * size * (1 + sign * w->wave), proof::product({{Expr(side), 1, proof::interval()}, {Expr(positive ? 1 : -1), 1, proof::interval()}, {w->coefficient, 1, c.node}, {1 + sign * w->wave, 1, not_negative(*w, sign)}})});
    total = add(total, side > 0 ? kPositive | kZero : kNegative | kZero);
    rest -= side * size * (1 + sign * w->wave);
  }
  if (parts.empty()) return false;
  rest = canonical(rest);
  if (!rest.is_zero()) {
    const auto p = a.sign(search, rest, side > 0 ? (a.wanted & kPositive) | (a.wanted & kZero) : (a.wanted & kNegative) | (a.wanted & kZero), a.splits);
    if (!p.found()) return false;
    total = add(total, p.signs);
    parts.push_back({rest, p.node});
  }
  return a.best.offer(total, proof::sum(parts));
}

}  // namespace losscert::prove::sign
