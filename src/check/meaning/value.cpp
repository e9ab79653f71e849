#include "check/meaning/value.hpp"

#include "check/algebra/evident.hpp"
#include "check/text/reject.hpp"

namespace losscert::check {

Value scalar_value(Poly p) { return {0, 1, 1, {std::move(p)}}; }

const Poly& want_scalar(const Value& v, const std::string& where) {
  if (v.shape != 0) throw Reject(where + " needs a scalar");
  return v.e[0];
}

Value sum(const Value& a, const Value& b, bool minus) {
  if (a.shape != b.shape || a.rows != b.rows || a.cols != b.cols) throw Reject("'+' and '-' need equal shapes");
  Value r = a;
  for (std::size_t i = 0; i < r.e.size(); ++i) r.e[i] += minus ? -b.e[i] : b.e[i];
  return r;
}

Value product(const Value& a, const Value& b) {
  if (a.shape == 0 || b.shape == 0) {
    Value r = a.shape == 0 ? b : a;
    for (auto& x : r.e) x = x * (a.shape == 0 ? a : b).e[0];
    return r;
  }
  if (a.shape != 2 || a.cols != b.rows) throw Reject("'*' needs scalar*anything, matrix*vector or matrix*matrix of fitting sizes");
  Value r{b.shape, a.rows, b.cols, {}};
  const auto inner = static_cast<std::size_t>(a.cols), columns = static_cast<std::size_t>(b.cols);
  for (std::size_t i = 0; i < static_cast<std::size_t>(a.rows); ++i)
    for (std::size_t j = 0; j < columns; ++j) {
      Poly s;
      for (std::size_t k = 0; k < inner; ++k) s += a.e[i * inner + k] * b.e[k * columns + j];
      r.e.push_back(std::move(s));
    }
  return r;
}
namespace {

// Recorded unless it shows in how p is written. That a root is not at 0 must show for that: else p >= 0 stays, so that whoever differentiates asks for p > 0.
void require(Obligations& domain, const Poly& p, Signs wanted) {
  if (!p.is_rational() && !evident_signs(p).within(wanted & nonzero)) domain.insert({p, wanted});
}

}  // namespace

Poly divide(const Poly& a, const Poly& b, Obligations& domain) {
  require(domain, b, nonzero);
  return a * inverse(b);
}

Poly raise(const Poly& base, const Rational& exponent, Obligations& domain) {
  if (!exponent.is_integer()) require(domain, base, exponent.sign() < 0 ? positive : nonnegative);
  if (exponent.is_integer() && exponent.sign() < 0) require(domain, base, nonzero);
  if (exponent.is_zero() && base.is_rational() && base.empty()) throw Reject("0^0 is undefined");
  const Poly p = pow(base, exponent);
  if (const auto n = exponent.to_long()) note_power(p, base, *n);
  return p;
}

Poly logarithm(const Poly& p, Obligations& domain) {
  require(domain, p, positive);
  return log_of(p);
}

}  // namespace losscert::check
