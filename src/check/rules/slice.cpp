// Rule `slice` (FORMAT.md, 5.3): F is constant along vector fields, so what is near the point is carried to a slice through it, where F is looked at.
#include "check/rules/slice.hpp"

#include <algorithm>

#include "check/enclosure/zero.hpp"
#include "check/text/reject.hpp"

namespace losscert::check {

namespace {

// X with X f = 0 identically, C^1 near s; variables that are left out have 0.
Substitution read_field(const Setting& s, const Poly& f, const Node& node) {
  Substitution field;
  Poly along;
  for (const auto& [name, e] : node.members()) {
    const AtomId v = read_key(s.g, name, e, s.over);
    const Poly x = read_smooth(s.g, e, s.at);
    if (!is_smooth(x, 1)) e.fail("not shown to be C^1");
    along += x * derivative(f, v);
    field[v] = x;
  }
  if (!is_zero(along)) node.fail("the function is not shown to be constant along the field: its derivative is " + to_text(along));
  return field;
}

bool moves_with(const Poly& p, const std::vector<AtomId>& over) {
  return std::any_of(over.begin(), over.end(), [&](AtomId v) { return contains(p, v); });
}

}  // namespace

bool minimum_on_slice(const Setting& s, const Node& node) {
  const Poly f = smooth_piece(s, node, 1);
  std::vector<AtomId> frozen, left;
  for (const auto& n : node.at("frozen").items()) {
    frozen.push_back(read_key(s.g, n.text(), n, s.over));
    if (std::count(frozen.begin(), frozen.end(), frozen.back()) > 1) n.fail("the variable is listed twice");
  }
  for (const AtomId v : s.over)
    if (std::count(frozen.begin(), frozen.end(), v) == 0) left.push_back(v);
  if (frozen.empty() || left.empty()) node.at("frozen").fail("some of the variables, not all, are to be listed");
  const auto fields = node.at("fields").items();
  if (fields.size() != frozen.size()) node.at("fields").fail("as many fields as frozen variables are needed");
  std::vector<std::vector<AtPoint>> crossing;
  for (const auto& n : fields) {
    const Substitution field = read_field(s, f, n);
    crossing.emplace_back();
    for (const AtomId v : frozen) crossing.back().push_back(field.count(v) > 0 ? s.at_point(field.at(v)) : AtPoint());
  }
  prove_sign_within(s.g, leading_minors(crossing, node).back(), node.at("minor"), nonzero);

  Substitution values;  // on the slice
  for (const AtomId v : frozen) {
    if (!s.at.gives(v)) continue;
    // Else what s gives would move on the slice, where v is a constant.
    if (moves_with(s.at.values().at(v), s.over)) node.at("frozen").fail("the point gives '" + atom(v).name + "' by a variable");
    values[v] = s.at.values().at(v);
  }
  Frame slice = s;
  slice.f = s.f.substitute(values);
  slice.over = left;
  slice.open.clear();
  prove_minimum(Setting::shown(std::move(slice)), node.at("minimum"));
  return false;
}

}  // namespace losscert::check
