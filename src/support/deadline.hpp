// The time until which exact algebra may work. Expansions, differentiation and canonical forms can grow without bound, far below whoever looks at the clock; they ask here.
#pragma once
#include <chrono>
#include <stdexcept>

namespace losscert {

/// The deadline passed, or a search grew beyond its budget.
struct OutOfTime : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// While it lives, check() throws OutOfTime after `until`. Without one there is no limit.
class Deadline {
public:
  using Time = std::chrono::steady_clock::time_point;
  explicit Deadline(Time until) : before_(current()) { current() = until; }
  ~Deadline() { current() = before_; }
  Deadline(const Deadline&) = delete;
  Deadline& operator=(const Deadline&) = delete;

  static void check() {
    if (current() != Time::max() && std::chrono::steady_clock::now() > current()) throw OutOfTime("time limit");
  }

private:
  static Time& current() {
    static Time t = Time::max();
    return t;
  }
  Time before_;
};

}  // namespace losscert
