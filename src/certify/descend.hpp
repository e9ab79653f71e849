// Local minima by a damped Newton method, from starting points drawn at random.
#pragma once
#include <cstdint>

#include "certify/locate.hpp"

namespace losscert::certify {

/// Levenberg and Marquardt: steps of (H + mu I) d = -grad, mu as large as the value has to fall. Ends where the gradient is tiny, or after `most_steps`.
Point descend(const graph::Function& f, Point start, int most_steps = 500);

/// Normally distributed, the same for the same seed and number everywhere.
Point random_start(std::size_t unknowns, std::uint64_t seed, std::uint64_t number, double spread);

}  // namespace losscert::certify
