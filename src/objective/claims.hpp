// One claim of a case, for one choice of dimensions.
#pragma once
#include "claim/claim.hpp"
#include "objective/evaluate.hpp"

namespace losscert::objective {

/// The table of cases/README.md as data. `assumptions` are the case's, to see contradictions with `where`.
claim::Claim build_claim(Evaluator& e, const problem::ClaimSyntax& c, const std::vector<symbolic::Relation>& assumptions);

/// A table variable -> expression by components; the expressions may contain no variable that the table gives.
symbolic::Substitution build_assignment(Evaluator& e, const problem::Assignment& a, bool with_eps);

}  // namespace losscert::objective
