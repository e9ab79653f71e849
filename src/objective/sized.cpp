#include "objective/sized.hpp"

#include <algorithm>

namespace losscert::objective {

using GiNaC::numeric;

namespace {
constexpr std::size_t max_weight = 200000;  // nodes
constexpr int max_depth = 400;
constexpr long max_bits = 100000;  // of one number
constexpr int max_exponent = 1000;
constexpr long few_terms = 2000;

long bits_of(const numeric& q) { return static_cast<long>(q.numer().int_length()) + static_cast<long>(q.denom().int_length()); }

// An upper bound of the number of terms of e expanded, and the inside of its functions with it; few_terms + 1 stands for more.
long terms_of(const Expr& e) {
  auto capped = [](long n) { return std::min(n, few_terms + 1); };
  long sum = 0, product = 1;
  for (std::size_t i = 0; i < e.nops(); ++i) {
    const long t = terms_of(e.op(i));
    sum = capped(sum + t);
    product = capped(product * t);
  }
  if (GiNaC::is_exactly_a<GiNaC::add>(e)) return sum;
  if (GiNaC::is_exactly_a<GiNaC::mul>(e)) return product;
  if (GiNaC::is_exactly_a<GiNaC::power>(e)) {
    const numeric* n = as_number(e.op(1));
    const long base = terms_of(e.op(0));
    if (!n || base > few_terms) return few_terms + 1;
    long count = 1;  // (t + n - 1 over n) monomials
    for (long k = 1; base > 1 && numeric(k) <= GiNaC::abs(*n); ++k) {
      count = count * (base + k - 1) / k;
      if (count > few_terms) return few_terms + 1;
    }
    return count;
  }
  return sum > few_terms ? sum : 1;
}

// The longest number in e.
long longest_number(const Expr& e) {
  if (const numeric* q = as_number(e)) return bits_of(*q);
  long longest = 0;
  for (std::size_t i = 0; i < e.nops(); ++i) longest = std::max(longest, longest_number(e.op(i)));
  return longest;
}

std::string shown(const Expr& e) {
  const std::string text = symbolic::to_text(e);
  return text.size() > 60 ? text.substr(0, 57) + "..." : text;
}
}  // namespace

bool expands_quickly(const Expr& e) { return terms_of(e) <= few_terms; }

const numeric* as_number(const Expr& e) { return GiNaC::is_exactly_a<numeric>(e) ? &GiNaC::ex_to<numeric>(e) : nullptr; }

Sized Arithmetic::checked(Sized s, int line) const {
  if (const numeric* q = as_number(s.value)) {
    const long bits = bits_of(*q);
    if (bits > max_bits) fail(line, "a number of more than 100000 bits arises; use smaller numbers or exponents");
    s.weight = 1 + static_cast<std::size_t>(bits) / 64;
    s.depth = 1;
  }
  if (s.weight > max_weight) fail(line, "the expression has more than 200000 nodes when its definitions are put in; make it smaller");
  if (s.depth > max_depth) fail(line, "the expression is nested more than 400 deep when its definitions are put in; make it flatter");
  return s;
}

Sized Arithmetic::number(const numeric& q) const { return {q, 1 + static_cast<std::size_t>(bits_of(q)) / 64, 1}; }

namespace {
Sized joined(const std::vector<Sized>& parts, Expr value) {
  Sized s{std::move(value), 1, 0};
  for (const Sized& p : parts) {
    s.weight += p.weight;
    s.depth = std::max(s.depth, p.depth);
  }
  ++s.depth;
  return s;
}
GiNaC::exvector values(const std::vector<Sized>& parts) {
  GiNaC::exvector v;
  v.reserve(parts.size());
  for (const Sized& p : parts) v.push_back(p.value);
  return v;
}
}  // namespace

Sized Arithmetic::add(const std::vector<Sized>& terms, int line) const {
  if (terms.size() == 1) return terms[0];
  return checked(joined(terms, GiNaC::dynallocate<GiNaC::add>(values(terms))), line);
}

Sized Arithmetic::multiply(const std::vector<Sized>& factors, int line) const {
  if (factors.size() == 1) return factors[0];
  return checked(joined(factors, GiNaC::dynallocate<GiNaC::mul>(values(factors))), line);
}

void Arithmetic::oblige(const Expr& p, symbolic::Rel rel, const char* what, int line) {
  if (collecting_) collecting_->insert(obligations_.size());
  obligations_.push_back({p, rel, what, line});
}

Sized Arithmetic::divide(const Sized& a, const Sized& b, int line) { return multiply({a, power(b, number(-1), line)}, line); }

Sized Arithmetic::power(const Sized& base, const Sized& exponent, int line) {
  const numeric* n = as_number(exponent.value);
  if (!n || !n->is_rational()) fail(line, "the exponent " + shown(exponent.value) + " is not a rational constant; write x^y as exp(y*log(x))");
  if (GiNaC::abs(*n) > max_exponent) fail(line, "the exponent " + shown(*n) + " is beyond 1000; use a smaller one");
  if (n->denom() > max_exponent) fail(line, "the exponent " + shown(*n) + " has a denominator beyond 1000; use a simpler one");
  if (const numeric* b = as_number(base.value)) {
    if (b->is_zero() && n->is_negative()) fail(line, "division by the constant zero; remove it");
    if (b->is_zero() && n->is_zero()) fail(line, "0^0 is undefined; remove it");
    if (b->is_negative() && !n->is_integer()) fail(line, "a root of the negative constant " + shown(*b) + "; roots are real, of numbers >= 0");
  } else if (n->is_negative() && expands_quickly(base.value) && symbolic::zero_test(base.value) == symbolic::ZeroTest::Zero) {
    fail(line, "division by " + shown(base.value) + ", which is identically zero; remove it");
  }
  const numeric magnitude = GiNaC::abs(*n);
  if (longest_number(base.value) * (1 + GiNaC::iquo(magnitude.numer(), magnitude.denom()).to_long()) > max_bits + 64)
    fail(line, "a number of more than 100000 bits arises; use smaller numbers or exponents");
  if (!as_number(base.value)) {
    if (!n->is_integer())
      oblige(base.value, n->is_negative() ? symbolic::Rel::Greater : symbolic::Rel::GreaterEqual, "a root of", line);
    else if (n->is_negative())
      oblige(base.value, symbolic::Rel::NotEqual, "a division by", line);
  }
  return checked({symbolic::power_of(base.value, *n), base.weight + 2, base.depth + 1}, line);
}

Sized Arithmetic::apply(Head f, const Sized& z, int line) {
  auto result = [&](Expr e) { return checked({std::move(e), z.weight + 1, z.depth + 1}, line); };
  switch (f) {
    case Head::Exp:
      return result(symbolic::exp_of(z.value));
    case Head::Log:
      if (const numeric* q = as_number(z.value)) {
        if (!q->is_positive()) fail(line, "log of the constant " + shown(*q) + ", which is not positive; log wants a positive argument");
      } else {
        oblige(z.value, symbolic::Rel::Greater, "log of", line);
      }
      return result(symbolic::log_of(z.value));
    case Head::Sin:
      return result(symbolic::sin_of(z.value));
    case Head::Cos:
      return result(symbolic::cos_of(z.value));
    case Head::Arctan:
      return result(symbolic::arctan_of(z.value));
    case Head::Relu:
      return result(symbolic::relu_of(z.value));
  }
  throw std::logic_error("Arithmetic::apply");
}

Sized Arithmetic::apply(symbolic::Abstract f, int order, const Sized& z, int line) const {
  return checked({symbolic::abstract_of(f, order, z.value), z.weight + 1, z.depth + 1}, line);
}

namespace {
// Nodes and nesting of a tree, counted no further than the limits.
void measure(const Expr& e, int depth, Sized& s) {
  s.depth = std::max(s.depth, depth);
  if (++s.weight > max_weight || depth > max_depth) return;
  if (const numeric* q = as_number(e)) s.weight += static_cast<std::size_t>(bits_of(*q)) / 64;
  for (std::size_t i = 0; i < e.nops(); ++i) measure(e.op(i), depth + 1, s);
}
}  // namespace

Sized Arithmetic::measured(const Expr& e, int line) const {
  Sized s{e, 0, 1};
  measure(e, 1, s);
  return checked(s, line);
}

}  // namespace losscert::objective
