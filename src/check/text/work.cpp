#include "check/text/work.hpp"

#include "check/text/reject.hpp"

namespace losscert::check {

namespace {

constexpr std::uint64_t max_work = 20000000;

std::uint64_t& work() {
  static std::uint64_t done = 0;
  return done;
}

std::uint64_t& bound() {
  static std::uint64_t most = max_work;
  return most;
}

}  // namespace

void spend(std::uint64_t n) {
  if ((work() += n) > bound()) throw LimitReached("more work than the checker does (work limit)");
}

void spend_words(std::uint64_t words) { spend(words + words * words / 256); }

void spend_enclosing(std::uint64_t n, long bits) {
  const auto words = static_cast<std::uint64_t>(bits) / 64;
  spend(n * (1 + words / 4 + words * words / 128));
}

Allowance::Allowance(std::uint64_t n) : before_(bound()) { bound() = work() + n; }
Allowance::~Allowance() { bound() = before_; }

void reset_work() { work() = 0; }
std::uint64_t work_done() { return work(); }

}  // namespace losscert::check
