#include "certify/descend.hpp"

#include <cmath>

namespace losscert::certify {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

Point descend(const graph::Function& f, Point start, int most_steps) {
  const auto n = static_cast<Index>(start.size());
  std::vector<double> x(start.begin(), start.end());
  double mu = 1;
  for (int k = 0; k < most_steps; ++k) {
    const graph::Evaluation<double> here(f, x);
    const auto g = here.gradient();
    const VectorXd gradient = Eigen::Map<const VectorXd>(g.data(), n);
    const MatrixXd h = hessian(here);
    if (!std::isfinite(here.value()) || !gradient.allFinite() || !h.allFinite()) break;
    const double scale = std::max(h.diagonal().cwiseAbs().maxCoeff(), 1e-12);
    if (gradient.norm() < 1e-10 * scale) break;
    bool fell = false;
    for (int trial = 0; trial < 40 && !fell; ++trial) {
      MatrixXd damped = h;
      damped.diagonal().array() += mu * scale;
      const Eigen::LLT<MatrixXd> factor(damped);
      if (factor.info() == Eigen::Success) {
        const VectorXd d = factor.solve(gradient);
        std::vector<double> next(x);
        for (Index i = 0; i < n; ++i) next[static_cast<std::size_t>(i)] -= d(i);
        const double value = graph::Evaluation<double>(f, next).value();
        fell = std::isfinite(value) && value < here.value();
        if (fell) x = std::move(next);
      }
      mu = fell ? std::max(mu / 8, 1e-14) : mu * 4;
    }
    if (!fell) break;
  }
  return {x.begin(), x.end()};
}

namespace {

// splitmix64: standard distributions differ between libraries, and what a seed gives should not.
std::uint64_t scrambled(std::uint64_t& state) {
  std::uint64_t z = (state += 0x9e3779b97f4a7c15U);
  z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9U;
  z = (z ^ (z >> 27U)) * 0x94d049bb133111ebU;
  return z ^ (z >> 31U);
}

double uniform(std::uint64_t& state) { return (static_cast<double>(scrambled(state) >> 11U) + 0.5) * 0x1p-53; }

}  // namespace

Point random_start(std::size_t unknowns, std::uint64_t seed, std::uint64_t number, double spread) {
  std::uint64_t state = seed * 0x9e3779b97f4a7c15U + number;
  scrambled(state);
  Point x;
  for (std::size_t i = 0; i < unknowns; ++i) x.push_back(spread * std::sqrt(-2 * std::log(uniform(state))) * std::cos(2 * 3.14159265358979323846 * uniform(state)));
  return x;
}

}  // namespace losscert::certify
