// Network, data, loss and regulariser -> one expression (cases/README.md).
#pragma once
#include "objective/evaluate.hpp"

namespace losscert::objective {

/// The network's output vector at sample k (from 0), before the loss.
Value network_output(Evaluator& e, const problem::Network& n, std::size_t k);
/// Sum or mean of the loss over the samples, plus the regulariser.
Sized network_objective(Evaluator& e, const problem::Network& n);

}  // namespace losscert::objective
