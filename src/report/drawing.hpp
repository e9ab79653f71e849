// A plane with axes, lines and marks, written as SVG. Colours are the page's.
#pragma once
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace losscert::report {

struct Range {
  double low = 0, high = 1;
  double at(double share) const { return low + share * (high - low); }
};

class Drawing {
public:
  Drawing(Range x, Range y, std::string x_name, std::string y_name, std::string title);

  void line(const std::vector<std::pair<double, double>>& points, const char* style);  ///< broken where a value is not finite
  void level(double y, const std::string& label);                                      ///< a certified bound or limit
  void box(double x, double y, double rx, double ry);                                  ///< a certified radius
  enum class Mark { Minimum, Maximum, Saddle, Critical, Lower };
  void mark(double x, double y, Mark kind, const std::string& label, const std::string& anchor);
  /// Lines of equal value of f, at so many levels spread over its values.
  void contours(const std::function<std::optional<double>(double, double)>& f, int levels);
  bool shows(double x, double y) const { return x >= x_.low && x <= x_.high && y >= y_.low && y <= y_.high; }

  std::string svg() const;

private:
  double px(double x) const;
  double py(double y) const;
  Range x_, y_;
  std::string x_name_, y_name_, title_, lines_, marks_;
  std::vector<std::pair<double, double>> labels_;  ///< where labels stand already
};

}  // namespace losscert::report
