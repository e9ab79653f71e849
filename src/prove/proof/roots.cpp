#include "prove/proof/roots.hpp"

namespace losscert::prove::proof {

Cover Cover::exclude(int equation, const std::optional<symbolic::Expr>& form) {
  Object members{{"exclude", equation}};
  if (form) members.emplace_back("form", *form);
  return Cover(std::move(members));
}

Cover Cover::unique() { return Cover(Object{{"unique", true}}); }

namespace {

List to_list(const Bounds& bounds) {
  List box;
  for (const auto& [lo, hi] : bounds) box.push_back(List{lo, hi});
  return box;
}

}  // namespace

Cover Cover::at(const std::vector<GiNaC::numeric>& point, const Bounds& within) { return Cover(Object{{"at", List(point.begin(), point.end())}, {"within", to_list(within)}}); }

Cover Cover::split(int coordinate, const GiNaC::numeric& cut, const Cover& left, const Cover& right) {
  return Cover(Object{{"split", coordinate}, {"at", cut}, {"left", left.value()}, {"right", right.value()}});
}

Value Root::value() const {
  List boxes;
  for (const auto& bounds : refine) boxes.push_back(to_list(bounds));
  return Object{{"tree", tree.value()}, {"refine", std::move(boxes)}};
}

}  // namespace losscert::prove::proof
