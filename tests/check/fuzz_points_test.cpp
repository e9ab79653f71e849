// Random proofs about points of functions whose values are known.
#include <iostream>
#include <map>

#include "fuzz_functions.hpp"
#include "support/catch.hpp"

using namespace losscert::check;

namespace {

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
        return "{'rule':'lower-bound','value':'" + d_.of(Texts{"0", "0", "0", "0", "1", v.at_a}) + "','at':" + sign(v) + ",'bound':" + bound(v) + radius +
               apart + "}";
      }
      case 1:
        return "{'rule':'definite'," + pieces(v) + gradient(v) + ",'minors':[" + interval + "," + interval + "]}";
      case 2:
        return "{'rule':'definite-box'," + pieces(v) + gradient(v) + ",'radius':'" + d_.of(small) + "','modulus':'" + d_.of(Texts{"0", "0", "1/8", "1"}) + "'}";
      case 3: {
        const auto m = manifold(v);
        const bool box = d_.once_in(2);
        return "{'rule':'fibrewise'," + pieces(v) + m.text +
               (box ? ",'radius':'" + d_.of(small) + "','modulus':'0'" : near(m, v) + ",'minors':[" + minors(m.fibre.size()) + "]") + "," + gradient(v) + "}";
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
        return "{'rule':'leading-form'," + pieces(v) + m.text + near(m, v) + ",'constant':{" + constant + "},'weights':{" + weights +
               "},'order':" + std::to_string(order) + ",'lower':[" + lower + "],'faces':{" + faces + "}}";
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
          kinks += (kinks.empty() ? "" : ",") +
                   ("{'argument':'" + argument(v) + "','order':" + std::to_string(j) + ",'lower':[" + zeros + "],'proof':" + interval + "}");
        }
        const auto list = [&] {
          std::string s;
          for (long k = 0; k < order; ++k) s += (k > 0 ? ",'" : "'") + d_.of(Texts{"0", "0", "1", "-1", "2", "-1/2"}) + "'";
          return s;
        };
        return "{'rule':'curve'," + pieces(v) + "'order':" + std::to_string(order) + ",'coefficients':{'" + v.a + "':[" + list() + "],'" + v.b + "':[" +
               list() + "]}" + (kinks.empty() ? "" : ",'kinks':[" + kinks + "]") + ",'lower':[" + lower + "],'proof':" + interval + "}";
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
           (d_.once_in(6) ? sign(v)
            : c == 1      ? in(t.sign, v)
                          : "{'rule':'product','factors':[{'expr':'" + std::to_string(c) + "','proof':" + interval + "},{'expr':'" + in(t.text, v) +
                           "','proof':" + in(t.sign, v) + "}]}") +
           "}";
    return "{'rule':'sum','terms':[" + s + "]}";
  }

  // of a form on a face of the cube
  std::string face(const Texts& fibre) {
    if (d_.once_in(2)) return interval;
    std::string points, cells;
    for (const char* q : {"-3/4", "-1/2", "-1/4", "-1/8", "0", "1/8", "1/4", "1/2", "3/4"})
      points += (points.empty() ? "'" : ",'") + std::string(q) + "'", cells += interval + ",";
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
      return "'" + u + "':'" + at + d_.of(Texts{"", "", "", " + " + dw, " - " + dw, " + " + dw + "^2", " - " + dw + "^2", " + relu(" + dw + ")^2", " + " + w}) +
             "'";
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
    static const std::vector<Map> maps = {{"U", "V", "0", "0"},
                                          {"U + V", "V", "0", "0"},
                                          {"U - V^2", "V", "0", "0"},
                                          {"U", "V + U^2", "0", "0"},
                                          {"U^3", "V", "0", "0"},
                                          {"U^2", "V", "0", "0"},
                                          {"U*V", "V", "0", "0"},
                                          {"U*V", "V - 1", "0", "1"},
                                          {"U/(1 + V)", "V", "0", "0"},
                                          {"exp(U) - 1", "U + V", "0", "0"},
                                          {"V", "U", "0", "0"},
                                          {"2*U + V", "U + V", "0", "0"},
                                          {"relu(U)^2 + U", "V", "0", "0"},
                                          {"U", "U", "0", "0"},
                                          {"U^(1/2) - 1", "V", "1", "0"},
                                          {"arctan(U)", "sin(V)", "0", "0"},
                                          {"U + V", "U - V", "0", "0"},
                                          {"V^2", "V", "0", "0"},
                                          {"relu(U)", "V", "0", "0"},
                                          {"log(U)", "V", "1", "0"}};
    const Map& m = d_.of(maps);
    const std::string n = std::to_string(depth), u = "u" + n, w = "v" + n;
    const auto put = [&](const std::string& s) { return replaced(replaced(s, 'U', u), 'V', w); };
    const std::string shift = d_.once_in(5) ? " + " + d_.of(Texts{v.a, v.b, "x", "y", "p"}) + " - " + d_.of(Texts{v.a, v.b, v.at_a}) : "";
    const View next{u, w, m.u, m.v, m.u == "0" ? u : "(" + u + " - 1)", m.v == "0" ? w : "(" + w + " - 1)"};
    return "{'rule':'coordinates','variables':['" + u + "','" + w + "'],'map':{'" + v.a + "':'" + v.at_a + " + " + put(m.a) + shift + "','" + v.b + "':'" +
           v.at_b + " + " + put(m.b) + "'},'point':{'" + u + "':'" + m.u + "','" + w + "':'" + m.v + "'}," +
           (invertible ? "'jacobian':" + interval + "," : "") + "'proof':" + (invertible ? minimum(next, depth - 1) : not_minimum(next, depth - 1)) + "}";
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
    const CaseFile c = parse_case(
        "title = \"t\"\n[parameters]\np = \"scalar\"\nq = \"scalar\"\n[variables]\nx = \"scalar\"\ny = \"scalar\"\n[objective]\nexpression = "
        "\"x^2\"\n[[claims]]\nid = \"m\"\nkind = \"local-minimum\"\n" +
            common + "[[claims]]\nid = \"s\"\nkind = \"local-minimum\"\nstrict = true\n" + common + "[[claims]]\nid = \"n\"\nkind = \"no-local-minimum\"\n" +
            common,
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
