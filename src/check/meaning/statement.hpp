// One claim of a case for one choice of dimensions, as mathematics: what a certificate has to prove or refute. Taken from the case file alone.
#pragma once
#include "check/meaning/build.hpp"

namespace losscert::check {

struct Statement {
  const ClaimText* text = nullptr;
  Guarded f;  ///< the function, `fix` put in
  std::vector<AtomId> over;
  Point at;  ///< s: the point, or the path; only variables in `over`
  Obligations at_domain;
  std::vector<Relation> assumptions;
  std::vector<Relation> where;      ///< `fix` put in
  Obligations where_domain;         ///< of assumptions and where
  std::vector<Relation> statement;  ///< always; for critical-points-satisfy the condition
  Poly value;                       ///< value, lower-bound, infimum, minimizers; finite limit
  Guarded of;                       ///< limit: the expression whose limit is claimed; s not yet put in
  std::vector<Guarded> diverges;
  Obligations own_domain;  ///< of statement, value, sets
  std::vector<std::vector<Relation>> sets;
  bool on_path = false;
};

/// Throws Reject or CaseError where the claim is not well formed.
Statement read_statement(Builder& builder, const ClaimText& claim);

/// "id" or "id[d=2,m=3]".
std::string instance_name(const std::string& id, const std::map<std::string, int>& dimensions);

}  // namespace losscert::check
