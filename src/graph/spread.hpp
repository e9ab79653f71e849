// A number with how far it may be off, without care for rounding: guesses at what ball arithmetic will find.
#pragma once
#include <algorithm>
#include <cmath>

namespace losscert::graph {

struct Spread {
  double mid = 0, rad = 0;
  Spread() = default;
  Spread(double m, double r = 0) : mid(m), rad(r) {}
  explicit Spread(long double m) : mid(static_cast<double>(m)) {}
  double size() const { return std::abs(mid) + rad; }
};

inline Spread operator+(Spread a, Spread b) { return {a.mid + b.mid, a.rad + b.rad}; }
inline Spread operator-(Spread a, Spread b) { return {a.mid - b.mid, a.rad + b.rad}; }
inline Spread operator-(Spread a) { return {-a.mid, a.rad}; }
inline Spread operator*(Spread a, Spread b) { return {a.mid * b.mid, std::abs(a.mid) * b.rad + a.rad * (std::abs(b.mid) + b.rad)}; }
inline Spread& operator+=(Spread& a, Spread b) { return a = a + b; }
inline bool operator==(Spread a, Spread b) { return a.mid == b.mid && a.rad == b.rad; }

/// f increasing (or decreasing) throughout.
template <class F>
Spread monotone(Spread a, F f) {
  if (a.rad == 0) return {f(a.mid)};
  const double lo = f(a.mid - a.rad), hi = f(a.mid + a.rad);
  return {(lo + hi) / 2, std::abs(hi - lo) / 2};
}
inline Spread exp(Spread a) { return monotone(a, [](double x) { return std::exp(x); }); }
inline Spread log(Spread a) { return monotone(a, [](double x) { return std::log(x); }); }
inline Spread tanh(Spread a) { return monotone(a, [](double x) { return std::tanh(x); }); }
inline Spread atan(Spread a) { return monotone(a, [](double x) { return std::atan(x); }); }
inline Spread log1p(Spread a) { return monotone(a, [](double x) { return std::log1p(x); }); }
inline Spread sin(Spread a) { return {std::sin(a.mid), std::min(a.rad, 1.0)}; }
inline Spread cos(Spread a) { return {std::cos(a.mid), std::min(a.rad, 1.0)}; }
inline Spread pow(Spread a, double e) {
  if (a.mid - a.rad > 0 || a.rad == 0) return monotone(a, [e](double x) { return std::pow(x, e); });
  return {std::pow(a.mid, e), std::abs(e) * std::pow(a.size(), e - 1) * a.rad};
}

}  // namespace losscert::graph
