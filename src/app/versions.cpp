#include "app/versions.hpp"

#include "app/process.hpp"
#include "support/error.hpp"

namespace losscert::app {

report::Versions tool_versions(const std::filesystem::path& checker) {
  const Ended answer = run_command({checker.string(), "--version"}, {std::chrono::seconds(20)});
  if (!answer.succeeded() || answer.output.empty()) throw InputError(checker.string() + ": does not tell its version; it " + answer.describe());
  std::string text = answer.output;
  while (!text.empty() && text.back() == '\n') text.pop_back();
  for (char& c : text)
    if (c == '\n') c = ' ';
  return {LOSSCERT_VERSION,
          {{"GiNaC", LOSSCERT_GINAC_VERSION}, {"CLN", LOSSCERT_CLN_VERSION}, {"MPFI", LOSSCERT_MPFI_VERSION}, {"NLopt", LOSSCERT_NLOPT_VERSION}, {"Eigen", LOSSCERT_EIGEN_VERSION}},
          text};
}

}  // namespace losscert::app
