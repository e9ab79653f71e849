#include "report/drawing.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "report/formula.hpp"

namespace losscert::report {
namespace {

constexpr double kWidth = 640, kHeight = 420, kLeft = 62, kRight = 16, kTop = 16, kBottom = 46;

std::string number(double v, int digits = 1) {
  char text[48];
  std::snprintf(text, sizeof text, "%.*f", digits, v);
  return text;
}

std::string short_number(double v) {
  char text[48];
  std::snprintf(text, sizeof text, "%.4g", std::abs(v) < 1e-12 ? 0 : v);
  return text;
}

// About five round numbers in the range.
std::vector<double> ticks(const Range& r) {
  const double raw = (r.high - r.low) / 5, power = std::pow(10, std::floor(std::log10(raw)));
  double step = power;
  for (double m : {1.0, 2.0, 5.0, 10.0})
    if (m * power >= raw) {
      step = m * power;
      break;
    }
  std::vector<double> all;
  for (double t = std::ceil(r.low / step) * step; t <= r.high + step * 1e-9 && all.size() < 20; t += step) all.push_back(t);
  return all;
}

}  // namespace

Drawing::Drawing(Range x, Range y, std::string x_name, std::string y_name, std::string title)
    : x_(x), y_(y), x_name_(std::move(x_name)), y_name_(std::move(y_name)), title_(std::move(title)) {}

double Drawing::px(double x) const { return kLeft + (x - x_.low) / (x_.high - x_.low) * (kWidth - kLeft - kRight); }
double Drawing::py(double y) const { return kHeight - kBottom - (y - y_.low) / (y_.high - y_.low) * (kHeight - kTop - kBottom); }

void Drawing::line(const std::vector<std::pair<double, double>>& points, const char* style) {
  std::string path;
  bool down = false;
  for (const auto& [x, y] : points) {
    if (!std::isfinite(y) || !std::isfinite(x)) {
      down = false;
      continue;
    }
    // Beyond the frame, but not so far that the numbers grow: the frame clips.
    const double cy = std::clamp(py(y), -kHeight, 2 * kHeight), cx = std::clamp(px(x), -kWidth, 2 * kWidth);
    path += (down ? "L" : "M") + number(cx) + " " + number(cy);
    down = true;
  }
  if (!path.empty()) lines_ += "<path d=\"" + path + "\" fill=\"none\" " + style + "/>";
}

void Drawing::level(double y, const std::string& label) {
  if (y < y_.low || y > y_.high) return;
  const std::string v = number(py(y));
  lines_ += "<path d=\"M" + number(kLeft) + " " + v + "L" + number(kWidth - kRight) + " " + v + "\" fill=\"none\" stroke=\"var(--point,#a3251c)\" stroke-dasharray=\"6 4\"/>";
  marks_ += "<text x=\"" + number(kWidth - kRight - 4) + "\" y=\"" + number(py(y) - 5) + "\" text-anchor=\"end\" fill=\"var(--point,#a3251c)\">" + html_text(label) + "</text>";
}

void Drawing::box(double x, double y, double rx, double ry) {
  const double left = px(x - rx), right = px(x + rx), top = py(y + ry), bottom = py(y - ry);
  if (right - left < 3 && bottom - top < 3) return;
  lines_ += "<rect x=\"" + number(left) + "\" y=\"" + number(top) + "\" width=\"" + number(right - left) + "\" height=\"" + number(bottom - top) + "\" fill=\"var(--point,#a3251c)\" fill-opacity=\".12\" stroke=\"var(--point,#a3251c)\"/>";
}

void Drawing::mark(double x, double y, Mark kind, const std::string& label, const std::string& anchor) {
  const double cx = px(x), cy = py(y);
  const std::string at = "cx=\"" + number(cx) + "\" cy=\"" + number(cy) + "\"";
  std::string shape;
  const auto polygon = [&](std::initializer_list<std::pair<double, double>> corners) {
    std::string points;
    for (const auto& [dx, dy] : corners) points += number(cx + dx) + "," + number(cy + dy) + " ";
    return "<polygon points=\"" + points + "\" fill=\"var(--point,#a3251c)\"/>";
  };
  switch (kind) {
    case Mark::Minimum: shape = "<circle " + at + " r=\"5.5\" fill=\"var(--point,#a3251c)\"/>"; break;
    case Mark::Maximum: shape = polygon({{-6, 5}, {6, 5}, {0, -6}}); break;
    case Mark::Saddle: shape = polygon({{-6, 0}, {0, -6}, {6, 0}, {0, 6}}); break;
    case Mark::Critical: shape = "<circle " + at + " r=\"5\" fill=\"none\" stroke=\"var(--point,#a3251c)\" stroke-width=\"2\"/>"; break;
    case Mark::Lower: shape = polygon({{-6, -4}, {6, -4}, {0, 6}}); break;
  }
  // Labels side by side would hide each other.
  double ly = cy - 10;
  const bool left = cx > kWidth * 0.62;
  for (int tries = 0; tries < 6; ++tries) {
    const bool taken = std::any_of(labels_.begin(), labels_.end(), [&](const auto& l) { return std::abs(l.first - cx) < 150 && std::abs(l.second - ly) < 14; });
    if (!taken && ly > kTop + 8) break;
    ly += ly <= kTop + 8 ? 34 : 15;
  }
  labels_.emplace_back(cx, ly);
  shape += "<text x=\"" + number(cx + (left ? -9 : 9)) + "\" y=\"" + number(ly) + "\"" + (left ? " text-anchor=\"end\"" : "") + " fill=\"currentColor\" stroke=\"var(--paper,#fff)\" stroke-width=\"3\" paint-order=\"stroke\">" + html_text(label) + "</text>";
  marks_ += anchor.empty() ? shape : "<a href=\"#" + html_text(anchor) + "\">" + shape + "</a>";
}

void Drawing::contours(const std::function<std::optional<double>(double, double)>& f, int levels) {
  constexpr int kCells = 56;
  std::vector<std::vector<double>> v(kCells + 1, std::vector<double>(kCells + 1, std::nan("")));
  std::vector<double> all;
  for (int i = 0; i <= kCells; ++i)
    for (int j = 0; j <= kCells; ++j)
      if (const auto value = f(x_.at(double(i) / kCells), y_.at(double(j) / kCells)); value && std::isfinite(*value)) {
        v[std::size_t(i)][std::size_t(j)] = *value;
        all.push_back(*value);
      }
  if (all.size() < 16) return;
  std::sort(all.begin(), all.end());
  if (all.back() - all.front() <= 1e-12 * std::max(1.0, std::abs(all.back()))) return;
  for (int k = 0; k < levels; ++k) {
    // Closer where the values are low: that is where minima are.
    const double share = std::pow((k + 0.5) / levels, 1.6);
    const double c = all[static_cast<std::size_t>(share * double(all.size() - 1))];
    std::string path;
    const auto cross = [&](double xa, double ya, double va, double xb, double yb, double vb) {
      const double s = (c - va) / (vb - va);
      return std::pair(xa + s * (xb - xa), ya + s * (yb - ya));
    };
    for (int i = 0; i < kCells; ++i)
      for (int j = 0; j < kCells; ++j) {
        const double x0 = x_.at(double(i) / kCells), x1 = x_.at(double(i + 1) / kCells), y0 = y_.at(double(j) / kCells), y1 = y_.at(double(j + 1) / kCells);
        const auto I = std::size_t(i), J = std::size_t(j);
        const double a = v[I][J], b = v[I + 1][J], d = v[I + 1][J + 1], e = v[I][J + 1];
        if (!std::isfinite(a + b + d + e)) continue;
        std::vector<std::pair<double, double>> ends;
        if ((a < c) != (b < c)) ends.push_back(cross(x0, y0, a, x1, y0, b));
        if ((b < c) != (d < c)) ends.push_back(cross(x1, y0, b, x1, y1, d));
        if ((d < c) != (e < c)) ends.push_back(cross(x1, y1, d, x0, y1, e));
        if ((e < c) != (a < c)) ends.push_back(cross(x0, y1, e, x0, y0, a));
        for (std::size_t n = 0; n + 1 < ends.size(); n += 2)
          path += "M" + number(px(ends[n].first)) + " " + number(py(ends[n].second)) + "L" + number(px(ends[n + 1].first)) + " " + number(py(ends[n + 1].second));
      }
    if (!path.empty()) lines_ += "<path d=\"" + path + "\" fill=\"none\" stroke=\"var(--curve,#1a4f9c)\" stroke-opacity=\"" + number(1 - 0.75 * k / levels, 2) + "\"/>";
  }
}

std::string Drawing::svg() const {
  const std::string frame = "x=\"" + number(kLeft) + "\" y=\"" + number(kTop) + "\" width=\"" + number(kWidth - kLeft - kRight) + "\" height=\"" + number(kHeight - kTop - kBottom) + "\"";
  std::string s = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + number(kWidth, 0) + " " + number(kHeight, 0) + "\" role=\"img\" font-family=\"system-ui, sans-serif\" font-size=\"13\"><title>" + html_text(title_) + "</title>";
  for (double t : ticks(x_))
    s += "<path d=\"M" + number(px(t)) + " " + number(kTop) + "V" + number(kHeight - kBottom) + "\" stroke=\"var(--line,#ddd)\"/><text x=\"" + number(px(t)) + "\" y=\"" + number(kHeight - kBottom + 17) +
         "\" text-anchor=\"middle\" fill=\"var(--soft,#666)\">" + short_number(t) + "</text>";
  for (double t : ticks(y_))
    s += "<path d=\"M" + number(kLeft) + " " + number(py(t)) + "H" + number(kWidth - kRight) + "\" stroke=\"var(--line,#ddd)\"/><text x=\"" + number(kLeft - 6) + "\" y=\"" + number(py(t) + 4) +
         "\" text-anchor=\"end\" fill=\"var(--soft,#666)\">" + short_number(t) + "</text>";
  s += "<text x=\"" + number((kLeft + kWidth - kRight) / 2) + "\" y=\"" + number(kHeight - 8) + "\" text-anchor=\"middle\" fill=\"currentColor\">" + html_text(x_name_) + "</text>";
  s += "<text x=\"14\" y=\"" + number((kTop + kHeight - kBottom) / 2) + "\" text-anchor=\"middle\" fill=\"currentColor\" transform=\"rotate(-90 14 " + number((kTop + kHeight - kBottom) / 2) + ")\">" + html_text(y_name_) + "</text>";
  // Nested: what leaves the frame is not shown.
  s += "<svg " + frame + " viewBox=\"" + number(kLeft) + " " + number(kTop) + " " + number(kWidth - kLeft - kRight) + " " + number(kHeight - kTop - kBottom) + "\">" + lines_ + "</svg>";
  s += "<rect " + frame + " fill=\"none\" stroke=\"var(--soft,#666)\"/>" + marks_ + "</svg>";
  return s;
}

}  // namespace losscert::report
