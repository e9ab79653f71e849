// Certificates at random out of the building blocks of the rules, for functions whose values are known by arithmetic of another kind: whatever is accepted must agree with
// the values. Deterministic; LOSSCERT_FUZZ=n runs n times as many.
#include <array>
#include <cmath>
#include <cstdlib>
#include <functional>
#include <iostream>
#include <map>
#include <vector>

#include "check/certificate.hpp"
#include "check/reject.hpp"
#include "support/catch.hpp"

using namespace losscert::check;

namespace {

using Real = long double;

class Dice {
public:
  explicit Dice(std::uint64_t seed) : state_(seed) {}
  std::uint64_t roll(std::uint64_t n) {  // 0..n-1; splitmix64
    std::uint64_t z = state_ += 0x9e3779b97f4a7c15U;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
    return (z ^ (z >> 31)) % n;
  }
  bool once_in(std::uint64_t n) { return roll(n) == 0; }
  template <class T>
  const T& of(const std::vector<T>& v) {
    return v[roll(v.size())];
  }

private:
  std::uint64_t state_;
};

using Texts = std::vector<std::string>;

long effort() {
  const char* n = std::getenv("LOSSCERT_FUZZ");
  return n == nullptr ? 1 : std::max(1L, std::atol(n));
}

std::string replaced(std::string s, char from, const std::string& to) {
  std::string out;
  for (const char c : s) out += c == from ? to : std::string(1, c);
  return out;
}

bool accepted(const CaseFile& c, const std::string& claim, const std::string& members) {
  const std::string text = "{'format':'losscert-certificate','version':1,'dimensions':{},'roots':{},'verdict':'proved','case':'" + c.digest + "','claim':'" + claim + "'," + members + "}";
  try {
    check_certificate(c, replaced(text, '\'', "\""));
    return true;
  } catch (const Reject&) {
    return false;
  }
}

// ---- Points. A function of X, Y, the displacements from the point.

struct Term {
  std::string text;
  std::function<Real(Real, Real)> value;
  bool never_negative;
  std::string sign = "{'rule':'interval'}";  // proof that it is not negative, if it is not
};

Real relu(Real t) { return t > 0 ? t : 0; }

std::string square(const std::string& base, int power = 2) { return "{'rule':'square','base':'" + base + "','power':" + std::to_string(power) + "}"; }

const std::vector<Term>& terms() {
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
      {"(exp(X) - 1 - X)", [](Real x, Real) { return std::expm1(x) - x; }, true, "{'rule':'convex','variable':'h','function':'exp(h)','at':'X','base':'0','second':{'rule':'exp'}}"},
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

const std::vector<Place>& places() {
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

const std::vector<std::array<Real, 2>>& directions() {
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
bool descends(const Function& f, const Place& p, bool strictly) {
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

// Proofs about a point of a function of two variables. They need not hold; they are of the form that one may.
class Points {
public:
  Points(Dice& d, const Function& f, bool near) : d_(d), f_(f), near_(near) {}

  struct View {
    std::string a, b, at_a, at_b;  // the variables, and what s gives them
    std::string da, db;            // displacement of each as a text
  };

  std::string minimum(const View& v, int depth) {
    const Texts small = {"1", "1/2", "1/8", "1/64"};
    switch (d_.roll(depth > 0 ? 11 : 7)) {
      case 0: {
        const std::string radius = d_.once_in(2) ? ",'radius':'" + d_.of(small) + "'" : "";
        const std::string apart = d_.once_in(2) ? ",'apart':{'" + v.a + "':" + sign(v) + ",'" + v.b + "':" + sign(v) + "}" : "";
        return "{'rule':'lower-bound','value':'" + d_.of(Texts{"0", "0", "0", "0", "1", v.at_a}) + "','at':" + sign(v) + ",'bound':" + bound(v) + radius + apart + "}";
      }
      case 1:
        return "{'rule':'definite'," + pieces(v) + gradient(v) + ",'minors':[" + interval + "," + interval + "]}";
      case 2:
        return "{'rule':'definite-box'," + pieces(v) + gradient(v) + ",'radius':'" + d_.of(small) + "','modulus':'" + d_.of(Texts{"0", "0", "1/8", "1"}) + "'}";
      case 3: {
        const auto m = manifold(v);
        const bool box = d_.once_in(2);
        return "{'rule':'fibrewise'," + pieces(v) + m.text + (box ? ",'radius':'" + d_.of(small) + "','modulus':'0'" : near(m, v) + ",'minors':[" + minors(m.fibre.size()) + "]") + "," + gradient(v) + "}";
      }
      case 4:
      case 5:
      case 6: {
        const auto m = manifold(v);
        const long order = d_.once_in(4) ? 1 + static_cast<long>(d_.roll(6)) : d_.once_in(2) ? 2 : 4;
        std::string weights, faces, lower, constant;
        for (const auto& u : m.fibre) {
          weights += (weights.empty() ? "'" : ",'") + u + "':" + std::to_string(1 + d_.roll(3));
          faces += (faces.empty() ? "'" : ",'") + u + "':{'+':" + face(m.fibre) + ",'-':" + face(m.fibre) + "}";
        }
        for (const auto& u : m.flat) constant += (constant.empty() ? "'" : ",'") + u + "':" + sign(v);
        for (long k = 1; k < order; ++k) lower += (k > 1 ? "," : "") + sign(v);
        return "{'rule':'leading-form'," + pieces(v) + m.text + near(m, v) + ",'constant':{" + constant + "},'weights':{" + weights + "},'order':" + std::to_string(order) + ",'lower':[" + lower + "],'faces':{" + faces + "}}";
      }
      case 7: {
        const Texts less = {v.da + "^2", v.db + "^2", v.da + "^4", v.da + "^3", "relu(" + v.da + ")", "(" + v.da + " - " + v.db + ")^2", v.da + "*" + v.db};
        std::string h;
        for (const auto& [c, t] : f_.sum)
          if (!d_.once_in(3)) h += " + " + std::to_string(c) + "*" + in(t.text, v);
        if (h.empty() || d_.once_in(3)) h += " + " + d_.of(less);
        return "{'rule':'minorant','function':'" + h.substr(3) + "','at':" + sign(v) + ",'bound':" + bound(v) + ",'minimum':" + minimum(v, depth - 1) + "}";
      }
      case 8: {
        const std::string same = d_.once_in(2) ? minimum(v, depth - 1) : "";
        const auto b = [&] { return same.empty() ? minimum(v, depth - 1) : same; };
        const std::string on = d_.of(Texts{"p", "p - q", "p - 2", v.a, v.b, "x", "y"});
        return "{'rule':'cases','on':'" + on + "','branches':{" + (d_.once_in(2) ? "'<':" + b() + ",'>=':" + b() : "'!=':" + b() + ",'=':" + b()) + "}}";
      }
      default:
        return coordinates(v, depth, true);
    }
  }

  std::string not_minimum(const View& v, int depth) {
    switch (d_.roll(depth > 0 ? 9 : 6)) {
      case 0:
        return "{'rule':'multiplier'," + pieces(v) + "'multipliers':" + direction(v) + ",'proof':" + sign(v) + "}";
      case 1:
        return "{'rule':'curvature'," + pieces(v) + "'direction':" + direction(v) + ",'proof':" + sign(v) + "}";
      case 2:
        return "{'rule':'indefinite'," + pieces(v) + "'first':" + direction(v) + ",'second':" + direction(v) + ",'proof':" + sign(v) + "}";
      case 3:
      case 4:
      case 5: {
        const long order = 1 + static_cast<long>(d_.roll(4));
        std::string lower, kinks;
        for (long k = 1; k < order; ++k) lower += (k > 1 ? "," : "") + sign(v);
        for (long n = static_cast<long>(d_.roll(4)); n > 0; --n) {
          const long j = static_cast<long>(d_.roll(3));
          std::string zeros;
          for (long k = 0; k < j; ++k) zeros += (k > 0 ? "," : "") + interval;
          kinks += (kinks.empty() ? "" : ",") + ("{'argument':'" + argument(v) + "','order':" + std::to_string(j) + ",'lower':[" + zeros + "],'proof':" + interval + "}");
        }
        const auto list = [&] {
          std::string s;
          for (long k = 0; k < order; ++k) s += (k > 0 ? ",'" : "'") + d_.of(Texts{"0", "0", "1", "-1", "2", "-1/2"}) + "'";
          return s;
        };
        return "{'rule':'curve'," + pieces(v) + "'order':" + std::to_string(order) + ",'coefficients':{'" + v.a + "':[" + list() + "],'" + v.b + "':[" + list() + "]}" +
               (kinks.empty() ? "" : ",'kinks':[" + kinks + "]") + ",'lower':[" + lower + "],'proof':" + interval + "}";
      }
      case 6: {
        const std::string same = d_.once_in(2) ? not_minimum(v, depth - 1) : "";
        const auto b = [&] { return same.empty() ? not_minimum(v, depth - 1) : same; };
        const std::string on = d_.of(Texts{"p", "p - 2", v.a, v.b, "x", "y", "y - 1"});
        return "{'rule':'cases','on':'" + on + "','branches':{" + (d_.once_in(2) ? "'<':" + b() + ",'>=':" + b() : "'!=':" + b() + ",'=':" + b()) + "}}";
      }
      default:
        return coordinates(v, depth, false);
    }
  }

private:
  const std::string interval = "{'rule':'interval'}", zero = "{'rule':'zero'}";

  struct Manifold {
    std::string text;
    Texts flat, fibre;
  };

  static std::string in(const std::string& text, const View& v) { return replaced(replaced(text, 'X', v.da), 'Y', v.db); }

  std::string sign(const View& v) {
    switch (d_.roll(24)) {
      case 0:
        return zero;
      case 1:
        return "{'rule':'assumption'}";
      case 2:
        return "{'rule':'partition','variable':'" + d_.of(Texts{v.a, v.b}) + "','points':['0'],'cells':[" + interval + "," + interval + "]}";
      case 3:
        return square(d_.of(Texts{v.da, v.db, v.da + " - " + v.db, v.da + "^2"}));
      default:
        return interval;
    }
  }

  std::string bound(const View& v) {
    if (d_.once_in(4)) return sign(v);
    std::string s;
    for (const auto& [c, t] : f_.sum)
      s += (s.empty() ? "" : ",") + ("{'expr':'" + std::to_string(c) + "*" + in(t.text, v) + "','proof':") +
           (d_.once_in(6) ? sign(v) : c == 1 ? in(t.sign, v) : "{'rule':'product','factors':[{'expr':'" + std::to_string(c) + "','proof':" + interval + "},{'expr':'" + in(t.text, v) + "','proof':" + in(t.sign, v) + "}]}") + "}";
    return "{'rule':'sum','terms':[" + s + "]}";
  }

  // of a form on a face of the cube
  std::string face(const Texts& fibre) {
    if (d_.once_in(2)) return interval;
    std::string points, cells;
    for (const char* q : {"-3/4", "-1/2", "-1/4", "-1/8", "0", "1/8", "1/4", "1/2", "3/4"}) points += (points.empty() ? "'" : ",'") + std::string(q) + "'", cells += interval + ",";
    return "{'rule':'partition','variable':'" + d_.of(fibre) + "','points':[" + points + "],'cells':[" + cells + interval + "]}";
  }

  std::string gradient(const View& v) { return "'gradient':{'" + v.a + "':" + sign(v) + ",'" + v.b + "':" + sign(v) + "}"; }
  std::string minors(std::size_t n) { return n == 0 ? "" : n == 1 ? interval : interval + "," + interval; }
  std::string near(const Manifold& m, const View& v) {
    const bool needed = !m.flat.empty() && (near_ || v.a != "x" || m.flat.size() > 1 || m.flat[0] == "x");
    return needed == !d_.once_in(12) ? ",'neighbourhood':'" + d_.of(Texts{"1/8", "1/2"}) + "'" : "";
  }
  std::string argument(const View& v) {
    const Texts known = {"X", "-X", "Y", "-Y", "Y - X", "X - Y^2", "1 + X"};
    return in(d_.of(known), v);
  }
  std::string pieces(const View& v) { return d_.once_in(6) ? "'pieces':[{'argument':'" + argument(v) + "','proof':" + sign(v) + "}]," : ""; }
  std::string direction(const View& v) {
    const Texts c = {"0", "1", "-1", "2", v.a, v.b};
    return "{'" + v.a + "':'" + d_.of(c) + "','" + v.b + "':'" + d_.of(c) + "'}";
  }

  Manifold manifold(const View& v) {
    const auto on = [&](const std::string& u, const std::string& at, const std::string& w, const std::string& dw) {
      return "'" + u + "':'" + at + d_.of(Texts{"", "", "", " + " + dw, " - " + dw, " + " + dw + "^2", " - " + dw + "^2", " + relu(" + dw + ")^2", " + " + w}) + "'";
    };
    switch (d_.roll(4)) {
      case 0:
        return {"'flat':['" + v.b + "'],'manifold':{" + on(v.a, v.at_a, v.b, v.db) + "}", {v.b}, {v.a}};
      case 1:
        return {"'flat':['" + v.a + "'],'manifold':{" + on(v.b, v.at_b, v.a, v.da) + "}", {v.a}, {v.b}};
      case 2:
        return {"'flat':['" + v.a + "','" + v.b + "'],'manifold':{}", {v.a, v.b}, {}};
      default:
        return {"'flat':[],'manifold':{'" + v.a + "':'" + v.at_a + "','" + v.b + "':'" + v.at_b + "'}", {}, {v.a, v.b}};
    }
  }

  std::string coordinates(const View& v, int depth, bool invertible) {
    struct Map {
      std::string a, b, u, v;
    };
    static const std::vector<Map> maps = {{"U", "V", "0", "0"},           {"U + V", "V", "0", "0"},     {"U - V^2", "V", "0", "0"},        {"U", "V + U^2", "0", "0"},   {"U^3", "V", "0", "0"},
                                          {"U^2", "V", "0", "0"},         {"U*V", "V", "0", "0"},       {"U*V", "V - 1", "0", "1"},        {"U/(1 + V)", "V", "0", "0"}, {"exp(U) - 1", "U + V", "0", "0"},
                                          {"V", "U", "0", "0"},           {"2*U + V", "U + V", "0", "0"}, {"relu(U)^2 + U", "V", "0", "0"}, {"U", "U", "0", "0"},         {"U^(1/2) - 1", "V", "1", "0"},
                                          {"arctan(U)", "sin(V)", "0", "0"}, {"U + V", "U - V", "0", "0"}, {"V^2", "V", "0", "0"},           {"relu(U)", "V", "0", "0"},    {"log(U)", "V", "1", "0"}};
    const Map& m = d_.of(maps);
    const std::string n = std::to_string(depth), u = "u" + n, w = "v" + n;
    const auto put = [&](const std::string& s) { return replaced(replaced(s, 'U', u), 'V', w); };
    const std::string shift = d_.once_in(5) ? " + " + d_.of(Texts{v.a, v.b, "x", "y", "p"}) + " - " + d_.of(Texts{v.a, v.b, v.at_a}) : "";
    const View next{u, w, m.u, m.v, m.u == "0" ? u : "(" + u + " - 1)", m.v == "0" ? w : "(" + w + " - 1)"};
    return "{'rule':'coordinates','variables':['" + u + "','" + w + "'],'map':{'" + v.a + "':'" + v.at_a + " + " + put(m.a) + shift + "','" + v.b + "':'" + v.at_b + " + " + put(m.b) + "'},'point':{'" + u + "':'" + m.u +
           "','" + w + "':'" + m.v + "'}," + (invertible ? "'jacobian':" + interval + "," : "") + "'proof':" + (invertible ? minimum(next, depth - 1) : not_minimum(next, depth - 1)) + "}";
  }

  Dice& d_;
  const Function& f_;
  bool near_;  // the point gives both variables
};

}  // namespace

TEST_CASE("random proofs about points agree with the values nearby", "[fuzz]") {
  Dice dice(1);
  std::map<std::string, long> rules;
  long tried = 0, taken = 0, both = 0;
  for (long n = 0; n < 1200 * effort(); ++n) {
    const Place& place = dice.of(places());
    Function f;
    bool minimum = true;
    for (std::uint64_t k = 1 + dice.roll(4); k > 0; --k) {
      f.sum.emplace_back(dice.once_in(4) ? -1 : 1 + static_cast<int>(dice.roll(2)), dice.of(terms()));
      minimum = minimum && f.sum.back().first > 0 && f.sum.back().second.never_negative;
    }
    std::string text;
    for (const auto& [c, t] : f.sum) text += " + " + std::to_string(c) + "*" + replaced(replaced(t.text, 'X', place.dx), 'Y', place.dy);
    text = text.substr(3);
    const std::string common = "function = \"" + text + "\"\nover = [\"x\", \"y\"]\nat = {" + place.at + "}\nwhere = [" + place.where + "]\n";
    const CaseFile c = parse_case("title = \"t\"\n[parameters]\np = \"scalar\"\nq = \"scalar\"\n[variables]\nx = \"scalar\"\ny = \"scalar\"\n[objective]\nexpression = \"x^2\"\n[[claims]]\nid = \"m\"\nkind = \"local-minimum\"\n" +
                                      common + "[[claims]]\nid = \"s\"\nkind = \"local-minimum\"\nstrict = true\n" + common + "[[claims]]\nid = \"n\"\nkind = \"no-local-minimum\"\n" + common,
                                  "fuzz");
    // At a free point no single value decides whether it is never a minimum.
    const bool single = place.xy.size() == 1;
    const Points::View view{"x", "y", place.x, place.y, place.dx, place.dy};
    bool is = false, is_not = false;
    for (int k = 0; k < 24; ++k) {
      Points points(dice, f, place.y != "y");
      const int depth = static_cast<int>(dice.roll(3));
      const bool positive = k % 3 != 2;
      const std::string proof = positive ? points.minimum(view, depth) : points.not_minimum(view, depth);
      const std::string members = "'model':" + place.model + ",'proof':{'" + (positive ? "minimum" : "tree") + "':" + proof + "}";
      ++tried;
      const std::string claim = positive ? "m" : "n";
      if (!accepted(c, claim, members)) continue;
      ++taken;
      std::string rule = proof.substr(9);
      ++rules[rule.substr(0, rule.find('\''))];
      INFO(text << " at " << place.at << " where " << place.where << "\n" << proof);
      if (positive) {
        is = true;
        CHECK_FALSE(descends(f, place, true));
        if (accepted(c, "s", members)) CHECK_FALSE(descends(f, place, false));
      } else {
        is_not = true;
        if (single || place.where.empty()) CHECK_FALSE((minimum && place.xy[0][0] == 0 && f(place.xy[0][0], place.xy[0][1]) == 0));
      }
    }
    INFO(text << " at " << place.at << " where " << place.where);
    CHECK_FALSE((is && is_not));
    both += is || is_not ? 1 : 0;
  }
  std::cout << "random proofs about points: " << tried << ", accepted " << taken << " for " << both << " functions, each in agreement with the values:";
  for (const auto& [r, k] : rules) std::cout << ' ' << r << ' ' << k;
  std::cout << std::endl;
  CHECK(taken > 0);
}

// ---- Signs. An expression of x and y, whose values are sampled where the relations hold.

namespace {

struct Region {
  std::string where, model;
  Real x_low, x_high, y_low, y_high;  // where to sample, ends included
};

const std::vector<Region>& regions() {
  static const std::vector<Region> all = {
      {"\"x > 0\", \"y > 0\"", "{'x':'1','y':'1'}", 1e-6L, 60, 1e-6L, 60},
      {"\"x >= 0\", \"y == 1\"", "{'x':'1','y':'1'}", 0, 60, 1, 1},
      {"\"x >= 1\", \"x <= 2\", \"y >= 2\"", "{'x':'1','y':'2'}", 1, 2, 2, 40},
      {"\"x <= 0\", \"y > 0\", \"y < 1\"", "{'x':'0','y':'1/2'}", -60, 0, 1e-6L, 1 - 1e-6L},
      {"\"x < 0\", \"y >= 1/2\", \"y <= 3\"", "{'x':'-1','y':'1'}", -60, -1e-6L, 0.5L, 3},
      {"\"y > 0\"", "{'y':'1'}", -40, 40, 1e-6L, 40},
  };
  return all;
}

struct Piece {
  std::string text;
  std::function<Real(Real, Real)> value;  // NaN where it is not defined
};

const std::vector<Piece>& pieces() {
  static const std::vector<Piece> all = {
      {"log(x)", [](Real x, Real) { return std::log(x); }},
      {"log(y)", [](Real, Real y) { return std::log(y); }},
      {"log(1 + x)", [](Real x, Real) { return std::log(1 + x); }},
      {"log(1 + exp(x))", [](Real x, Real) { return std::log1p(std::exp(x)); }},
      {"log(2)", [](Real, Real) { return std::log(2.0L); }},
      {"log(x + y)", [](Real x, Real y) { return std::log(x + y); }},
      {"arctan(x)", [](Real x, Real) { return std::atan(x); }},
      {"arctan(y)", [](Real, Real y) { return std::atan(y); }},
      {"arctan(x + y)", [](Real x, Real y) { return std::atan(x + y); }},
      {"x", [](Real x, Real) { return x; }},
      {"y", [](Real, Real y) { return y; }},
      {"1", [](Real, Real) { return 1; }},
      {"x^2", [](Real x, Real) { return x * x; }},
      {"x^3", [](Real x, Real) { return x * x * x; }},
      {"exp(x)", [](Real x, Real) { return std::exp(x); }},
      {"exp(-x)", [](Real x, Real) { return std::exp(-x); }},
      {"exp(y)", [](Real, Real y) { return std::exp(y); }},
      {"x*exp(x)", [](Real x, Real) { return x * std::exp(x); }},
      {"1/(1 + exp(x))", [](Real x, Real) { return 1 / (1 + std::exp(x)); }},
      {"1/(1 + x^2)", [](Real x, Real) { return 1 / (1 + x * x); }},
      {"x/(1 + x)", [](Real x, Real) { return x / (1 + x); }},
      {"1/x", [](Real x, Real) { return 1 / x; }},
      {"1/y", [](Real, Real y) { return 1 / y; }},
      {"x^(1/2)", [](Real x, Real) { return x > 0 ? std::sqrt(x) : NAN; }},
      {"sin(x)", [](Real x, Real) { return std::sin(x); }},
      {"relu(x)", [](Real x, Real) { return relu(x); }},
      {"relu(x - 1)^2", [](Real x, Real) { return relu(x - 1) * relu(x - 1); }},
  };
  return all;
}

// Proofs of a sign.
class SignProofs {
public:
  explicit SignProofs(Dice& d) : d_(d) {}

  std::string sign(int depth) {
    if (depth <= 0 || d_.once_in(5))
      return d_.of(Texts{"{'rule':'interval'}", "{'rule':'interval'}", "{'rule':'zero'}", "{'rule':'assumption'}", "{'rule':'exp'}", "{'rule':'square','base':'x'}", "{'rule':'exp-difference','proof':{'rule':'interval'}}"});
    const std::string v = d_.of(Texts{"x", "x", "x", "y"}), base = d_.of(Texts{"0", "1", "2", v == "x" ? "y" : "x", "1/2"});
    switch (d_.roll(8)) {
      case 0:
        return "{'rule':'logarithms','proof':" + sign(depth - 1) + "}";
      case 1:
        return "{'rule':'arctan-difference','proof':" + sign(depth - 1) + "}";
      case 2:
        return "{'rule':'convex','variable':'h','function':'" + d_.of(Texts{"exp(h)", "exp(-h)", "-exp(h)", "log(1 + exp(h))", "1/(1 + h^2)", "h^3", "arctan(h)", "1/(1 + exp(h))", "h*exp(h)", "relu(h)"}) + "','at':'" + d_.of(Texts{"x", "y", "x + y"}) +
               "','base':'" + base + "','second':" + sign(depth - 1) + "}";
      case 3:
      case 4: {
        const std::string ends = d_.once_in(3) ? "" : "'low':'" + d_.of(Texts{"-oo", "0", "0", "1", "-1"}) + "','high':'" + d_.of(Texts{"oo", "oo", "0", "1", "2"}) + "',";
        return "{'rule':'mean-value','variable':'" + v + "','base':'" + base + "'," + ends + "'at':" + sign(depth - 2) + ",'slope':" + sign(depth - 1) + ",'side':" + sign(0) + "}";
      }
      case 5:
      case 6:
        return "{'rule':'from-infinity','variable':'" + v + "','end':'" + d_.of(Texts{"oo", "-oo"}) + "','limit':{'eps0':'" + d_.of(Texts{"1", "1/2", "1/8"}) + "'},'value':" + sign(depth - 2) + ",'slope':" + sign(depth - 1) + "}";
      default:
        return "{'rule':'cases','on':'" + d_.of(Texts{"x", "y", "x - y", "x - 1"}) + "','branches':{'<':" + sign(depth - 1) + ",'>=':" + sign(depth - 1) + "}}";
    }
  }

private:
  Dice& d_;
};

}  // namespace

TEST_CASE("random proofs of signs agree with values", "[fuzz]") {
  Dice dice(2);
  const Texts relations = {"<", "<=", "==", ">=", ">"};
  std::map<std::string, long> rules;
  long tried = 0, taken = 0;
  for (long n = 0; n < 600 * effort(); ++n) {
    const Region& region = dice.of(regions());
    std::vector<std::pair<int, Piece>> sum;
    std::string text;
    for (std::uint64_t k = 1 + dice.roll(3); k > 0; --k) {
      sum.emplace_back(dice.of(std::vector<int>{1, -1, 2, -2, 1, -1}), dice.of(pieces()));
      text += (text.empty() ? "" : " + ") + std::to_string(sum.back().first) + "*" + sum.back().second.text;
    }
    bool below = true, above = true, zero = true, touches = false;  // so far as sampled, up to rounding; touches: exactly 0 somewhere
    for (int i = 0; i <= 40; ++i)
      for (int j = 0; j <= 20; ++j) {
        const Real s = static_cast<Real>(i) / 40, t = static_cast<Real>(j) / 20;
        // dense near the finite ends
        const Real x = region.x_low + (region.x_high - region.x_low) * (region.x_low < -1 ? 1 - (1 - s) * (1 - s) * (1 - s) : s * s * s), y = region.y_low + (region.y_high - region.y_low) * t * t * t;
        Real e = 0, size = 0;
        for (const auto& [c, p] : sum) e += static_cast<Real>(c) * p.value(x, y), size += std::fabs(static_cast<Real>(c) * p.value(x, y));
        if (std::isnan(e) || std::isinf(e)) continue;
        const Real noise = 1e-16L * (1 + size);
        below = below && e <= noise;
        above = above && e >= -noise;
        zero = zero && std::fabs(e) <= noise;
        touches = touches || e == 0;
      }
    std::string claims;
    for (const auto& r : relations) claims += "[[claims]]\nid = \"c" + std::to_string(&r - relations.data()) + "\"\nkind = \"always\"\nstatement = \"" + text + " " + r + " 0\"\nwhere = [" + region.where + "]\n";
    const CaseFile c = parse_case("title = \"t\"\n[variables]\nx = \"scalar\"\ny = \"scalar\"\n[objective]\nexpression = \"x^2\"\n" + claims, "fuzz");
    SignProofs proofs(dice);
    for (int k = 0; k < 16; ++k) {
      const std::string proof = proofs.sign(1 + static_cast<int>(dice.roll(4)));
      ++tried;
      bool any = false;
      for (std::size_t r = 0; r < relations.size(); ++r) {
        if (!accepted(c, "c" + std::to_string(r), "'model':" + region.model + ",'proof':{'proofs':[" + proof + "]}")) continue;
        any = true;
        INFO(text << ' ' << relations[r] << " 0 where " << region.where << "\n" << proof);
        CHECK((relations[r][0] == '<' ? below : relations[r] == "==" ? zero : above));
        CHECK_FALSE((touches && relations[r].size() == 1));
      }
      if (!any) continue;
      ++taken;
      ++rules[proof.substr(9, proof.find('\'', 9) - 9)];
    }
  }
  std::cout << "random proofs of signs: " << tried << ", accepted " << taken << ", each in agreement with the values:";
  for (const auto& [r, k] : rules) std::cout << ' ' << r << ' ' << k;
  std::cout << std::endl;
  CHECK(taken > 0);
}
