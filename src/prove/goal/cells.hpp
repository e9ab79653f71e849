// A range covered by cells: halved until a proof is found for each, and beside known points that the context excludes by cases.
#pragma once
#include <functional>

#include "prove/goal/search.hpp"

namespace losscert::prove {

/// One cell: a proof for it under the scope it comes with, or none; `hopeless` if smaller cells would not help either.
template <class Judgement>
using Leaf = std::function<proof::Proof<Judgement>(const Context& cell, const Scope& scope, bool& hopeless)>;

/// Covers the range of v in g by cells, halved at most `depth` times (rules `partition` and `cases`).
template <class Judgement>
proof::Proof<Judgement> cover(Search& search, const Context& g, const Symbol& v, int depth, const Scope& scope, const Leaf<Judgement>& leaf);

/// The rationals with which relations compare v.
std::vector<GiNaC::numeric> named_points(const Context& g, const Symbol& v);
/// The other constants, in closed form.
std::vector<Expr> named_numbers(const Context& g, const Symbol& v);

}  // namespace losscert::prove
