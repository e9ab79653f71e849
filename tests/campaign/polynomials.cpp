// Polynomials whose type at the point is that of a simple form in random coordinates q_1..q_n.
#include "coordinates.hpp"

namespace losscert::test {

namespace {

using Term = Coordinates::Term;

std::size_t small(Draw& draw, long low, long high) { return static_cast<std::size_t>(draw.between(low, high)); }

std::vector<long> power_of(std::size_t n, std::size_t k, long p) {
  std::vector<long> e(n, 0);
  e[k] = p;
  return e;
}

/// c_k q_k^(2 m_k) for the k from `first` on.
std::vector<Term> even_powers(Draw& draw, std::size_t n, std::size_t first) {
  std::vector<Term> t;
  for (std::size_t k = first; k < n; ++k)
    t.push_back({draw.between(1, 3), power_of(n, k, 2 * draw.pick<long>(n > 2 ? std::vector<long>{1, 1, 2} : std::vector<long>{1, 2, 3}))});
  return t;
}

Planted finish(std::string sort, const Coordinates& c, const std::string& f, const Truth& truth) {
  return {std::move(sort), head(c, f), c.at(), claims_about(truth)};
}

// sum c_k q_k^(2 m_k): 0 only at the point. Times 1 + a q_1, positive near it: still strict.
Planted strict_minimum(Draw& draw) {
  const Coordinates c(draw, small(draw, 1, 3));
  const bool local = draw.coin();
  std::string f = c.sum(draw, even_powers(draw, c.size(), 0));
  if (local) f = "(" + f + ")*(1 + " + std::to_string(draw.between(1, 3)) + "*" + c.text(0) + ")";
  return finish(local ? "even powers, times a factor" : "even powers", c, f, {Known::Yes, Known::Yes, Known::No, local ? Known::Nothing : Known::No});
}

// sum over k >= 2 as above, minus a q_1^p, plus b q_1^(p + e): along q_2 = ... = 0 it is -a t^p + b t^(p + e).
Planted falls_along_curve(Draw& draw) {
  const Coordinates c(draw, small(draw, 1, 3));
  const long p = draw.between(2, 7);
  auto terms = even_powers(draw, c.size(), 1);
  terms.push_back({-draw.between(1, 3), power_of(c.size(), 0, p)});
  if (draw.coin()) terms.push_back({draw.between(1, 9), power_of(c.size(), 0, p + draw.between(1, 2))});
  // In one variable with p even it is a maximum.
  return finish("minus a power of order " + std::to_string(p), c, c.sum(draw, terms), {Known::No, Known::No, known(c.size() > 1 || p % 2 == 1), Known::Yes});
}

// q_1 does not occur: 0 along q_2 = ... = 0.
Planted flat_valley(Draw& draw) {
  const Coordinates c(draw, small(draw, 2, 3));
  std::string f = c.sum(draw, even_powers(draw, c.size(), 1));
  if (draw.coin()) f = "(" + f + ")*(1 + " + c.text(0) + "^2)";
  return finish("even powers of all but one", c, f, {Known::Yes, Known::No, Known::No, Known::No});
}

// q_1^a q_2^b + c q_3^2: takes both signs unless a and b are even.
Planted product(Draw& draw) {
  const Coordinates c(draw, small(draw, 2, 3));
  const long a = draw.between(1, 4), b = draw.between(1, 4);
  std::vector<long> e(c.size(), 0);
  e[0] = a;
  e[1] = b;
  std::vector<Term> terms{{draw.between(1, 2), e}};
  if (c.size() > 2) terms.push_back({draw.between(1, 3), power_of(3, 2, 2)});
  const bool even = a % 2 == 0 && b % 2 == 0;
  return finish("product of powers " + std::to_string(a) + ", " + std::to_string(b), c, c.sum(draw, terms),
                {known(even), Known::No, known(!even), known(!even)});
}

// N (2 A q_1 + B q_2^k)^2 + d q_2^(2k), d of either sign or 0, expanded in q: 4 A^2 N q_1^2 + 4 A B N q_1 q_2^k + (B^2 N + d) q_2^(2k).
Planted threshold(Draw& draw) {
  const Coordinates c(draw, small(draw, 2, 3));
  const long A = draw.between(1, 2), B = draw.nonzero(3), N = draw.pick<long>({1, 7, 1000}), d = draw.between(-1, 1), k = draw.between(1, 3);
  std::vector<long> cross(c.size(), 0);
  cross[0] = 1;
  cross[1] = k;
  std::vector<Term> terms{{4 * A * A * N, power_of(c.size(), 0, 2)}, {4 * A * B * N, cross}, {B * B * N + d, power_of(c.size(), 1, 2 * k)}};
  if (terms.back().coefficient == 0) terms.pop_back();
  if (c.size() > 2) terms.push_back({1, power_of(3, 2, 2)});
  return finish(std::string(d > 0   ? "above"
                            : d < 0 ? "below"
                                    : "at") +
                    " the threshold of degree " + std::to_string(2 * k),
                c, c.sum(draw, terms), {known(d >= 0), known(d > 0), known(d < 0), known(d < 0)});
}

// A nonnegative quartic or sextic form with zeros, minus or plus a little of a term that is positive there.
Planted near_form(Draw& draw) {
  const Coordinates c(draw, 3, false);
  const long N = draw.pick<long>({1, 10, 1000}), d = draw.between(-1, 1);
  const bool motzkin = draw.coin();
  // Motzkin: x^4 y^2 + x^2 y^4 + z^6 - 3 x^2 y^2 z^2, 0 at (1, 1, 1) and on the axes of x and y. Means: x^4 + y^4 + 2 z^4 - 4 x y z^2, 0 at (1, 1, 1).
  std::vector<Term> terms = motzkin ? std::vector<Term>{{N, {4, 2, 0}}, {N, {2, 4, 0}}, {N, {0, 0, 6}}, {-3 * N + d, {2, 2, 2}}}
                                    : std::vector<Term>{{N, {4, 0, 0}}, {N, {0, 4, 0}}, {2 * N, {0, 0, 4}}, {-4 * N + d, {1, 1, 2}}};
  // By the inequality of the means both are >= d times the last monomial; with d > 0 the first keeps the axes as zeros.
  // The second: x^4 + y^4 + 2 z^4 - (4 - d/N) x y z^2 with 0 <= d/N <= 1 is at least (1 - (4 - d/N)/4) of the sum of its even terms: definite for d > 0.
  return finish(std::string(motzkin ? "Motzkin's form" : "means of four") + (d > 0   ? ", raised"
                                                                             : d < 0 ? ", lowered"
                                                                                     : ""),
                c, c.sum(draw, terms), {known(d >= 0), known(d > 0 && !motzkin), known(d < 0), known(d < 0)});
}

}  // namespace

std::vector<NamedFamily> polynomial_families() {
  return {{"strict minimum", strict_minimum}, {"falls along a curve", falls_along_curve}, {"flat valley", flat_valley}, {"product", product},
          {"threshold", threshold},           {"near a nonnegative form", near_form}};
}

}  // namespace losscert::test
