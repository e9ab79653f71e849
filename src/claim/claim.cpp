#include "claim/claim.hpp"

namespace losscert::claim {

std::string to_string(Kind k) {
  switch (k) {
    case Kind::Always:
      return "always";
    case Kind::Value:
      return "value";
    case Kind::CriticalPoint:
      return "critical-point";
    case Kind::NoCriticalPoint:
      return "no-critical-point";
    case Kind::CriticalPointsSatisfy:
      return "critical-points-satisfy";
    case Kind::NoLocalMinimum:
      return "no-local-minimum";
    case Kind::LocalMinimum:
      return "local-minimum";
    case Kind::LocalMaximum:
      return "local-maximum";
    case Kind::Saddle:
      return "saddle";
    case Kind::Suboptimal:
      return "suboptimal";
    case Kind::LowerBound:
      return "lower-bound";
    case Kind::Infimum:
      return "infimum";
    case Kind::Minimizers:
      return "minimizers";
    case Kind::CriticalSet:
      return "critical-set";
    case Kind::Limit:
      return "limit";
    case Kind::DivergencePath:
      return "divergence-path";
  }
  return "";
}

std::string instance_id(const Claim& c, const Instance& i) {
  if (i.dimensions.empty()) return c.id;
  std::string sizes;
  for (const auto& [name, value] : i.dimensions) sizes += (sizes.empty() ? "" : ",") + name + "=" + std::to_string(value);
  return c.id + "[" + sizes + "]";
}

}  // namespace losscert::claim
