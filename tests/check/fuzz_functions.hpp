// Functions of X, Y, the displacements from a point, with their values; where the point is; and whether lower values are near.
#pragma once
#include <array>
#include <cmath>
#include <functional>

#include "fuzz.hpp"

namespace losscert::check {

struct Term {
  std::string text;
  std::function<Real(Real, Real)> value;
  bool never_negative;
  std::string sign = "{'rule':'interval'}";  // proof that it is not negative, if it is not
};

inline const std::vector<Term>& terms() {
  static const std::string r = "{'rule':'relu'}";
  static const std::vector<Term> all = {
      {"X", [](Real x, Real) { return x; }, false},
      {"Y", [](Real, Real y) { return y; }, false},
      {"X^2", [](Real x, Real) { return x * x; }, true, square("X")},
      {"X^2", [](Real x, Real) { return x * x; }, true, square("X")},
      {"Y^2", [](Real, Real y) { return y * y; }, true, square("Y")},
      {"X*Y", [](Real x, Real y) { return x * y; }, false},
      {"X^3", [](Real x, Real) { return x * x * x; }, false},
      {"X^2*Y", [](Real x, Real y) { return x * x * y; }, false},
      {"X*Y^2", [](Real x, Real y) { return x * y * y; }, false},
      {"X*Y^3", [](Real x, Real y) { return x * y * y * y; }, false},
      {"X^4", [](Real x, Real) { return x * x * x * x; }, true, square("X", 4)},
      {"Y^4", [](Real, Real y) { return y * y * y * y; }, true, square("Y", 4)},
      {"Y^6", [](Real, Real y) { return y * y * y * y * y * y; }, true, square("Y", 6)},
      {"X^2*Y^2", [](Real x, Real y) { return x * x * y * y; }, true, square("X*Y")},
      {"(X - Y)^2", [](Real x, Real y) { return (x - y) * (x - y); }, true, square("X - Y")},
      {"(X + Y^2)^2", [](Real x, Real y) { return (x + y * y) * (x + y * y); }, true, square("X + Y^2")},
      {"(Y - X^2)^2", [](Real x, Real y) { return (y - x * x) * (y - x * x); }, true, square("Y - X^2")},
      {"exp(Y)*X^2", [](Real x, Real y) { return std::exp(y) * x * x; }, true},
      {"(1 + Y)*X^2", [](Real x, Real y) { return (1 + y) * x * x; }, false},
      {"(exp(X) - 1 - X)", [](Real x, Real) { return std::expm1(x) - x; }, true,
       "{'rule':'convex','variable':'h','function':'exp(h)','at':'X','base':'0','second':{'rule':'exp'}}"},
      {"(1 - cos(Y))", [](Real, Real y) { return 2 * std::sin(y / 2) * std::sin(y / 2); }, true},
      {"X*sin(Y)", [](Real x, Real y) { return x * std::sin(y); }, false},
      {"log(1 + X^2)", [](Real x, Real) { return std::log1p(x * x); }, true, "{'rule':'logarithms','proof':" + square("X") + "}"},
      {"arctan(X)*Y", [](Real x, Real y) { return std::atan(x) * y; }, false},
      {"relu(X)", [](Real x, Real) { return relu(x); }, true, r},
      {"relu(-X)", [](Real x, Real) { return relu(-x); }, true, r},
      {"relu(Y)", [](Real, Real y) { return relu(y); }, true, r},
      {"relu(X)^2", [](Real x, Real) { return relu(x) * relu(x); }, true, r},
      {"relu(Y - X)^2", [](Real x, Real y) { return relu(y - x) * relu(y - x); }, true, r},
      {"relu(-Y)^3", [](Real, Real y) { return std::pow(relu(-y), 3); }, true, r},
      {"relu(X)^4", [](Real x, Real) { return std::pow(relu(x), 4); }, true, r},
      {"relu(X - Y^2)", [](Real x, Real y) { return relu(x - y * y); }, true, r},
      {"relu(1 + X)*Y^2", [](Real x, Real y) { return relu(1 + x) * y * y; }, true},
  };
  return all;
}

struct Function {
  std::vector<std::pair<int, Term>> sum;
  Real operator()(Real x, Real y) const {
    Real s = 0;
    for (const auto& [c, t] : sum) s += static_cast<Real>(c) * t.value(x, y);
    return s;
  }
  // On scale: rounding errors are far below 1e-17 times this.
  Real size(Real x, Real y) const {
    Real s = 0;
    for (const auto& [c, t] : sum) s += std::fabs(static_cast<Real>(c) * t.value(x, y));
    return s;
  }
};

// Where the point is, and how the case says so.
struct Place {
  std::string at, where, x, y;          // texts; x, y: what s gives
  std::string dx, dy;                   // texts of the displacements X, Y in which the function is written
  std::vector<std::array<Real, 2>> xy;  // displacements at which points of the claim lie
  std::string model = "{}";
};

inline const std::vector<Place>& places() {
  static const std::vector<Place> all = {
      {"x = \"0\", y = \"0\"", "", "0", "0", "x", "y", {{0, 0}}},
      {"x = \"0\", y = \"0\"", "", "0", "0", "x", "y", {{0, 0}}},
      {"x = \"1\", y = \"0\"", "", "1", "0", "(x - 1)", "y", {{0, 0}}},
      {"x = \"2^(1/2)\", y = \"0\"", "", "2^(1/2)", "0", "(x - 2^(1/2))", "y", {{0, 0}}},
      {"x = \"p\", y = \"0\"", "\"p > 1\"", "p", "0", "(x - p)", "y", {{0, 0}}, "{'p':'2'}"},
      {"x = \"0\"", "\"y > 0\"", "0", "y", "x", "y", {{0, 0.25L}, {0, 1}, {0, 2}}, "{'y':'1'}"},
      {"x = \"0\"", "", "0", "y", "x", "y", {{0, -1}, {0, 0}, {0, 1}}},
      {"x = \"y\"", "", "y", "y", "x", "y", {{-1, -1}, {0, 0}, {1, 1}}},
      {"x = \"0\"", "\"y == 0\"", "0", "y", "x", "y", {{0, 0}}, "{'y':'0'}"},
  };
  return all;
}

inline const std::vector<std::array<Real, 2>>& directions() {
  static const std::vector<std::array<Real, 2>> all = [] {
    std::vector<std::array<Real, 2>> d;
    for (const Real a : {0.0L, 0.5L, 1.0L, 2.0L})
      for (const Real b : {0.0L, 0.5L, 1.0L, 2.0L})
        for (const int s : {-1, 1})
          for (const int t : {-1, 1})
            if (a + b > 0) d.push_back({a * static_cast<Real>(s), b * static_cast<Real>(t)});
    return d;
  }();
  return all;
}

// Along some curve (a r^i, b r^j) the function is smaller (not larger) than at the point for all small r tried.
inline bool descends(const Function& f, const Place& p, bool strictly) {
  for (const auto& s : p.xy)
    for (const auto& d : directions())
      for (const int i : {1, 2, 3})
        for (const int j : {1, 2, 3}) {
          bool all = true;
          for (const int k : {4, 5, 6, 7}) {
            const Real r = std::ldexp(1.0L, -k), x = s[0] + d[0] * std::pow(r, i), y = s[1] + d[1] * std::pow(r, j);
            const Real gain = f(x, y) - f(s[0], s[1]), noise = 1e-17L * (f.size(x, y) + f.size(s[0], s[1]));
            all = all && (strictly ? gain < -noise : gain <= 0);
          }
          if (all) return true;
        }
  return false;
}

}  // namespace losscert::check
