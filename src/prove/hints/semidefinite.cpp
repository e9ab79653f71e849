#include "prove/hints/semidefinite.hpp"

#include <cmath>
#include <iostream>
#include <string>

#include <sdpa_call.h>

// Of OpenBLAS; which library's cblas.h is installed depends on the machine.
extern "C" void openblas_set_num_threads(int n);

namespace losscert::prove {

namespace {

/// The solver prints to the standard output whenever it is in doubt.
class Silence {
public:
  Silence() : before_(std::cout.rdbuf(nullptr)) {}
  ~Silence() {
    std::cout.rdbuf(before_);
    std::cout.clear();
  }
  Silence(const Silence&) = delete;
  Silence& operator=(const Silence&) = delete;

private:
  std::streambuf* before_;
};

}  // namespace

std::optional<SemidefinitePoint> semidefinite_point(const std::vector<int>& sizes, const std::vector<SemidefiniteEquation>& equations) {
  // Y = Z + t*1 with Z >= 0; t = plus - minus, and plus + slack = 1. The dual problem of SDPA: maximise t.
  const int last = static_cast<int>(sizes.size()) + 1;
  openblas_set_num_threads(1);  // the matrices are small: threads would spin
  const Silence silence;
  SDPA problem;
  problem.setDisplay(nullptr);
  problem.setNumThreads(1);
  problem.setParameterType(SDPA::PARAMETER_DEFAULT);
  problem.setParameterMaxIteration(100);
  problem.setParameterEpsilonStar(1e-9);
  problem.setParameterEpsilonDash(1e-9);
  problem.setParameterLambdaStar(1e3);
  std::string no_print = "NOPRINT";
  problem.setParameterPrintXVec(no_print.data());
  problem.setParameterPrintXMat(no_print.data());
  problem.setParameterPrintYMat(no_print.data());
  problem.inputConstraintNumber(static_cast<int>(equations.size()) + 1);
  problem.inputBlockNumber(last);
  for (int k = 1; k < last; ++k) {
    problem.inputBlockSize(k, sizes[static_cast<std::size_t>(k - 1)]);
    problem.inputBlockType(k, SDPA::SDP);
  }
  problem.inputBlockSize(last, -3);
  problem.inputBlockType(last, SDPA::LP);
  problem.initializeUpperTriangleSpace();
  problem.inputElement(0, last, 1, 1, 1);
  problem.inputElement(0, last, 2, 2, -1);
  int row = 0;
  for (const auto& e : equations) {
    problem.inputCVec(++row, e.right);
    double trace = 0;
    for (const auto& x : e.entries) {
      problem.inputElement(row, x.block + 1, x.row + 1, x.column + 1, x.value);
      if (x.row == x.column) trace += x.value;
    }
    if (trace != 0) {
      problem.inputElement(row, last, 1, 1, trace);
      problem.inputElement(row, last, 2, 2, -trace);
    }
  }
  problem.inputCVec(++row, 1);
  problem.inputElement(row, last, 1, 1, 1);
  problem.inputElement(row, last, 3, 3, 1);
  problem.initializeUpperTriangle();
  problem.initializeSolve();
  problem.solve();
  SemidefinitePoint out;
  const double* t = problem.getResultYMat(last);
  out.least = t[0] - t[1];
  bool finite = std::isfinite(out.least);
  for (int k = 1; k < last; ++k) {
    const int n = sizes[static_cast<std::size_t>(k - 1)];
    Eigen::MatrixXd y = Eigen::Map<const Eigen::MatrixXd>(problem.getResultYMat(k), n, n);
    y = (y + y.transpose()) / 2 + out.least * Eigen::MatrixXd::Identity(n, n);
    finite &= y.allFinite();
    out.blocks.push_back(std::move(y));
  }
  const double error = problem.getDualError();
  problem.terminate();
  if (!finite || !(error < 1e-4)) return std::nullopt;
  return out;
}

}  // namespace losscert::prove
