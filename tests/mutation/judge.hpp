// One certificate against one case, in process, through the checker's library.
#pragma once
#include <nlohmann/json.hpp>
#include <string>

#include "check/text/case_file.hpp"

namespace losscert::test {

struct Judgement {
  bool accepted = false;
  std::string claim;        ///< accepted: as the checker names it, with dimensions
  std::string verdict;      ///< accepted: "proved" or "refuted"
  std::string path;         ///< rejected: JSON pointer of the node that does not hold
  std::string reason;       ///< rejected
  bool unexpected = false;  ///< rejected, but not in the checker's own way: an exception that it did not mean to throw
};

Judgement judge(const check::CaseFile& c, const std::string& certificate);
Judgement judge(const check::CaseFile& c, const nlohmann::json& certificate);

/// What the case expects of the claim with this id: "proved" or "refuted". The case's authors vouch for it, no certificate does.
std::string expected(const check::CaseFile& c, const std::string& claim_id);

}  // namespace losscert::test
