// One certificate against one case (FORMAT.md, sections 1 to 6).
#pragma once
#include "check/meaning/statement.hpp"
#include "check/rules/limit.hpp"
#include "check/rules/setting.hpp"
#include "check/text/json.hpp"

namespace losscert::check {

/// What the checker has convinced itself of.
struct Accepted {
  std::string claim;    ///< with dimensions, "id[d=2]"
  std::string verdict;  ///< "proved" or "refuted"
};

/// Returns only if the certificate proves, or refutes, a claim of the case. Throws Reject otherwise, CaseError where the case is at fault, and Contradicted (spot_check.hpp) where the checker is.
Accepted check_certificate(const CaseFile& c, const std::string& bytes);

/// The claim named in a certificate, as far as it can be read; for error lines.
std::string claimed_name(const std::string& bytes);

/// Everything about the claim that the proofs of section 6 need.
struct Claim {
  const Statement& st;
  Frame base;  ///< f, s, G0, Params
};

/// d/deps of f along the path s, which is shown to be C^1 on (0, eps0]; the node has eps0, pieces, proof.
AtPoint eps_derivative(const Frame& s, const Node& node);

/// What proves (refutes) a claim of one kind: section 6, first (second) table.
using ClaimRule = void (*)(const Claim& c, const Node& proof);
const Table<ClaimRule>& proving_rules();
const Table<ClaimRule>& refuting_rules();

}  // namespace losscert::check
