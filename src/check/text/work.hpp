// What one certificate may cost (FORMAT.md, section 7). Work is counted, not timed, so that the same certificate gets the same answer on every machine; and what takes
// memory takes work, so the count bounds both. The limits of the system that losscert-check sets itself (main.cpp) are the net below.
#pragma once
#include <cstdint>

namespace losscert::check {

/// Counts n units, each as long as a product of two small terms takes (about half a microsecond), or 100 bytes kept. Throws LimitReached beyond the bound.
void spend(std::uint64_t n);
/// One operation with numbers of so many 64-bit words altogether: the greatest common divisors of fractions are what takes long.
void spend_words(std::uint64_t words);
/// `n` operations on enclosures with so many bits of precision.
void spend_enclosing(std::uint64_t n, long bits);

/// As long as it lives, n units from now on are the bound, however much was done before.
class Allowance {
public:
  explicit Allowance(std::uint64_t n);
  ~Allowance();
  Allowance(const Allowance&) = delete;
  Allowance& operator=(const Allowance&) = delete;

private:
  std::uint64_t before_;
};

void reset_work();
std::uint64_t work_done();

}  // namespace losscert::check
