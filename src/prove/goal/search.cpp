#include "prove/goal/search.hpp"

namespace losscert::prove {

Search::Search(const Rooms& rooms, const Options& options) : rooms_(rooms), options_(options) {}

std::optional<Evidence> kink_evidence(Search& search, const Context& g, const Expr& z, const Scope& scope) {
  for (const Signs wanted : {kPositive, kNegative}) {
    auto p = search.sign({g, z, wanted, 1, scope});
    if (p.within(wanted)) return Evidence{wanted, {z, std::move(p.node)}};
  }
  return std::nullopt;
}

}  // namespace losscert::prove
