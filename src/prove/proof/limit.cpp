#include "prove/proof/limit.hpp"

namespace losscert::prove::proof {

Value Limit::value() const {
  Object members{{"eps0", eps0}};
  if (!pieces.empty()) members.emplace_back("pieces", to_list(pieces));
  List lemmas;
  for (const auto& s : signs) lemmas.push_back(Object{{"expr", s.expr}, {"proof", s.proof.value()}});
  members.emplace_back("signs", std::move(lemmas));
  if (equal) members.emplace_back("equal", equal.value());
  if (differs) members.emplace_back("differs", differs.value());
  return members;
}

}  // namespace losscert::prove::proof
