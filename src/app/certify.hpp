// `losscert certify`: what a given point is. What is found is written as claims into a copy of the case, so that the checker takes the statement from a case as always.
#pragma once
#include <cstdint>
#include <string>

#include "app/casebook.hpp"
#include "app/options.hpp"

namespace losscert::app {

/// `point` names one of the case; `weights` is a file of NumPy's, an array a variable. Without both the case's claims about balls are decided, or else all its points are looked at. Prints a table; returns the exit status.
int certify(const CaseFile& file, const std::string& point, const std::string& weights, const RunOptions& options);

struct FindOptions {
  unsigned starts = 10;
  std::uint64_t seed = 1;
  double spread = 1;  ///< standard deviation of the starting points' components
};
/// Descends from random points, and certifies where it ends.
int find(const CaseFile& file, const FindOptions& wanted, const RunOptions& options);

}  // namespace losscert::app
