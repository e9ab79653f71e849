// A variable with another value for as long as a block lasts, however it is left: limits on what a search may do within itself.
#pragma once
#include <utility>

namespace losscert {

template <class T>
class Temporarily {
public:
  Temporarily(T& place, T value) : place_(place), before_(std::exchange(place, std::move(value))) {}
  ~Temporarily() { place_ = std::move(before_); }
  Temporarily(const Temporarily&) = delete;
  Temporarily& operator=(const Temporarily&) = delete;

private:
  T& place_;
  T before_;
};

}  // namespace losscert
