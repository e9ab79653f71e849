// The ways to fail. Reject: a certificate does not prove its claim. LimitReached: it asks for more work than the checker does, which ends the judgement wherever it happens.
// CaseError: the case file itself is unusable.
#pragma once
#include <stdexcept>
#include <string>

namespace losscert::check {

class Reject : public std::runtime_error {
public:
  explicit Reject(const std::string& reason, std::string where = "") : std::runtime_error(reason), path(std::move(where)) {}
  std::string path;  ///< JSON pointer of the failing node; empty until a node claims it
};

/// Not a Reject: nothing that tries one way after another may swallow it.
class LimitReached : public std::runtime_error {
public:
  using std::runtime_error::runtime_error;
};

class CaseError : public std::runtime_error {
public:
  explicit CaseError(const std::string& reason, int at = 0) : std::runtime_error(reason), line(at) {}
  int line;
};

/// What a case asks for beyond a bound by itself is no fault of a certificate: CaseError instead of LimitReached.
template <class F>
auto on_behalf_of_the_case(F read) {
  try {
    return read();
  } catch (const LimitReached& e) {
    throw CaseError(e.what());
  }
}

}  // namespace losscert::check
