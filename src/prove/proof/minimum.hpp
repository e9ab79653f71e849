// The rules of FORMAT.md, section 5.3, in its order: proofs of local minima. `cases` and `absurd` are in sign.hpp, `coordinates` in exclusion.hpp.
#pragma once
#include "prove/proof/exclusion.hpp"

namespace losscert::prove::proof {

/// One proof for each variable.
using ByVariable = std::vector<std::pair<Symbol, Sign>>;
Object to_object(const ByVariable& proofs);

struct LowerBound {
  Value value;
  Sign at, bound;
  std::optional<GiNaC::numeric> radius;  ///< none: on the whole space
  ByVariable apart;                      ///< empty: not strict
};
Minimum lower_bound(const LowerBound& b);

Minimum definite(const Pieces& pieces, const ByVariable& gradient, const std::vector<Sign>& minors);
Minimum definite_box(const Pieces& pieces, const ByVariable& gradient, const GiNaC::numeric& radius, const GiNaC::numeric& modulus);

/// The set along which F is constant.
struct FlatSet {
  std::vector<Symbol> flat;
  Assignment manifold;  ///< the other variables as functions of the flat ones
  std::optional<GiNaC::numeric> neighbourhood;
};
/// Either the minors at the point, or radius and modulus.
struct Fibrewise {
  Pieces pieces;
  FlatSet set;
  ByVariable gradient;
  std::vector<Sign> minors;
  std::optional<std::pair<GiNaC::numeric, GiNaC::numeric>> radius_and_modulus;
};
Minimum fibrewise(const Fibrewise& f);

struct LeadingForm {
  Pieces pieces;
  FlatSet set;
  ByVariable constant;  ///< for each flat variable
  std::vector<std::pair<Symbol, int>> weights;
  int order;
  std::vector<Sign> lower;
  std::vector<std::pair<Symbol, std::pair<Sign, Sign>>> faces;  ///< at u = 1 and u = -1
};
Minimum leading_form(const LeadingForm& f);

/// F is constant along the fields, which cross the space where the frozen variables are constant.
struct Slice {
  std::vector<Assignment> fields;
  Pieces pieces;
  std::vector<Symbol> frozen;
  Sign minor;
  Minimum minimum;
};
Minimum slice(const Slice& s);

struct Minorant {
  Value function;
  Sign at, bound;
  std::optional<GiNaC::numeric> radius;  ///< none: below F on the whole space
  Minimum minimum;
};
Minimum minorant(const Minorant& m);

}  // namespace losscert::prove::proof
