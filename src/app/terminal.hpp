// What a person sees: one line a claim on standard output, progress on standard error. No control codes into pipes.
#pragma once
#include <string>
#include <utility>
#include <vector>

#include "report/result.hpp"

namespace losscert::app {

/// The table of a run. Its columns are as wide as the names of all claims ask for, so rows can come in any order: as soon as they are decided.
class Table {
public:
  explicit Table(const std::vector<report::CaseResult>& cases);
  void print_row(const report::CaseResult& c, const report::ClaimResult& r) const;
  void print_summary(const std::string& folder) const;

private:
  const std::vector<report::CaseResult>& cases_;
  std::size_t case_width_ = 0, claim_width_ = 0;
  bool colour_;
};

/// Tells which tasks run and for how long: one line, overwritten, on a terminal; now and then a plain line elsewhere.
void show_progress(const std::vector<std::pair<std::string, double>>& running);
/// Takes the overwritten line away before something else is printed.
void clear_progress();

}  // namespace losscert::app
