#include "prove/proof/exclusion.hpp"

namespace losscert::prove::proof {

namespace {

Exclusion make(Rule rule, Object members) { return Exclusion(std::make_shared<const Node>(Node{rule, std::move(members)})); }

Object changed(const Coordinates& c) {
  List variables;
  for (const auto& v : c.variables) variables.push_back(v);
  return {{"variables", std::move(variables)}, {"map", to_object(c.map)}, {"point", to_object(c.point)}};
}

}  // namespace

Object to_object(const Assignment& a) {
  Object out;
  for (const auto& [v, e] : a) out.emplace_back(v.get_name(), e);
  return out;
}

Exclusion multiplier(const Assignment& multipliers, const Pieces& pieces, const Sign& proof) {
  return make(Rule::Multiplier, {{"multipliers", to_object(multipliers)}, {"pieces", to_list(pieces)}, {"proof", proof.value()}});
}

Exclusion one_sided(const Assignment& direction, const Limit& limit, const Sign& sign) {
  Object members{{"direction", to_object(direction)}, {"limit", limit.value()}};
  if (sign) members.emplace_back("sign", sign.value());
  return make(Rule::OneSided, std::move(members));
}

Exclusion curvature(const Assignment& direction, const Pieces& pieces, const Sign& proof) {
  return make(Rule::Curvature, {{"direction", to_object(direction)}, {"pieces", to_list(pieces)}, {"proof", proof.value()}});
}

Exclusion indefinite(const Assignment& first, const Assignment& second, const Pieces& pieces, const Sign& proof) {
  return make(Rule::Indefinite, {{"first", to_object(first)}, {"second", to_object(second)}, {"pieces", to_list(pieces)}, {"proof", proof.value()}});
}

Exclusion curve(const Curve& c) {
  Object coefficients;
  for (const auto& [v, list] : c.coefficients) coefficients.emplace_back(v.get_name(), List(list.begin(), list.end()));
  Object members{{"order", c.order}, {"coefficients", std::move(coefficients)}, {"lower", to_list(c.lower)}, {"proof", c.proof.value()}};
  if (!c.pieces.empty()) members.emplace_back("pieces", to_list(c.pieces));
  if (!c.kinks.empty()) {
    List kinks;
    for (const auto& k : c.kinks) kinks.push_back(Object{{"argument", k.argument}, {"order", k.order}, {"lower", to_list(k.lower)}, {"proof", k.proof.value()}});
    members.emplace_back("kinks", std::move(kinks));
  }
  return make(Rule::Curve, std::move(members));
}

Exclusion coordinates(const Coordinates& c, const Exclusion& proof) {
  Object members = changed(c);
  members.emplace_back("proof", proof.value());
  return make(Rule::Coordinates, std::move(members));
}

Minimum coordinates(const Coordinates& c, const Sign& jacobian, const Minimum& proof) {
  Object members = changed(c);
  members.emplace_back("jacobian", jacobian.value());
  members.emplace_back("proof", proof.value());
  return Minimum(std::make_shared<const Node>(Node{Rule::Coordinates, std::move(members)}));
}

}  // namespace losscert::prove::proof
