// Points in doubles, never more than hints.
#pragma once
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace losscert::prove {

/// A point by names. Under the name of an abstract function stands the number of an example of it.
using Sample = std::map<std::string, double>;

/// Many points: one matrix, name x point, shared by copies; who changes one makes a matrix of its own. NaN: no value.
class Samples {
public:
  std::size_t size() const { return matrix_ ? matrix_->points : 0; }
  bool empty() const { return size() == 0; }
  Sample operator[](std::size_t k) const;
  Sample front() const { return (*this)[0]; }
  /// The first points, at most so many.
  std::vector<Sample> first(std::size_t most) const;

  /// The values of that name at all points; null if there are none.
  const double* row(const std::string& name) const;
  void set_row(const std::string& name, std::vector<double> values);
  void set_row(const std::string& name, double value) { set_row(name, std::vector<double>(size(), value)); }

  /// So many points with those names (sorted) and values, values[k] those of names[k] at every point.
  static Samples of(std::vector<std::string> names, std::vector<std::vector<double>> values, std::size_t points);
  /// The points with those numbers, in that order.
  Samples chosen(const std::vector<std::size_t>& numbers) const;

private:
  struct Matrix {
    std::vector<std::string> names;  ///< sorted
    std::vector<std::vector<double>> rows;
    std::size_t points = 0;
  };
  std::shared_ptr<const Matrix> matrix_;
};

}  // namespace losscert::prove
