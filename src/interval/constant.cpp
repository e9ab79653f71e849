#include "interval/constant.hpp"

#include <algorithm>
#include <stdexcept>

namespace losscert::interval {

std::optional<int> sign_of_constant(const symbolic::Expr& e, unsigned limit_bits, const Box& box) try {
  if (symbolic::zero_test(e) == symbolic::ZeroTest::Zero) return 0;
  const Tape tape(e);
  for (unsigned bits = std::min(64U, limit_bits);; bits = std::min(2 * bits, limit_bits)) {
    const Value v = tape(box, bits);
    if (v.interval && v.interval->is_positive()) return 1;
    if (v.interval && v.interval->is_negative()) return -1;
    if (bits == limit_bits) return std::nullopt;
  }
} catch (const std::domain_error&) {
  return std::nullopt;
}

}  // namespace losscert::interval
