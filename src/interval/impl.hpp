// What stands behind an Interval. Internal to this folder.
#pragma once
#include "interval/enclosure.hpp"
#include "interval/number.hpp"

namespace losscert::interval {

struct Interval::Impl {
  explicit Impl(unsigned bits) : value(bits) {}
  explicit Impl(Number n) : value(std::move(n)) {}
  Number value;
};

inline const Number& number_of(const Interval& x) { return x.impl().value; }
inline Interval to_interval(Number n) { return Interval(std::make_unique<Interval::Impl>(std::move(n))); }

}  // namespace losscert::interval
