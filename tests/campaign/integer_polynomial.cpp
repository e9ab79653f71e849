#include "integer_polynomial.hpp"

#include <stdexcept>

namespace losscert::test {

namespace {

// A coefficient that wrapped around would plant a truth that is none.
void add_to(long& a, long b) {
  if (__builtin_add_overflow(a, b, &a)) throw std::overflow_error("coefficient too large");
}

long product(long a, long b) {
  long c = 0;
  if (__builtin_mul_overflow(a, b, &c)) throw std::overflow_error("coefficient too large");
  return c;
}

}  // namespace

IntegerPolynomial::IntegerPolynomial(std::size_t variables, long constant) : variables_(variables) {
  if (constant != 0) terms_[std::vector<long>(variables, 0)] = constant;
}

IntegerPolynomial IntegerPolynomial::variable(std::size_t variables, std::size_t k) {
  IntegerPolynomial p(variables);
  std::vector<long> e(variables, 0);
  e[k] = 1;
  p.terms_[e] = 1;
  return p;
}

IntegerPolynomial IntegerPolynomial::operator+(const IntegerPolynomial& o) const {
  IntegerPolynomial p = *this;
  for (const auto& [e, c] : o.terms_) {
    add_to(p.terms_[e], c);
    if (p.terms_[e] == 0) p.terms_.erase(e);
  }
  return p;
}

IntegerPolynomial IntegerPolynomial::operator*(const IntegerPolynomial& o) const {
  IntegerPolynomial p(variables_);
  for (const auto& [e, c] : terms_)
    for (const auto& [f, d] : o.terms_) {
      auto g = e;
      for (std::size_t k = 0; k < variables_; ++k) g[k] += f[k];
      add_to(p.terms_[g], product(c, d));
      if (p.terms_[g] == 0) p.terms_.erase(g);
    }
  return p;
}

IntegerPolynomial IntegerPolynomial::power(long n) const {
  IntegerPolynomial p(variables_, 1);
  for (long k = 0; k < n; ++k) p = p * *this;
  return p;
}

IntegerPolynomial IntegerPolynomial::compose(const std::vector<IntegerPolynomial>& by) const {
  IntegerPolynomial p(variables_);
  for (const auto& [e, c] : terms_) {
    IntegerPolynomial t(variables_, c);
    for (std::size_t k = 0; k < variables_; ++k) t = t * by[k].power(e[k]);
    p = p + t;
  }
  return p;
}

std::string IntegerPolynomial::text(const std::vector<std::string>& names) const {
  std::string s;
  for (const auto& [e, c] : terms_) {
    std::string t = std::to_string(c < 0 ? -c : c);
    for (std::size_t k = 0; k < variables_; ++k)
      if (e[k] > 0) t += "*" + names[k] + (e[k] > 1 ? "^" + std::to_string(e[k]) : "");
    s += s.empty() ? (c < 0 ? "-" : "") + t : (c < 0 ? " - " : " + ") + t;
  }
  return s.empty() ? "0" : s;
}

}  // namespace losscert::test
