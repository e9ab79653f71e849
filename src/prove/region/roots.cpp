#include "prove/region/roots.hpp"

#include <algorithm>
#include <cmath>

#include "prove/algebra/linear.hpp"

namespace losscert::prove {

using GiNaC::numeric;
using interval::Interval;
using symbolic::canonical;
using symbolic::to_text;

namespace {

using Bounds = std::vector<std::pair<numeric, numeric>>;

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
      for (const auto& v : root.unknowns) row.emplace_back(symbolic::derivative(c, v));
      jacobian_.push_back(std::move(row));
    }
  }

  std::optional<Json> tree(const Bounds& b, int depth) {
    Deadline::check();
    const auto box = to_box(b);
    for (std::size_t i = 0; i < values_.size(); ++i) {
      if (const auto x = values_[i](box, bits_); x.interval && !x.interval->contains_zero()) return Json{{"exclude", i}};
      if (const auto x = form_tapes_[i](box, bits_); x.interval && !x.interval->contains_zero()) return Json{{"exclude", i}, {"form", to_text(forms_[i])}};
    }
    if (const auto image = krawczyk(b)) {
      found_.push_back(*image);
      leaf_ = b;
      return Json{{"unique", true}};
    }
    if (depth <= 0) return std::nullopt;
    std::size_t widest = 0;
    for (std::size_t k = 1; k < b.size(); ++k)
      if (b[k].second - b[k].first > b[widest].second - b[widest].first) widest = k;
    // Off the middle, so that a root at a round number does not fall on a cut.
    const numeric cut = b[widest].first + (b[widest].second - b[widest].first) * numeric(31, 64);
    Bounds left = b, right = b;
    left[widest].second = right[widest].first = cut;
    const auto l = tree(left, depth - 1);
    if (!l) return std::nullopt;
    const auto r = tree(right, depth - 1);
    if (!r) return std::nullopt;
    return Json{{"split", widest}, {"at", to_text(cut)}, {"left", *l}, {"right", *r}};
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
        slope[i][j] = {x.interval->lower().to_double(), x.interval->upper().to_double()};
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

  std::optional<RootEvidence> run() {
    const Bounds start(root_.box.begin(), root_.box.end());
    auto t = tree(start, 60);
    if (!t || found_.size() != 1) return std::nullopt;
    Bounds now = found_.front(), before = leaf_;
    Json refine = Json::array();
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
      Json box = Json::array();
      for (const auto& [lo, hi] : wide) box.push_back({to_text(lo), to_text(hi)});
      refine.push_back(box);
      now = *image;
      before = wide;
      if (width < GiNaC::pow(numeric(2), numeric(-80))) break;
    }
    RootEvidence e{{{"tree", *t}, {"refine", refine}}, {}};
    for (const auto& [lo, hi] : now) {
      const numeric margin = (hi - lo) / 8 + GiNaC::pow(numeric(2), numeric(-100));
      e.enclosure.emplace_back(numeric(lo - margin), numeric(hi + margin), bits_);
    }
    return e;
  }

private:
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
  std::vector<Bounds> found_;
  Bounds leaf_;  ///< the box of the last `unique` leaf
};

}  // namespace

std::optional<RootEvidence> isolate(const claim::Root& root, const Options& options) { return Isolation(root, options).run(); }

}  // namespace losscert::prove
