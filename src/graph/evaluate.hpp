// Value, gradient and Hessian of a graph in floating point, by automatic differentiation.
#pragma once
#include <Eigen/Dense>
#include <string>
#include <vector>

#include "graph/graph.hpp"
#include "graph/spread.hpp"

namespace losscert::graph {

/// T: double, Real, or Spread.
template <class T>
class Evaluation {
public:
  Evaluation(const Function& f, const std::vector<T>& x);
  T value() const { return values_[f_.root]; }
  std::vector<T> gradient() const { return {adjoints_.begin(), adjoints_.begin() + static_cast<std::ptrdiff_t>(f_.graph.variables())}; }
  /// The least distance of a relu's argument from 0, less its radius.
  double kink_distance() const { return kink_; }

  const Function& function() const { return f_; }
  const T& value_at(Graph::Id id) const { return values_[id]; }
  const T& first_at(Graph::Id id) const { return first_[id]; }
  const T& second_at(Graph::Id id) const { return second_[id]; }
  const T& adjoint_at(Graph::Id id) const { return adjoints_[id]; }

private:
  void evaluate(Graph::Id id, const std::vector<T>& x);
  void pull_back();
  const Function& f_;
  std::vector<T> values_, first_, second_, adjoints_;
  double kink_ = 1e300;
};

Eigen::MatrixXd hessian(const Evaluation<double>& e);

struct SpreadMatrix {
  Eigen::MatrixXd mid, rad;
};
SpreadMatrix hessian(const Evaluation<Spread>& e);

}  // namespace losscert::graph
