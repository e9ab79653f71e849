// Cases of any size, as text: a bad local minimum at w = 0 of a network with exp units, its residual orthogonal to 1 and to x.
#pragma once
#include <string>

namespace losscert::bench {

struct Size {
  int neurons = 1, samples = 3, layers = 1;  ///< layers: hidden ones, of which the first has `neurons` units and each other a single one
};

/// The claim `minimum` is shown by fibres through a tangent minorant (exact symbols): the output weights are flat.
std::string symbolic_case(const Size& size);
/// With the squared distance of all weights but the first layer's from the point added, the point is a strict minimum with a definite Hessian: the claim is
/// shown on a box (enclosures).
std::string interval_case(const Size& size);

}  // namespace losscert::bench
