// What a person sees: one line a claim on standard output, progress on standard error. No control codes into pipes.
#pragma once
#include <string>
#include <utility>
#include <vector>

#include "report/result.hpp"

namespace losscert::app {

/// The table of a run. Lines come in the order of the cases, as soon as all before them are complete.
class Table {
public:
  explicit Table(const std::vector<report::CaseResult>& cases);
  /// Called when the case number k is complete.
  void complete(std::size_t k);
  void print_summary(const std::string& folder) const;

private:
  void print_case(const report::CaseResult& c) const;

  const std::vector<report::CaseResult>& cases_;
  std::vector<bool> complete_;
  std::size_t printed_ = 0, case_width_ = 0, claim_width_ = 0;
  bool colour_;
};

/// Tells which tasks run and for how long: one line, overwritten, on a terminal; now and then a plain line elsewhere.
void show_progress(const std::vector<std::pair<std::string, double>>& running);
/// Takes the overwritten line away before something else is printed.
void clear_progress();

}  // namespace losscert::app
