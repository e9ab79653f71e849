#include "report/pictures.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <nlohmann/json.hpp>

#include "report/drawing.hpp"
#include "report/figures.hpp"
#include "report/notation.hpp"
#include "report/page.hpp"
#include "report/sentence.hpp"
#include "report/situation.hpp"

namespace losscert::report {
namespace {

using claim::Kind;
using Values = std::map<std::string, double>;
using Line = std::vector<std::pair<double, double>>;
using Kinds = Drawing::Mark;

constexpr const char* kSampled = "stroke=\"var(--curve,#1a4f9c)\" stroke-width=\"2\"";
constexpr const char* kSecond = "stroke=\"var(--open,#8a5a00)\" stroke-width=\"2\"";
constexpr const char* kThird = "stroke=\"var(--good,#1d6b3a)\" stroke-width=\"2\"";
constexpr const char* kAscent = "stroke=\"var(--good,#1d6b3a)\" stroke-width=\"2.5\"";
constexpr const char* kDescent = "stroke=\"var(--open,#8a5a00)\" stroke-width=\"2.5\"";

std::string short_number(double v) {
  char text[48];
  std::snprintf(text, sizeof text, "%.4g", v);
  return text;
}

// A point of which something is certified.
struct Point {
  Values at;
  Kinds kind;
  const ClaimResult* claim;
  double radius = 0;
};
struct Path {
  std::function<Values(double)> at;  ///< t -> point, from t = 0
  const ClaimResult* claim;
  bool up = false;
};

// A function of certain variables, with what is known of it.
struct Scene {
  const ClaimResult* first;
  std::vector<std::string> variables;  ///< that the function depends on
  std::vector<Point> points;
  std::vector<std::pair<double, const ClaimResult*>> levels;
  std::vector<Path> descents;
};

double size_of_tree(const Expr& e) {
  double n = 1;
  for (const auto& part : e) n += size_of_tree(part);
  return n;
}

class Gallery {
public:
  explicit Gallery(const CaseResult& c) : case_(c) {}

  std::vector<Picture> all() {
    if (case_.instances.empty()) return {};
    for (const auto& r : case_.claims)
      if (r.checked && r.verdict == Verdict::Proved && r.instance == &case_.instances.front()) take(r);
    for (const auto& s : scenes_) draw(s);
    for (const auto& r : case_.claims)
      if (r.checked && r.verdict == Verdict::Proved && r.instance == &case_.instances.front() && r.claim->path && (r.claim->kind == Kind::DivergencePath || (r.claim->kind == Kind::Limit && r.written.of.empty()))) draw_path(r);
    return std::move(pictures_);
  }

private:
  static constexpr std::size_t kMost = 8;

  // Numbers for the parameters, for which the assumptions hold; the roots' middles.
  Values constants(const ClaimResult& r) const {
    Values v;
    if (r.evidence->contains("model"))
      for (const auto& [name, value] : r.evidence->at("model").items())
        if (const auto e = expression(value.is_string() ? value.get<std::string>() : value.dump(), {}))
          if (const auto x = interval::approx_value(*e, {})) v[name] = *x;
    for (const auto& [name, x] : root_enclosures(*r.instance, *r.evidence))
      if (x.is_finite()) v[name] = (GiNaC::ex_to<GiNaC::numeric>((x.lower() + x.upper()) / 2)).to_double();
    return v;
  }

  // Points are compared across claims of the case, so with the same numbers: one set for a scene, made when it is begun.
  void take(const ClaimResult& r) {
    const auto& c = *r.claim;
    if (!symbolic::abstract_atoms(c.function).empty() || c.over.empty()) return;
    const bool at_point = c.at.size() == c.over.size() && !c.at.empty();
    const bool bound = c.kind == Kind::LowerBound || c.kind == Kind::Infimum || c.kind == Kind::Minimizers;
    if (!at_point && !bound) return;
    const std::string key = symbolic::to_text(c.function) + join(names_of(c.over), ",");
    auto found = scene_of_.find(key);
    if (found == scene_of_.end()) {
      Scene s{&r, {}, {}, {}, {}};
      for (const auto& v : c.over)
        if (symbolic::contains(c.function, v)) s.variables.push_back(v.get_name());
      found = scene_of_.emplace(key, scenes_.size()).first;
      scenes_.push_back(std::move(s));
    }
    Scene& s = scenes_[found->second];
    const Values k = numbers_of(s, r);
    const auto value = [&](const Expr& e) { return interval::approx_value(e, k); };
    if (bound) {
      if (const auto v = value(c.value)) s.levels.emplace_back(*v, &r);
      if (r.evidence->at("proof").contains("point"))
        if (const auto p = point(r.evidence->at("proof").at("point"), k)) s.points.push_back({*p, c.kind == Kind::LowerBound ? Kinds::Lower : Kinds::Minimum, &r});
      return;
    }
    Values at;
    for (const auto& [v, e] : c.at) {
      const auto x = value(e);
      if (!x) return;
      at[v.get_name()] = *x;
    }
    switch (c.kind) {
      case Kind::LocalMinimum: {
        Point p{at, Kinds::Minimum, &r};
        for (const auto& step : figures(r).at("steps"))
          if (step.contains("radius"))
            if (const auto q = rational(step.at("radius").at("exact").get<std::string>())) p.radius = GiNaC::ex_to<GiNaC::numeric>(*q).to_double();
        s.points.push_back(std::move(p));
        break;
      }
      case Kind::LocalMaximum: s.points.push_back({at, Kinds::Maximum, &r}); break;
      case Kind::Saddle: s.points.push_back({at, Kinds::Saddle, &r}); break;
      case Kind::CriticalPoint: s.points.push_back({at, Kinds::Critical, &r}); break;
      case Kind::Suboptimal:
        if (const auto p = point(r.evidence->at("proof").at("point"), k)) {
          s.points.push_back({*p, Kinds::Lower, &r});
          s.descents.push_back({segment(at, *p), &r});
        }
        break;
      case Kind::NoLocalMinimum: s.points.push_back({at, Kinds::Critical, &r}); break;
      default: break;
    }
    const auto& proof = r.evidence->at("proof");
    for (const char* member : {"tree", "lower", "higher"})
      if ((c.kind == Kind::Saddle || c.kind == Kind::NoLocalMinimum) && proof.contains(member))
        if (const Json* node = curve_node(proof.at(member)))
          if (auto way = curve(*node, at, k)) s.descents.push_back({std::move(*way), &r, member == std::string("higher")});
  }

  std::map<const ClaimResult*, Values> numbers_;
  Values numbers_of(const Scene& s, const ClaimResult& r) {
    auto [found, fresh] = numbers_.emplace(s.first, Values());
    if (fresh) found->second = constants(*s.first);
    Values k = constants(r);
    for (const auto& [name, v] : found->second) k[name] = v;
    for (const auto& [name, v] : k) found->second.emplace(name, v);
    return k;
  }

  static std::optional<Values> point(const Json& j, const Values& k) {
    Values at;
    for (const auto& [name, value] : j.items()) {
      const auto e = expression(value.is_string() ? value.get<std::string>() : value.dump(), {});
      const auto x = e ? interval::approx_value(*e, k) : std::nullopt;
      if (!x) return std::nullopt;
      at[name] = *x;
    }
    return at;
  }

  static std::function<Values(double)> segment(Values from, Values to) {
    return [from = std::move(from), to = std::move(to)](double t) {
      Values x = from;
      for (auto& [name, v] : x)
        if (const auto e = to.find(name); e != to.end()) v += t * (e->second - v);
      return x;
    };
  }

  // The first node that names a curve or a direction.
  static const Json* curve_node(const Json& node) {
    if (node.is_object()) {
      if (node.contains("coefficients") || node.contains("direction")) return &node;
    }
    if (node.is_structured())
      for (const auto& child : node)
        if (const Json* found = curve_node(child)) return found;
    return nullptr;
  }

  static std::optional<std::function<Values(double)>> curve(const Json& node, const Values& at, const Values& k) {
    std::map<std::string, std::vector<double>> c;
    Values known = k;
    for (const auto& [name, v] : at) known[name] = v;
    const auto number = [&](const Json& j) {
      const auto e = expression(j.is_string() ? j.get<std::string>() : j.dump(), {});
      return e ? interval::approx_value(*e, known) : std::nullopt;
    };
    const auto& members = node.contains("coefficients") ? node.at("coefficients") : node.at("direction");
    for (const auto& [name, list] : members.items()) {
      if (at.count(name) == 0) return std::nullopt;
      for (const auto& one : list.is_array() ? list : Json::array({list})) {
        const auto x = number(one);
        if (!x) return std::nullopt;
        c[name].push_back(*x);
      }
    }
    return [c = std::move(c), at](double t) {
      Values x = at;
      for (const auto& [name, list] : c) {
        double power = 1;
        for (double coefficient : list) x[name] += coefficient * (power *= t);
      }
      return x;
    };
  }

  std::optional<double> value(const Scene& s, const Values& at) {
    Values all = numbers_[s.first];
    for (const auto& v : case_.instances.front().parameters) all.emplace(v.get_name(), 1);
    for (const auto& v : case_.instances.front().variables) all.emplace(v.get_name(), 0);
    for (const auto& [name, x] : at) all[name] = x;
    return interval::approx_value(s.first->claim->function, all);
  }

  static Range around(std::vector<double> v, double least) {
    if (v.empty()) v = {-2, 2};
    const auto [lo, hi] = std::minmax_element(v.begin(), v.end());
    const double pad = std::max(0.45 * (*hi - *lo), least);
    return {*lo - pad, *hi + pad};
  }
  // Values spread over the height; the highest tenth may leave the frame if it is far above.
  static Range heights(std::vector<double> v) {
    v.erase(std::remove_if(v.begin(), v.end(), [](double x) { return !std::isfinite(x); }), v.end());
    if (v.empty()) return {0, 1};
    std::sort(v.begin(), v.end());
    const double low = v.front(), most = v[static_cast<std::size_t>(0.85 * double(v.size() - 1))];
    double high = v.back();
    if (high - low > 4 * (most - low) && most > low) high = low + 1.6 * (most - low);
    const double pad = high > low ? 0.07 * (high - low) : std::max(0.5, std::abs(low) * 0.1);
    return {low - pad, high + pad};
  }

  std::string function(const Scene& s) const { return function_name(*s.first->claim, *s.first->instance); }
  std::string of(const Scene& s) {
    std::string what = "`" + function(s) + "`";
    if (function(s) == "F" && !s.first->written.function.empty()) what += ", which is `" + s.first->written.function + "`,";
    std::vector<std::string> parts;
    Values shown;
    for (const auto& v : case_.instances.front().parameters)
      if (symbolic::contains(s.first->claim->function, v)) {
        const auto k = numbers_[s.first].find(v.get_name());
        shown[v.get_name()] = k == numbers_[s.first].end() ? 1 : k->second;
      }
    for (const auto& [name, x] : shown)
      if (parts.size() < 8) parts.push_back("`" + name + " = " + short_number(x) + "`");
    return what + (parts.empty() ? "" : " for " + enumerate(parts));
  }

  // What the marks are, with the claims that they come from.
  std::string legend(const Scene& s, bool descents) const {
    const std::pair<Kinds, const char*> kinds[] = {{Kinds::Minimum, "disc: minimum"}, {Kinds::Maximum, "triangle: maximum"}, {Kinds::Saddle, "diamond: saddle"},
                                                   {Kinds::Critical, "ring: critical point, or point that is no minimum"}, {Kinds::Lower, "triangle downwards: lower point"}};
    std::vector<std::string> parts;
    bool radius = false;
    for (const auto& [kind, words] : kinds)
      if (std::any_of(s.points.begin(), s.points.end(), [&, k = kind](const Point& p) { return p.kind == k; })) parts.emplace_back(words);
    for (const auto& p : s.points) radius = radius || p.radius > 0;
    if (radius && s.variables.size() == 2) parts.emplace_back("shaded box: radius of local minimality");
    if (!s.levels.empty() && s.variables.size() == 1) parts.emplace_back("dashed: lower bound, or infimum");
    return "Lines are samples" + std::string(descents ? " (the thick ones lead from a point to lower values, amber, or to higher ones, green, as the certificates have it)" : "") + ", for the eye; certified are the marks" + (parts.empty() ? "" : " (" + join(parts, "; ") + ")") + ".";
  }

  static const char* anchor_words(Kinds k) {
    switch (k) {
      case Kinds::Minimum: return "minimum";
      case Kinds::Maximum: return "maximum";
      case Kinds::Saddle: return "saddle";
      case Kinds::Critical: return "no minimum";
      case Kinds::Lower: return "lower";
    }
    return "";
  }
  static std::string label(const Point& p) { return p.kind == Kinds::Critical && p.claim->claim->kind == Kind::CriticalPoint ? "critical" : anchor_words(p.kind); }
  static std::string anchor(const Point& p) { return anchor_of(*p.claim); }

  // The same point, the same kind: one mark.
  static std::vector<Point> distinct(const std::vector<Point>& points) {
    std::vector<Point> all;
    for (const auto& p : points) {
      const auto same = std::find_if(all.begin(), all.end(), [&](const Point& q) {
        return q.kind == p.kind && q.at.size() == p.at.size() && std::equal(p.at.begin(), p.at.end(), q.at.begin(), [](const auto& a, const auto& b) { return a.first == b.first && std::abs(a.second - b.second) < 1e-9; });
      });
      if (same == all.end()) all.push_back(p);
      else same->radius = std::max(same->radius, p.radius);
    }
    return all;
  }

  void draw(const Scene& s) {
    constexpr double kLargest = 4000;
    if (pictures_.size() >= kMost || s.variables.empty() || size_of_tree(s.first->claim->function) > kLargest) return;
    if (s.variables.size() == 1) return draw_curve(s);
    if (s.variables.size() == 2) return draw_contours(s);
    draw_sections(s);
  }

  void draw_curve(const Scene& s) {
    const std::string& v = s.variables[0];
    const auto points = distinct(s.points);
    std::vector<double> xs;
    for (const auto& p : points) xs.push_back(p.at.at(v));
    const Range x = around(xs, xs.size() > 1 ? 0.3 : 2);
    Line line;
    std::vector<double> ys;
    constexpr int kSamples = 400;
    for (int i = 0; i <= kSamples; ++i) {
      const double t = x.at(double(i) / kSamples);
      const auto y = value(s, {{v, t}});
      line.emplace_back(t, y ? *y : std::nan(""));
      ys.push_back(line.back().second);
    }
    for (const auto& p : points)
      if (const auto y = value(s, p.at)) ys.push_back(*y);
    for (const auto& l : s.levels) ys.push_back(l.first);
    Drawing d(x, heights(ys), v, function(s), case_.source.title);
    d.line(line, kSampled);
    for (const auto& [y, claim] : s.levels) d.level(y, claim->claim->kind == Kind::LowerBound ? "lower bound" : "infimum");
    for (const auto& p : points)
      if (const auto y = value(s, p.at)) d.mark(p.at.at(v), *y, p.kind, label(p), anchor(p));
    pictures_.push_back({function(s) + " as a curve", d.svg(), of(s) + " as a function of `" + v + "`. " + legend(s, false)});
  }

  void draw_contours(const Scene& s) {
    const std::string &u = s.variables[0], &v = s.variables[1];
    const auto points = distinct(s.points);
    std::vector<double> xs, ys;
    for (const auto& p : points) {
      xs.push_back(p.at.at(u));
      ys.push_back(p.at.at(v));
    }
    const Range x = around(xs, 1.2), y = around(ys, 1.2);
    Drawing d(x, y, u, v, case_.source.title);
    d.contours([&](double a, double b) { return value(s, {{u, a}, {v, b}}); }, 14);
    for (const auto& p : points)
      if (p.radius > 0) d.box(p.at.at(u), p.at.at(v), p.radius, p.radius);
    bool thick = false;
    for (const auto& way : s.descents) {
      Line line;
      for (int i = 0; i <= 40; ++i) {
        const Values at = way.at(i / 40.0);
        if (!d.shows(at.at(u), at.at(v))) break;
        line.emplace_back(at.at(u), at.at(v));
      }
      if (line.size() > 1) d.line(line, way.up ? kAscent : kDescent), thick = true;
    }
    for (const auto& p : points) d.mark(p.at.at(u), p.at.at(v), p.kind, label(p), anchor(p));
    pictures_.push_back({function(s) + " as contours", d.svg(), of(s) + " by lines of equal value, stronger where it is lower. " + legend(s, thick)});
  }

  // Sections through certified points: along the way down where the certificate has one, else along the first variables.
  void draw_sections(const Scene& s) {
    for (const auto& way : s.descents) {
      if (pictures_.size() >= kMost) return;
      const bool to_point = way.claim->claim->kind == Kind::Suboptimal;
      const Range t = to_point ? Range{-0.15, 1.15} : Range{-0.6, 0.6};
      const Line line = section(s, way.at, t);
      if (line.empty()) continue;
      std::vector<double> ys;
      for (const auto& p : line) ys.push_back(p.second);
      Drawing d(t, heights(ys), "t", function(s), case_.source.title);
      d.line(line, kSampled);
      if (const auto y = value(s, way.at(0))) {
        const Point here{way.at(0), kind_at(s, way.at(0), way.claim), way.claim};
        d.mark(0, *y, here.kind, label_at(s, here), anchor(here));
      }
      if (const auto y = to_point ? value(s, way.at(1)) : std::nullopt) d.mark(1, *y, Kinds::Lower, "lower", anchor_of(*way.claim));
      pictures_.push_back({"A section of " + function(s), d.svg(),
                           of(s) + (to_point ? " along the segment from the point of claim " + way.claim->id() + " (`t = 0`) to a lower one (`t = 1`)." : std::string(" along the way ") + (way.up ? "up" : "down") + " of the certificate of claim " + way.claim->id() + ", from the point at `t = 0`.") +
                               " The line is sampled, for the eye; certified is what is marked."});
    }
    std::size_t drawn = 0;
    for (const auto& p : distinct(s.points)) {
      if (pictures_.size() >= kMost || drawn >= 2 || p.kind != Kinds::Minimum) continue;
      ++drawn;
      const double reach = p.radius > 0 ? std::max(3 * p.radius, 0.5) : 1;
      const Range t{-reach, reach};
      const char* styles[] = {kSampled, kSecond, kThird};
      const char* colours[] = {"blue", "amber", "green"};
      std::vector<Line> lines;
      std::vector<double> ys;
      std::vector<std::string> words;
      for (const auto& v : s.variables) {
        if (lines.size() == 3) break;
        lines.push_back(section(s, [&](double x) { Values at = p.at; at[v] += x; return at; }, t));
        for (const auto& q : lines.back()) ys.push_back(q.second);
        words.push_back("`" + v + "` (" + colours[lines.size() - 1] + ")");
      }
      Drawing d(t, heights(ys), "displacement of one variable", function(s), case_.source.title);
      for (std::size_t k = 0; k < lines.size(); ++k) d.line(lines[k], styles[k]);
      if (const auto y = value(s, p.at)) d.mark(0, *y, p.kind, label(p), anchor(p));
      pictures_.push_back({"Sections of " + function(s), d.svg(), of(s) + " through the point of claim " + p.claim->id() + ", along " + enumerate(words) + (s.variables.size() > 3 ? ", the first of " + std::to_string(s.variables.size()) + " variables" : "") +
                                                                     ". Lines are samples, for the eye; certified is the mark."});
    }
  }

  Line section(const Scene& s, const std::function<Values(double)>& at, const Range& t) {
    Line line;
    constexpr int kSamples = 160;
    bool some = false;
    for (int i = 0; i <= kSamples; ++i) {
      const double x = t.at(double(i) / kSamples);
      const auto y = value(s, at(x));
      some = some || y;
      line.emplace_back(x, y ? *y : std::nan(""));
    }
    return some ? line : Line{};
  }
  // What is certified of this very point by another claim.
  static Kinds kind_at(const Scene& s, const Values& at, const ClaimResult* own) {
    for (const auto& p : s.points)
      if (p.kind != Kinds::Lower && std::all_of(at.begin(), at.end(), [&](const auto& x) { const auto f = p.at.find(x.first); return f != p.at.end() && std::abs(f->second - x.second) < 1e-9; })) return p.kind;
    return own->claim->kind == Kind::Saddle ? Kinds::Saddle : Kinds::Critical;
  }
  static std::string label_at(const Scene& s, const Point& p) {
    const bool known = std::any_of(s.points.begin(), s.points.end(), [&](const Point& q) { return q.kind == p.kind; });
    return known && p.kind != Kinds::Critical ? anchor_words(p.kind) : "the point";
  }

  // Values along a path against eps, on a logarithmic scale.
  void draw_path(const ClaimResult& r) {
    const auto& c = *r.claim;
    if (pictures_.size() >= kMost || !symbolic::abstract_atoms(c.function).empty()) return;
    const Values k = constants(r);
    const auto at = [&](const Expr& e, double eps) {
      Values all = k;
      for (const auto& list : {r.instance->parameters, r.instance->variables})
        for (const auto& v : list) all.emplace(v.get_name(), 1);
      Values moved = all;
      moved["eps"] = all["eps"] = eps;
      for (const auto& [v, x] : *c.path) {
        const auto y = interval::approx_value(x, all);
        moved[v.get_name()] = y ? *y : std::nan("");
      }
      return interval::approx_value(e, moved);
    };
    Line line;
    std::vector<double> ys;
    for (int i = 0; i <= 200; ++i) {
      const double x = 0.3 - 2.3 * i / 200;
      const auto y = at(c.function, std::pow(10, x));
      if (!y || !std::isfinite(*y)) continue;
      line.emplace_back(-x, *y);
      ys.push_back(*y);
    }
    if (line.size() < 10) return;
    const auto limit = c.limit == claim::LimitSort::Finite ? at(c.value, 1) : std::nullopt;
    if (limit) ys.push_back(*limit);
    const std::string f = function_name(c, *r.instance);
    Drawing d({-0.3, 2}, heights(ys), "-log10(eps): to the right eps tends to 0", f, case_.source.title);
    d.line(line, kSampled);
    if (limit) d.level(*limit, "limit");
    std::vector<std::string> path;
    for (const auto& [v, e] : r.written.path) path.push_back(v + " = " + e);
    std::vector<std::string> numbers;
    for (const auto& [name, x] : k)
      if (numbers.size() < 6) numbers.push_back("`" + name + " = " + short_number(x) + "`");
    pictures_.push_back({f + " along a path", d.svg(), "`" + f + "` along `" + join(path, ", ") + "`" + (numbers.empty() ? "" : " for " + enumerate(numbers)) + ". The line is sampled, for the eye; certified" + (limit ? " is the limit, dashed," : "") + " by claim " + r.id() + "."});
  }

  static std::string anchor_of(const ClaimResult& r) { return report::anchor_of(r.id()); }

  const CaseResult& case_;
  std::vector<Scene> scenes_;
  std::map<std::string, std::size_t> scene_of_;
  std::vector<Picture> pictures_;
};

}  // namespace

std::vector<Picture> pictures(const CaseResult& c) { return Gallery(c).all(); }

}  // namespace losscert::report
