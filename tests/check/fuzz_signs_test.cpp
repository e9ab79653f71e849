// Random proofs of signs. An expression of x and y, whose values are sampled where the relations hold: against claims, through whole certificates, and against the set of signs that
// the checker computes.
#include <cmath>
#include <functional>
#include <iostream>
#include <map>

#include "check/rules/sign.hpp"
#include "check/text/work.hpp"
#include "fuzz.hpp"
#include "support/catch.hpp"

using namespace losscert::check;

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
      return d_.of(Texts{"{'rule':'interval'}", "{'rule':'interval'}", "{'rule':'zero'}", "{'rule':'assumption'}", "{'rule':'exp'}",
                         "{'rule':'square','base':'x'}", "{'rule':'exp-difference','proof':{'rule':'interval'}}"});
    const std::string v = d_.of(Texts{"x", "x", "x", "y"}), base = d_.of(Texts{"0", "1", "2", v == "x" ? "y" : "x", "1/2"});
    switch (d_.roll(8)) {
      case 0:
        return "{'rule':'logarithms','proof':" + sign(depth - 1) + "}";
      case 1:
        return "{'rule':'arctan-difference','proof':" + sign(depth - 1) + "}";
      case 2:
        return "{'rule':'convex','variable':'h','function':'" +
               d_.of(Texts{"exp(h)", "exp(-h)", "-exp(h)", "log(1 + exp(h))", "1/(1 + h^2)", "h^3", "arctan(h)", "1/(1 + exp(h))", "h*exp(h)", "relu(h)"}) +
               "','at':'" + d_.of(Texts{"x", "y", "x + y"}) + "','base':'" + base + "','second':" + sign(depth - 1) + "}";
      case 3:
      case 4: {
        const std::string ends =
            d_.once_in(3) ? "" : "'low':'" + d_.of(Texts{"-oo", "0", "0", "1", "-1"}) + "','high':'" + d_.of(Texts{"oo", "oo", "0", "1", "2"}) + "',";
        return "{'rule':'mean-value','variable':'" + v + "','base':'" + base + "'," + ends + "'at':" + sign(depth - 2) + ",'slope':" + sign(depth - 1) +
               ",'side':" + sign(0) + "}";
      }
      case 5:
      case 6:
        return "{'rule':'from-infinity','variable':'" + v + "','end':'" + d_.of(Texts{"oo", "-oo"}) + "','limit':{'eps0':'" + d_.of(Texts{"1", "1/2", "1/8"}) +
               "'},'value':" + sign(depth - 2) + ",'slope':" + sign(depth - 1) + "}";
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
        const Real x = region.x_low + (region.x_high - region.x_low) * (region.x_low < -1 ? 1 - (1 - s) * (1 - s) * (1 - s) : s * s * s),
                   y = region.y_low + (region.y_high - region.y_low) * t * t * t;
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
    for (const auto& r : relations)
      claims += "[[claims]]\nid = \"c" + std::to_string(&r - relations.data()) + "\"\nkind = \"always\"\nstatement = \"" + text + " " + r + " 0\"\nwhere = [" +
                region.where + "]\n";
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

namespace {

// The rules that take an expression apart or change it, around those above. `terms`: the summands of the expression that the proof is for.
class SetProofs {
public:
  SetProofs(Dice& d, Texts terms) : d_(d), simple_(d), terms_(std::move(terms)) {}

  std::string sign(int depth) {
    if (depth <= 0) return leaf();
    const std::string v = d_.of(Texts{"x", "x", "y"});
    switch (d_.roll(9)) {
      case 0: {
        std::string list;
        for (const auto& t : terms_) list += (list.empty() ? "" : ",") + ("{'expr':'" + t + "','proof':" + sign(depth - 1) + "}");
        return "{'rule':'sum','terms':[" + list + "]}";
      }
      case 1: {
        const std::string on = d_.of(Texts{"x", "y", "x - y", "x - 1", "x*y - 1"});
        if (d_.once_in(2)) return "{'rule':'cases','on':'" + on + "','branches':{'<':" + sign(depth - 1) + ",'=':" + sign(depth - 1) + ",'>':" + sign(depth - 1) + "}}";
        return "{'rule':'cases','on':'" + on + "','branches':{'!=':" + sign(depth - 1) + ",'=':" + sign(depth - 1) + "}}";
      }
      case 2: {
        const std::string points = d_.of(Texts{"'0'", "'1'", "'1','2'", "'-1','0','1/2'"});
        std::string cells = sign(depth - 1);
        for (auto n = std::count(points.begin(), points.end(), ',') + 1; n > 0; --n) cells += "," + sign(depth - 1);
        return "{'rule':'partition','variable':'" + v + "','points':[" + points + "],'cells':[" + cells + "]}";
      }
      case 3:
        return "{'rule':'pieces','pieces':[{'argument':'" + d_.of(Texts{"x", "x - 1"}) + "','proof':" + leaf() + "}],'proof':" + sign(depth - 1) + "}";
      case 4:
        return "{'rule':'rewrite','equation':'y - 1','multiplier':'" + d_.of(Texts{"1", "-1", "x", "y", "x^2", "exp(x)"}) + "','proof':" + sign(depth - 1) + "}";
      case 5:
        return "{'rule':'substitute','variable':'y','by':'1','proof':" + sign(depth - 1) + "}";
      case 6: {
        const std::string factor = d_.of(Texts{"x", "y", "-1", "exp(x)", "1 + x^2"});
        std::string whole;
        for (const auto& t : terms_) whole += (whole.empty() ? "(" : " + ") + t;
        return "{'rule':'product','factors':[{'expr':'" + factor + "','proof':" + leaf() + "},{'expr':'" + whole + ")/(" + factor + ")','proof':" + sign(depth - 1) + "}]}";
      }
      default:
        return simple_.sign(depth);
    }
  }

private:
  std::string leaf() { return d_.once_in(4) ? simple_.sign(1) : d_.once_in(4) ? "{'rule':'assumption'}" : "{'rule':'interval'}"; }

  Dice& d_;
  SignProofs simple_;
  Texts terms_;
};

Rational fraction(Real r) { return Rational(std::lround(r * 4096)) / Rational(4096); }

}  // namespace

TEST_CASE("the computed sets of signs contain the sign at every sample", "[fuzz]") {
  Dice dice(5);
  std::map<std::string, long> rules;
  long tried = 0, computed = 0, telling = 0, compared = 0;
  for (long n = 0; n < 400 * effort(); ++n) {
    const Region& region = dice.of(regions());
    Texts terms;
    std::string text;
    for (std::uint64_t k = 1 + dice.roll(3); k > 0; --k) {
      terms.push_back(dice.of(Texts{"", "", "-1*", "2*", "-2*"}) + dice.of(pieces()).text);
      if (dice.once_in(4)) terms.back() += "*" + dice.of(Texts{"x", "y", "exp(x)", "(x - y)"});
      text += (text.empty() ? "" : " + ") + terms.back();
    }
    const CaseFile c = parse_case("title = \"t\"\n[variables]\nx = \"scalar\"\ny = \"scalar\"\n[objective]\nexpression = \"x^2\"\n[[claims]]\nid = \"c\"\nkind = \"always\"\nstatement = \"" +
                                      text + " >= 0\"\nwhere = [" + region.where + "]\n",
                                  "fuzz");
    reset_table();
    Builder builder(c, {});
    const Session session{builder};
    const Statement st = read_statement(builder, c.claims[0]);
    const Poly& e = st.statement[0].p;
    Context g(session);
    for (const auto& r : st.where) g.assume(r.p, r.rel);
    std::vector<std::pair<Signs, std::string>> seen;  // where the sign is certain
    for (int i = 0; i < 60; ++i) {
      const Real s = static_cast<Real>(i % 12) / 11, t = static_cast<Real>(i / 12) / 4;
      const Rational x = fraction(region.x_low + (region.x_high - region.x_low) * s * s * s), y = fraction(region.y_low + (region.y_high - region.y_low) * t * t);
      Box at;
      at.ranges[symbol_id("x")] = {x, x};
      at.ranges[symbol_id("y")] = {y, y};
      try {
        const bool there = std::all_of(st.where.begin(), st.where.end(), [&](const Relation& r) { return enclose(r.p, at, 256).signs().within(signs_of(r.rel)); });
        const bool defined = std::all_of(st.own_domain.begin(), st.own_domain.end(), [&](const Obligation& o) { return enclose(o.p, at, 256).signs().within(o.wanted); });
        const Signs sign = enclose(e, at, 256).signs();
        if (there && defined && (sign == positive || sign == negative || sign == zero)) seen.emplace_back(sign, "x = " + x.text() + ", y = " + y.text());
      } catch (const Reject&) {  // not defined there
      }
    }
    SetProofs proofs(dice, terms);
    for (int k = 0; k < 24; ++k) {
      const std::string proof = proofs.sign(1 + static_cast<int>(dice.roll(3)));
      ++tried;
      try {
        reset_work();
        const Json tree = parse_json(replaced(proof, '\'', "\""));
        const Shown shown = prove_sign(g, e, Node(tree));
        ++computed;
        INFO(text << " where " << region.where << "\n" << proof << "\ncomputed " << shown.text());
        CHECK_FALSE((shown.is_no_point() && !seen.empty()));
        if (shown.is_no_point() || shown.signs() == any_sign) continue;
        ++telling;
        ++rules[proof.substr(9, proof.find('\'', 9) - 9)];
        for (const auto& [sign, at] : seen) {
          INFO(at << ": " << sign.text());
          CHECK(sign.within(shown.signs()));
          ++compared;
        }
      } catch (const Reject&) {
      } catch (const LimitReached&) {
      }
    }
  }
  std::cout << "random sets of signs: " << tried << ", computed " << computed << ", telling " << telling << ", compared with " << compared << " samples:";
  for (const auto& [r, k] : rules) std::cout << ' ' << r << ' ' << k;
  std::cout << std::endl;
  CHECK(telling > 100);
  CHECK(compared > 1000);
}
