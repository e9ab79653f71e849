// Claims about a ball around a given point: critical-point-within and no-critical-point-within (FORMAT.md, 5.6). The function is a graph and is never expanded.
#pragma once
#include "check/meaning/graph_builder.hpp"
#include "check/rules/table.hpp"

namespace losscert::check {

/// The claim for one choice of dimensions, from the case alone.
struct WithinStatement {
  WithinStatement(const CaseFile& c, const ClaimText& claim, const std::map<std::string, int>& dims);

  GraphBuilder builder;
  Graph::Id f;
  std::vector<Rational> point;  ///< all variables
  Rational radius;              ///< of the ball |x - point|_2 <= radius
  std::size_t index = 0;        ///< critical-point-within
  Rational curvature;           ///< 0 if none is claimed
};

struct WithinClaim {
  const WithinStatement& st;
  long bits;
};
using WithinRule = void (*)(const WithinClaim& c, const Node& proof);
const Table<WithinRule>& within_proving_rules();
const Table<WithinRule>& within_refuting_rules();

/// Throws Reject unless the certificate proves (refutes) the claim.
void check_within(const CaseFile& c, const ClaimText& claim, const std::map<std::string, int>& dims, bool proved, const Node& certificate);

}  // namespace losscert::check
