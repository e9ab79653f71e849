// The order of attempts at a sign, what each costs, when it is tried, and inside which others not: data.
#pragma once
#include "prove/sign/attempt.hpp"

namespace losscert::prove::sign {

/// Rows of cost Instant are tried before the samples are asked.
const std::vector<SignStrategy>& table();

/// For contradictions, where no samples say what is hopeless: few, and none that combines relations.
const std::vector<const char*>& without_samples();

}  // namespace losscert::prove::sign
