// Enclosures of exact expressions with outward rounding (Boost.Multiprecision's mpfi backend; no other folder includes it).
//
// An Interval is a closed interval with possibly infinite ends. A Tape is an expression compiled once, common subexpressions shared, evaluated often.
#pragma once
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "symbolic/expr.hpp"

namespace losscert::interval {

/// Closed interval [lower, upper] in the extended reals, endpoints exact dyadics of the stated precision.
class Interval {
public:
  Interval();  ///< the whole line
  explicit Interval(double) = delete;
  /// Smallest interval of `bits` precision that contains [lo, hi]; a missing end is infinite.
  Interval(const std::optional<GiNaC::numeric>& lo, const std::optional<GiNaC::numeric>& hi, unsigned bits);
  Interval(const Interval&);
  Interval(Interval&&) noexcept;
  Interval& operator=(const Interval&);
  Interval& operator=(Interval&&) noexcept;
  ~Interval();

  bool is_positive() const;      ///< certain: every element > 0
  bool is_negative() const;      ///< certain: every element < 0
  bool is_nonnegative() const;   ///< certain
  bool is_nonpositive() const;   ///< certain
  bool contains_zero() const;    ///< possible
  bool is_finite() const;        ///< both ends finite
  bool is_inside(const Interval& other) const;  ///< certain: contained in the interior of other
  bool contains(const GiNaC::numeric& q) const;
  GiNaC::numeric lower() const;  ///< exact rational end (below 2^-(2^20) in size: rounded outward to that or 0); std::domain_error if infinite
  GiNaC::numeric upper() const;
  bool lower_is_finite() const;
  bool upper_is_finite() const;
  std::string decimal(unsigned digits) const;  ///< "[lo, hi]", rounded outward

  struct Impl;
  const Impl& impl() const { return *p_; }
  Impl& impl() { return *p_; }
  explicit Interval(std::unique_ptr<Impl> p);

private:
  std::unique_ptr<Impl> p_;
};

using Box = std::map<std::string, Interval>;  ///< by symbol name; a missing symbol has the whole line

/// Why an evaluation gave no interval.
enum class Failure { None, OutsideDomain, Kink };
struct Value {
  std::optional<Interval> interval;  ///< contains f(x) for every x in the box
  Failure failure = Failure::None;   ///< OutsideDomain: log, root or division possibly undefined; Kink: step at an interval that contains 0
};

/// Not for use by two threads at once: it keeps its registers for the next call.
class Tape {
public:
  /// Throws symbolic::InexactNumber for floats, std::domain_error for what is no core expression.
  explicit Tape(const symbolic::Expr& e);
  ~Tape();
  Tape(Tape&&) noexcept;
  /// Encloses e over the box with `bits` of working precision.
  Value operator()(const Box& box, unsigned bits) const;
  std::size_t size() const;  ///< instructions

private:
  struct Impl;
  std::unique_ptr<Impl> p_;
};

/// One evaluation; the same as Tape(e)(box, bits). The tapes of late are kept.
Value enclose(const symbolic::Expr& e, const Box& box, unsigned bits);

/// Not rigorous: the value in double precision by a walk over the tree, for a guess here and there; empty where undefined or not finite.
std::optional<double> approx_value(const symbolic::Expr& e, const std::map<std::string, double>& at);

}  // namespace losscert::interval
