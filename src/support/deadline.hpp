// The processor time that exact algebra may take. Expansions, derivatives and canonical forms can grow without bound, far below whoever looks at the clock; they ask here.
//
// Processor time of this process, not the clock on the wall: what is found must not depend on what else the machine is doing.
#pragma once
#include <chrono>
#include <ctime>
#include <string>

namespace losscert {

/// The time is up. No std::exception: who catches those that an expression may throw, to try something else, must not catch this one.
struct OutOfTime {
  std::chrono::milliseconds patience;  ///< that was used up

  /// "the 300 s of processor time for the search are used up"
  std::string what() const {
    const auto ms = patience.count();
    return "the " + (ms % 1000 == 0 ? std::to_string(ms / 1000) + " s" : std::to_string(ms) + " ms") + " of processor time for the search are used up";
  }
};

/// While it lives, check() throws OutOfTime once `patience` has been used up. Without one there is no limit.
class Deadline {
public:
  explicit Deadline(std::chrono::milliseconds patience) : before_(current()) { current() = {used() + patience, patience}; }
  ~Deadline() { current() = before_; }
  Deadline(const Deadline&) = delete;
  Deadline& operator=(const Deadline&) = delete;

  static void check() {
    if (used() > current().end) throw OutOfTime{current().patience};
  }

private:
  using Time = std::chrono::nanoseconds;
  struct Limit {
    Time end = Time::max();
    std::chrono::milliseconds patience{0};
  };
  static Time used() {
    std::timespec t{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return std::chrono::seconds(t.tv_sec) + Time(t.tv_nsec);
  }
  static Limit& current() {
    static Limit limit;
    return limit;
  }
  Limit before_;
};

}  // namespace losscert
