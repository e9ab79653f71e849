#include "prove/proof/limit.hpp"

namespace losscert::prove::proof {

Value Limit::value() const {
  if (!cases.empty()) {
    Object branches;
    for (const auto& c : cases) branches.emplace_back(c.key, c.absurd ? Value(Object{{"absurd", c.absurd->members()}}) : c.limit.value());
    return Object{{"on", on}, {"branches", std::move(branches)}};
  }
  Object members{{"eps0", eps0}};
  if (!pieces.empty()) members.emplace_back("pieces", to_list(pieces));
  if (!signs.empty()) {
    List lemmas;
    for (const auto& s : signs) lemmas.push_back(Object{{"expr", s.expr}, {"proof", s.proof.value()}});
    members.emplace_back("signs", std::move(lemmas));
  }
  if (!scales.empty()) {
    List list;
    for (const auto& s : scales) list.push_back(Object{{"argument", s.argument}, {"scale", s.scale}});
    members.emplace_back("scales", std::move(list));
  }
  if (order) members.emplace_back("order", *order);
  if (equal) members.emplace_back("equal", equal.value());
  if (differs) members.emplace_back("differs", differs.value());
  return members;
}

}  // namespace losscert::prove::proof
