// Lyapunov-Schmidt splitting of a function at a degenerate point.
//
// x = s + (kernel coordinates a) + (regular coordinates u), u = p(a) + u~ with the power series p that solves dF/du(a, p(a)) = 0. Along (a, p(a)) the function is the reduced
// one, R(a), whose lowest form decides: a negative value gives a curve of descent, a definite form a strict minimum, with u~ of half its degree.
#pragma once
#include "prove/point/near.hpp"

namespace losscert::prove {

/// A basis of the kernel of a matrix; each vector has a 1 in a place of its own, where all the others have 0.
struct Kernel {
  std::vector<std::vector<GiNaC::numeric>> basis;
  std::vector<std::size_t> own;
};
/// None if an entry is not rational.
std::optional<Kernel> rational_kernel(const std::vector<std::vector<Expr>>& h);

/// The function near s in adapted coordinates.
struct Splitting {
  std::vector<Symbol> kernel, regular;
  std::vector<std::size_t> regular_index;  ///< the variable that a regular coordinate belongs to
  Substitution linear;                     ///< variable -> s + linear in the coordinates
  Substitution shift;                      ///< regular coordinate -> p(a), a polynomial
  std::vector<Expr> reduced;               ///< R by degree: R_0, R_1, ..., polynomials in the kernel coordinates

  /// The variables with the regular coordinates shifted by p, and u~ in their place.
  Substitution shifted() const;
};

/// With R up to degree `order`. None if the point is not degenerate, does not give every variable, or the Hessian does not split there.
std::optional<Splitting> split_off(Near& near, int order);

}  // namespace losscert::prove
