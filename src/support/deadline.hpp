// The processor time that exact algebra may take. Expansions, derivatives and canonical forms can grow without bound, far below whoever looks at the clock; they ask here.
//
// Processor time of this process, not the clock on the wall: what is found must not depend on what else the machine is doing.
#pragma once
#include <chrono>
#include <ctime>
#include <stdexcept>

namespace losscert {

/// The time is up, or a search grew beyond its budget.
struct OutOfTime : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// While it lives, check() throws OutOfTime once `patience` has been used up. Without one there is no limit.
class Deadline {
public:
  explicit Deadline(std::chrono::milliseconds patience) : before_(end()) { end() = used() + patience; }
  ~Deadline() { end() = before_; }
  Deadline(const Deadline&) = delete;
  Deadline& operator=(const Deadline&) = delete;

  static void check() {
    if (used() > end()) throw OutOfTime("time limit");
  }

private:
  using Time = std::chrono::nanoseconds;
  static Time used() {
    std::timespec t{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return std::chrono::seconds(t.tv_sec) + Time(t.tv_nsec);
  }
  static Time& end() {
    static Time t = Time::max();
    return t;
  }
  Time before_;
};

}  // namespace losscert
