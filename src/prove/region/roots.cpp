#include "prove/region/roots.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <iomanip>
#include <limits>
#include <sstream>

#include "prove/algebra/expressions.hpp"
#include "prove/algebra/linear.hpp"
#include "prove/hints/descend.hpp"
#include "support/deadline.hpp"

namespace losscert::prove {

using GiNaC::numeric;
using interval::Interval;
using symbolic::canonical;
using symbolic::to_text;

namespace {

using proof::Bounds;
using proof::Cover;
using symbolic::Head;

constexpr int kDeepest = 60;

/// p/2^k next to x, downwards or upwards.
numeric dyadic(const numeric& x, int k, bool up) {
  const numeric scale = GiNaC::pow(numeric(2), numeric(k));
  const numeric y = x * scale;
  numeric f = GiNaC::iquo(y.numer(), y.denom());
  if (y.is_negative() && !y.is_integer()) f -= 1;
  if (up && !y.is_integer()) f += 1;
  return f / scale;
}

class Isolation {
public:
  Isolation(const claim::Root& root, const Options& options) : root_(root), options_(options), bits_(std::max(256U, options.start_bits)) {
    for (const auto& e : root.equations) {
      const Expr c = canonical(e);
      values_.emplace_back(c);
      forms_.push_back(enclosure_form(c));
      form_tapes_.emplace_back(forms_.back());
      std::vector<interval::Tape> row;
      std::vector<Waves> waves;
      for (const auto& v : root.unknowns) {
        const Expr slope = symbolic::derivative(c, v);
        row.emplace_back(slope);
        waves.push_back(waves_of(slope));
      }
      jacobian_.push_back(std::move(row));
      waves_.push_back(std::move(waves));
    }
  }

  Cover tree(const Bounds& b, int depth) {
    Deadline::check();
    const auto box = to_box(b);
    for (std::size_t i = 0; i < values_.size(); ++i) {
      if (const auto x = values_[i](box, bits_); x.interval && !x.interval->contains_zero()) return Cover::exclude(static_cast<int>(i));
      if (const auto x = form_tapes_[i](box, bits_); x.interval && !x.interval->contains_zero()) return Cover::exclude(static_cast<int>(i), forms_[i]);
    }
    if (const auto image = krawczyk(b)) {
      found_.push_back(*image);
      leaf_ = b;
      return Cover::unique();
    }
    if (auto end = at_end(b)) return end;
    if (depth <= 0) return {};
    std::size_t widest = 0;
    for (std::size_t k = 1; k < b.size(); ++k)
      if (b[k].second - b[k].first > b[widest].second - b[widest].first) widest = k;
    // Off the middle, so that a root at a round number does not fall on a cut.
    const numeric cut = b[widest].first + (b[widest].second - b[widest].first) * numeric(31, 64);
    Bounds left = b, right = b;
    left[widest].second = right[widest].first = cut;
    const Cover l = tree(left, depth - 1);
    if (!l) return {};
    const Cover r = tree(right, depth - 1);
    if (!r) return {};
    return Cover::split(static_cast<int>(widest), cut, l, r);
  }

  /// A zero at an end of the statement's interval, where that is an end of b: the only one in b and as far beyond.
  Cover at_end(const Bounds& b) {
    if (b.size() != 1) return {};
    for (const bool high : {false, true}) {
      const numeric& end = high ? root_.box[0].second : root_.box[0].first;
      if ((high ? b[0].second : b[0].first) != end) continue;
      try {
        if (symbolic::zero_test(symbolic::substitute(root_.equations[0], {{root_.unknowns[0], end}})) != symbolic::ZeroTest::Zero) continue;
      } catch (const std::domain_error&) {
        continue;
      }
      const numeric width = b[0].second - b[0].first;
      const Bounds wide{{b[0].first - width, b[0].second + width}};
      if (!krawczyk(wide)) continue;
      found_.push_back({{end, end}});
      leaf_ = b;
      return Cover::at({end}, wide);
    }
    return {};
  }

  /// K(X), slightly widened, if it lies well inside X.
  std::optional<Bounds> krawczyk(const Bounds& b) const {
    const std::size_t n = b.size();
    const auto box = to_box(b);
    std::vector<numeric> m(n), radius(n);
    Bounds point(n);
    for (std::size_t k = 0; k < n; ++k) {
      m[k] = (b[k].first + b[k].second) / 2;
      radius[k] = (b[k].second - b[k].first) / 2;
      point[k] = {m[k], m[k]};
    }
    std::vector<std::vector<double>> middle(n, std::vector<double>(n));
    std::vector<std::vector<std::pair<double, double>>> slope(n, std::vector<std::pair<double, double>>(n));
    const auto at = to_box(point);
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t j = 0; j < n; ++j) {
        const auto x = jacobian_[i][j](box, bits_);
        const auto y = jacobian_[i][j](at, bits_);
        if (!x.interval || !x.interval->is_finite() || !y.interval || !y.interval->is_finite()) return std::nullopt;
        middle[i][j] = y.interval->lower().to_double();
        const double slack = slack_of(waves_[i][j], box);
        slope[i][j] = {x.interval->lower().to_double() - slack, x.interval->upper().to_double() + slack};
      }
    const auto inverse = approx_inverse(middle);
    if (!inverse) return std::nullopt;
    Bounds image(n);
    for (std::size_t i = 0; i < n; ++i) {
      numeric shift = 0;
      numeric reach = 0;
      for (std::size_t j = 0; j < n; ++j) {
        const auto f = values_[j](at, bits_);
        if (!f.interval || !f.interval->is_finite()) return std::nullopt;
        shift -= numeric(near_rational((*inverse)[i][j], 50)) * (f.interval->lower() + f.interval->upper()) / 2;
        double lo = i == j ? 1 : 0, hi = lo;
        for (std::size_t k = 0; k < n; ++k) {
          const double y = (*inverse)[i][k];
          const double a = y * slope[k][j].first, c = y * slope[k][j].second;
          lo -= std::max(a, c);
          hi -= std::min(a, c);
        }
        const double bound = std::max(std::fabs(lo), std::fabs(hi)) * 1.01 + 1e-12;
        if (!std::isfinite(bound) || bound > 0.9) return std::nullopt;
        reach += numeric(static_cast<long>(std::ceil(bound * 1e15))) / numeric(1000000000000000L) * radius[j];
      }
      image[i] = {m[i] + shift - reach, m[i] + shift + reach};
      if (image[i].first <= b[i].first || image[i].second >= b[i].second) return std::nullopt;
    }
    return image;
  }

  Isolated run() {
    const Bounds start(root_.box.begin(), root_.box.end());
    const Cover t = tree(start, kDeepest);
    Isolated result;
    if (!t || found_.size() != 1) {
      result.reason = !t ? open_box() : found_.empty() ? empty_box() : several_roots();
      if (t && found_.empty()) result.absence = t;
      return result;
    }
    Bounds now = found_.front(), before = leaf_;
    proof::Root evidence{t, {}};
    if (std::all_of(now.begin(), now.end(), [](const auto& side) { return side.first == side.second; })) {
      for (const auto& [q, same] : now) result.enclosure.emplace_back(q, q, bits_);
      result.evidence = std::move(evidence);
      return result;
    }
    for (int round = 0; round < 12; ++round) {
      Bounds wide = now;
      numeric width = 0;
      for (std::size_t k = 0; k < wide.size(); ++k) {
        auto& [lo, hi] = wide[k];
        // Never much narrower than the box before: the checker's operator need not contract as fast as this one.
        const numeric margin = (hi - lo) / 4 + (before[k].second - before[k].first) / 1048576 + numeric(1) / GiNaC::pow(numeric(2), numeric(static_cast<int>(bits_) / 2));
        int digits = 8;
        while (GiNaC::pow(numeric(2), numeric(-digits)) > margin / 4) digits += 4;
        lo = dyadic(lo - margin, digits, false);
        hi = dyadic(hi + margin, digits, true);
        // Within the leaf, and strictly around the enclosure.
        if (lo <= leaf_[k].first) lo = (leaf_[k].first + now[k].first) / 2;
        if (hi >= leaf_[k].second) hi = (leaf_[k].second + now[k].second) / 2;
        width = std::max(width, numeric(hi - lo));
      }
      const auto image = krawczyk(wide);
      if (!image) break;
      evidence.refine.push_back(wide);
      now = *image;
      before = wide;
      if (width < GiNaC::pow(numeric(2), numeric(-80))) break;
    }
    for (const auto& [lo, hi] : now) {
      const numeric margin = (hi - lo) / 8 + GiNaC::pow(numeric(2), numeric(-100));
      result.enclosure.emplace_back(numeric(lo - margin), numeric(hi + margin), bits_);
    }
    result.evidence = std::move(evidence);
    return result;
  }

private:
  /// The sines and cosines of an expression: what it is multiplied with, and its argument. The checker's enclosures of them widen with the argument even where they are flat.
  struct Wave {
    interval::Tape factor, argument;
  };
  using Waves = std::vector<Wave>;

  static Waves waves_of(const Expr& e) {
    std::vector<Expr> atoms;
    const std::function<void(const Expr&)> collect = [&](const Expr& part) {
      for (const auto& c : operands(part)) collect(c);
      if ((has_head(part, Head::Sin) || has_head(part, Head::Cos)) && std::none_of(atoms.begin(), atoms.end(), [&](const Expr& o) { return o.is_equal(part); })) atoms.push_back(part);
    };
    collect(e);
    Waves waves;
    const Symbol wave = symbolic::symbol("_wave");
    for (const auto& atom : atoms) {
      const Expr factor = symbolic::derivative(e.subs(atom == wave), wave).subs(wave == atom);
      waves.push_back({interval::Tape(factor), interval::Tape(atom.op(0))});
    }
    return waves;
  }

  double slack_of(const Waves& waves, const interval::Box& box) const {
    double slack = 0;
    for (const auto& w : waves) {
      const auto f = w.factor(box, bits_), z = w.argument(box, bits_);
      if (!f.interval || !z.interval || !f.interval->is_finite() || !z.interval->is_finite()) return std::numeric_limits<double>::infinity();
      slack += std::max(std::fabs(f.interval->lower().to_double()), std::fabs(f.interval->upper().to_double())) * numeric(z.interval->upper() - z.interval->lower()).to_double();
    }
    return slack;
  }

  std::string equations() const {
    std::string text;
    for (const auto& e : root_.equations) text += (text.empty() ? "`" : ", `") + to_text(e) + " = 0`";
    return text;
  }

  static std::string decimal(double x) {
    std::ostringstream out;
    out << std::setprecision(6) << x;
    return out.str();
  }

  std::string place(const std::vector<double>& x) const {
    std::string text;
    for (std::size_t k = 0; k < x.size(); ++k) text += (k == 0 ? "" : ", ") + root_.unknowns[k].get_name() + " = " + decimal(x[k]);
    return text;
  }

  /// Where Newton's method goes from the middle of the box.
  std::string newton() const {
    std::vector<Expr> outputs(root_.equations.begin(), root_.equations.end());
    Program program(outputs, root_.unknowns);
    std::vector<double> x;
    for (const auto& [lo, hi] : root_.box) x.push_back(numeric((lo + hi) / 2).to_double());
    for (int step = 0; step < 100; ++step) {
      const std::vector<double> f = program.values(x);
      std::vector<std::vector<double>> slopes;
      for (std::size_t i = 0; i < f.size(); ++i) slopes.push_back(program.gradient(i));
      const auto inverse = approx_inverse(slopes);
      if (!inverse) break;
      double moved = 0, size = 1;
      for (std::size_t k = 0; k < x.size(); ++k) {
        double change = 0;
        for (std::size_t i = 0; i < f.size(); ++i) change -= (*inverse)[k][i] * f[i];
        x[k] += change;
        moved = std::max(moved, std::fabs(change));
        size = std::max(size, std::fabs(x[k]));
      }
      if (!std::isfinite(moved)) break;
      if (moved > 1e-13 * size) continue;
      return "Newton's method goes to " + place(x) + " (in doubles)";
    }
    return "Newton's method finds none nearby";
  }

  std::string empty_box() const {
    const auto box = to_box(root_.box);
    for (std::size_t i = 0; i < values_.size(); ++i)
      for (const auto* tape : {&values_[i], &form_tapes_[i]})
        if (const auto x = (*tape)(box, bits_); x.interval && !x.interval->contains_zero())
          return "the box of the root " + root_.name + " holds no root: `" + to_text(root_.equations[i]) + "` has no zero there (it lies between " + decimal(x.interval->lower().to_double()) + " and " + decimal(x.interval->upper().to_double()) + "); " + newton();
    return "the box of the root " + root_.name + " holds no root: " + equations() + " have no solution there; " + newton();
  }

  std::string several_roots() const {
    std::string text = "the box of the root " + root_.name + " holds " + std::to_string(found_.size()) + " roots of " + equations() + ", where one is wanted:";
    for (std::size_t n = 0; n < std::min<std::size_t>(found_.size(), 3); ++n) {
      std::vector<double> x;
      for (const auto& [lo, hi] : found_[n]) x.push_back(numeric((lo + hi) / 2).to_double());
      text += (n == 0 ? " " : "; ") + place(x);
    }
    return text + (found_.size() > 3 ? "; .." : "");
  }

  std::string open_box() const {
    return "the root " + root_.name + " was not isolated: whether " + equations() + (root_.equations.size() > 1 ? " have" : " has") + " exactly one solution in its box is open (a double root, a kink, or a root on the border of the box); " + newton();
  }

  interval::Box to_box(const Bounds& b) const {
    interval::Box box;
    for (std::size_t k = 0; k < b.size(); ++k) box.insert_or_assign(root_.unknowns[k].get_name(), Interval(b[k].first, b[k].second, bits_));
    return box;
  }

  const claim::Root& root_;
  Options options_;
  unsigned bits_;
  std::vector<interval::Tape> values_, form_tapes_;
  std::vector<Expr> forms_;
  std::vector<std::vector<interval::Tape>> jacobian_;
  std::vector<std::vector<Waves>> waves_;
  std::vector<Bounds> found_;
  Bounds leaf_;  ///< the box of the last `unique` leaf
};

}  // namespace

Isolated isolate(const claim::Root& root, const Options& options) { return Isolation(root, options).run(); }

}  // namespace losscert::prove
