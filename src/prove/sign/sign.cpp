// TRANSITION
#include "prove/sign/sign.hpp"

#include "prove/claim/rooms.hpp"
#include "prove/goal/cells.hpp"

namespace losscert::prove {

SignSearch::SignSearch(const Options& options) : own_(std::make_unique<Search>(all_rooms(), options)), whole_(*own_) {}

std::optional<Json> SignSearch::cover(const Context& g, const Symbol& v, int depth, const Leaf& leaf) {
  const auto p = prove::cover<proof::ExclusionJudgement>(whole_, g, v, depth, scope_, [&](const Context& cell, const Scope& scope, bool& hopeless) {
    const Temporarily inside(scope_, scope);
    const auto node = leaf(cell, hopeless);
    return node ? proof::Exclusion(*node) : proof::Exclusion();
  });
  return p ? std::optional(p.json()) : std::nullopt;
}

std::optional<Json> SignSearch::contradiction(const Context& g, bool at_once) {
  const auto absurd = whole_.contradiction(g, scope_, at_once);
  return absurd ? std::optional(proof::Sign(*absurd).json()) : std::nullopt;
}

std::optional<Json> SignSearch::piece(const Context& g, const Expr& z, Signs& sign) {
  const auto evidence = kink_evidence(whole_, g, z, scope_);
  if (!evidence) return std::nullopt;
  sign = evidence->sign;
  return Json{{"argument", symbolic::to_text(z)}, {"proof", evidence->piece.proof.json()}};
}

}  // namespace losscert::prove
